"""The directives ``categories``, ``tags``, ``authors``, ``series`` and ``archive``: all groups of a kind, in any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from ..catalogue.queries import ActivityQuery, TermListQuery, TermSummary, YearActivity
from ..outputs import heatmap
from ..problems import Code
from ..sphinx_ext.domain import warn
from ..taxonomy import Taxonomy
from . import dates_and_numbers
from .article import SEPARATOR, language_classes, paragraph, text
from .deferred import Place, placed
from .i18n import _
from .listings import BlogDirective
from .post_lists import STRETCHED, card, entry, grid, month_id, table, thumbnails


@dataclass(frozen=True, slots=True)
class GroupList:
    """All groups of a kind, or those in another."""

    overview: TermListQuery

    def make(self, place: Place) -> list[nodes.Node]:
        summaries = place.answer(self.overview)
        if not summaries:
            return [] if self.overview.within else [_empty(self.overview.taxonomy)]
        return _FORMS[self.overview.taxonomy](summaries, place)


def _empty(taxonomy: Taxonomy) -> nodes.Node:
    words = {
        Taxonomy.CATEGORY: _("No categories yet."),
        Taxonomy.TAG: _("No tags yet."),
        Taxonomy.AUTHOR: _("No authors yet."),
        Taxonomy.SERIES: _("No series yet."),
        Taxonomy.YEAR: _("No articles yet."),
    }
    return paragraph(text(words[taxonomy]), classes=["anthology-empty"])


def _cards(summaries: Sequence[TermSummary], place: Place) -> list[nodes.Node]:
    pictures = thumbnails([summary.cover for summary in summaries], place)
    return [grid(_card(summary, picture, place) for summary, picture in zip(summaries, pictures, strict=True))]


def _card(summary: TermSummary, picture: nodes.Element | None, place: Place) -> nodes.list_item:
    prose: list[nodes.Node] = []
    if summary.description:
        prose.append(paragraph(text(summary.description), classes=["sd-card-text"]))
    if summary.inner:
        links = [part for inner in summary.inner for part in (place.link(inner.docname, inner.title), text(SEPARATOR))]
        prose.append(paragraph(*links[:-1], classes=["anthology-inner"]))
    title = place.link(summary.target.docname, summary.target.title, classes=STRETCHED)
    classes = ["anthology-latest", *language_classes(summary.newest, place.language)]
    latest = [text(_("Latest:") + " "), nodes.emphasis("", "", text(summary.newest.title), classes=classes)]
    footer = [text(articles(summary.count, place.language) + SEPARATOR), *latest]
    return card(title, prose, footer, picture)


def _author_cards(summaries: Sequence[TermSummary], place: Place) -> list[nodes.Node]:
    return [grid(_author_card(summary, place) for summary in summaries)]


def _author_card(summary: TermSummary, place: Place) -> nodes.list_item:
    author = summary.author
    prose = []
    if author and author.role:
        prose.append(paragraph(text(author.role), classes=["anthology-role"]))
    if description := summary.description or (author.bio if author else ""):
        prose.append(paragraph(text(description), classes=["sd-card-text"]))
    title = place.link(summary.target.docname, summary.target.title, classes=STRETCHED)
    portrait = place.picture(author.portrait, ["anthology-portrait"]) if author else None
    return card(title, prose, [text(articles(summary.count, place.language))], portrait, ["anthology-person"])


def articles(count: int, language: str) -> str:
    """Return how many articles there are."""
    words = _("{count} articles") if count != 1 else _("{count} article")
    return words.format(count=dates_and_numbers.number(count, language))


def _tags(summaries: Sequence[TermSummary], place: Place) -> list[nodes.Node]:
    """Return the tags that have a page, with counts, and then the rarer ones, which lead to their posts."""
    common = [summary for summary in summaries if summary.target.docname]
    rare = [summary for summary in summaries if not summary.target.docname]
    result: list[nodes.Node] = []
    if common:
        result.append(_tag_list([_common_tag(summary, place) for summary in common], "anthology-common-tags"))
    if rare:
        result.append(paragraph(nodes.strong("", "", text(_("Rarer tags"))), classes=["anthology-rarer"]))
        result.append(_tag_list([_rare_tag(summary, place) for summary in rare], "anthology-rare-tags"))
    return result


def _tag_list(items: Sequence[Sequence[nodes.Node]], own: str) -> nodes.bullet_list:
    lines = (nodes.list_item("", paragraph(*item, classes=[])) for item in items)
    return nodes.bullet_list("", *lines, classes=["anthology-tag-list", own], bullet="-")


def _common_tag(summary: TermSummary, place: Place) -> Sequence[nodes.Node]:
    count = nodes.inline("", "", text(dates_and_numbers.number(summary.count, place.language)), classes=["anthology-count"])
    return [place.link(summary.target.docname, summary.target.title), text(" "), count]


def _rare_tag(summary: TermSummary, place: Place) -> Sequence[nodes.Node]:
    """Return a tag that leads to its post; one of several names each, numbered, because there is no page that lists them."""
    if len(summary.posts) == 1:
        return [place.link(summary.posts[0].docname, summary.target.title)]
    links = [part for post in summary.posts for part in (place.link(post.docname, post.title), text(", "))]
    return [text(f"{summary.target.title}: "), *links[:-1]]


_FORMS: Mapping[Taxonomy, Callable[[Sequence[TermSummary], Place], list[nodes.Node]]] = {
    Taxonomy.CATEGORY: _cards,
    Taxonomy.TAG: _tags,
    Taxonomy.AUTHOR: _author_cards,
    Taxonomy.SERIES: _cards,
}


class GroupsDirective(BlogDirective):
    """``{categories}`` and so on: what there is of a kind."""

    option_spec: ClassVar[dict[str, Any]] = BlogDirective.option_spec | {"within": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        taxonomy = next(taxonomy for taxonomy in Taxonomy if taxonomy.index == self.name.rpartition(":")[2])
        within, collection = self.options.get("within", ""), self.collection()
        overview = TermListQuery(taxonomy, collection, within)
        if within and self.blog.catalogue.collections[collection].find_term(taxonomy, within) is None:
            warn(Code.TARGET_UNKNOWN, self.blog.unknown(taxonomy.value, within), self.get_location())
        summaries = self.blog.ask(overview)
        portraits = [summary.author.portrait for summary in summaries if summary.author]
        pictures = portraits if taxonomy is Taxonomy.AUTHOR else [summary.cover for summary in summaries]
        return [placed(GroupList(overview), pictures, self.blog)]


@dataclass(frozen=True, slots=True)
class Archive:
    """How many posts were published when: a picture for those who look, a table for those who read."""

    activity: ActivityQuery

    def make(self, place: Place) -> list[nodes.Node]:
        years = place.answer(self.activity)
        if not years:
            return [_empty(Taxonomy.YEAR)]
        numbers = _year_table(years, place)
        if not place.is_html:
            return [numbers]
        rows = [_row(year, place) for year in years]
        months = dates_and_numbers.months(place.language)
        chart = heatmap.render_heatmap(rows, months, _("Articles by month"))
        summary = escape(_("As a table"))
        return [
            nodes.raw("", f'<div class="anthology-activity">{chart}</div>', format="html"),
            nodes.raw("", f'<details class="anthology-details"><summary>{summary}</summary>', format="html"),
            numbers,
            nodes.raw("", "</details>", format="html"),
        ]


def _row(year: YearActivity, place: Place) -> heatmap.HeatmapRow:
    cells = []
    for month, count in enumerate(year.months, start=1):
        name = dates_and_numbers.month(date(year.year, month, 1), place.language)
        label = f"{name}: {articles(count, place.language)}"
        cells.append(heatmap.HeatmapCell(label, count, place.address(year.page, month_id(year.year, month)) if count else None))
    total = dates_and_numbers.number(sum(year.months), place.language)
    return heatmap.HeatmapRow(str(year.year), total, place.address(year.page), tuple(cells))


def _year_table(years: Sequence[YearActivity], place: Place) -> nodes.container:
    """Return the counts as a table: a row for each year that has posts, a column for each month, and the sums."""
    heads = [_("Year"), *dates_and_numbers.months(place.language), _("Total")]
    head = nodes.thead("", nodes.row("", *(entry(text(words)) for words in heads)))
    rows = []
    for year in years:
        if any(year.months):
            counts = (text(dates_and_numbers.number(count, place.language) if count else "") for count in year.months)
            total = text(dates_and_numbers.number(sum(year.months), place.language))
            rows.append(nodes.row("", *map(entry, (place.link(year.page, str(year.year)), *counts, total))))
    return table(head, rows, ["anthology-years"])


class ArchiveDirective(BlogDirective):
    """``{archive}``: how many posts were published when."""

    def run(self) -> list[nodes.Node]:
        activity = ActivityQuery(self.collection())
        self.blog.ask(activity)
        return [placed(Archive(activity), (), self.blog)]
