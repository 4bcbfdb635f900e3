"""The map of links: which article links to which, as a drawing and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from ..catalogue.queries import LinkMapQuery, MapPoint
from ..catalogue.queries.links import LinkGraphQuery
from . import dates_and_numbers
from .archive import folded
from .context import WritingContext
from .elements import empty_notice, paragraph, text
from .i18n import _
from .link_drawings import draw_map
from .tables import table, table_cell, table_head

_MAX_DRAWN = 300
"""Maximum number of articles in the drawing and in the table. The cost of a map is bounded by it, however large the site."""
_MIN_ARTICLES, _MIN_LINKS_PER_ARTICLE = 8, 0.75
"""What a drawing needs. With fewer links it would be a few dots, so that there is only the table."""


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """The articles of a collection and the links between them."""

    points: tuple[MapPoint, ...]
    """The articles, newest first."""
    links: Mapping[str, tuple[str, ...]]
    """The articles that each article links to, by docname."""
    counts: Mapping[str, int]
    """How many articles and other pages link to each article."""

    @classmethod
    def from_links(cls, points: Iterable[MapPoint], links: Mapping[str, Sequence[str]]) -> ArticleGraph:
        """Make the graph of the articles *points*.

        :param links: the pages that each page links to, by docname.
        """
        points = tuple(points)
        articles = {name: point.docname for point in points for name in (point.docname, *point.translations)}
        own: dict[str, dict[str, None]] = defaultdict(dict)
        for name, targets in links.items():
            source = articles.get(name, name)
            known = (articles[target] for target in targets if target in articles)
            own[source] |= dict.fromkeys(target for target in known if target != source)
        counts = Counter(target for targets in own.values() for target in targets)
        return cls(points, {name: tuple(targets) for name, targets in own.items()}, counts)

    @property
    def is_dense(self) -> bool:
        """Whether there are enough links for a drawing."""
        linked = len(self.most_linked)
        return linked >= _MIN_ARTICLES and sum(map(len, self.links.values())) >= linked * _MIN_LINKS_PER_ARTICLE

    @property
    def most_linked(self) -> list[MapPoint]:
        """The articles with links from or to others, those with most links first."""
        ranks = {
            point.docname: (self.counts.get(point.docname, 0), len(self.links.get(point.docname, ()))) for point in self.points
        }
        linked = [point for point in self.points if any(ranks[point.docname])]
        return sorted(linked, key=lambda point: tuple(-number for number in ranks[point.docname]))


@dataclass(frozen=True, slots=True)
class LinkMap:
    """The content of a ``map`` directive."""

    points: LinkMapQuery
    links: LinkGraphQuery

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the drawing with the table folded below it, or the table alone."""
        graph = ArticleGraph.from_links(page.answer(self.points), page.answer_from_links(self.links))
        shown = graph.most_linked[:_MAX_DRAWN]
        if not shown:
            return [empty_notice(_("No article links to another one yet."))]
        rows = _table(shown, graph, page)
        count = paragraph(text(_count(len(shown), len(graph.points), page)), classes=["anthology-byline"])
        if not page.is_html or not graph.is_dense:
            return [count, rows]
        return [draw_map(shown, graph.links, graph.counts, page), count, *folded(rows)]


def _count(shown: int, total: int, page: WritingContext) -> str:
    """Return the words for how many articles of a collection are shown."""
    words = (
        _("The {shown} most linked of {total} articles") if shown == _MAX_DRAWN else _("{shown} of {total} articles have links")
    )
    numbers = {"shown": shown, "total": total}
    return words.format(**{name: dates_and_numbers.number(number, page.language) for name, number in numbers.items()})


def _table(points: Iterable[MapPoint], graph: ArticleGraph, page: WritingContext) -> nodes.Element:
    rows = []
    for point in points:
        numbers = (graph.counts.get(point.docname, 0), len(graph.links.get(point.docname, ())))
        cells = [table_cell(text(dates_and_numbers.number(number, page.language))) for number in numbers]
        rows.append(nodes.row("", table_cell(page.link(point.docname, point.title)), *cells))
    head = table_head(text(words) for words in (_("Article"), _("Linked from"), _("Links to")))
    return table(head, rows, ["anthology-link-counts"])
