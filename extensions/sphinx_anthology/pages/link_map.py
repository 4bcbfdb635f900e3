"""The map of links: which article links to which, as a drawing and as a table, and the articles without links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from ..catalogue.queries import LinkMapQuery, MapPoint
from ..catalogue.queries.links import LinkGraphQuery
from ..outputs import link_graph
from . import dates_and_numbers
from .archive import folded
from .context import WritingContext
from .elements import empty_notice, paragraph, text
from .i18n import _, ngettext
from .tables import table, table_cell, table_head

_MAX_DRAWN = 400
"""Maximum number of articles in the drawing and in the table."""
_MAX_LISTED = 400
"""Maximum number of articles in each list below."""


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
    def orphans(self) -> list[MapPoint]:
        """The articles that nothing links to."""
        return [point for point in self.points if not self.counts.get(point.docname)]

    @property
    def dead_ends(self) -> list[MapPoint]:
        """The articles that link to no other article."""
        return [point for point in self.points if not self.links.get(point.docname)]

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
        """Return the drawing, the table folded below it, and the lists of articles without links."""
        graph = ArticleGraph.from_links(page.answer(self.points), page.answer_from_links(self.links))
        return [*_drawing(graph, page), *_lists(graph, page)]


def _drawing(graph: ArticleGraph, page: WritingContext) -> Iterator[nodes.Node]:
    drawn = graph.most_linked[:_MAX_DRAWN]
    if not drawn:
        yield empty_notice(_("No article links to another one yet."))
        return
    rows = _table(drawn, graph, page)
    if not page.is_html:
        yield rows
        return
    clusters = _clusters(drawn)
    numbers = {docname: number for number, docname in enumerate(name for _name, names in clusters for name in names)}
    by_docname = {point.docname: point for point in drawn}
    shown = [
        link_graph.Cluster(name, tuple(_node(by_docname[other], graph, page) for other in names)) for name, names in clusters
    ]
    edges = [(numbers[name], numbers[target]) for name in numbers for target in graph.links.get(name, ()) if target in numbers]
    chart = link_graph.render_link_graph(shown, edges, _("Articles and the links between them"))
    yield nodes.raw("", f'<div class="anthology-map">{chart}</div>', format="html")
    yield from folded(rows)


def _clusters(points: Iterable[MapPoint]) -> list[tuple[str, list[str]]]:
    """Return the categories, largest first, each with the docnames of its articles; those without a category come last."""
    result: dict[str, list[str]] = {}
    for point in points:
        result.setdefault(point.category, []).append(point.docname)
    return sorted(result.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))


def _node(point: MapPoint, graph: ArticleGraph, page: WritingContext) -> link_graph.Node:
    return link_graph.Node(point.title, page.address(point.docname), graph.counts.get(point.docname, 0))


def _table(points: Iterable[MapPoint], graph: ArticleGraph, page: WritingContext) -> nodes.Element:
    rows = []
    for point in points:
        numbers = (graph.counts.get(point.docname, 0), len(graph.links.get(point.docname, ())))
        cells = [table_cell(text(dates_and_numbers.number(number, page.language))) for number in numbers]
        rows.append(nodes.row("", table_cell(page.link(point.docname, point.title)), *cells))
    head = table_head(text(words) for words in (_("Article"), _("Linked from"), _("Links to")))
    return table(head, rows, ["anthology-link-counts"])


def _lists(graph: ArticleGraph, page: WritingContext) -> Iterator[nodes.Node]:
    yield from _list(_("Articles that nothing links to"), graph.orphans, page)
    yield from _list(_("Articles that link to no other one"), graph.dead_ends, page)


def _list(title: str, points: Sequence[MapPoint], page: WritingContext) -> Iterator[nodes.Node]:
    if not points:
        return
    count = dates_and_numbers.number(len(points), page.language)
    yield nodes.rubric("", "", text(_("{name}: {value}").format(name=title, value=count)))
    items = [
        nodes.list_item("", paragraph(page.link(point.docname, point.title), classes=["anthology-line"]))
        for point in points[:_MAX_LISTED]
    ]
    if len(points) > _MAX_LISTED:
        rest = len(points) - _MAX_LISTED
        more = ngettext("and {count} more", "and {count} more", rest).format(
            count=dates_and_numbers.number(rest, page.language)
        )
        items.append(nodes.list_item("", paragraph(text(more), classes=["anthology-line"])))
    yield nodes.bullet_list("", *items, classes=["anthology-columns"], bullet="-")
