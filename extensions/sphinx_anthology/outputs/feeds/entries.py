"""The entries of feeds: what they say of each article, and how articles are told apart.

An id never depends on where a site is published or where the file of an article is, so that no reader shows an article twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath
from urllib.parse import quote

from ... import urls
from ...catalogue.post import Post
from ...characters import clean_xml
from ...fields.record import Author
from ...slugs import slugify

_TAG_YEAR = "2025"
"""The year of tag URIs. It is part of the ids, so it never changes. Source: https://www.rfc-editor.org/rfc/rfc4151"""
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """The cover of an article."""

    url: str
    """An absolute, percent-encoded address."""
    mime_type: str = ""
    """Empty if unknown."""
    size: int | None = None
    """The size of the file in bytes; None if unknown."""
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article as feeds describe it."""

    id: str
    """A URI that always stays the same."""
    guid: str
    """The same, or an old id that is no URI, which Atom cannot have."""
    url: str
    title: str
    published: datetime
    updated: datetime
    """The time of the last change: not before that of publication."""
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML with absolute addresses and without scripts; empty if only the summary is shown."""
    authors: tuple[Author, ...] = ()
    categories: tuple[str, ...] = ()
    """The names of categories and tags."""
    picture: Picture | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class FeedIds:
    """The ids of a site's articles and feeds."""

    base: str
    """What each id begins with: an address, or the beginning of a tag URI."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The ids that articles have from elsewhere, by docname; see :func:`find_given_ids`."""
    old_feed: str = ""
    """The id of the old blog's feed."""

    def id_of_post(self, post: Post) -> str:
        """Return the id of an article as a URI."""
        given = self.given.get(post.docname, "")
        if _UUID.fullmatch(given):
            return f"urn:uuid:{given.lower()}"
        return given if _is_uri(given) else self._make_id(post)

    def guid_of_post(self, post: Post) -> str:
        """Return the id of an article as RSS and JSON Feed have it: an old one that is no URI stays as it is."""
        return self.given.get(post.docname) or self._make_id(post)

    def id_of_feed(self, folder: str) -> str:
        """Return the id of the feed in a folder, for all its formats."""
        if not folder and _is_uri(self.old_feed):
            return self.old_feed
        return f"{self.base.rstrip('#')}#{quote(folder)}" if folder else self.base

    def _make_id(self, post: Post) -> str:
        return f"{self.base}{quote(post.slug)}"


def find_given_ids(posts: Iterable[Post], old: Mapping[str, str]) -> dict[str, str]:
    """Return the ids that articles have from the feed of the old blog, or from their front matter, by docname.

    Each is used once. If several articles claim one, that of a trusted author has it, then the older one.

    :param posts: the posts of feeds, newest first.
    :param old: the ids in the feed of the old blog, by docname.
    """
    oldest_first = list(posts)[::-1]
    owners: dict[str, str] = {}
    for post in sorted(oldest_first, key=lambda post: (post.docname not in old, post.is_untrusted)):
        id_ = clean_xml(old.get(post.docname) or post.feed_id)
        if id_ and not urls.is_script(id_):
            owners.setdefault(id_, post.docname)
    return {docname: id_ for id_, docname in owners.items()}


def make_id_base(project: str, language: str = "") -> str:
    """Return what the ids of a project begin with, if it names nothing: a tag URI.

    :param language: the language of a translation of the site, whose articles are others than the original ones.
    """
    name = slugify(project) or "site"
    try:
        name = re.sub(r"[^a-z0-9-]+", "-", name.encode("idna").decode().lower()).strip("-") or "site"
    except UnicodeError:  # too long for the label of a host
        name = quote(name).replace("%", "").lower()[:60].strip("-")
    return f"tag:{name},{_TAG_YEAR}:{f'{language}/' if language else ''}"


def _is_uri(text: str) -> bool:
    return _URI.fullmatch(text) is not None and not urls.is_script(text)


def find_image_type(path: str) -> str:
    """Return the media type of an image by the suffix of its file; empty if unknown."""
    return _IMAGE_TYPES.get(PurePosixPath(path).suffix.lower(), "")


def last_changed(post: Post) -> datetime | None:
    """Return when an article was last changed: never before it was published. None without any date."""
    moment = max(filter(None, (post.published, post.updated)), default=None)
    return with_whole_minutes(moment) if moment else None


def with_whole_minutes(moment: datetime) -> datetime:
    """Return a moment whose UTC offset has no seconds, as that of old local times has. No format of dates can write them."""
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset / timedelta(minutes=1))
    return moment if offset == timedelta(minutes=minutes) else moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
