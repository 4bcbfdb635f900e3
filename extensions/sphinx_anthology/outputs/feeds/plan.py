"""The feeds of a site: which there are, their posts, and the pages that they belong to.

A feed has the published posts with a date, newest first. Hidden posts, drafts and scheduled posts are in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from ...catalogue.catalogue import Catalogue
from ...catalogue.collection import Collection
from ...catalogue.post import Post
from ...catalogue.selection import newest_first
from ...catalogue.taxonomy import Taxonomy
from ...fields.record import Status
from ..indexes.pages import Index, IndexPage

TAXONOMIES = {
    "categories": Taxonomy.CATEGORY,
    "tags": Taxonomy.TAG,
    "authors": Taxonomy.AUTHOR,
    "series": Taxonomy.SERIES,
}
"""The taxonomies whose terms can have feeds, by their names in the option ``feeds``."""


class FeedFormat(NamedTuple):
    """A format of feeds."""

    label: str
    """The name of the format for people."""
    file: str
    """The name of the file."""
    mime_type: str


FORMATS: Mapping[str, FeedFormat] = {
    "atom": FeedFormat("Atom", "atom.xml", "application/atom+xml"),
    "rss": FeedFormat("RSS", "rss.xml", "application/rss+xml"),
    "json": FeedFormat("JSON", "feed.json", "application/feed+json"),
}
"""The formats by name, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The posts of one feed. Each format of it is a file."""

    folder: str
    """The folder of its files, relative to the site; empty for the feed of all posts."""
    title: str
    docname: str
    """The page that shows the same posts, or the home page."""
    posts: tuple[Post, ...]
    """All posts, newest first. A file may have some of them only."""
    description: str = ""
    language: str = ""
    """The language of all posts, if they were chosen by it; empty for the language of the site."""

    def path(self, kind: str, archive: int = 0) -> str:
        """Return the path of a file, relative to the site and not percent-encoded.

        :param kind: one of :data:`FORMATS`.
        :param archive: the number of an archive document, from 1 on; 0 for the newest posts.
        """
        name = FORMATS[kind].file
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem}-{archive}{dot}{suffix}" if archive else name
        return f"{self.folder}/{name}" if self.folder else name

    def address(self, kind: str, archive: int = 0) -> str:
        """Return the percent-encoded address of a file, relative to the site. The parameters are those of :meth:`path`."""
        return quote(self.path(kind, archive))


@dataclass(frozen=True)
class FeedPlan:
    """All feeds of a site, and the pages they belong to."""

    feeds: tuple[Feed, ...]
    by_docname: Mapping[str, tuple[Feed, ...]]
    """The feeds that each page names, its own ones first."""
    by_index_page: Mapping[str, Feed] = field(default_factory=dict)
    """The feed with the posts of each first page of an index."""
    posts: tuple[Post, ...] = ()
    """The articles that feeds can have, newest first."""

    @cached_property
    def docnames(self) -> frozenset[str]:
        """The docnames of :attr:`posts`."""
        return frozenset(post.docname for post in self.posts)


def plan_feeds(catalogue: Catalogue, names: Iterable[str], home: Feed, index_pages: Iterable[IndexPage]) -> FeedPlan:
    """Return the feeds of a site.

    :param names: the kinds of feeds, as in the option ``feeds``.
    :param home: title, description and page of the feed of all posts, whose posts are not known yet.
    """
    posts = _list_dated(catalogue.posts)
    if not posts:
        return FeedPlan((), {})
    planner = _Planner(catalogue, frozenset(names), home, posts)
    feeds = (*planner.list_shared(), *planner.list_by_term())
    pages = list(index_pages)
    return FeedPlan(feeds, planner.assign_pages(pages), planner.find_index_feeds(pages), posts)


class _Planner:
    """Makes the feeds, and remembers the feed of each collection, term and language."""

    def __init__(self, catalogue: Catalogue, names: frozenset[str], home: Feed, posts: tuple[Post, ...]) -> None:
        self._catalogue, self._names, self._home, self._posts = catalogue, names, home, posts
        self._site: tuple[Feed, ...] = ()
        self._by_collection: dict[str, Feed] = {}
        self._by_language: dict[str, Feed] = {}
        self._by_term: dict[tuple[str, Taxonomy, str], Feed] = {}

    def list_shared(self) -> Iterator[Feed]:
        """Yield the feed of all posts, those of collections if there are several, and those of languages if there are."""
        home = self._home
        if "posts" in self._names:
            posts = _list_dated(self._catalogue.articles)
            self._site = (Feed("", home.title, home.docname, posts, home.description),)
        collections = {name: _list_dated(own.articles) for name, own in self._catalogue.collections.items()}
        if "collections" in self._names and sum(map(bool, collections.values())) > 1:
            for name, posts in collections.items():
                if posts:
                    self._by_collection[name] = self._feed_of(self._catalogue.collections[name], posts)
        languages = sorted({post.language for post in self._posts if post.language})
        if "languages" in self._names and len(languages) > 1:
            for language in languages:
                posts = tuple(post for post in self._posts if post.language == language)
                folder, title = f"{self._catalogue.main.settings.browse}/languages/{language}", f"{home.title} ({language})"
                self._by_language[language] = Feed(folder, title, home.docname, posts, language=language)
        yield from (*self._site, *self._by_collection.values(), *self._by_language.values())

    def _feed_of(self, collection: Collection, posts: tuple[Post, ...]) -> Feed:
        title = collection.settings.title or collection.name
        title = f"{self._home.title} – {title}" if title else self._home.title
        page = collection.index_page("posts") or self._home.docname
        return Feed(collection.settings.browse, title, page, posts)

    def list_by_term(self) -> Iterator[Feed]:
        """Yield the feed of each category, tag, author and series that has a page. A single author needs none."""
        for collection in self._catalogue.collections.values():
            for name, taxonomy in TAXONOMIES.items():
                terms = collection.terms[taxonomy]
                if name not in self._names or (taxonomy is Taxonomy.AUTHOR and len(terms) < 2):
                    continue
                options = collection.settings.index(taxonomy.index)
                for term in terms.values():
                    posts = _list_dated(term.posts)
                    if term.docname and posts:
                        folder = f"{collection.settings.browse}/{options.folder}/{term.slug}"
                        title, description = f"{self._home.title} – {term.full_name}", term.metadata.description
                        feed = Feed(folder, title, term.docname, posts, description)
                        self._by_term[collection.name, taxonomy, term.slug] = feed
                        yield feed

    def assign_pages(self, index_pages: Iterable[IndexPage]) -> dict[str, tuple[Feed, ...]]:
        """Return the feeds that each page names: the home page, articles, and the pages of indexes."""
        home = (*self._site, *self._by_collection.values(), *self._by_language.values())
        result = {self._home.docname: home}
        for page in index_pages:
            result[page.docname] = self._list_own(page)
        for post in self._catalogue.posts:
            own = (self._by_collection.get(post.collection), self._by_language.get(post.language or ""))
            result[post.docname] = (*self._site, *filter(None, own))
        return {docname: feeds for docname, feeds in result.items() if feeds}

    def _list_own(self, page: IndexPage) -> tuple[Feed, ...]:
        own = self._find_feed(page.index) if page.index else None
        return (own, *self._site) if own and own not in self._site else self._site

    def find_index_feeds(self, index_pages: Iterable[IndexPage]) -> dict[str, Feed]:
        """Return the feed with the posts of each index, by its first page."""
        found = {page.docname: self._find_feed(page.index) for page in index_pages if page.index and page.number == 1}
        return {docname: feed for docname, feed in found.items() if feed}

    def _find_feed(self, index: Index) -> Feed | None:
        if index.taxonomy:
            return self._by_term.get((index.collection, index.taxonomy, index.slug))
        only = self._site[0] if self._site and len(self._catalogue.collections) == 1 else None
        return self._by_collection.get(index.collection, only)


def _list_dated(posts: Sequence[Post]) -> tuple[Post, ...]:
    """Return the posts that feeds can have, newest first."""
    public = (post for post in posts if post.published and post.status is Status.PUBLISHED)
    return tuple(sorted(public, key=newest_first))
