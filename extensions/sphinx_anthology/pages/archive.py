"""How many posts were published when: a heat map for browsers, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from docutils import nodes

from ..catalogue.queries import ActivityQuery, YearActivity
from ..catalogue.taxonomy import Taxonomy
from ..outputs import heatmap
from . import dates_and_numbers
from .context import WritingContext
from .elements import text
from .i18n import _
from .post_lists import month_id
from .tables import table, table_cell, table_head
from .term_lists import article_count, empty_list


@dataclass(frozen=True, slots=True)
class Archive:
    """The content of an ``archive`` directive."""

    activity: ActivityQuery

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the heat map with a table folded below it; on paper the table alone."""
        years = page.answer(self.activity)
        if not years:
            return [empty_list(Taxonomy.YEAR)]
        numbers = _year_table(years, page)
        if not page.is_html:
            return [numbers]
        months = dates_and_numbers.months(page.language)
        chart = heatmap.render_heatmap([_heatmap_row(year, page) for year in years], months, _("Articles by month"))
        return [
            nodes.raw("", f'<div class="anthology-activity">{chart}</div>', format="html"),
            *folded(numbers),
        ]


def folded(content: nodes.Node) -> list[nodes.Node]:
    """Return *content* folded away under "As a table", for HTML."""
    summary = escape(_("As a table"))
    return [
        nodes.raw("", f'<details class="anthology-details"><summary>{summary}</summary>', format="html"),
        content,
        nodes.raw("", "</details>", format="html"),
    ]


def _heatmap_row(year: YearActivity, page: WritingContext) -> heatmap.HeatmapRow:
    cells = []
    for month, count in enumerate(year.months, start=1):
        name = dates_and_numbers.month(date(year.year, month, 1), page.language)
        label = _("{name}: {value}").format(name=name, value=article_count(count, page.language))
        href = page.address(year.page, month_id(year.year, month)) if count else None
        cells.append(heatmap.HeatmapCell(label, count, href))
    total = dates_and_numbers.number(sum(year.months), page.language)
    description = _("{name}: {value}").format(name=year.year, value=total)
    return heatmap.HeatmapRow(str(year.year), total, description, page.address(year.page), tuple(cells))


def _year_table(years: Sequence[YearActivity], page: WritingContext) -> nodes.container:
    """Return a table with a row for each year that has posts, a column for each month, and totals."""
    titles = [_("Year"), *dates_and_numbers.months(page.language), _("Total")]
    rows = []
    for year in years:
        if any(year.months):
            counts = (text(dates_and_numbers.number(count, page.language) if count else "") for count in year.months)
            total = text(dates_and_numbers.number(sum(year.months), page.language))
            rows.append(nodes.row("", *map(table_cell, (page.link(year.page, str(year.year)), *counts, total))))
    return table(table_head(map(text, titles)), rows, ["anthology-years"])
