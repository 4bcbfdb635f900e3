"""Landing pages and wide pages."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Build, Site

HOME = "---\nlayout: home\n---\n\n# Notes\n\nWords about tools.\n"


@pytest.fixture
def blog(site: Site) -> Site:
    """Nine posts in two categories, of which one is pinned; the newest has a cover."""
    site.picture("public/c.png", 160, 90)
    for number in range(9):
        site.post(
            f"p{number}", title=f"Post {number}", date=f"2025-01-0{number + 1}", category="Tools" if number % 2 else "Life"
        )
    site.post("p2", title="Post 2", date="2025-01-03", category="Life", pinned=True, coverImage="/c.png")
    return site


def titles(part: Any) -> list[str]:
    return [link.get_text() for link in part.select(".anthology-card-link")]


def landing(built: Build) -> Any:
    return built.soup("index").select_one(".anthology-wide.anthology-home > .anthology-landing")


def test_a_landing_page_features_the_pinned_post_and_lists_the_latest_and_the_categories(blog: Site) -> None:
    blog.write("index.md", HOME + "\n## More\n\nText.\n")
    blog.write("about.rst", ":layout: home\n\nAbout\n=====\n\nWords.\n")
    blog.write("plain.md", "---\norphan: true\n---\n# Plain\n\nText.\n")
    built = blog.build(html_baseurl="https://notes.example/")
    page = landing(built)
    assert titles(page.select_one(".anthology-featured")) == ["Post 2"]
    assert titles(page.select("ul.anthology-cards")[1]) == [f"Post {number}" for number in (8, 7, 6, 5, 4, 3)]
    assert [item.get_text(" ", strip=True) for item in page.select(".anthology-compact-terms > li")] == ["Life 5", "Tools 4"]
    links = {link.get_text(): link["href"] for link in page.select(".anthology-home-links a")}
    assert links == {
        "All articles →": "browse/posts.html",
        "Archive": "browse/archive.html",
        "Feed": "atom.xml",
    }
    assert page.select_one("form[role=search]")["action"] == "search.html"
    assert page.find_previous_sibling("p").get_text() == "Words about tools."
    assert page.find_next_sibling("section").h2.get_text().startswith("More")
    assert titles(built.soup("about").select_one(".anthology-featured")) == ["Post 2"]
    assert not built.soup("plain").select(".anthology-wide, .anthology-landing")


@pytest.mark.parametrize("directive", ["{posts}\n:limit: 2", "{categories}\n:layout: compact"])
def test_a_landing_page_with_a_list_of_the_author_is_not_filled(blog: Site, directive: str) -> None:
    blog.write("index.md", f"{HOME}\n```{directive}\n```\n")
    page = blog.build().soup("index")
    assert page.select(".anthology-home")
    assert not page.select(".anthology-landing, .anthology-featured")


def test_a_landing_page_changes_with_its_posts_and_only_with_them(blog: Site) -> None:
    blog.write("index.md", HOME)
    blog.build()
    blog.post("p0", "Other words.\n", title="Post 0", date="2025-01-01", category="Life")
    assert "index" not in blog.build().read
    blog.post("new", title="News", date="2025-02-01", category="Tools")
    built = blog.build()
    assert "index" in built.read
    assert titles(landing(built))[:2] == ["Post 2", "News"]


def test_a_landing_page_of_a_site_without_posts_is_written(site: Site) -> None:
    site.write("index.md", HOME)
    built = site.build()
    assert built.warnings == ""
    assert "No articles yet." in built.article("index")


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_a_landing_page_can_be_written_by_other_builders(blog: Site, builder: str) -> None:
    blog.write("index.md", HOME)
    assert blog.build(builder, copyright="2025", version="1").warnings == ""


def test_index_pages_are_wide_unless_the_author_gave_them_headings(blog: Site) -> None:
    blog.write("browse/categories/life.md", "# Life\n\nWords.\n\n```{posts}\n:category: Life\n```\n\n## Rules\n\nText.\n")
    built = blog.build()
    assert built.soup("browse/categories/tools").select(".anthology-wide")
    assert built.soup("browse/archive").select(".toc-drawer.no-toc")
    assert not built.soup("browse/categories/life").select(".anthology-wide")
    assert built.soup("browse/categories/life").select(".toc-tree a[href='#rules']")
    assert not built.soup("posts/p1").select(".anthology-wide")
