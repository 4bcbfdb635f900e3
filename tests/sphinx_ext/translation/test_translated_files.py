"""Articles that are translated as files of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import Build, Site, read_output


def write_posts(site: Site) -> None:
    """Write one article in three languages, another one in two, and one without a translation."""
    site.post("spring/index", "Text.", title="Spring", lang="en")
    site.post("spring/index.ko", "글.", title="봄")
    site.post("spring/index.de", "Text.", title="Frühling")
    site.post("en/summer", "Text.", title="Summer")
    site.post("ko/summer", "글.", title="여름")
    site.post("alone", "Text.", title="Alone")


def list_alternates(built: Build, page: str) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in built.soup(page).select("link[rel=alternate][hreflang]")}


def test_an_article_names_its_other_languages_and_links_to_them(site: Site) -> None:
    write_posts(site)
    built = site.build()
    assert built.codes == []
    names = built.soup("posts/spring/index.ko").select_one(".anthology-languages")
    assert names.get_text() == "Deutsch · English · 한국어"
    assert [link["href"] for link in names.select("a")] == ["index.de.html", "index.html"]
    assert names.find(string="한국어").find_parent(lang="ko")
    assert built.soup("posts/en/summer").select_one(".anthology-languages").get_text() == "English · 한국어"
    assert built.soup("posts/alone").select(".anthology-languages, link[hreflang]") == []


@pytest.mark.parametrize(
    ("builder", "page", "options", "expected"),
    [
        (
            "html",
            "posts/en/summer",
            {"html_baseurl": "https://docs.example.org/en/"},
            {
                "en": "https://docs.example.org/en/posts/en/summer.html",
                "ko": "https://docs.example.org/en/posts/ko/summer.html",
                "x-default": "https://docs.example.org/en/posts/en/summer.html",
            },
        ),
        ("html", "posts/ko/summer", {}, {"en": "../en/summer.html", "ko": "summer.html", "x-default": "../en/summer.html"}),
        (
            "dirhtml",
            "posts/ko/summer/index",
            {"language": "ko"},
            {"en": "../../en/summer/", "ko": "./", "x-default": "./"},
        ),
    ],
)
def test_an_article_tells_search_engines_its_languages(
    site: Site, builder: str, page: str, options: dict[str, Any], expected: dict[str, str]
) -> None:
    write_posts(site)
    assert list_alternates(site.build(builder, **options), page) == expected


def test_a_translation_that_comes_or_goes_changes_the_others(site: Site) -> None:
    write_posts(site)
    site.build()
    site.post("spring/index.ja", "文。", title="春")
    (site.folder / "posts/spring/index.de.md").unlink()
    built = site.build()
    assert built.soup("posts/spring/index").select_one(".anthology-languages").get_text() == "English · 日本語 · 한국어"
    assert set(list_alternates(built, "posts/spring/index.ko")) == {"en", "ja", "ko", "x-default"}


def test_public_articles_name_no_hidden_translation(site: Site) -> None:
    write_posts(site)
    site.post("spring/index.de", "Text.", title="Frühling", hidden="true")
    site.post("ko/summer", "글.", title="여름", unlisted="true")
    built = site.build()
    assert built.soup("posts/spring/index").select_one(".anthology-languages").get_text() == "English · 한국어"
    assert set(list_alternates(built, "posts/spring/index")) == {"en", "ko", "x-default"}
    assert built.soup("posts/en/summer").select(".anthology-languages, link[hreflang]") == []
    assert built.soup("posts/spring/index.de").select_one(".anthology-languages").get_text() == "Deutsch · English · 한국어"


def write_blog(site: Site) -> None:
    """Write four articles in English, Korean and Japanese, where half of them lack one of the languages."""
    kind = {"category": "Notes"}
    site.write("index.md", "# Home\n\n```{posts}\n:layout: compact\n```\n\n```{posts}\n:language: ko\n:layout: list\n```\n")
    site.post("spring/index", "See [](autumn-ko).", title="Spring", lang="en", date="2025-04-01", tags="Season", **kind)
    site.post("spring/index.ko", "[여름](../summer.ko.md)", title="봄", date="2025-04-11", tags="계절", **kind)
    site.post("spring/index.ja", "文。", title="春", date="2025-04-21", tags="Season", **kind)
    site.post("summer.ko", "글.", title="여름", date="2025-07-01", tags="계절", aliases="/old-summer/", **kind)
    site.post("summer.en", "Text.", title="Summer", date="2025-07-11", tags="Season", **kind)
    site.post("ja/autumn", "文。", title="秋", date="2025-10-01", tags="Season", category="Japan")
    site.post("ko/autumn", "글.", title="가을", date="2025-10-11", tags="계절, 낙엽", **kind)
    site.post("winter", "Text.", title="Winter", lang="en", date="2025-12-01", tags="Season", **kind)


def list_titles(built: Build, page: str, selector: str) -> list[str]:
    return [link.get_text() for link in built.soup(page).select(f"{selector} li a")]


def list_cards(built: Build, page: str) -> list[str]:
    cards = built.soup(page).select("[role=main] .anthology-cards > li a, [role=main] .anthology-list li strong a")
    return [card.get_text() for card in cards]


def test_lists_have_each_article_once_and_pages_lead_to_others_in_their_language(site: Site) -> None:
    write_blog(site)
    built = site.build()
    assert built.codes == []
    shown = ["Winter", "秋", "Summer", "Spring"]
    assert list_titles(built, "index", ".anthology-compact") == shown
    assert list_titles(built, "index", ".anthology-list") == ["가을", "여름", "봄"]
    assert list_cards(built, "browse/posts") == shown
    assert list_cards(built, "browse/categories/notes") == ["Winter", "가을", "Summer", "Spring"]
    assert list_cards(built, "browse/categories/japan") == ["秋"]
    assert list_titles(built, "browse/archive/2025", ".anthology-compact") == shown
    assert list_titles(built, "browse/tags/season", ".anthology-compact") == shown
    assert list_titles(built, "browse/tags/계절", ".anthology-compact") == ["가을", "여름", "봄"]

    def neighbours(page: str) -> list[str]:
        links = built.soup(page).select(".related-pages a")
        return [link.select_one(".title").get_text() for link in links]

    assert neighbours("posts/summer.ko") == ["가을", "봄"]
    assert neighbours("posts/summer.en") == ["秋", "Spring"]
    assert neighbours("posts/spring/index.ja") == ["Summer"]
    assert neighbours("posts/ko/autumn") == ["Winter", "여름"]
    assert built.soup("posts/ko/autumn").select_one(".anthology-backlinks a").get_text() == "Spring"
    assert built.soup("posts/summer.ko").select_one(".anthology-backlinks a").get_text() == "봄"
    assert "posts/summer.ko.html" in built.text("old-summer/index.html")
    assert list_alternates(built, "posts/ja/autumn")["x-default"] == "autumn.html"
    assert list_alternates(built, "posts/summer.ko")["x-default"] == "summer.en.html"


def test_the_language_of_the_site_decides_which_version_is_listed(site: Site) -> None:
    write_blog(site)
    built = site.build(language="ko")
    assert list_cards(built, "browse/posts") == ["Winter", "가을", "여름", "봄"]
    assert [*built.codes, list_titles(built, "browse/archive/2025", ".anthology-compact")] == [["Winter", "가을", "여름", "봄"]]


def test_all_versions_are_listed_if_the_project_wants_them(site: Site) -> None:
    write_blog(site)
    built = site.build(anthology_list_translations=True)
    expected = ["Winter", "가을", "秋", "Summer", "여름", "春", "봄", "Spring"]
    assert list_cards(built, "browse/posts") == expected


@pytest.mark.exact
def test_incremental_builds_are_exact_when_translations_come_and_go(site: Site) -> None:
    write_blog(site)
    site.build()

    def draft_original() -> None:
        site.post("spring/index", "Draft.", title="Spring", lang="en", date="2025-04-01", tags="Season", draft="true")

    def restore_original() -> None:
        site.post("spring/index", "Back.", title="Spring", lang="en", date="2025-04-01", tags="Season", category="Notes")

    edits: list[tuple[Callable[[], object], dict[str, Any]]] = [
        (lambda: site.post("winter.ko", "글.", title="겨울", date="2025-12-24", tags="계절"), {}),
        (draft_original, {}),
        (lambda: (site.folder / "posts/summer.en.md").unlink(), {}),
        (restore_original, {}),
        (lambda: None, {"language": "ko"}),
        (lambda: site.post("ja/autumn", "文。", title="秋", date="2025-10-01", translation="true"), {"language": "ko"}),
        (lambda: None, {"anthology_list_translations": True}),
    ]
    for edit, options in edits:
        edit()
        built = site.build(**options)
        clean = site.build(output=site.folder / "clean", fresh=True, **options)
        assert read_output(built.output) == read_output(clean.output)


def test_the_feed_of_all_posts_has_each_article_once_and_those_of_languages_have_theirs(site: Site) -> None:
    write_blog(site)
    options: dict[str, Any] = {"html_baseurl": "https://example.org/", "anthology_feeds": ["posts", "languages"]}
    built = site.build(**options)
    found = {}
    for file in sorted(built.output.rglob("*.xml")):
        feed = BeautifulSoup(file.read_text(encoding="utf-8"), "xml").find("feed")
        if feed:
            found[file.relative_to(built.output).parent.as_posix()] = [
                title.get_text() for title in feed.select("entry > title")
            ]
    assert found["."] == ["Winter", "秋", "Summer", "Spring"]
    assert found["browse/languages/ko"] == ["가을", "여름", "봄"]
    assert found["browse/languages/ja"] == ["秋", "春"]
