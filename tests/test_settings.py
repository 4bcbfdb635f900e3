from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import Site
from sphinx.errors import ConfigError
from sphinx_anthology.problems import Code, Problem
from sphinx_anthology.settings import OPTIONS, PREFIX, Settings, check_settings


def test_the_option_posts_sets_the_folders_of_posts(site: Site) -> None:
    site.write("notes/a.md", "---\ntitle: A note\ndate: 2025-01-01\n---\n\nText.\n")
    built = site.build(anthology_posts=["notes/*.md"])
    assert built.warnings == ""
    assert "A note" in built.article("browse/posts")


def test_excluded_files_are_not_posts(site: Site) -> None:
    site.post("one")
    site.post("drafts/two")
    built = site.build(exclude_patterns=["posts/drafts", "build"])
    assert "Title of two" not in built.article("browse/posts")
    assert built.warnings == ""


def test_the_option_browse_sets_the_folder_of_index_pages(site: Site) -> None:
    site.post("one", category="A")
    built = site.build(anthology_browse="archive")
    assert built.warnings == ""
    assert "Title of one" in built.article("archive/categories/a")


@pytest.mark.parametrize("patterns", [["posts/**"], ["**"]])
def test_when_the_option_browse_changes_nothing_of_the_former_folder_stays(site: Site, patterns: list[str]) -> None:
    site.post("one", category="A")
    site.write("browse/own.md", "# Mine\n\nOwn words.\n")
    site.build(anthology_posts=patterns)
    built = site.build(anthology_posts=patterns, anthology_browse="archive")
    assert [file.name for file in (site.folder / "browse").iterdir()] == ["own.md"]
    assert [file.name for file in (built.output / "browse").iterdir()] == ["own.html"]
    assert "Title of one" in built.article("archive/categories/a")


def test_a_misspelt_option_is_named_and_a_variable_of_the_project_is_not(site: Site) -> None:
    lines = "anthology_feed_contents = 'full'\nanthology_of_the_sea = 1\n"
    site.write("conf.py", (site.folder / "conf.py").read_text(encoding="utf-8") + lines)
    site.post("one")
    found = site.build().warnings
    assert "anthology_feed_contents is no option of this extension" in found
    assert "Did you mean 'anthology_feed_content'?" in found
    assert "anthology_of_the_sea" not in found


def test_the_option_timezone_sets_the_zone_of_dates_without_an_offset(site: Site) -> None:
    site.post("seoul", date="2025-01-01 08:00")
    site.post("utc", date="2025-01-01T00:00:00Z")
    order = [
        link.get_text()
        for link in site.build(anthology_timezone="Asia/Seoul").soup("browse/posts").select("a.anthology-card-link")
    ]
    assert order == ["Title of utc", "Title of seoul"]


def test_an_unknown_time_zone_is_refused_with_advice(site: Site) -> None:
    with pytest.raises(ConfigError, match=r"'Seoul' is not a time zone\. Write a name such as 'Asia/Seoul'"):
        site.build(anthology_timezone="Seoul")


@pytest.mark.parametrize(
    ("name", "value", "used"),
    [
        ("browse", "../out", "'out'"),
        ("browse", "", "'browse'"),
        ("page_size", 0, "1"),
        ("article_type", "Poem", "'BlogPosting'"),
    ],
)
def test_an_unusable_value_is_replaced_and_reported(site: Site, name: str, value: object, used: str) -> None:
    site.post("one")
    option: dict[str, Any] = {f"anthology_{name}": value}
    built = site.build(**option)
    assert built.codes[:1] == ["anthology.option-invalid"]
    assert f"anthology_{name} = {value!r} cannot be used; {used} is used instead." in built.warnings


def test_the_option_navigation_turns_off_toctree_entries(site: Site) -> None:
    site.post("one", category="A")
    built = site.build(anthology_navigation=False)
    assert "toc.not_included" in built.codes
    assert not built.soup("index").select(".sidebar-tree a[href^='browse']")


def test_a_permalink_pattern_that_is_no_address_is_reported_and_not_used(site: Site) -> None:
    site.post("one")
    patterns = ["javascript:x/:slug/", "https://[x/:slug/", "/blog/:slug/"]
    built = site.build(anthology_permalinks=patterns)
    assert built.codes == ["anthology.option-invalid"] * 2
    assert "anthology_permalinks: 'javascript:x/:slug/' begins with 'javascript:'. Write a path" in built.warnings
    assert (built.output / "blog/one/index.html").is_file()


def test_an_unknown_placeholder_in_a_permalink_is_reported_with_a_suggestion(site: Site) -> None:
    site.post("one")
    built = site.build(anthology_permalinks=["https://old.example/:yaer/:slug/"])
    assert built.codes == ["anthology.option-invalid"]
    assert (
        "'https://old.example/:yaer/:slug/' is not used, because ':yaer' is no placeholder. Did you mean 'year'?"
        in built.warnings
    )
    assert not (built.output / "old.example").exists()
    assert not list(built.output.glob("*yaer*"))


def check(settings: Settings) -> list[str]:
    """Return the messages about the parts of options that are not usable."""
    problems: list[Problem] = []
    check_settings(settings, problems.append)
    assert all((problem.path, problem.line, problem.code) == ("conf.py", 1, Code.OPTION_INVALID) for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize("value", [None, True, 3, 1.5, "x", b"x", [1], {"a": 1}, {"x"}, ...], ids=repr)
def test_a_value_of_another_type_stops_nothing(value: object) -> None:
    for name in OPTIONS:
        settings = Settings.from_values({f"{PREFIX}{name}": value})
        is_usable = isinstance(value, OPTIONS[name]["types"]) or (list in OPTIONS[name]["types"] and value == "x")
        if not is_usable and bool not in OPTIONS[name]["types"]:
            assert settings == Settings()
        check_settings(settings, lambda problem: None)
        assert settings.by_collection[""] is settings


def test_a_text_in_place_of_a_list_is_a_list_of_one() -> None:
    assert Settings.from_values({"anthology_posts": "notes/*.md", "anthology_share": "copy"}) == Settings(
        posts=("notes/*.md",), share=("copy",)
    )


def test_a_path_in_a_list_is_a_text() -> None:
    assert Settings.from_values({"anthology_old_feeds": [Path("old/feed.xml")]}).old_feeds == (str(Path("old/feed.xml")),)


def test_a_value_of_another_type_gets_one_warning_and_the_default(site: Site) -> None:
    site.post("one")
    wrong = ("feeds", "feed_formats", "share", "static_roots", "mentions", "max_size")
    options: dict[str, Any] = {
        **{f"anthology_{name}": True for name in wrong},
        "html_baseurl": "https://blog.example/",
        "anthology_permalinks": [3, "/:slug/"],
        "anthology_timezone": None,
        "anthology_page_size": "24",
        "anthology_collections": {"notes": {"posts": ["notes/**", None]}},
    }
    built = site.build(**options)
    assert built.warnings.count("has type") == 7
    assert built.codes.count("anthology.option-invalid") == 2
    assert built.warnings.count("anthology_permalinks: 3 is no text") == 1
    assert built.warnings.count("anthology_posts: None is no text") == 1
    assert (built.output / "one/index.html").is_file()
    assert (built.output / "atom.xml").is_file()
    assert "Title of one" in built.article("browse/posts")


def test_usable_dictionaries_are_not_reported() -> None:
    collections = {"notes": {"posts": ["notes/**"], "indexes": {"tags": {"sort": "count"}}}}
    assert check(Settings(indexes={"authors": False, "tags": {"layout": "list"}}, collections=collections)) == []


@pytest.mark.parametrize(
    ("indexes", "message"),
    [
        (
            {"tag": True},
            "'tag' is not an index. The indexes are 'posts', 'categories', 'tags', 'authors', 'series', 'archive' and",
        ),
        (
            {"tags": 1},
            "'tags' must be True, False or a dictionary of 'shown', 'title', 'folder', 'sort', 'order' and 'layout'.",
        ),
        (
            {"tags": {"sotr": "name"}},
            "'tags' has no option 'sotr'. Its options are 'shown', 'title', 'folder', 'sort', 'order' and",
        ),
        ({"tags": {"sort": "size"}}, "'sort' of 'tags' cannot be 'size'. Write 'name', 'count' or 'newest'."),
        ({"tags": {"title": 1}}, "'title' of 'tags' cannot be 1."),
        ({"tags": {"shown": "no"}}, "'shown' of 'tags' cannot be 'no'."),
        ({"tags": {"folder": " "}}, "'folder' of 'tags' cannot be ' '."),
    ],
)
def test_unusable_options_of_indexes_are_reported_and_the_defaults_are_used(indexes: dict[str, Any], message: str) -> None:
    settings = Settings(indexes=indexes)
    (reported,) = check(settings)
    assert reported.startswith(f"anthology_indexes: {message}")
    assert settings.index("tags") == Settings().index("tags")


@pytest.mark.parametrize(
    ("collections", "message"),
    [
        (
            {"Notes!": {"posts": []}},
            "'Notes!' cannot be the name of a collection. Write lower-case letters, digits and hyphens",
        ),
        ({"tags": {"posts": []}}, "'tags' cannot be the name of a collection."),
        ({"notes": {}}, "'notes' must be a dictionary with 'posts', the patterns of its files."),
        ({"notes": {"posts": [], "page_sise": 5}}, "'notes' cannot have 'page_sise' = 5. Did you mean 'page_size'?"),
        ({"notes": {"posts": [], "page_size": "5"}}, "'notes' cannot have 'page_size' = '5'."),
        ({"notes": {"posts": [], "related": 5}}, "'notes' cannot have 'related' = 5."),
    ],
)
def test_unusable_collections_and_their_options_are_reported(collections: dict[str, Any], message: str) -> None:
    (reported,) = check(Settings(collections=collections))
    assert reported.startswith(f"anthology_collections: {message}")


@pytest.mark.parametrize(
    ("given", "used", "messages"),
    [
        ({"posts": "notes/**"}, ("notes/**",), []),
        ({"posts": [PurePosixPath("notes/a.md")]}, ("notes/a.md",), []),
        ({"posts": ("notes/**", 3)}, ("notes/**",), ["anthology_posts: 3 is no text, and is left out."]),
        ({"posts": [b"x"]}, (), ["anthology_posts: b'x' is no text, and is left out."]),
        ({"posts": [], "page_size": True}, (), ["anthology_collections: 'notes' cannot have 'page_size' = True."]),
    ],
)
def test_the_options_of_a_collection_are_read_like_those_of_the_main_one(
    given: dict[str, Any], used: tuple[str, ...], messages: list[str]
) -> None:
    settings = Settings(collections={"notes": given})
    assert check(settings) == messages
    assert settings.by_collection["notes"].posts == used
    assert settings.by_collection["notes"].page_size == Settings().page_size


def test_unusable_indexes_of_a_collection_are_reported() -> None:
    (reported,) = check(Settings(collections={"notes": {"posts": [], "indexes": {"tag": True}}}))
    assert reported.startswith("anthology_indexes: 'tag' is not an index.")


def test_an_unusable_old_site_is_reported() -> None:
    assert check(Settings(old_site="https://blog.example.org")) == []
    assert check(Settings(old_site={"/": "https://blog.example.org/blog/", "/tags/": "http://x.test"})) == []
    (message,) = check(Settings(old_site="blog.example.org"))
    assert message.startswith("anthology_old_site: '/': 'blog.example.org' is not usable. Write '/' or the beginning of paths")
    assert len(check(Settings(old_site={"tags": "https://x.test", "/": "javascript:x", "/a": 1}))) == 3  # type: ignore[dict-item]
