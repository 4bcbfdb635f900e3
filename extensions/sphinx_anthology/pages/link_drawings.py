"""The drawings of links: the map of all articles, and the neighbours of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from docutils import nodes

from ..catalogue.queries import MapPoint
from ..catalogue.queries.link_map import Neighbourhood
from ..outputs.link_graph import drawing as link_graph
from ..outputs.link_graph.layout import place_graph, place_ring
from .context import WritingContext
from .elements import colour_classes
from .i18n import _

_MAX_LINKS = 1500
"""Maximum number of links in the drawing."""
_MAX_CLUSTERS = 24
"""Maximum number of clusters in the drawing. The articles of further categories form one without a name."""


def draw_map(
    points: Sequence[MapPoint], links: Mapping[str, Sequence[str]], counts: Mapping[str, int], page: WritingContext
) -> nodes.raw:
    """Return the drawing of articles in clusters of their categories.

    :param links: the articles that each article links to, by docname.
    :param counts: the number of links to each article.
    """
    clusters = _clusters(points)
    numbers = {point.docname: number for number, point in enumerate(point for _name, found in clusters for point in found)}
    most = max(_MAX_LINKS // len(numbers), 1)
    edges = [
        (number, numbers[target])
        for name, number in numbers.items()
        for target in [target for target in links.get(name, ()) if target in numbers][:most]
    ]
    layout = place_graph([len(found) for _name, found in clusters], edges)
    shown = [_cluster(name, found, counts, page) for name, found in clusters]
    return _figure(link_graph.render_link_graph(shown, edges, layout, _("Articles and the links between them")))


def draw_neighbourhood(neighbourhood: Neighbourhood, page: WritingContext) -> nodes.raw:
    """Return the drawing of the links around an article, folded away."""
    article, *others = neighbourhood.points
    clusters = sorted(_clusters(others))
    order = [article, *(point for _name, found in clusters for point in found)]
    numbers = {point.docname: number for number, point in enumerate(order)}
    places = [numbers[point.docname] for point in neighbourhood.points]
    edges = [(places[source], places[target]) for source, target in neighbourhood.links]
    counts = Counter(order[target].docname for _source, target in edges)
    own = link_graph.Cluster("", (link_graph.Node(article.title, None, len(others), "anthology-graph-own"),))
    shown = [own, *(_cluster("", found, counts, page) for _name, found in clusters)]
    layout = place_ring([1, *(len(found) for _name, found in clusters)])
    title = _("Links around this article")
    chart = link_graph.render_link_graph(shown, edges, layout, title, link_graph.SMALL_WIDTH)
    summary = f"<summary>{escape(title)}</summary>"
    return nodes.raw("", f'<details class="anthology-details">{summary}{_figure(chart).astext()}</details>', format="html")


def _figure(chart: str) -> nodes.raw:
    return nodes.raw("", f'<figure class="anthology-map">{chart}</figure>', format="html")


def _cluster(name: str, points: Sequence[MapPoint], counts: Mapping[str, int], page: WritingContext) -> link_graph.Cluster:
    found = (_node(point, counts, page) for point in points)
    return link_graph.Cluster(name, tuple(found))


def _node(point: MapPoint, counts: Mapping[str, int], page: WritingContext) -> link_graph.Node:
    classes = " ".join(colour_classes(point.colour))
    return link_graph.Node(point.title, page.address(point.docname), counts.get(point.docname, 0), classes)


def _clusters(points: Iterable[MapPoint]) -> list[tuple[str, list[MapPoint]]]:
    """Return the categories, largest first, each with its articles; last those without a category, or of small ones."""
    found: dict[str, list[MapPoint]] = {}
    for point in points:
        found.setdefault(point.category, []).append(point)
    others = found.pop("", [])
    named = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    others += [point for _name, rest in named[_MAX_CLUSTERS:] for point in rest]
    return [*named[:_MAX_CLUSTERS], *([("", others)] if others else [])]
