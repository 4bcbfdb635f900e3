"""The files of a feed: documents in each format, and what they are made of.

Nothing in a file depends on when it is made: it is as new as its newest entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ...catalogue.post import Post
from ..site_address import SiteAddress
from . import json_feed, xml_feeds
from .document import FeedDocument
from .entries import FeedEntry, FeedIds
from .plan import FORMATS, Feed

_WRITERS: Mapping[str, Callable[[FeedDocument], bytes]] = {
    "atom": xml_feeds.write_atom,
    "rss": xml_feeds.write_rss,
    "json": json_feed.write_json,
}


class _Place(NamedTuple):
    """The place of a document among the documents of a feed."""

    path: str
    """The path of its file."""
    archives: int
    """The number of archive documents."""
    number: int = 0
    """Its own number, if it is an archive document; 0 for the document with the newest entries."""

    @property
    def older(self) -> int:
        """The number of the archive document with older entries; 0 if there is none."""
        return self.number - 1 if self.number else self.archives


@dataclass(frozen=True)
class FeedWriter:
    """Writes the files of feeds."""

    site: SiteAddress
    ids: FeedIds
    formats: Sequence[str]
    """Some of :data:`.feeds.FORMATS`."""
    size: int
    """The maximum number of entries of a document."""
    has_archives: bool
    """Whether older entries are in archive documents. Source: https://www.rfc-editor.org/rfc/rfc5005#section-4"""
    language: str
    make_entry: Callable[[Post], FeedEntry]
    page_address: Callable[[str], str]
    """Returns the absolute address of a page."""

    def write(self, feed: Feed) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the content of each file of a feed."""
        entries = [self.make_entry(post) for post in feed.posts[: self.size]]
        archives = self._split_archives(feed)
        for kind in self.formats:
            place = _Place(feed.path(kind), len(archives))
            yield place.path, _WRITERS[kind](self._document(feed, kind, entries, place))
        for number, posts in enumerate(archives, start=1):
            entries = [self.make_entry(post) for post in posts]
            for kind in self.formats:
                place = _Place(feed.path(kind, number), len(archives), number)
                yield place.path, _WRITERS[kind](self._document(feed, kind, entries, place))

    def write_copy(self, feed: Feed, kind: str, path: str) -> bytes:
        """Return the content of the file of a feed at another path, such as that of the old blog's feed.

        It says that its place is that of the feed, so readers that understand this go there from then on.
        """
        entries = [self.make_entry(post) for post in feed.posts[: self.size]]
        place = _Place(path, len(self._split_archives(feed)))
        return _WRITERS[kind](self._document(feed, kind, entries, place))

    def _split_archives(self, feed: Feed) -> list[tuple[Post, ...]]:
        """Return the posts of each archive document, the oldest first. Each document is full, so it stays as it is.

        Together with the newest posts they are all posts. Some may be in both.
        """
        if not self.has_archives or len(feed.posts) <= self.size:
            return []
        oldest_first = feed.posts[::-1]
        starts = range(0, len(feed.posts) - self.size, self.size)
        return [oldest_first[start : start + self.size][::-1] for start in starts]

    def _document(self, feed: Feed, kind: str, entries: Sequence[FeedEntry], place: _Place) -> FeedDocument:
        number, older = place.number, place.older
        newest = self.site.absolute(feed.address(kind))
        own = self.site.absolute(feed.address(kind, number)) if number else newest
        return FeedDocument(
            id=self.ids.id_of_feed(feed.folder) + (f"#{number}" if number else ""),
            title=feed.title,
            description=feed.description,
            language=feed.language or self.language,
            page_url=self.page_address(feed.docname),
            url=own,
            current_url=newest if number else "",
            older_url=self.site.absolute(feed.address(kind, older)) if older else "",
            newer_url=self.site.absolute(feed.address(kind, number + 1)) if 0 < number < place.archives else "",
            style_sheet="../" * place.path.count("/") + "_static/anthology-feed.css",
            updated=_newest(entries),
            entries=tuple(entries),
        )


def _newest(entries: Sequence[FeedEntry]) -> datetime:
    return max(entry.updated for entry in entries)


def guess_format(path: str, formats: Sequence[str]) -> str:
    """Return the format of the feed that an old address such as ``/index.xml`` had, or else the first of *formats*."""
    name = path.rstrip("/").rpartition("/")[2].lower()
    guessed = "json" if name.endswith(".json") else "atom" if "atom" in name or name == "feed.xml" else "rss"
    return guessed if guessed in formats else next((kind for kind in FORMATS if kind in formats), "")
