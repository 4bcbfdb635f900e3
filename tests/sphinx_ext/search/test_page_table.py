from __future__ import annotations

from typing import Any

import pytest
from conftest import Site
from search_data import read_data


def read_rows(site: Site, builder: str = "html", **options: Any) -> dict[str, dict[str, Any]]:
    """Build, and return the rows of the table of pages by docname, with names for numbers."""
    table = read_data(site.build(builder, **options), "pages")
    rows = {}
    for docname, _version, kind, title, *facts in table["pages"]:
        missing: list[Any] = ["", [], [], [], "", ""]
        date, categories, tags, authors, cover, dark = facts + missing[len(facts) :]
        names = {
            name: [table[name][number] for number in numbers]
            for name, numbers in {"categories": categories, "tags": tags, "authors": authors}.items()
        }
        rows[docname] = {"kind": kind, "title": title, "date": date, "cover": cover, "dark": dark, **names}
    return rows


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_row_has_what_the_article_shows(site: Site, builder: str) -> None:
    site.picture("posts/cover.png")
    site.picture("posts/밤 1.png")
    site.post("a", category="AI / Models", tags="x, 둘", author="Mina", cover="cover.png", cover_dark="밤 1.png")
    site.post("b", date=None)
    rows = read_rows(site, builder)
    assert rows["posts/a"] == {
        "kind": "article",
        "title": "Title of a",
        "date": "2025-04-23",
        "cover": "_images/cover.png",
        "dark": "_images/%EB%B0%A4%201.png",
        "categories": ["AI / Models"],
        "tags": ["x", "둘"],
        "authors": ["Mina"],
    }
    assert rows["posts/b"] == {
        "kind": "article", "title": "Title of b", "date": "", "cover": "", "dark": "",
        "categories": [], "tags": [], "authors": []
    }  # fmt: skip


def test_kinds_tell_terms_from_lists_and_pages(site: Site) -> None:
    for name in "abc":
        site.post(name, category="AI", tags="x", author="Mina" if name == "a" else "Jun", series="S")
    site.write("about.md", "---\norphan: true\n---\n# About\n")
    kinds = {docname: row["kind"] for docname, row in read_rows(site, anthology_page_size=1).items()}
    assert kinds["about"] == kinds["index"] == "page"
    assert kinds["browse/categories/ai"] == "category"
    assert kinds["browse/categories/ai/page-2"] == kinds["browse/posts"] == kinds["browse/tags"] == "index"
    assert kinds["browse/tags/x"] == "tag"
    assert kinds["browse/authors/mina"] == "author"
    assert kinds["browse/series/s"] == "series"
    assert kinds["browse/archive/2025"] == "year"


def test_a_row_changes_with_its_article(site: Site) -> None:
    site.post("a", tags="x")
    site.post("b", tags="X")
    site.post("c", tags="X")
    before = read_rows(site)
    assert before["posts/a"]["tags"] == ["X"]
    site.post("a", tags="new", title="Other")
    after = read_rows(site)
    assert (after["posts/a"]["tags"], after["posts/a"]["title"]) == (["new"], "Other")


def test_the_version_of_a_text_is_that_of_its_content(site: Site) -> None:
    def versions() -> dict[str, str]:
        return {row[0]: row[1] for row in read_data(site.build(), "pages")["pages"]}

    site.post("a")
    site.post("b")
    before = versions()
    site.post("a", "Other words.\n")
    after = versions()
    assert before["posts/a"] != after["posts/a"]
    assert before["posts/b"] == after["posts/b"]
