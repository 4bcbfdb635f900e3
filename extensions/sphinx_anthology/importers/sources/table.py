"""The services whose exports can be imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..archives import Export
from ..entry import Entry, ImportRefusedError
from . import (
    blogger,
    devto,
    feed,
    ghost,
    hashnode,
    html_folder,
    medium,
    movable_type,
    notion,
    qiita,
    substack,
    tistory,
    tumblr,
    velog,
    wordpress,
    zenn,
)
from .notes import AddNote


@dataclass(frozen=True, slots=True)
class Source:
    """A service."""

    title: str
    recognises: Callable[[Export], bool]
    """Returns whether an export is one of the service, by its content."""
    read: Callable[[Export, AddNote], Iterator[Entry]]
    has_links: bool = False
    """Whether articles link to each other's files, so that all are read before the first is written."""


SOURCES: Mapping[str, Source] = {
    "wordpress": Source("WordPress", wordpress.recognises, wordpress.read),
    "tistory": Source("Tistory", tistory.recognises, tistory.read),
    "ghost": Source("Ghost", ghost.recognises, ghost.read),
    "medium": Source("Medium", medium.recognises, medium.read),
    "notion": Source("Notion", notion.recognises, notion.read, has_links=True),
    "substack": Source("Substack", substack.recognises, substack.read),
    "blogger": Source("Blogger", blogger.recognises, blogger.read),
    "hashnode": Source("Hashnode", hashnode.recognises, hashnode.read),
    "devto": Source("DEV", devto.recognises, devto.read),
    "tumblr": Source("Tumblr", tumblr.recognises, tumblr.read),
    "movable-type": Source("Movable Type", movable_type.recognises, movable_type.read),
    "velog": Source("Velog", velog.recognises, velog.read),
    "zenn": Source("Zenn", zenn.recognises, zenn.read),
    "qiita": Source("Qiita", qiita.recognises, qiita.read),
    "feed": Source("a feed", feed.recognises, feed.read),
    "html": Source("HTML", html_folder.recognises, html_folder.read, has_links=True),
}
"""The services, by the names that the command line has for them, in the order in which they are tried."""


def find_source(export: Export) -> str:
    """Return the name of the service that an export is from.

    :raises ImportRefusedError: no service is recognised.
    """
    name = next((name for name, source in SOURCES.items() if source.recognises(export)), None)
    if name is None:
        titles = ", ".join(source.title for source in SOURCES.values())
        raise ImportRefusedError(f"'{export.path}' is no export of {titles}. Name the service with --from if it is one.")
    return name
