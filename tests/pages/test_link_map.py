"""The link map, and the links around an article."""

from __future__ import annotations

import pytest
from conftest import Build, Site


@pytest.fixture
def linked(site: Site) -> Site:
    """A site with too few links for a drawing."""
    site.write("index.md", "# Home\n\n[[two]]\n")
    site.post("one", "[[two]] and [[three]] and [[hidden]]\n", category="A", date="2025-01-03")
    site.post("two", "[[one]]\n", category="A / Inner", date="2025-01-02")
    site.post("three", "Text.\n", category="B", date="2025-01-01")
    site.post("four", "Text.\n", category="B", date="2024-01-01")
    site.post("hidden", "[[four]]\n", hidden="true")
    return site


def write_star(site: Site, count: int = 8) -> None:
    """Write a post that all others link to, and posts that each link to the one before."""
    site.post("p0", "Text.\n", category="C0", date="2024-12-01")
    for number in range(1, count):
        site.post(f"p{number}", f"[[p0]] and [[p{number - 1}]]\n", category=f"C{number % 3}", date=f"2024-11-{number:02}")


def list_drawn(built: Build, page: str = "browse/map") -> list[str]:
    return [str(link["aria-label"]) for link in built.soup(page).select(".anthology-map a")]


def test_with_few_links_there_is_only_a_table(linked: Site) -> None:
    built = linked.build(anthology_related=0)
    assert built.warnings == ""
    page = built.soup("browse/map")
    assert page.select(".anthology-map, details.anthology-details") == []
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("table.anthology-link-counts tbody tr")]
    assert rows == [["Title of two", "2", "1"], ["Title of one", "1", "2"], ["Title of three", "1", "0"]]
    assert "3 of 4 articles have links" in built.article("browse/map")
    assert "Title of four" not in built.article("browse/map")
    assert "comforts/graph.js" not in built.text("browse/map.html")


def test_with_more_links_there_is_a_drawing_with_clusters_and_a_folded_table(site: Site) -> None:
    write_star(site)
    built = site.build(anthology_related=0)
    assert built.warnings == ""
    page = built.soup("browse/map")
    assert list_drawn(built)[0] == "Title of p0"
    assert sorted(list_drawn(built)) == [f"Title of p{number}" for number in range(8)]
    assert page.select_one(".anthology-map a")["href"] == "../posts/p0.html"
    assert [name.get_text() for name in page.select(".anthology-graph-name")] == ["C0", "C1", "C2"]
    assert len(page.select(".anthology-graph-links path")) == 13
    assert len(page.select("details.anthology-details table tbody tr")) == 8
    script = page.select_one('script[src*="comforts/graph.js"]')
    assert script["type"] == "module"


def test_links_without_density_are_no_drawing(site: Site) -> None:
    for number in range(12):
        site.post(f"p{number}", f"[[p{number + 1}]]\n" if number % 2 == 0 else "Text.\n")
    page = site.build().soup("browse/map")
    assert len(page.select("table.anthology-link-counts tbody tr")) == 12
    assert page.select("svg.anthology-graph") == []


def test_the_map_is_a_table_in_other_builders(site: Site) -> None:
    write_star(site)
    text = site.build("text").text("browse/map.txt")
    assert "Title of p7" in text
    assert "8 of 8 articles have links" in text


def test_a_new_link_updates_the_map_and_the_neighbours(site: Site) -> None:
    write_star(site)
    site.post("late", "Text.\n", category="C1", date="2024-01-01")
    site.build()
    site.post("p0", "[[late]]\n", category="C0", date="2024-12-01")
    built = site.build()
    assert "browse/map" not in built.read
    assert {"browse/map", "posts/late"} <= set(built.written)
    assert "Title of late" in list_drawn(built)
    assert "Title of late" in list_drawn(built, "posts/p0")
    assert site.build().written == []


def test_a_new_title_updates_the_drawings_of_the_neighbours(site: Site) -> None:
    write_star(site)
    site.build()
    site.post("p5", "[[p0]] and [[p4]]\n", title="Renamed", category="C2", date="2024-11-05")
    built = site.build()
    assert "posts/p0" in built.written
    assert "Renamed" in list_drawn(built, "posts/p0")


def test_an_article_shows_its_neighbours_on_request(site: Site) -> None:
    write_star(site)
    site.post("hidden", "[[p3]]\n", hidden="true")
    built = site.build(anthology_related=0)
    details = built.soup("posts/p3").select_one("details:has(.anthology-map)")
    assert not details.has_attr("open")
    assert details.summary.get_text() == "Links around this article"
    assert [link["href"] for link in details.select("a")] == ["p0.html", "p4.html", "p2.html"]
    assert len(details.select("path")) == 5  # three of its own, and two to the one that all link to
    assert details.select(".anthology-graph-own a") == []


def test_an_article_with_few_neighbours_has_no_drawing(site: Site) -> None:
    write_star(site)
    built = site.build(fresh=True, anthology_backlinks=False)
    assert built.soup("posts/p7").select(".anthology-map") == []
    assert built.soup("posts/p0").select(".anthology-map") == []


def test_a_site_with_one_article_has_no_map_and_the_map_can_be_turned_off(site: Site) -> None:
    site.post("one")
    assert not (site.build().output / "browse/map.html").exists()
    site.post("two")
    assert "No article links to another one yet." in site.build().article("browse/map")
    assert not (
        site.build(anthology_indexes={"map": False}, fresh=True, output=site.folder / "other").output / "browse/map.html"
    ).exists()


def test_the_directive_shows_the_map_on_any_page(site: Site) -> None:
    write_star(site)
    site.write("index.md", "# Home\n\n```{map}\n```\n")
    site.write("list.rst", ":orphan:\n\nList\n====\n\n.. blog:map::\n")
    built = site.build()
    assert built.warnings == ""
    assert len(built.soup("index").select(".anthology-graph circle")) == 8
    assert len(built.soup("list").select(".anthology-graph circle")) == 8
