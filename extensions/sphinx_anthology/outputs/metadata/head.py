"""What machines are told of a page, in Open Graph, in structured data and in feeds of social networks."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from ...fields.record import Author

_FEDIVERSE = "Mastodon"
"""The label of profile links of the fediverse."""
_ACCOUNT = re.compile(r"https?://([\w.-]+\.[\w-]+)/@([\w.-]+)/?", re.ASCII)
_MEDIA_TYPES = {".webp": "image/webp", ".avif": "image/avif", ".apng": "image/apng", ".jxl": "image/jxl"}
"""Media types that the table of the system may lack."""


class PageKind(Enum):
    """What a page is."""

    HOME = "home"
    ARTICLE = "article"
    COLLECTION = "collection"
    """An index page."""
    PROFILE = "profile"
    """The page of an author."""
    OTHER = "other"


class ShareImage(NamedTuple):
    """The image that networks show for a page."""

    url: str
    """The absolute address, percent-encoded."""
    alt: str
    width: int | None = None
    """Pixels; None if unknown."""
    height: int | None = None
    """Pixels; None if unknown."""

    @property
    def media_type(self) -> str:
        """The media type by the ending of the address; empty if that is unknown."""
        path = self.url.partition("?")[0].partition("#")[0].lower()
        ending = f".{path.rpartition('/')[2].rpartition('.')[2]}"
        found = _MEDIA_TYPES.get(ending) or mimetypes.types_map.get(ending, "")
        return found if found.startswith("image/") else ""


class Person(NamedTuple):
    """An author of a page."""

    name: str
    url: str = ""
    """The absolute address of the author's page here, or else of the author's own site; empty if there is none."""
    profiles: tuple[str, ...] = ()
    """The absolute addresses of the author's own site and profiles."""
    fediverse: str = ""
    """The account in the fediverse, as ``@name@host``; empty if there is none."""
    role: str = ""
    bio: str = ""
    portrait: str = ""
    """The absolute address of a portrait; empty if there is none."""


class Crumb(NamedTuple):
    """A page on the way from the home page to a page."""

    name: str
    url: str
    """The absolute address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What machines are told of a page. All texts are plain text, and all addresses absolute."""

    kind: PageKind
    title: str
    language: str
    """The language tag."""
    site: str = ""
    """The name of the site; empty if it has none."""
    home: str = ""
    """The address of the home page; empty if the address of the site is not known."""
    url: str = ""
    """The address of the page, or of the original if the page is a copy; empty if the address of the site is not known."""
    description: str = ""
    image: ShareImage | None = None
    published: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    people: tuple[Person, ...] = ()
    """The authors; on the page of an author, that one; on the home page, the author of the site, if one is known."""
    section: str = ""
    """The main category."""
    tags: tuple[str, ...] = ()
    reading_minutes: int | None = None
    other_languages: tuple[str, ...] = ()
    """The language tags of translations."""
    is_hidden: bool = False
    """Whether search engines are asked to leave out the page."""
    article_type: str = ""
    """The type of the article in structured data."""
    crumbs: tuple[Crumb, ...] = ()
    """The pages from the home page to this one."""


def find_account(author: Author) -> str:
    """Return the account of an author in the fediverse, as ``@name@host``; empty if none is known."""
    matches = (_ACCOUNT.fullmatch(link.address) for link in author.links if link.label == _FEDIVERSE)
    return next((f"@{match[2]}@{match[1]}" for match in matches if match), "")
