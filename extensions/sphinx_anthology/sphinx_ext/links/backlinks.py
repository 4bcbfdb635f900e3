"""The links between all pages, and what follows from them: backlinks and related articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

from sphinx.environment import BuildEnvironment

from ... import acceleration
from ..._version import code_version
from ...cache import CacheFile
from ...catalogue.queries.emblems import PostCard
from ...catalogue.queries.link_map import MapPoint, Neighbourhood, make_map_point
from ...catalogue.queries.links import ApiObject, Backlink
from ...catalogue.related import Relation, find_related_articles, fingerprint_related_inputs
from ...fields.record import Status
from ..dependencies import links_by_document
from ..outgoing_links import OutgoingLink
from ..site import site_of
from .documented_objects import documented_objects
from .link_targets import Destination, find_destination, page_titles
from .object_mentions import ObjectMention, find_object_mentions

MIN_NEIGHBOURS, MAX_NEIGHBOURS = 3, 16
"""How many articles around another one its drawing has. With fewer, the lists say as much."""


class SiteLinks:
    """The links of a site. All documents must have been read; see :class:`.links.LinkIndex`."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.site = site_of(env)
        self._points: dict[str, MapPoint] = {}

    @cached_property
    def targets(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination | None], ...]]:
        """The links of each page, with where they lead, by docname."""
        recorded = links_by_document(self.env)
        pages = sorted(name for name in recorded if name in self.env.titles)
        return {name: tuple((link, find_destination(link, name, self.env)) for link in recorded[name]) for name in pages}

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The hidden articles, which are named nowhere."""
        return frozenset(name for name, post in self.site.catalogue.by_docname.items() if post.status is Status.HIDDEN)

    @cached_property
    def _counted(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination], ...]]:
        """The links to other pages, but not to objects, from those pages that an author wrote and that are not hidden."""
        generated = self.site.index_pages.keys() - self.site.handwritten
        return {
            name: tuple((link, found) for link, found in links if found and found.docname != name and link.syntax != "object")
            for name, links in self.targets.items()
            if name not in self._hidden and name not in generated
        }

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that each page links to, by docname."""
        counted = {name: links for name, links in self._counted.items() if links}
        return {name: tuple(dict.fromkeys(found.docname for _, found in links)) for name, links in counted.items()}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """The pages that link to each article, newest articles first, then other pages; each with its first link."""
        if not self.site.settings.backlinks:
            return {}
        articles, titles = self.site.catalogue.by_docname, page_titles(self.env)
        result: dict[str, dict[str, Backlink]] = defaultdict(dict)
        for name in self._newest_first(self._counted):
            for link, found in self._counted[name]:
                if found.docname in articles and name not in result[found.docname]:
                    words = link.text or found.title
                    result[found.docname][name] = Backlink(name, titles[name], found.anchor, link.before, words, link.after)
        return {name: tuple(found.values()) for name, found in result.items()}

    @cached_property
    def _neighbours(self) -> Mapping[str, Mapping[str, None]]:
        """The articles with a link to or from each article, by docname: first those that it links to."""
        articles = self.site.catalogue.by_docname.keys() - self._hidden
        result: dict[str, dict[str, None]] = defaultdict(dict)
        pairs = [
            (name, target)
            for name in self._newest_first(self.links.keys() & articles)
            for target in self.links[name]
            if target in articles
        ]
        for source, target in pairs:
            result[source][target] = None
        if self.site.settings.backlinks:
            for source, target in pairs:
                result[target][source] = None
        return result

    def neighbourhood(self, docname: str) -> Neighbourhood:
        """Return the links around an article; nothing if it has too few neighbours."""
        names = [docname, *islice(self._neighbours.get(docname, ()), MAX_NEIGHBOURS)]
        if len(names) <= MIN_NEIGHBOURS:
            return Neighbourhood()
        numbers = {name: number for number, name in enumerate(names)}
        links = [(numbers[name], numbers[other]) for name in names for other in self.links.get(name, ()) if other in numbers]
        return Neighbourhood(tuple(map(self._point, names)), tuple(links))

    def _point(self, docname: str) -> MapPoint:
        """Return what a drawing shows of an article. It is made once for all of its neighbours."""
        if docname not in self._points:
            catalogue = self.site.catalogue
            post = catalogue.by_docname[docname]
            self._points[docname] = make_map_point(post, catalogue.collection_of(post))
        return self._points[docname]

    def _newest_first(self, names: Iterable[str]) -> list[str]:
        """Return pages in the order in which they are listed: newest articles first, then other pages."""
        positions = {post.docname: number for number, post in enumerate(self.site.catalogue.posts)}
        return sorted(names, key=lambda name: (positions.get(name, len(positions)), name))

    @cached_property
    def object_mentions(self) -> Mapping[str, tuple[ObjectMention, ...]]:
        """The documented objects that each article mentions, with the sentences, by docname."""
        return find_object_mentions(self.env, self.targets)

    @cached_property
    def objects(self) -> Mapping[str, tuple[ApiObject, ...]]:
        """The documented objects that each article mentions, by docname."""
        return {name: tuple(found.object for found in mentions) for name, mentions in self.object_mentions.items()}

    @cached_property
    def mentions(self) -> Mapping[str, Mapping[str, tuple[Backlink, ...]]]:
        """The articles that mention each object, by the docname and the id of the object: newest first, then other sites."""
        titles = page_titles(self.env)
        result: dict[str, dict[str, list[Backlink]]] = defaultdict(lambda: defaultdict(list))
        for name in self._newest_first(self.object_mentions.keys() - self._hidden):
            for one, before, words, after in self.object_mentions[name]:
                if one.docname:
                    result[one.docname][one.anchor].append(Backlink(name, titles[name], one.anchor, before, words, after))
        for other in self.site.remote_mentions:
            for one in documented_objects(self.env).by_name.get(other.name, ()):
                if one.type == other.type:
                    link = Backlink("", other.title, one.anchor, other.sentence, "", "", other.url)
                    result[one.docname][one.anchor].append(link)
        return {
            docname: {anchor: tuple(found) for anchor, found in sorted(anchors.items())} for docname, anchors in result.items()
        }

    def card(self, docname: str) -> PostCard:
        """Return what a small card shows of an article."""
        catalogue = self.site.catalogue
        post = catalogue.by_docname[docname]
        return PostCard.from_post(post, catalogue.collection_of(post))

    @cached_property
    def related(self) -> Mapping[str, tuple[Relation, ...]]:
        """The related articles of each article, by docname."""
        catalogue, limit = self.site.catalogue, self.site.settings.related
        if limit <= 0:
            return {}
        # Comparing all articles takes a while, and most edits change neither what an article is about nor its links.
        key = (code_version(), limit, fingerprint_related_inputs(catalogue, self.links))
        cache = CacheFile(self.env.doctreedir / "anthology-related.pickle", key)
        found: Mapping[str, tuple[Relation, ...]] | None = cache.load()
        if found is None:
            found = find_related_articles(catalogue, self.links, limit)
            cache.save_if_possible(found)
        return found


def link_index(env: BuildEnvironment) -> SiteLinks:
    """Return the links of the site. All documents must have been read."""
    return site_of(env).part(SiteLinks, lambda: SiteLinks(env))


class _LinksAreKnown:
    """Marks that the links of the site have been evaluated."""


LINKS_OF_SITE = (SiteLinks, _LinksAreKnown)
"""The parts of a site that have its links."""


def evaluate_links(env: BuildEnvironment) -> None:
    """Find once what pages show of the links of the site, before processes that write pages are forked."""
    site_of(env).part(_LinksAreKnown, lambda: _evaluate(env))


def _evaluate(env: BuildEnvironment) -> _LinksAreKnown:
    links = link_index(env)
    _ = links.related, links.backlinks, links.mentions
    acceleration.set_aside()
    return _LinksAreKnown()
