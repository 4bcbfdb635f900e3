"""What stands below an article because of other pages: related articles, and the pages that link to it.

Both follow from the links of all pages, so they are known only when every page has been read. An article holds one node for
them, which is filled when the page is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from .. import cache
from .._version import code_version
from ..catalogue.related import Relation, RelationReason, find_related_articles, fingerprint_related_inputs
from ..fields.record import Status
from ..pages.article import SEPARATOR, paragraph, text
from ..pages.deferred import Place
from ..pages.i18n import _
from .domain import OutgoingLink, blog_domain
from .links import Destination, destination

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import BlogDomain


class Backlink(NamedTuple):
    """A page that links to another one."""

    docname: str
    title: str
    anchor: str
    """The heading of the other page that it links to; empty for the page itself."""
    before: str
    words: str
    after: str


class Surroundings:
    """The links of a site, and what follows from them. Made anew in each build in which a page is read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.domain: BlogDomain = blog_domain(env)

    @cached_property
    def destinations(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination | None], ...]]:
        """The links of each page, with where they lead."""
        pages = sorted(name for name in self.domain.links if name in self.env.titles)
        return {name: tuple((link, destination(link, name, self.env)) for link in self.domain.links[name]) for name in pages}

    @cached_property
    def _citing(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination], ...]]:
        """The links of those pages that count as pages that link: those that an author wrote and everybody may find."""
        domain = self.domain
        hidden = {name for name, post in domain.catalogue.by_docname.items() if post.status is Status.HIDDEN}
        written = domain.index_pages.keys() - set(domain.by_hand)
        return {
            name: tuple((link, found) for link, found in links if found and found.docname != name)
            for name, links in self.destinations.items()
            if name not in hidden and name not in written
        }

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that each page links to, by docname."""
        return {name: tuple(dict.fromkeys(found.docname for _, found in links)) for name, links in self._citing.items()}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """For each article the pages that link to it, newest articles first, then other pages; each with its first link."""
        result: dict[str, dict[str, Backlink]] = defaultdict(dict)
        for name in sorted(self._citing, key=self._rank):
            for link, found in self._citing[name]:
                if found.docname in self.domain.catalogue.by_docname and name not in result[found.docname]:
                    title = self.domain.titles[name]
                    words = link.text or found.title
                    result[found.docname][name] = Backlink(name, title, found.anchor, link.before, words, link.after)
        return {name: tuple(found.values()) for name, found in result.items()}

    def _rank(self, docname: str) -> tuple[int, str]:
        positions = self._positions
        return positions.get(docname, len(positions)), docname

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {post.docname: number for number, post in enumerate(self.domain.catalogue.posts)}

    @cached_property
    def related(self) -> Mapping[str, tuple[Relation, ...]]:
        """For each article those that are related to it."""
        catalogue, limit = self.domain.catalogue, self.domain.settings.related
        if limit <= 0:
            return {}
        # Most edits change neither what an article is about nor its links, and to compare all articles takes a while.
        file = self.env.doctreedir / "anthology-related.pickle"
        made_of = (code_version(), limit, fingerprint_related_inputs(catalogue, self.links))
        found: Mapping[str, tuple[Relation, ...]] | None = cache.load_made_of(file, made_of)
        if found is None:
            found = find_related_articles(catalogue, self.links, limit)
            cache.save_made_of(file, made_of, found)
        return found

    def prepare(self) -> None:
        """Find out everything, for processes that are forked later."""
        self.of("")

    def of(self, docname: str) -> tuple[tuple[Relation, ...], tuple[Backlink, ...]]:
        """Return what stands below an article."""
        backlinks = self.backlinks.get(docname, ()) if self.domain.settings.backlinks else ()
        return self.related.get(docname, ()), backlinks

    def shown(self, docname: str) -> object:
        """Return what a page shows of other pages because of links: data with a ``repr`` that tells different things apart."""
        destinations = [found for _, found in self.destinations.get(docname, ())]
        return destinations, self.of(docname), sorted(self.links.items()) if docname in self.domain.maps else None


def surroundings(domain: BlogDomain) -> Surroundings:
    """Return what is known of links in this build."""
    if domain.surroundings is None:
        domain.surroundings = Surroundings(domain.env)
    return domain.surroundings


@dataclass(frozen=True, slots=True)
class Below:
    """Related articles and backlinks of an article."""

    docname: str

    def make(self, place: Place) -> list[nodes.Node]:
        relations, backlinks = surroundings(place.domain).of(self.docname)
        parts = [*_related(relations, place), *_backlinks(backlinks, place)]
        return [nodes.container("", *parts, is_div=True, classes=["anthology-surroundings", "no-search"])] if parts else []


def _related(relations: Sequence[Relation], place: Place) -> Iterator[nodes.Node]:
    if not relations:
        return
    yield _heading(_("Related articles"))
    items = []
    for relation in relations:
        reasons = SEPARATOR.join(_reason(reason, names) for reason, names in relation.reasons)
        line = [
            place.link(relation.docname, relation.title),
            text(" "),
            nodes.inline("", "", text(reasons), classes=["anthology-byline"]),
        ]
        items.append(nodes.list_item("", paragraph(*line, classes=["anthology-line"])))
    yield nodes.bullet_list("", *items, classes=["anthology-related"], bullet="-")


def _backlinks(backlinks: Sequence[Backlink], place: Place) -> Iterator[nodes.Node]:
    if not backlinks:
        return
    yield _heading(_("Linked from"))
    items = []
    for link in backlinks:
        title = paragraph(nodes.strong("", "", place.link(link.docname, link.title)), classes=["anthology-line"])
        quote = [text(link.before), nodes.emphasis("", "", text(link.words)), text(link.after)]
        items.append(nodes.list_item("", title, paragraph(*quote, classes=["anthology-quote"])))
    yield nodes.bullet_list("", *items, classes=["anthology-backlinks"], bullet="-")


def _heading(words: str) -> nodes.rubric:
    return nodes.rubric("", "", text(words), translatable=False)


def _reason(reason: RelationReason, names: Sequence[str]) -> str:
    words = {
        RelationReason.SERIES: _("same series"),
        RelationReason.LINKS_TO: _("linked in this article"),
        RelationReason.LINKED_FROM: _("links to this article"),
        RelationReason.CITED_TOGETHER: _("mentioned together"),
        RelationReason.TAGS: _("tags: {names}"),
        RelationReason.CATEGORY: _("same category"),
        RelationReason.TEXT: _("similar text"),
        RelationReason.CHOSEN: _("chosen by the author"),
    }
    return words[reason].format(names=", ".join(names))
