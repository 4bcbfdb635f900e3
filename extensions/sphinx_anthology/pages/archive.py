"""How many posts were published when: a heat map for browsers, a table, and the titles of each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from docutils import nodes

from ..catalogue.queries import ActivityQuery, ArchiveQuery, YearActivity, YearTitles
from ..catalogue.taxonomy import Taxonomy
from ..outputs.indexes import heatmap
from . import dates_and_numbers
from .context import WritingContext
from .elements import heading, language_classes, paragraph, text, timestamp
from .i18n import _
from .post_lists import month_id
from .tables import table, table_cell, table_head
from .term_lists import empty_list


@dataclass(frozen=True, slots=True)
class Archive:
    """The content of an ``archive`` directive."""

    activity: ActivityQuery
    titles: ArchiveQuery

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the heat map with a table folded below it, and the titles; on paper no heat map."""
        years = page.answer(self.activity)
        if not years:
            return [empty_list(Taxonomy.YEAR)]
        titles = [part for year in page.answer(self.titles) for part in _year_titles(year, page)]
        numbers = _year_table(years, page)
        if not page.is_html:
            return [numbers, *titles]
        chart = f'<div class="anthology-activity">{_heatmap(years, page)}{_legend()}</div>'
        return [nodes.raw("", chart, format="html"), *folded(numbers), *titles]


def _heatmap(years: Sequence[YearActivity], page: WritingContext) -> str:
    """Return the chart. It ends with the month of the newest post, because later months are not empty but to come."""
    newest = max(years, key=lambda year: year.year)
    months = max(number for number, count in enumerate(newest.months, start=1) if count)
    rows = [_heatmap_row(year, page, months if year is newest else 12) for year in years]
    return heatmap.render_heatmap(rows, dates_and_numbers.months(page.language), _("Articles by month"))


def _legend() -> str:
    """Return the line that says which colours mean more; screen readers have the numbers."""
    fewer, more = escape(_("Fewer")), escape(_("More"))
    return f'<p class="anthology-legend" aria-hidden="true">{fewer} {heatmap.render_legend()} {more}</p>'


def _year_titles(year: YearTitles, page: WritingContext) -> Iterator[nodes.Node]:
    """Yield a heading with the number of posts, the titles, and the link to the others if there are more."""
    count = dates_and_numbers.article_count(year.total, page.language)
    facts = nodes.inline("", "", text(count), classes=["anthology-count"])
    yield heading(page.link(year.page, str(year.year)), text(" "), facts)
    items = []
    for target, moment in year.posts:
        when, words = dates_and_numbers.machine_readable(moment), dates_and_numbers.date(moment, page.language)
        date_line = nodes.inline("", "", timestamp("", "", text(words), datetime=when), classes=["anthology-byline"])
        link = page.link(target.docname, target.title, language_classes(target, page.language))
        items.append(nodes.list_item("", paragraph(link, text(" "), date_line, classes=["anthology-line"])))
    yield nodes.bullet_list("", *items, classes=["anthology-compact"], bullet="-")
    if year.total > len(year.posts) and year.page:
        yield paragraph(page.link(year.page, f"{year.year}: {count} →"), classes=["anthology-more-line"])


def folded(content: nodes.Node) -> list[nodes.Node]:
    """Return *content* folded away under "As a table", for HTML."""
    summary = escape(_("As a table"))
    return [
        nodes.raw("", f'<details class="anthology-details"><summary>{summary}</summary>', format="html"),
        content,
        nodes.raw("", "</details>", format="html"),
    ]


def _heatmap_row(year: YearActivity, page: WritingContext, months: int) -> heatmap.HeatmapRow:
    cells = []
    for month, count in enumerate(year.months[:months], start=1):
        name = dates_and_numbers.month(date(year.year, month, 1), page.language)
        label = _("{name}: {value}").format(name=name, value=dates_and_numbers.article_count(count, page.language))
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
