"""The chart of posts per month."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import sphinx_anthology
from sphinx_anthology.outputs.indexes.heatmap import HeatmapCell, HeatmapRow, render_heatmap

MONTHS = [f"M{number}" for number in range(1, 13)]


def make_year(label: str, *counts: int) -> HeatmapRow:
    padded = (*counts, *(0 for _ in range(12 - len(counts))))
    cells = (
        HeatmapCell(f"{label}-{month}: {count}", count, f"{label}.html#{month}" if count else None)
        for month, count in enumerate(padded)
    )
    return HeatmapRow(label, str(sum(counts)), f"{label}: {sum(counts)}", f"{label}.html", tuple(cells))


def render(*rows: HeatmapRow, title: str = "Posts") -> ElementTree.Element:
    """Return the chart as an element tree."""
    return ElementTree.fromstring(render_heatmap(rows, MONTHS, title))


def find_texts(chart: ElementTree.Element, part: str) -> list[ElementTree.Element]:
    return [text for text in chart.iter("text") if text.get("class") == f"anthology-heat-{part}"]


def colour_steps(*counts: int) -> list[int]:
    return [int(cell.get("class", "").rpartition("-")[2]) for cell in render(make_year("2025", *counts)).iter("rect")][
        : len(counts)
    ]


def test_there_is_a_square_for_each_month_of_each_year() -> None:
    chart = render(make_year("2025", 1), make_year("2024"), make_year("2023", 2))
    assert len(list(chart.iter("rect"))) == 36
    assert [text.text for text in find_texts(chart, "year")] == ["2025", "2024", "2023"]
    assert [text.text for text in find_texts(chart, "total")] == ["1", "0", "2"]
    assert [text.text for text in find_texts(chart, "month")] == MONTHS


def test_a_chart_without_years_is_empty() -> None:
    assert render_heatmap([], MONTHS, "Posts") == ""


def test_months_with_posts_are_links_with_labels() -> None:
    links = [(link.get("href"), link.get("aria-label")) for link in render(make_year("2025", 0, 3)).iter("a")]
    assert links == [("2025.html", "2025: 3"), ("2025.html#1", "2025-1: 3")]


def test_screen_readers_skip_months_without_posts() -> None:
    hidden = [cell.get("aria-hidden") for cell in render(make_year("2025", 0, 3)).iter("rect")]
    assert hidden == ["true", None, *["true"] * 10]


def test_screen_readers_read_months_with_posts_and_without_a_page() -> None:
    chart = render(HeatmapRow("2025", "3", "2025: 3", None, (HeatmapCell("3 in March", 3),)))
    cell = next(chart.iter("rect"))
    assert (list(chart.iter("a")), cell.get("aria-hidden"), cell.findtext("title")) == ([], None, "3 in March")


def test_every_month_has_a_tooltip() -> None:
    tooltips = [cell.findtext("title") for cell in render(make_year("2025", 0, 3)).iter("rect")]
    assert tooltips[:3] == ["2025-0: 0", "2025-1: 3", "2025-2: 0"]
    assert len(tooltips) == 12


def test_screen_readers_read_the_total_once() -> None:
    def totals(chart: ElementTree.Element) -> list[tuple[str | None, str | None]]:
        return [(text.text, text.get("aria-hidden")) for text in find_texts(chart, "total")]

    assert totals(render(HeatmapRow("2025", "1,234", "2025: 1,234", "2025.html", ()))) == [("1,234", "true")]
    assert totals(render(HeatmapRow("2025", "1,234", "2025: 1,234", None, ()))) == [("1,234", None)]


def test_the_chart_is_a_named_group_with_reachable_links() -> None:
    chart = render(make_year("2025", 3), title="Articles by month")
    assert (chart.get("role"), chart.get("aria-label")) == ("group", "Articles by month")
    assert not [link for part in chart.iter() if part.get("aria-hidden") for link in part.iter("a")]
    assert not [part for part in chart.iter() if part.get("role") == "img"]


def test_a_page_may_have_several_charts() -> None:
    assert not [part for part in render(make_year("2025", 3)).iter() if part.get("id")]


def test_rows_and_columns_are_inside_of_the_chart_and_do_not_overlap() -> None:
    chart = render(*(make_year(str(2025 - number), *range(1, 13)) for number in range(20)))
    width, height = map(int, chart.get("viewBox", "").split()[2:])
    tops = [int(row.get("transform", "")[:-1].split()[1]) for row in chart.findall("g[@transform]")]
    lefts = [int(cell.get("x", "")) for cell in next(chart.iterfind("g[@transform]")).iter("rect")]
    assert len(tops) == 20
    assert len(lefts) == 12
    size = square_size()
    for places, end in ((tops, height), (lefts, width)):
        assert all(later - earlier > size for earlier, later in pairwise(places))
        assert places[0] > 0
        assert places[-1] + size < end


def square_size() -> int:
    """Return the side of the square of a month, from the style sheet."""
    css = (Path(sphinx_anthology.__file__).parent / "static/anthology.css").read_text(encoding="utf-8")
    found = re.search(r"\.anthology-heat rect \{\s*width: (\d+)px;\s*height: (\d+)px;", css)
    assert found
    assert found[1] == found[2]
    return int(found[1])


def test_texts_are_centred_on_squares_of_the_size_in_the_style_sheet() -> None:
    chart = render(make_year("2025", 1))
    left = next(chart.iter("rect")).get("x", "")
    assert float(find_texts(chart, "month")[0].get("x", "")) == int(left) + square_size() / 2
    assert {float(text.get("y", "")) for text in (*find_texts(chart, "year"), *find_texts(chart, "total"))} == {
        square_size() / 2
    }


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 1), [0, 4]),
        ((7, 7, 7), [4, 4, 4]),
        ((1, 2, 3, 4), [1, 2, 3, 4]),
        ((0, 1, 2), [0, 2, 4]),
        ((1, 100), [1, 4]),
        ((9, 10), [4, 4]),
        ((0, 25, 26, 50, 51, 75, 76, 100), [0, 1, 2, 2, 3, 3, 4, 4]),
        ((0, 0), [0, 0]),
    ],
)
def test_more_posts_give_a_stronger_colour(counts: tuple[int, ...], expected: list[int]) -> None:
    assert colour_steps(*counts) == expected


def test_one_month_with_very_many_posts_does_not_make_the_others_pale() -> None:
    assert colour_steps(500, 1, 2, 3, 4, 4, 3, 2, 1, 4) == [4, 1, 2, 3, 4, 4, 3, 2, 1, 4]
    assert colour_steps(500, 1, 2, 3, 4, 4, 3, 2, 1) == [4, *[1] * 8]


def test_all_years_share_one_scale() -> None:
    chart = render(make_year("2025", 100), make_year("2024", 1))
    assert [cell.get("class") for cell in chart.iter("rect")][::12] == ["anthology-heat-4", "anthology-heat-1"]


def test_texts_are_escaped() -> None:
    row = HeatmapRow("<b>", "&", "<b>: &", 'a"b.html', tuple(HeatmapCell('"<i>"', 1, "x?a=1&b=2") for _ in range(12)))
    chart = ElementTree.fromstring(render_heatmap([row], ["<u>&", *MONTHS[1:]], '"<>&'))
    assert chart.get("aria-label") == '"<>&'
    assert next(chart.iter("title")).text == '"<i>"'
    assert [text.text for text in chart.iter("text")] == ["<u>&", *MONTHS[1:], "<b>", "&"]
    assert [link.get("aria-label") for link in chart.iter("a")] == ["<b>: &", *['"<i>"'] * 12]
    assert {link.get("href") for link in chart.iter("a")} == {'a"b.html', "x?a=1&b=2"}


def test_a_chart_of_fifteen_years_is_small() -> None:
    cells = tuple(HeatmapCell("September 2025: 4 articles", 4, "archive/2025.html#month-2025-09") for _ in range(12))
    rows = [HeatmapRow("2025", "48", "2025: 48", "archive/2025.html", cells)] * 15
    assert len(render_heatmap(rows, MONTHS, "Articles by month")) < 36_000


def test_colours_are_set_in_the_style_sheet() -> None:
    chart = render(make_year("2025", 1, 2, 3, 4))
    assert not [part for part in chart.iter() if {"fill", "stroke", "style", "width", "height"} & set(part.keys())]
    css = (Path(sphinx_anthology.__file__).parent / "static/anthology.css").read_text(encoding="utf-8")
    assert {f".anthology-heat-{step} {{" in css for step in range(5)} == {True}
