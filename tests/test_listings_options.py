"""What the options of the directive ``posts`` do."""

from __future__ import annotations

import pytest
from conftest import Build, Site


@pytest.fixture
def posts(site: Site) -> Site:
    site.post("a", category="AI / Models", tags="x, y", author="Kim", date="2023-01-01", title="모델 하나", lang="ko")
    site.post("b", category="AI", tags="x", author="Lee", date="2024-01-01", title="Models two", updated="2026-01-01")
    site.post("c", category="Web, Dev", tags="y", author="Kim", date="2025-01-01", title="Third", pinned="true")
    site.post("d", series="S", date="2025-06-01", title="Fourth", excerpt="On modeling.")
    return site


def shown(site: Site, *options: str) -> list[str]:
    """Return the names of the posts that a listing shows."""
    built = listing(site, *options)
    assert built.warnings == ""
    links = built.soup("list").select("article a.reference[href^='posts/']")
    return [link["href"].removeprefix("posts/").removesuffix(".html") for link in links]


def listing(site: Site, *options: str) -> Build:
    site.write(
        "list.md", "---\norphan: true\n---\n# List\n\n```{posts}\n" + "".join(f":{option}\n" for option in options) + "```\n"
    )
    return site.build()


@pytest.mark.parametrize(
    ("options", "names"),
    [
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
        (["limit: 2"], "cd"),
        (["offset: 3"], "a"),
        (["offset: 1", "limit: 2"], "db"),
        (["offset: 9"], ""),
        (["year: 1999"], ""),
    ],
    ids=str,
)
def test_filters_and_orders(posts: Site, options: list[str], names: str) -> None:
    assert "".join(shown(posts, *options)) == names


@pytest.mark.parametrize("layout", ["cards", "list", "table", "timeline", "compact"])
def test_every_layout_shows_every_post(posts: Site, layout: str) -> None:
    assert sorted(shown(posts, f"layout: {layout}")) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("builder", ["text", "latex", "xml"])
@pytest.mark.parametrize("layout", ["cards", "list", "table", "timeline", "compact"])
def test_every_layout_has_a_form_in_other_builders(posts: Site, layout: str, builder: str) -> None:
    posts.write("index.md", f"# Home\n\n```{{posts}}\n:layout: {layout}\n```\n")
    built = posts.build(builder, latex_engine="xelatex", project="kb")
    assert built.warnings == ""
    text = built.text({"text": "index.txt", "latex": "kb.tex", "xml": "index.xml"}[builder])
    assert all(title in text for title in ("모델 하나", "Models two", "Third", "Fourth"))


def test_a_table_has_the_columns_that_are_asked_for(posts: Site) -> None:
    page = listing(posts, "layout: table", "show: reading-time, title, tags", "tag: x").soup("list")
    assert [cell.get_text() for cell in page.select("thead th")] == ["Reading time", "Title", "Tags"]
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["1 min read", "Models two", "x"], ["1 min read", "모델 하나", "x, y"]]


def test_cards_stand_in_the_columns_that_are_asked_for(posts: Site) -> None:
    assert "sd-row-cols-md-3" in listing(posts, "columns: 3").soup("list").select_one(".anthology-cards")["class"]


def test_a_card_shows_what_is_asked_for(posts: Site) -> None:
    card = listing(posts, "series: S", "show: excerpt, series").soup("list").select_one(".anthology-card")
    assert " ".join(card.get_text(" ").split()) == "Fourth On modeling. S"


def test_a_timeline_has_a_heading_for_each_month(posts: Site) -> None:
    page = listing(posts, "layout: timeline", "year: 2025").soup("list")
    assert [month.get_text() for month in page.select(".anthology-month")] == ["June 2025", "January 2025"]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("layout: card", "'card' is none of cards, list, table, timeline, compact. Did you mean 'cards'?"),
        ("sort: date", "'date' is none of newest, oldest, updated, title, part. Did you mean 'updated'?"),
        ("columns: 7", "'7' is none of 1, 2, 3, 4."),
        ("show: date, sumary", "'sumary' is none of cover, title, subtitle, excerpt, date"),
        ("pinned: maybe", "'maybe' is none of yes, no, true, false."),
        ("year: soon", "'soon' is neither a year such as 2025 nor a range such as 2023-2025."),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_those_that_are(posts: Site, option: str, said: str) -> None:
    built = listing(posts, option)
    assert said in built.warnings
    assert "list.md" in built.warnings


def test_groups_that_do_not_exist_are_named_and_the_others_shown(posts: Site) -> None:
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


def test_a_card_in_another_language_says_so(posts: Site) -> None:
    cards = listing(posts, "layout: list").soup("list").select(".anthology-list > li[lang]")
    assert [(card["lang"], card.find("a").get_text()) for card in cards] == [("ko", "모델 하나")]
