"""The canonical fields of an article, the types of their values, and their origins in front matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from ..urls import NO_URL, Url

CategoryPath = tuple[str, ...]
"""A category as the author spells it, after its parent categories: ``("AI", "Models")``."""


class Status(Enum):
    """Visibility of an article, from the least to the most restrictive."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    """The article has a page, but no listing shows it."""
    SCHEDULED = "scheduled"
    """The article is published later than the day of the build. Front matter never sets this status."""
    EXPIRED = "expired"
    """The article expired before the day of the build, or on it. Front matter never sets this status."""
    DRAFT = "draft"
    """The article is not finished."""


@dataclass(frozen=True, slots=True)
class CoverReference:
    """An image as front matter names it."""

    reference: Url
    """Address as written."""
    alt: str = ""
    credit: str = ""
    """Author or source of the image."""
    credit_url: Url = NO_URL
    dark: Url = NO_URL
    """Address, as written, of the image shown instead on dark pages."""
    focus: str = ""
    """What stays in view where the image is cut, in percent of its width and its height: ``30% 20%``; empty for the middle."""


@dataclass(frozen=True, slots=True)
class Cover(CoverReference):
    """The image of an article, a term or a person, with its file."""

    file: str | None = None
    """POSIX path relative to the source folder; None for a remote or missing image."""
    width: int | None = None
    """Pixels, from the file."""
    height: int | None = None
    """Pixels, from the file."""
    remote: bool = False
    dark_image: Cover | None = None
    """The image for dark pages, with its file; None if there is none that can be shown."""

    @property
    def files(self) -> tuple[str, str]:
        """The files of the image and of that for dark pages; empty for one that has none."""
        return self.file or "", (self.dark_image.file or "") if self.dark_image else ""

    @property
    def is_usable(self) -> bool:
        """Whether the image can be shown."""
        return self.file is not None or self.remote

    @property
    def is_wide(self) -> bool:
        """Whether the image is known to be as wide as a screen of 16:9, or wider."""
        return bool(self.width and self.height) and (self.width or 0) * 9 >= (self.height or 0) * 16


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """A profile or website of a person."""

    label: str
    address: Url


@dataclass(frozen=True, slots=True)
class Author:
    """A person as front matter or an authors file describes them.

    ``repr`` contains only what article pages show, because fingerprints of pages are made from it.
    """

    name: str
    url: Url = NO_URL
    picture: Url = NO_URL
    """Address of a portrait as written."""
    key: str = ""
    """Key of the person in an authors file; empty if front matter gives the name."""
    role: str = field(default="", repr=False)
    """Job or role, in a few words."""
    bio: str = field(default="", repr=False)
    """Biography, as plain text."""
    links: tuple[ProfileLink, ...] = field(default=(), repr=False)
    portrait: Cover | None = field(default=None, repr=False)
    """The image of ``picture``, with its file."""

    @property
    def profile(self) -> tuple[object, ...]:
        """The values that ``repr`` omits."""
        return (self.role, self.bio, self.links, self.portrait)


class KeyOutcome(Enum):
    """What happened to a front matter key."""

    USED = "used"
    """The key filled a field."""
    REPEATED = "repeated"
    """The key has the same value as another key of the field."""
    OVERRULED = "overruled"
    """The key has a different value than another key of the field, which was used."""
    EMPTY = "empty"
    """The key has no value."""
    INVALID = "invalid"
    """The value of the key is not usable."""
    HANDED_ON = "handed on"
    """Sphinx, MyST or another extension reads the key."""
    CARRIED = "carried"
    """The key is for a blog engine or another tool."""
    UNKNOWN = "unknown"
    """The key is unknown."""


class KeyUse(NamedTuple):
    """A front matter key and its outcome."""

    key: str
    """Key as the author spells it, with dots between nested keys."""
    line: int
    """Line in the file, counted from 1."""
    outcome: KeyOutcome
    field: str | None = None
    """Field that the key belongs to, if any."""


class Origin(NamedTuple):
    """The origin of a field's value."""

    line: int
    """Line in the file, counted from 1."""
    key: str | None = None
    """Front matter key; None if the value is derived."""
    source: str = "front matter"
    """Name of the source: the front matter, the file name, the first heading, the text …"""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that front matter fills. The others are None or empty."""

    title: str | None = None
    subtitle: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    expires: datetime | None = None
    categories: tuple[CategoryPath, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    excerpt: str | None = None
    cover: CoverReference | None = None
    other_covers: tuple[tuple[Origin, CoverReference], ...] = ()
    """Images that further keys name, each with its origin, in the order of precedence."""
    cover_alt: str | None = None
    """Alternative text of the cover, if it does not have one of its own."""
    cover_dark: CoverReference | None = None
    """The image shown instead of the cover on dark pages, if the cover does not name one itself."""
    cover_focus: str | None = None
    """What stays in view where the cover is cut, if the cover does not say it itself."""
    status: Status = Status.PUBLISHED
    slug: str | None = None
    permalink: Url | None = None
    """Address of the article in its old blog."""
    aliases: tuple[Url, ...] = ()
    """Further old addresses of the article."""
    canonical: Url | None = None
    """URL of the original, if this article is a copy."""
    feed_id: str | None = None
    """Id of the article in the feed of its old blog."""
    reading_minutes: int | None = None
    series: str | None = None
    order: int | None = None
    """Position in the series, or among articles that are not sorted by date."""
    language: str | None = None
    """Language tag as BCP 47 spells it."""
    translation_key: str | None = None
    """A name that all translations of the article have in common."""
    is_translation: bool = False
    """Whether this is a translation, and not the original."""
    pinned: bool = False
    math: bool = False
    """Whether dollar signs in the text enclose formulas."""
    colour: str | None = None
    """The colour of the term that a page is about, as written."""
    has_comments: bool | None = None
    """Whether the article has comments; None if front matter does not say."""
    thread: str | None = None
    """Identifier of the thread of comments."""
    thread_url: Url | None = None
    """URL by which the service of comments knows the article."""
    social_post: Url | None = None
    """URL or id of the post in the fediverse whose replies are the comments."""
    related: tuple[str, ...] | None = None
    """Names of related articles: empty if none are wanted, None if front matter does not say."""
    handed_on: dict[str, Any] = field(default_factory=dict)
    """Values of the keys that Sphinx, MyST and other extensions read, with the types of their format."""
    origins: dict[str, Origin] = field(default_factory=dict)
    """Origin of each field that is filled, by field name."""
    keys: tuple[KeyUse, ...] = ()
    """All keys with their outcomes, in the order of the file."""
