"""Charts as inline SVG: text that stands in a page, in its colours, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_PITCH, _CELL = 36, 31
"""From a month to the next one, and how much of that is its square; the style sheet has the size of the square as well."""
_LEFT, _TOP, _RIGHT = 54, 28, 58
"""The room of the years, of the months and of the totals, in letters as large as they are on a small screen."""
_WIDTH = _LEFT + 12 * _PITCH + _RIGHT
_STEPS = 4


@dataclass(frozen=True, slots=True)
class HeatmapCell:
    """A month."""

    label: str
    """What a tooltip and a screen reader say: ``March 2025: 4 articles``."""
    count: int
    href: str | None = None
    """Where a click leads; None where there is nothing to see."""


@dataclass(frozen=True, slots=True)
class HeatmapRow:
    """A year."""

    label: str
    total: str
    href: str | None
    cells: tuple[HeatmapCell, ...]
    """Twelve of them."""


def heat_map(rows: Sequence[HeatmapRow], months: Sequence[str], title: str) -> str:
    """Return a chart with a row for each year and a column for each month: the more in a month, the stronger its colour.

    :param rows: from top to bottom; years without posts are drawn where they are given.
    :param months: the short names of the months.
    :param title: what a screen reader calls the chart.
    :returns: an ``svg`` element, whose colours are a matter of style sheets; empty without rows.
    """
    if not rows:
        return ""
    height = _TOP + len(rows) * _PITCH
    strong = _strong([cell.count for row in rows for cell in row.cells])
    heads = (
        f'<text class="anthology-heat-month" x="{_middle(_LEFT + column * _PITCH)}" y="14">{escape(name)}</text>'
        for column, name in enumerate(months)
    )
    parts = [
        # A group and not an image: an image has no links in it for those who do not see it. It is named by an attribute,
        # because an element would need an id, and a page may have several charts.
        f'<svg class="anthology-heat" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{escape(title)}">',
        # Each month that is read out says its name.
        f'<g aria-hidden="true">{"".join(heads)}</g>',
        *(_row(row, _TOP + number * _PITCH, strong) for number, row in enumerate(rows)),
        "</svg>",
    ]
    return "".join(parts)


def _row(row: HeatmapRow, top: int, strong: int) -> str:
    left, right, middle = _LEFT - 10, _WIDTH - _RIGHT + 6, _middle(0)
    year = f'<text class="anthology-heat-year" x="{left}" y="{middle}">{escape(row.label)}</text>'
    total = f'<text class="anthology-heat-total" x="{right}" y="{middle}"{_hidden(row.href)}>{escape(row.total)}</text>'
    cells = (_cell(cell, _LEFT + column * _PITCH, strong) for column, cell in enumerate(row.cells))
    # Moved as a whole, so that no square says how far down it lies: there are hundreds of them.
    parts = (_linked(year, row.href, f"{row.label}: {row.total}"), *cells, total)
    return f'<g transform="translate(0 {top})">{"".join(parts)}</g>'


def _cell(cell: HeatmapCell, left: int, strong: int) -> str:
    drawn = (
        f'<rect class="anthology-heat-{_step(cell.count, strong)}" x="{left}"{_hidden(not cell.count)}>'
        f"<title>{escape(cell.label)}</title></rect>"
    )
    return _linked(drawn, cell.href, cell.label)


def _middle(start: int) -> str:
    return f"{start + _CELL / 2:g}"


def _hidden(is_hidden: object) -> str:
    """Return the attribute of what is not read out, because it is said elsewhere or says nothing."""
    return ' aria-hidden="true"' if is_hidden else ""


def _linked(drawn: str, href: str | None, label: str) -> str:
    return f'<a href="{escape(href)}" aria-label="{escape(label)}">{drawn}</a>' if href else drawn


def _strong(counts: Sequence[int]) -> int:
    """Return the count from which on a month has the strongest colour.

    It is not the greatest: one month into which an old blog was imported would turn all others pale. A tenth of the months
    with posts may exceed it. What is below is divided evenly and not by quantiles, which draw 9 and 10 apart where there
    is nothing else, and so that months of 1, 2, 3 and 4 posts have the four colours.
    """
    busiest = sorted(filter(None, counts), reverse=True)
    return busiest[len(busiest) // 10] if busiest else 0


def _step(count: int, strong: int) -> int:
    """Return how strong the colour of a count is: 0 for nothing, and for nothing else, up to 4."""
    return min(-(-count * _STEPS // strong), _STEPS) if count else 0
