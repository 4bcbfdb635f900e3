"""The directive ``map``: which article links to which, as a drawing and as a table; and those that are not linked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from ..catalogue.queries import LinkMapQuery, MapPoint
from ..outputs import link_graph
from ..outputs.link_graph import Cluster, Node
from ..sphinx_ext.backlinks import surroundings
from . import dates_and_numbers
from .article import paragraph, text
from .deferred import Place, placed
from .i18n import _
from .listings import BlogDirective
from .post_lists import entry, table

_MOST_DRAWN = 400
_MOST_LISTED = 400


@dataclass(frozen=True, slots=True)
class Graph:
    """The articles of a site, and which of them link to which."""

    posts: tuple[MapPoint, ...]
    """Newest first."""
    links: Mapping[str, tuple[str, ...]]
    """For each article those that it links to, by docname."""
    counts: Mapping[str, int]
    """How many articles and other pages link to each article."""

    @classmethod
    def of(cls, posts: Iterable[MapPoint], links: Mapping[str, Sequence[str]]) -> Graph:
        """Make the graph of *posts*.

        :param links: the pages that each page links to, by docname.
        """
        posts = tuple(posts)
        known = {post.docname for post in posts}
        counts = Counter(target for targets in links.values() for target in targets if target in known)
        own = {name: tuple(target for target in targets if target in known) for name, targets in links.items() if name in known}
        return cls(posts, own, counts)

    @property
    def orphans(self) -> list[MapPoint]:
        """The articles to which nothing links."""
        return [post for post in self.posts if not self.counts.get(post.docname)]

    @property
    def dead_ends(self) -> list[MapPoint]:
        """The articles that link to no other one."""
        return [post for post in self.posts if not self.links.get(post.docname)]

    @property
    def most_linked(self) -> list[MapPoint]:
        """The articles that have links from or to others, those with most of them first."""
        ranks = {post.docname: (self.counts.get(post.docname, 0), len(self.links.get(post.docname, ()))) for post in self.posts}
        linked = [post for post in self.posts if any(ranks[post.docname])]
        return sorted(linked, key=lambda post: tuple(-number for number in ranks[post.docname]))


@dataclass(frozen=True, slots=True)
class LinkMap:
    """The map of a collection."""

    points: LinkMapQuery

    def make(self, place: Place) -> list[nodes.Node]:
        graph = Graph.of(place.answer(self.points), surroundings(place.domain).links)
        return [*_drawn(graph, place), *_listed(graph, place)]


def _drawn(graph: Graph, place: Place) -> Iterator[nodes.Node]:
    drawn = graph.most_linked[:_MOST_DRAWN]
    if not drawn:
        yield paragraph(text(_("No article links to another one yet.")), classes=["anthology-empty"])
        return
    rows = _table(drawn, graph, place)
    if not place.is_html:
        yield rows
        return
    clusters = _clusters(drawn)
    numbers = {docname: number for number, docname in enumerate(name for _name, names in clusters for name in names)}
    by_docname = {post.docname: post for post in drawn}
    shown = [Cluster(name, tuple(_node(by_docname[other], graph, place) for other in names)) for name, names in clusters]
    edges = [(numbers[name], numbers[target]) for name in numbers for target in graph.links.get(name, ()) if target in numbers]
    chart = link_graph.render_link_graph(shown, edges, _("Articles and the links between them"))
    yield nodes.raw("", f'<div class="anthology-map">{chart}</div>', format="html")
    yield nodes.raw("", f'<details class="anthology-details"><summary>{_("As a table")}</summary>', format="html")
    yield rows
    yield nodes.raw("", "</details>", format="html")


def _clusters(posts: Iterable[MapPoint]) -> list[tuple[str, list[str]]]:
    """Return categories, the largest first, with the docnames of their posts."""
    found: dict[str, list[str]] = {}
    for post in posts:
        found.setdefault(post.category, []).append(post.docname)
    return sorted(found.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))


def _node(post: MapPoint, graph: Graph, place: Place) -> Node:
    return Node(post.title, place.address(post.docname), graph.counts.get(post.docname, 0))


def _table(posts: Iterable[MapPoint], graph: Graph, place: Place) -> nodes.Element:
    heads = (_("Article"), _("Linked from"), _("Links to"))
    head = nodes.thead("", nodes.row("", *(entry(text(words)) for words in heads)))
    rows = []
    for post in posts:
        numbers = (graph.counts.get(post.docname, 0), len(graph.links.get(post.docname, ())))
        cells = [entry(text(dates_and_numbers.number(number, place.language))) for number in numbers]
        rows.append(nodes.row("", entry(place.link(post.docname, post.title)), *cells))
    return table(head, rows, ["anthology-link-counts"])


def _listed(graph: Graph, place: Place) -> Iterator[nodes.Node]:
    yield from _list(_("Articles that nothing links to"), graph.orphans, place)
    yield from _list(_("Articles that link to no other one"), graph.dead_ends, place)


def _list(title: str, posts: Sequence[MapPoint], place: Place) -> Iterator[nodes.Node]:
    if not posts:
        return
    yield nodes.rubric("", "", text(f"{title}: {dates_and_numbers.number(len(posts), place.language)}"))
    items = [
        nodes.list_item("", paragraph(place.link(post.docname, post.title), classes=["anthology-line"]))
        for post in posts[:_MOST_LISTED]
    ]
    if len(posts) > _MOST_LISTED:
        more = _("and {count} more").format(count=dates_and_numbers.number(len(posts) - _MOST_LISTED, place.language))
        items.append(nodes.list_item("", paragraph(text(more), classes=["anthology-line"])))
    yield nodes.bullet_list("", *items, classes=["anthology-columns"], bullet="-")


class MapDirective(BlogDirective):
    """``{map}``: which article links to which."""

    def run(self) -> list[nodes.Node]:
        points = LinkMapQuery(self.collection())
        self.blog.ask(points)
        self.blog.maps[self.env.current_document.docname] = True
        return [placed(LinkMap(points), (), self.blog)]
