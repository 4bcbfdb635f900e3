"""Index pages and their listings."""

from __future__ import annotations

import pytest
from conftest import Build, Site


def titles(built: Build, page: str) -> list[str]:
    return [link.get_text() for link in built.soup(page).select(".anthology-card-link")]


def test_a_category_page_lists_its_posts_newest_first(site: Site) -> None:
    site.post("old", category="화제의 이슈", date="2024-01-01")
    site.post("new", category="화제의 이슈", date="2025-01-01")
    site.post("other", category="Other")
    built = site.build()
    assert not built.warnings
    assert titles(built, "browse/categories/화제의-이슈") == ["Title of new", "Title of old"]
    assert built.soup("browse/categories/화제의-이슈").find("h1").contents[0] == "화제의 이슈"


def test_a_card_shows_cover_title_excerpt_date_author_and_reading_time(site: Site) -> None:
    site.picture("public/c.png", 120, 63)
    site.post("one", category="A", author="Mina", excerpt="In short.", coverImage="/c.png", readTime=3)
    card = site.build().soup("browse/categories/a").select_one(".anthology-card")
    assert card.find("img")["width"] == "120"
    assert " ".join(card.get_text(" ").split()) == "Title of one In short. April 23, 2025 · Mina · 3 min read"
    assert card.find("a")["href"] == "../../posts/one.html"


@pytest.mark.parametrize("names", [("C", "C++", "C#"), (".NET", "NET"), ("…", "!!!")])
def test_categories_that_differ_in_symbols_have_different_pages(site: Site, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        site.post(f"p{number}", category=name)
    built = site.build()
    assert not built.warnings
    links = built.soup("browse/categories").select(".anthology-card-link")
    assert sorted(link.get_text() for link in links) == sorted(names)
    assert len({link["href"] for link in links}) == len(names)


def test_spellings_of_one_category_share_a_page_with_the_most_common_name(site: Site) -> None:
    for number, name in enumerate(["GitHub", "github", "GitHub", "Github"]):
        site.post(f"p{number}", category=name)
    built = site.build()
    assert built.soup("browse/categories/github").find("h1").contents[0] == "GitHub"
    assert len(titles(built, "browse/categories/github")) == 4


def test_a_long_listing_is_split_into_pages_that_link_to_each_other(site: Site) -> None:
    for number in range(7):
        site.post(f"p{number}", category="A", date=f"2025-01-0{number + 1}")
    built = site.build(anthology_page_size=3)
    assert not built.warnings
    pages = ["browse/categories/a", "browse/categories/a/page-2", "browse/categories/a/page-3"]
    assert [title for page in pages for title in titles(built, page)] == [f"Title of p{n}" for n in (6, 5, 4, 3, 2, 1, 0)]
    second = built.soup(pages[1])
    assert [link["href"] for link in second.select(".anthology-pagination a")] == ["../a.html", "page-3.html"]
    assert second.select_one(".anthology-here").get_text() == "2"
    assert second.select_one("a.prev-page")["href"] == "../a.html"
    assert second.select_one("a.next-page")["href"] == "page-3.html"


def test_the_index_page_counts_the_posts_of_each_category(site: Site) -> None:
    site.post("a", category="One")
    site.post("b", category="Two", date="2024-05-05")
    site.post("c", category="Two")
    text = site.build().article("browse/categories")
    assert "One 1 article · Latest: Title of a" in text
    assert "Two 2 articles · Latest: Title of c" in text


def test_the_directive_works_on_pages_of_the_author(site: Site) -> None:
    for number in range(4):
        site.post(f"p{number}", category="A" if number % 2 else "B", date=f"2025-01-0{number + 1}")
    site.write("index.md", "# Home\n\n```{posts}\n:limit: 2\n```\n")
    site.write("other.rst", ":orphan:\n\nOther\n=====\n\n.. posts::\n   :category: B\n\n.. blog:categories::\n")
    built = site.build()
    assert not built.warnings
    assert titles(built, "index") == ["Title of p3", "Title of p2"]
    assert titles(built, "other") == ["Title of p2", "Title of p0", "A", "B"]


def test_an_unknown_category_in_a_listing_is_reported_with_the_nearest_one(site: Site) -> None:
    site.post("one", category="Engineering")
    site.write("index.md", "# Home\n\n```{posts}\n:category: Enginering\n```\n")
    built = site.build()
    assert built.codes == ["anthology.target-unknown"]
    assert "index.md:3: WARNING: There is no category 'Enginering'. Did you mean 'engineering'?" in built.warnings


def test_a_project_without_a_home_page_gets_one_that_is_not_overwritten(site: Site) -> None:
    (site.folder / "index.md").unlink()
    site.post("one", category="A")
    built = site.build()
    assert not built.warnings
    assert titles(built, "index") == ["Title of one"]
    assert [term.get_text() for term in built.soup("index").select(".anthology-compact-terms a")] == ["A"]
    site.write("index.md", "# Mine\n")
    assert site.build().soup("index").find("h1").contents[0] == "Mine"


def test_a_page_of_the_author_is_kept_in_place_of_an_index_page(site: Site) -> None:
    site.post("one", category="A")
    mine = site.write("browse/categories/a.md", "# My A\n\n```{posts}\n:category: a\n```\n")
    built = site.build()
    assert not built.warnings
    assert mine.read_text().startswith("# My A")
    assert titles(built, "browse/categories/a") == ["Title of one"]
    assert "posts/one" not in (site.folder / "browse/.gitignore").read_text()


def test_a_site_without_posts_builds_and_has_no_index_pages(site: Site) -> None:
    assert not site.build().warnings
    assert not (site.folder / "browse").exists()


def test_the_words_of_cards_are_not_in_the_search_index(site: Site) -> None:
    site.post("one", category="A", excerpt="Xylophone.")
    index = site.build().text("searchindex.js")
    assert '"xylophon":' in index
    assert index.split('"xylophon":', 1)[1][0].isdigit(), "the word is found in one document only"
