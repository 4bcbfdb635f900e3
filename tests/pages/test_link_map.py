"""The link map."""

from __future__ import annotations

import pytest
from conftest import Site


@pytest.fixture
def linked(site: Site) -> Site:
    site.write("index.md", "# Home\n\n[[two]]\n")
    site.post("one", "[[two]] and [[three]] and [[hidden]]\n", category="A", date="2025-01-03")
    site.post("two", "[[one]]\n", category="A / Inner", date="2025-01-02")
    site.post("three", "Text.\n", category="B", date="2025-01-01")
    site.post("four", "Text.\n", category="B", date="2024-01-01")
    site.post("hidden", "[[four]]\n", hidden="true")
    return site


def test_the_map_shows_articles_links_and_articles_without_links(linked: Site) -> None:
    built = linked.build(anthology_related=0)
    assert built.warnings == ""
    page = built.soup("browse/map")
    assert [link["aria-label"] for link in page.select(".anthology-map a")] == [
        "Title of two",
        "Title of one",
        "Title of three",
    ]
    assert page.select_one(".anthology-map a")["href"] == "../posts/two.html"
    assert [name.get_text() for name in page.select(".anthology-map text")] == ["A", "B"]
    assert page.select_one(".anthology-graph-links")["d"].count("M") == 3
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("table.anthology-link-counts tbody tr")]
    assert rows == [["Title of two", "2", "1"], ["Title of one", "1", "2"], ["Title of three", "1", "0"]]
    lists = [[item.get_text().strip() for item in items.select("li")] for items in page.select(".anthology-columns")]
    assert lists == [["Title of four"], ["Title of three", "Title of four"]]
    assert [rubric.get_text() for rubric in page.select(".rubric")] == [
        "Articles that nothing links to: 1",
        "Articles that link to no other one: 2",
    ]


def test_the_map_is_a_table_in_other_builders(linked: Site) -> None:
    text = linked.build("text").text("browse/map.txt")
    assert "Title of two" in text
    assert "Articles that nothing links to: 1" in text


def test_a_new_link_updates_the_map(linked: Site) -> None:
    linked.build()
    linked.post("four", "[[three]]\n", category="B", date="2024-01-01")
    built = linked.build()
    assert "browse/map" not in built.read
    assert "browse/map" in built.written
    assert "Title of four" in [link["aria-label"] for link in built.soup("browse/map").select(".anthology-map a")]
    assert linked.build().written == []


def test_a_site_with_one_article_has_no_map_and_the_map_can_be_turned_off(site: Site) -> None:
    site.post("one")
    assert not (site.build().output / "browse/map.html").exists()
    site.post("two")
    assert "No article links to another one yet." in site.build().article("browse/map")
    assert not (
        site.build(anthology_indexes={"map": False}, fresh=True, output=site.folder / "other").output / "browse/map.html"
    ).exists()


def test_the_directive_shows_the_map_on_any_page(linked: Site) -> None:
    linked.write("index.md", "# Home\n\n```{map}\n```\n")
    linked.write("list.rst", ":orphan:\n\nList\n====\n\n.. blog:map::\n")
    built = linked.build()
    assert built.warnings == ""
    assert len(built.soup("index").select(".anthology-graph circle")) == 3
    assert len(built.soup("list").select(".anthology-graph circle")) == 3
