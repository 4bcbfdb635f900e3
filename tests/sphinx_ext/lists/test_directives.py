"""Options of the directive ``posts``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from conftest import Build, Site

LAYOUTS = ["cards", "featured", "list", "table", "timeline", "compact"]

SELECTIONS = [
    ([], "cdba"),
    (["category: AI"], "ba"),
    (["category: AI / Models"], "a"),
    (["category: Models, dev"], "ca"),
    (["tag: x"], "ba"),
    (["tag: x, y"], "cba"),
    (["author: Kim", "tag: x"], "a"),
    (["series: S"], "d"),
    (["year: 2025"], "cd"),
    (["year: 2023-2024"], "ba"),
    (["language: ko"], "a"),
    (["pinned:"], "c"),
    (["pinned: no"], "dba"),
    (["match: model"], "db"),
    (["match: 모델"], "a"),
    (["match: model", "match-in: title"], "b"),
    (["match: kim", "match-in: author, title"], "ca"),
    (["match: two models"], "b"),
    (["sort: oldest"], "abcd"),
    (["sort: title"], "dbca"),
    (["sort: updated"], "bdca"),
    (["sort: newest"], "cdba"),
    (["sort: part"], "abcd"),
    (["year: 2024–2023"], "ba"),
    (["match: kim", "match-in: category, slug"], ""),
    (["match: c", "match-in: slug"], "c"),
    (["match: s", "match-in: series"], "d"),
    (["match: dev", "match-in: category"], "c"),
    (["match: y", "match-in: tag"], "ca"),
    (["limit: 2"], "cd"),
    (["offset: 3"], "a"),
    (["offset: 1", "limit: 2"], "db"),
    (["offset: 9"], ""),
    (["year: 1999"], ""),
]
"""Options of listings, and the names of the posts that they show, in order."""

MISTAKES = [
    ("layout: card", "'card' is none of cards, featured, list, table, timeline, compact. Did you mean 'cards'?"),
    ("sort: date", "'date' is none of newest, oldest, updated, title, part. Did you mean 'updated'?"),
    ("columns: 7", "'7' is none of 1, 2, 3, 4"),
    ("show: date, sumary", "'sumary' is none of cover, title, subtitle, excerpt, date"),
    ("pinned: maybe", "'maybe' is none of yes, no, true, false"),
    ("numbered: 1", "'1' is none of yes, no, true, false"),
    ("match-in: titel", "'titel' is none of title, excerpt, category, tag, author, series, slug. Did you mean 'title'?"),
    ("limit: many", "'many' is not a whole number from 1 on"),
    ("limit: 0", "'0' is not a whole number from 1 on"),
    ("offset: -1", "'-1' is not a whole number from 0 on"),
    ("page:", "'' is not a whole number from 1 on"),
    ("category:", "'category': None: argument required but none supplied"),
    ("categories: A", "Unknown option key: 'categories' (allowed: ['author', 'category', "),
    ("year: soon", "'soon' is neither a year such as 2025 nor a range such as 2023-2025"),
]
"""Options with invalid values, and what the warnings say of them."""


@pytest.fixture
def posts(site: Site) -> Site:
    site.post("a", category="AI / Models", tags="x, y", author="Kim", date="2023-01-01", title="모델 하나", lang="ko")
    site.post("b", category="AI", tags="x", author="Lee", date="2024-01-01", title="Models two", updated="2026-01-01")
    site.post("c", category="Web, Dev", tags="y", author="Kim", date="2025-01-01", title="Third", pinned="true")
    site.post("d", series="S", date="2025-06-01", title="Fourth", excerpt="On modeling.")
    return site


def listing(site: Site, *options: str) -> Build:
    """Build the site with one more page, ``list``, that has a listing with *options*."""
    return listings(site, {"list": options})


def listings(site: Site, options: Mapping[str, Iterable[str]]) -> Build:
    """Build the site with a page for each name, which has a listing with the options."""
    for name, lines in options.items():
        written = "".join(f":{option}\n" for option in lines)
        site.write(f"{name}.md", f"---\norphan: true\n---\n# List\n\n```{{posts}}\n{written}```\n")
    return site.build()


def shown(built: Build, page: str) -> list[str]:
    """Return the names of the posts in the listing of a page."""
    links = built.soup(page).select("article a.reference[href^='posts/']")
    return [link["href"].removeprefix("posts/").removesuffix(".html") for link in links]


def test_posts_are_filtered_and_sorted(posts: Site) -> None:
    pages = {f"list-{number}": options for number, (options, _) in enumerate(SELECTIONS)}
    built = listings(posts, pages)
    assert built.warnings == ""
    found = [(options, "".join(shown(built, page))) for page, options in pages.items()]
    assert found == SELECTIONS


def test_every_layout_shows_every_post(posts: Site) -> None:
    built = listings(posts, {layout: [f"layout: {layout}"] for layout in LAYOUTS})
    assert built.warnings == ""
    assert {layout: sorted(shown(built, layout)) for layout in LAYOUTS} == {layout: ["a", "b", "c", "d"] for layout in LAYOUTS}


@pytest.mark.parametrize(
    ("builder", "file", "times"), [("text", "index.txt", 6), ("xml", "index.xml", 6), ("latex", "kb.tex", 1)]
)
def test_every_layout_works_in_other_builders(posts: Site, builder: str, file: str, times: int) -> None:
    lists = "".join(f"```{{posts}}\n:layout: {layout}\n```\n\n" for layout in LAYOUTS)
    posts.write("index.md", f"# Home\n\n{lists}")
    built = posts.build(builder, latex_engine="xelatex", project="kb")
    assert built.warnings == ""
    text = built.text(file)
    times = 1 if builder == "latex" else len(LAYOUTS)  # a book has the articles instead of lists
    assert all(text.count(title) >= times for title in ("모델 하나", "Models two", "Third", "Fourth"))


def test_a_table_has_the_requested_columns(posts: Site) -> None:
    page = listing(posts, "layout: table", "show: reading-time, title, tags", "tag: x").soup("list")
    assert [cell.get_text() for cell in page.select("thead th")] == ["Reading time", "Title", "Tags"]
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["1 min read", "Models two", "x"], ["1 min read", "모델 하나", "x, y"]]


def test_the_kind_of_date_is_in_the_column_heading_only(posts: Site) -> None:
    page = listing(posts, "layout: table", "show: title, updated", "category: AI").soup("list")
    assert [cell.get_text() for cell in page.select("tbody td:nth-child(2)")] == ["January 1, 2026", ""]


def test_a_table_scrolls_in_its_own_container(posts: Site) -> None:
    posts.write("list.rst", ":orphan:\n\nList\n====\n\n.. posts::\n   :layout: table\n\n.. blog:archive::\n")
    tables = posts.build().soup("list").select("table")
    assert ["table-wrapper" in table.parent["class"] for table in tables] == [True, True]


def test_listings_show_the_configured_names_of_categories(posts: Site) -> None:
    posts.write("conf.py", (posts.folder / "conf.py").read_text() + "anthology_categories = {'AI': {'title': 'Thinking'}}\n")
    built = listings(posts, {layout: [f"layout: {layout}", "show: category", "category: AI"] for layout in LAYOUTS})
    for layout in LAYOUTS:
        assert "Thinking / Models" in built.article(layout)
        assert "AI" not in built.article(layout)


def test_fields_that_a_layout_does_not_support_are_left_out(posts: Site) -> None:
    page = listing(posts, "layout: table", "show: cover, date, title", "tag: x").soup("list")
    assert [cell.get_text() for cell in page.select("thead th")] == ["Date", "Title"]
    assert not listing(posts, "layout: compact", "show: excerpt", "series: S").soup("list").select(".anthology-byline")


def test_a_list_is_numbered_on_request_and_for_a_series(posts: Site) -> None:
    expected = {
        "tag": (["tag: x"], "ul"),
        "numbered": (["tag: x", "numbered:"], "ol"),
        "series": (["series: S"], "ol"),
        "not-numbered": (["series: S", "numbered: no"], "ul"),
    }
    built = listings(posts, {page: ["layout: list", *options] for page, (options, _) in expected.items()})
    assert {page: built.soup(page).select_one(".anthology-list").name for page in expected} == {
        page: tag for page, (_, tag) in expected.items()
    }


def test_cards_have_the_requested_number_of_columns(posts: Site) -> None:
    built = listings(posts, {f"list-{columns}": [f"columns: {columns}"] for columns in range(1, 5)})
    for columns in range(1, 5):
        assert f"anthology-cards-{columns}" in built.soup(f"list-{columns}").select_one(".anthology-cards")["class"]


def test_a_paginated_listing_has_the_page_size_of_indexes(posts: Site) -> None:
    posts.write("list.md", "# List\n\n```{posts}\n:page: 2\n```\n")
    assert [card.get_text() for card in posts.build(anthology_page_size=3).soup("list").select(".anthology-card-link")] == [
        "모델 하나"
    ]


def test_missing_covers_have_letters_beside_covers_alone(posts: Site) -> None:
    posts.picture("public/c.png", 120, 63)
    posts.post("b", category="AI", date="2024-01-01", coverImage="/c.png")
    pairs, all_of_them = listing(posts, "category: AI").soup("list"), listing(posts).soup("list")
    assert len(pairs.select("svg.anthology-emblem")) == len(pairs.select("img.anthology-thumbnail")) == 1
    assert len(all_of_them.select("svg.anthology-emblem")) == len(all_of_them.select(".anthology-card")) - 1
    assert len(all_of_them.select("img.anthology-thumbnail")) == 1
    assert not listing(posts, "category: AI", "show: excerpt").soup("list").select(".anthology-thumbnail")


def test_listings_on_one_page_have_different_ids(posts: Site) -> None:
    lists = "".join(f"```{{posts}}\n:layout: {name}\n```\n\n" for name in ("timeline", "timeline", "cards", "cards"))
    posts.write("list.md", f"---\norphan: true\n---\n# List\n\n{lists}```{{archive}}\n```\n\n```{{archive}}\n```\n")
    ids = [element["id"] for element in posts.build().soup("list").select("[id]")]
    assert sorted(ids) == sorted(set(ids))


def test_a_card_shows_the_requested_fields(posts: Site) -> None:
    card = listing(posts, "series: S", "show: excerpt, series").soup("list").select_one(".anthology-card")
    assert " ".join(card.get_text(" ").split()) == "Fourth On modeling. S"


def test_a_timeline_has_a_heading_for_each_month(posts: Site) -> None:
    page = listing(posts, "layout: timeline", "year: 2025").soup("list")
    assert [month.get_text() for month in page.select(".anthology-month")] == ["June 2025", "January 2025"]


def test_an_invalid_value_is_reported_with_the_valid_ones(posts: Site) -> None:
    built = listings(posts, {f"list-{number}": [option] for number, (option, _) in enumerate(MISTAKES)})
    for number, (option, said) in enumerate(MISTAKES):
        assert [line for line in built.warnings.splitlines() if f"list-{number}.md" in line and said in line], option


def test_unknown_terms_are_reported_and_the_others_are_shown(posts: Site) -> None:
    built = listing(posts, "tag: x, zz", "collection: nots")
    assert built.codes == ["anthology.target-unknown"] * 2
    assert "There is no tag 'zz'." in built.warnings
    assert "There is no collection 'nots'; the main one is shown." in built.warnings
    assert len(built.soup("list").select(".anthology-card")) == 2


def test_the_options_work_in_restructured_text(posts: Site) -> None:
    posts.write("list.rst", ":orphan:\n\nList\n====\n\n.. posts::\n   :tag: x\n   :layout: compact\n   :sort: title\n")
    built = posts.build()
    assert built.warnings == ""
    assert [link.get_text() for link in built.soup("list").select(".anthology-compact a")] == ["Models two", "모델 하나"]


def test_a_card_in_another_language_has_a_lang_attribute(posts: Site) -> None:
    cards = listing(posts, "layout: list").soup("list").select(".anthology-list > li[lang]")
    assert [(card["lang"], card.find("a").get_text()) for card in cards] == [("ko", "모델 하나")]


def test_years_before_1000_have_pages_as_others_have(site: Site) -> None:
    for name, year in {"a": "0001", "b": "0099", "c": "0999", "d": "1066"}.items():
        site.post(name, date=f"{year}-03-04")
    site.write("list.md", "---\norphan: true\n---\n# List\n\n```{posts}\n:year: 99 - 0999\n```\n")
    built = site.build(anthology_permalinks=["/:year/:slug"], html_baseurl="https://kb.example/")
    assert built.warnings == ""
    assert [link["href"] for link in built.soup("list").select("article a.reference")] == ["posts/c.html", "posts/b.html"]
    for year, name in {"1": "a", "99": "b", "999": "c", "1066": "d"}.items():
        assert built.soup(f"browse/archive/{year}").select(f"article a[href$='posts/{name}.html']")
    assert (built.output / "0001/a/index.html").is_file()
