"""The links between all pages, and what follows from them: backlinks and related articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from sphinx.environment import BuildEnvironment

from .._version import code_version
from ..cache import CacheFile
from ..catalogue.queries.links import Backlink
from ..catalogue.related import Relation, find_related_articles, fingerprint_related_inputs
from ..fields.record import Status
from .dependencies import links_by_document
from .link_targets import Destination, find_destination, page_titles
from .outgoing_links import OutgoingLink
from .site import site_of


class SiteLinks:
    """The links of a site. All documents must have been read; see :class:`.links.LinkIndex`."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.site = site_of(env)

    @cached_property
    def targets(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination | None], ...]]:
        """The links of each page, with where they lead, by docname."""
        recorded = links_by_document(self.env)
        pages = sorted(name for name in recorded if name in self.env.titles)
        return {name: tuple((link, find_destination(link, name, self.env)) for link in recorded[name]) for name in pages}

    @cached_property
    def _counted(self) -> Mapping[str, tuple[tuple[OutgoingLink, Destination], ...]]:
        """The links to other pages from those pages that an author wrote and that are not hidden."""
        hidden = {name for name, post in self.site.catalogue.by_docname.items() if post.status is Status.HIDDEN}
        generated = self.site.index_pages.keys() - self.site.handwritten
        return {
            name: tuple((link, found) for link, found in links if found and found.docname != name)
            for name, links in self.targets.items()
            if name not in hidden and name not in generated
        }

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that each page links to, by docname."""
        return {name: tuple(dict.fromkeys(found.docname for _, found in links)) for name, links in self._counted.items()}

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """The pages that link to each article, newest articles first, then other pages; each with its first link."""
        if not self.site.settings.backlinks:
            return {}
        articles, titles = self.site.catalogue.by_docname, page_titles(self.env)
        positions = {post.docname: number for number, post in enumerate(self.site.catalogue.posts)}
        result: dict[str, dict[str, Backlink]] = defaultdict(dict)
        for name in sorted(self._counted, key=lambda name: (positions.get(name, len(positions)), name)):
            for link, found in self._counted[name]:
                if found.docname in articles and name not in result[found.docname]:
                    words = link.text or found.title
                    result[found.docname][name] = Backlink(name, titles[name], found.anchor, link.before, words, link.after)
        return {name: tuple(found.values()) for name, found in result.items()}

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
