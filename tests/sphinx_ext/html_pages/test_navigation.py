"""The sidebar, links to previous and next articles, and Open Graph fields."""

from __future__ import annotations

from conftest import Site


def entries(site: Site, page: str, builder: str = "html") -> list[tuple[str, str, bool]]:
    """Return text, target and whether it is marked as current for each link of the sidebar."""
    links = site.build(builder).soup(page).select(".sidebar-tree a")
    return [(link.get_text(), link["href"], "current" in link.parent.get("class", [])) for link in links]


def test_the_sidebar_shows_categories_and_no_posts(site: Site) -> None:
    site.post("one", category="A")
    site.post("two", category="B")
    assert entries(site, "index") == [
        ("All articles", "browse/posts.html", False),
        ("Archive", "browse/archive.html", False),
        ("Map of links", "browse/map.html", False),
        ("All categories", "browse/categories.html", False),
        ("A", "browse/categories/a.html", False),
        ("B", "browse/categories/b.html", False),
    ]


def test_the_category_of_an_article_is_marked_as_current(site: Site) -> None:
    site.post("deep/er/one", category="B")
    site.post("two", category="A")
    assert [entry for entry in entries(site, "posts/deep/er/one") if entry[2]] == [
        ("B", "../../../browse/categories/b.html", True)
    ]
    assert [entry for entry in entries(site, "posts/deep/er/one/index", "dirhtml") if entry[2]] == [
        ("B", "../../../../browse/categories/b/", True)
    ]


def test_a_later_page_of_a_category_marks_it_as_current(site: Site) -> None:
    for number in range(3):
        site.post(f"p{number}", category="A")
    links = site.build(anthology_page_size=2).soup("browse/categories/a/page-2").select(".sidebar-tree li.current > a")
    assert [(link.get_text(), link["href"]) for link in links] == [("A", "../../../browse/categories/a.html")]


def test_an_article_without_a_category_marks_the_index_of_all_articles(site: Site) -> None:
    site.post("one")
    assert [entry[0] for entry in entries(site, "posts/one") if entry[2]] == ["All articles"]


def test_index_pages_that_the_home_page_lists_are_not_added_again(site: Site) -> None:
    site.post("one", category="A")
    site.write("index.md", "# Home\n\n```{toctree}\nbrowse/categories/a\nbrowse/posts\n```\n")
    assert [entry[0] for entry in entries(site, "index")] == ["A", "All articles", "Archive", "All categories"]


def test_previous_and_next_are_the_neighbours_in_time_in_any_category(site: Site) -> None:
    for number, category in enumerate(["A", "B", "A"], start=1):
        site.post(f"p{number}", category=category, date=f"2025-01-0{number}")
    page = site.build().soup("posts/p2")
    assert page.select_one("a.prev-page .title").get_text() == "Title of p1"
    assert page.select_one("a.next-page .title").get_text() == "Title of p3"
    assert not site.build().soup("posts/p3").select("a.next-page")


def test_a_new_category_appears_in_the_sidebar_of_every_page(site: Site) -> None:
    site.post("one", category="A")
    site.build()
    site.post("two", category="B")
    links = site.build().soup("posts/one").select(".sidebar-tree a")
    assert [link.get_text() for link in links] == ["All articles", "Archive", "Map of links", "All categories", "A", "B"]
