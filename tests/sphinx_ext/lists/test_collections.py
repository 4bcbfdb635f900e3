"""Several collections of posts on one site."""

from __future__ import annotations

import pytest
from conftest import Build, Site, read_output

NOTES = {"notes": {"posts": ["notes/**"], "title": "Release notes"}}


@pytest.fixture
def two(site: Site) -> Site:
    """A site with a blog and release notes."""
    for number in range(2):
        site.post(f"p{number}", category="News", tags="t", date=f"2025-01-0{number + 1}")
        header = f"title: Release {number}\ndate: 2025-01-1{number}\ncategory: Fixes\ntags: t\n"
        site.write(f"notes/r{number}.md", f"---\n{header}---\n\n{{post}}`p0` {{category}}`News`\n")
    return site


def cards(built: Build, page: str) -> list[str]:
    return [link.get_text() for link in built.soup(page).select(".anthology-card-link")]


def test_each_collection_has_its_own_indexes(two: Site) -> None:
    built = two.build(anthology_collections=NOTES)
    assert built.warnings == ""
    assert cards(built, "browse/posts") == ["Title of p1", "Title of p0"]
    assert cards(built, "browse/notes/posts") == ["Release 1", "Release 0"]
    assert cards(built, "browse/categories") == ["News"]
    assert cards(built, "browse/notes/categories") == ["Fixes"]
    assert [link.get_text() for link in built.soup("browse/notes/tags/t").select(".anthology-compact a")] == [
        "Release 1",
        "Release 0",
    ]


def test_each_collection_has_its_own_part_of_the_sidebar(two: Site) -> None:
    page = two.build(anthology_collections=NOTES).soup("notes/r0")
    assert [caption.get_text() for caption in page.select(".sidebar-tree .caption")] == [
        "Articles",
        "Categories",
        "Release notes",
    ]
    assert [link["href"] for link in page.select(".sidebar-tree li.current > a")] == ["../browse/notes/categories/fixes.html"]


def test_previous_and_next_stay_in_the_collection(two: Site) -> None:
    page = two.build(anthology_collections=NOTES).soup("notes/r0")
    assert not page.select("a.prev-page")
    assert page.select_one("a.next-page .title").get_text() == "Release 1"


def test_links_lead_from_one_collection_to_the_other(two: Site) -> None:
    two.write("index.md", "# Home\n\n{category}`Fixes` {tag}`notes:t` {tag}`t`\n")
    built = two.build(anthology_collections=NOTES)
    assert built.warnings == ""
    hrefs = [link["href"] for link in built.soup("index").select("article a.reference")]
    assert hrefs == ["browse/notes/categories/fixes.html", "browse/notes/tags/t.html", "browse/tags/t.html"]
    assert "Title of p0 News" in built.article("notes/r0")


def test_a_directive_lists_the_collection_that_it_names(two: Site) -> None:
    two.write(
        "index.md", "# Home\n\n```{posts}\n:collection: notes\n:limit: 1\n```\n\n```{categories}\n:collection: notes\n```\n"
    )
    built = two.build(anthology_collections=NOTES)
    assert built.warnings == ""
    assert cards(built, "index") == ["Release 1", "Fixes"]


def test_a_collection_has_options_of_its_own(two: Site) -> None:
    own = {"page_size": 1, "browse": "changes", "indexes": {"tags": False}, "categories": {"Fixes": {"title": "Mended"}}}
    built = two.build(anthology_collections={"notes": {"posts": ["notes/*.md"], **own}})
    assert built.warnings == ""
    assert cards(built, "changes/posts/page-2") == ["Release 0"]
    assert cards(built, "changes/categories") == ["Mended"]
    assert not (two.folder / "changes/tags.md").exists()
    assert (two.folder / "browse/tags.md").exists()


def test_a_file_that_matches_two_patterns_belongs_to_the_further_collection(two: Site) -> None:
    two.post("sub/one")
    built = two.build(anthology_collections={"sub": {"posts": ["posts/sub/**"]}, **NOTES})
    assert built.warnings == ""
    assert cards(built, "browse/sub/posts") == ["Title of sub/one"]
    assert "Title of sub/one" not in cards(built, "browse/posts")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Notes!": {"posts": ["notes/**"]}}, "'Notes!' cannot be the name of a collection"),
        ({"tags": {"posts": ["notes/**"]}}, "'tags' cannot be the name of a collection"),
        ({"notes": {"title": "N"}}, "'notes' must be a dictionary with 'posts'"),
        ({"notes": ["notes/**"]}, "'notes' must be a dictionary with 'posts'"),
        ({"notes": {"posts": ["notes/**"], "pagesize": 3}}, "'notes' cannot have 'pagesize' = 3. Did you mean 'page_size'?"),
        ({"notes": {"posts": ["notes/**"], "page_size": "3"}}, "'notes' cannot have 'page_size' = '3'."),
    ],
    ids=str,
)
def test_an_invalid_collection_is_reported_and_its_posts_have_pages(two: Site, given: dict[str, object], said: str) -> None:
    built = two.build(anthology_collections=given)
    assert f"anthology_collections: {said}" in built.warnings
    assert (built.output / "notes/r0.html").exists()


def test_objects_of_a_further_collection_have_a_prefix(two: Site) -> None:
    from sphinx.util.inventory import InventoryFile

    built = two.build(anthology_collections=NOTES)
    inventory = InventoryFile.loads((built.output / "objects.inv").read_bytes(), uri="").data
    assert set(inventory["blog:tag"]) == {"tag:t", "tag:notes:t"}
    assert inventory["blog:tag"]["tag:notes:t"].uri == "browse/notes/tags/t.html"


def test_a_collection_without_posts_has_no_pages(site: Site) -> None:
    site.post("one")
    built = site.build(anthology_collections=NOTES)
    assert built.warnings == ""
    assert "Release notes" not in built.text("index.html")


@pytest.mark.parametrize("directive", ["categories", "tags", "authors", "series", "archive"])
def test_an_index_directive_shows_the_collection_that_it_names(site: Site, directive: str) -> None:
    site.post("main", category="Main", tags="Main", author="Main", series="Main", date="2001-01-01")
    header = "title: Note\ndate: 2002-02-02\ncategory: Other\ntags: Other\nauthor: Other\nseries: Other\n"
    site.write("notes/n.md", f"---\n{header}---\n\nText.\n")
    site.write("index.md", f"# Home\n\n```{{{directive}}}\n:collection: notes\n```\n")
    built = site.build(anthology_collections=NOTES)
    assert built.warnings == ""
    shown = built.article("index")
    assert ("2002" in shown, "2001" in shown) == (True, False) if directive == "archive" else "Other" in shown
    assert "Main" not in shown


def test_a_collection_can_be_left_out_of_the_sidebar_and_has_its_own_threshold_for_tags(two: Site) -> None:
    own = {"posts": ["notes/**"], "navigation": False, "tag_min_posts": 3}
    built = two.build(anthology_collections={"notes": own})
    assert set(built.codes) == {"toc.not_included"}
    captions = [caption.get_text() for caption in built.soup("index").select(".sidebar-tree .caption")]
    assert captions == ["Articles", "Categories"]
    assert (two.folder / "browse/tags/t.md").exists()
    assert not (two.folder / "browse/notes/tags/t.md").exists()


def test_an_invalid_index_of_a_collection_is_reported(two: Site) -> None:
    built = two.build(anthology_collections={"notes": {"posts": ["notes/**"], "indexes": {"tags": {"sort": "size"}}}})
    assert "'sort' of 'tags' cannot be 'size'. Write 'name', 'count' or 'newest'." in built.warnings


def test_a_hand_written_term_page_replaces_that_of_its_collection_only(two: Site) -> None:
    two.post("p2", category="Fixes")
    two.write("browse/notes/categories/fixes.md", "---\ntitle: All that was mended\n---\n\nOwn words.\n")
    built = two.build(anthology_collections=NOTES)
    assert built.warnings == ""
    assert cards(built, "browse/notes/categories") == ["All that was mended"]
    assert cards(built, "browse/categories") == ["Fixes", "News"]
    assert built.article("browse/notes/categories/fixes").endswith("Own words.")


def test_a_removed_collection_does_not_break_the_next_build(two: Site) -> None:
    two.build(anthology_collections=NOTES)
    without = read_output(two.build().output)
    assert "browse/notes/posts.html" not in without
    assert without == read_output(two.build(fresh=True, output=two.folder / "clean").output)
