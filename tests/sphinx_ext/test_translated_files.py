"""Articles that are translated as files of their own."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Build, Site


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
            },
        ),
        ("html", "posts/ko/summer", {}, {"en": "../en/summer.html", "ko": "summer.html"}),
        ("dirhtml", "posts/ko/summer/index", {}, {"en": "../../en/summer/", "ko": "./"}),
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
    assert set(list_alternates(built, "posts/spring/index.ko")) == {"en", "ja", "ko"}
