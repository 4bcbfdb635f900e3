"""Render a heat map of posts per month as inline SVG.

The style sheet sets the colours, so the chart follows the theme. It needs no script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_PITCH, _CELL = 36, 31
"""The distance between months and the side of a month's square, in pixels. The style sheet repeats the side of the square."""
_LEFT, _TOP, _RIGHT = 54, 28, 58
"""The space for the years, the months and the totals, in pixels; enough for the font size of small screens."""
_WIDTH = _LEFT + 12 * _PITCH + _RIGHT
_STEPS = 4
"""The number of colours for months with posts."""


@dataclass(frozen=True, slots=True)
class HeatmapCell:
    """A month."""

    label: str
    """The text of the tooltip and for screen readers: ``March 2025: 4 articles``."""
    count: int
    """The number of posts."""
    href: str | None = None
    """The link target; None for a month without posts or without a page."""


@dataclass(frozen=True, slots=True)
class HeatmapRow:
    """A year."""

    label: str
    """The name of the year."""
    total: str
    """The number of posts in the year, formatted."""
    description: str
    """The name of the link for screen readers: ``2025: 48``."""
    href: str | None
    """The link target of the name; None for a year without a page."""
    cells: tuple[HeatmapCell, ...]
    """The months, January first: twelve, or fewer of a year that has not ended."""


def render_heatmap(rows: Sequence[HeatmapRow], months: Sequence[str], title: str) -> str:
    """Return a chart with a row for each year and a column for each month; more posts give a stronger colour.

    :param rows: the years from top to bottom.
    :param months: the short names of the months.
    :param title: the name of the chart for screen readers.
    :returns: an ``svg`` element without colours, which the style sheet sets; empty if there are no rows.
    """
    if not rows:
        return ""
    height = _TOP + len(rows) * _PITCH
    strongest = _strongest_count([cell.count for row in rows for cell in row.cells])
    heads = (
        f'<text class="anthology-heat-month" x="{_centre(_LEFT + column * _PITCH)}" y="14">{escape(name)}</text>'
        for column, name in enumerate(months)
    )
    parts = [
        # The role is "group" because screen readers ignore the links in an image. The name is an attribute because an element
        # would need an id, which is not unique on a page with several charts.
        f'<svg class="anthology-heat" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{escape(title)}">',
        # Screen readers skip the column heads because the label of each cell names the month.
        f'<g aria-hidden="true">{"".join(heads)}</g>',
        *(_render_row(row, _TOP + number * _PITCH, strongest) for number, row in enumerate(rows)),
        "</svg>",
    ]
    return "".join(parts)


def render_legend() -> str:
    """Return the colours from no posts to many, as an ``svg`` element."""
    squares = (
        f'<rect class="anthology-heat-{step}" x="{step * 18}" width="14" height="14" rx="3"/>' for step in range(_STEPS + 1)
    )
    return f'<svg viewBox="0 0 86 14" width="86" height="14">{"".join(squares)}</svg>'


def _render_row(row: HeatmapRow, top: int, strongest: int) -> str:
    left, right, middle = _LEFT - 10, _WIDTH - _RIGHT + 6, _centre(0)
    year = f'<text class="anthology-heat-year" x="{left}" y="{middle}">{escape(row.label)}</text>'
    total = f'<text class="anthology-heat-total" x="{right}" y="{middle}"{_aria_hidden(row.href)}>{escape(row.total)}</text>'
    cells = (_render_cell(cell, _LEFT + column * _PITCH, strongest) for column, cell in enumerate(row.cells))
    parts = (_link(year, row.href, row.description), *cells, total)
    # The row is moved as a group, which saves a y attribute in each of its squares.
    return f'<g transform="translate(0 {top})">{"".join(parts)}</g>'


def _render_cell(cell: HeatmapCell, left: int, strongest: int) -> str:
    square = (
        f'<rect class="anthology-heat-{_colour_step(cell.count, strongest)}" x="{left}"{_aria_hidden(not cell.count)}>'
        f"<title>{escape(cell.label)}</title></rect>"
    )
    return _link(square, cell.href, cell.label)


def _centre(start: int) -> str:
    """Return the middle of a square that begins at *start*."""
    return f"{start + _CELL / 2:g}"


def _aria_hidden(is_hidden: object) -> str:
    """Return the attribute that hides an element from screen readers, or nothing."""
    return ' aria-hidden="true"' if is_hidden else ""


def _link(element: str, href: str | None, label: str) -> str:
    """Return an element as a link, or unchanged if there is no target."""
    return f'<a href="{escape(href)}" aria-label="{escape(label)}">{element}</a>' if href else element


def _strongest_count(counts: Sequence[int]) -> int:
    """Return the number of posts from which on a month has the strongest colour.

    One month in ten may exceed the number, so that a single month, such as that of an import, does not turn all others pale.
    Colours divide the numbers up to it evenly. Quantiles would give 9 and 10 posts different colours on a site with
    nothing else.
    """
    busiest = sorted(filter(None, counts), reverse=True)
    return busiest[len(busiest) // 10] if busiest else 0


def _colour_step(count: int, strongest: int) -> int:
    """Return the strength of the colour: 0 for no posts, otherwise 1 to 4."""
    return min(-(-count * _STEPS // strongest), _STEPS) if count else 0
