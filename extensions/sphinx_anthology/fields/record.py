"""What the front matter of an article says, in one set of terms, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

CategoryPath = tuple[str, ...]
"""A category as the author spelt it, with those that it lies in before it: ``("AI", "Models")``."""


class Status(Enum):
    """Who may see an article."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    """It has a page, but no listing shows it."""
    SCHEDULED = "scheduled"
    """Its day has not come. No file says so; the day of the build does."""
    EXPIRED = "expired"
    """Its day is over."""
    DRAFT = "draft"
    """It is not finished."""


@dataclass(frozen=True, slots=True)
class CoverReference:
    """A picture as the front matter names it."""

    reference: str
    """The address as written."""
    alt: str = ""
    credit: str = ""
    """Whom to thank for the picture."""
    credit_url: str = ""


@dataclass(frozen=True, slots=True)
class Cover(CoverReference):
    """The picture of an article, a category or a person."""

    file: str | None = None
    """The file, as a POSIX path relative to the source folder; None for a remote or missing one."""
    width: int | None = None
    """In pixels, as the file says; so is the height."""
    height: int | None = None
    remote: bool = False

    @property
    def usable(self) -> bool:
        """Whether there is anything to show."""
        return self.file is not None or self.remote


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """An address of a person on the web."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Author:
    """A person as front matter, or a file of authors, names them.

    What articles do not show is left out of ``repr`` (see :mod:`.catalogue.queries`).
    """

    name: str
    url: str = ""
    picture: str = ""
    """The address of a picture as written."""
    key: str = ""
    """The key of the person in a file of authors; empty if the front matter gives the name itself."""
    role: str = field(default="", repr=False)
    """What they do, in a few words."""
    bio: str = field(default="", repr=False)
    """What they say of themselves, as plain text."""
    links: tuple[ProfileLink, ...] = field(default=(), repr=False)
    portrait: Cover | None = field(default=None, repr=False)
    """The picture, once its file is found."""

    @property
    def profile(self) -> tuple[object, ...]:
        """What ``repr`` leaves out."""
        return (self.role, self.bio, self.links, self.portrait)


class KeyOutcome(Enum):
    """What became of a key of the front matter."""

    USED = "used"
    """It filled a field."""
    REPEATED = "repeated"
    """It says what another key of the same field says."""
    OVERRULED = "overruled"
    """Another key of the same field says something else, and was used."""
    EMPTY = "empty"
    INVALID = "invalid"
    """Its value was not understood."""
    HANDED_ON = "handed on"
    """Sphinx, MyST or another extension reads it."""
    CARRIED = "carried"
    """The blog engine it comes from uses it for itself."""
    UNKNOWN = "unknown"


class KeyUse(NamedTuple):
    """What became of one key."""

    key: str
    """As the author spelt it; keys of mappings in each other with dots between."""
    line: int
    use: KeyOutcome
    field: str | None = None
    """The field that it belongs to, if to any."""


class Origin(NamedTuple):
    """Where a field of an article comes from."""

    line: int
    """The line of the file, counted from 1."""
    key: str | None = None
    """The key of the front matter; None if the field was derived."""
    source: str = "front matter"
    """What it was derived from, in words: the file name, the first heading, the text."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a header says, in canonical terms. A field that it does not fill is None or empty."""

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
    status: Status = Status.PUBLISHED
    slug: str | None = None
    permalink: str | None = None
    """The address of the article in the blog that it comes from."""
    aliases: tuple[str, ...] = ()
    """Further addresses at which it has been."""
    canonical: str | None = None
    """The address of the original, if this is a copy."""
    reading_minutes: int | None = None
    series: str | None = None
    order: int | None = None
    """The place in the series, or among articles that are not sorted by date."""
    language: str | None = None
    pinned: bool = False
    math: bool = False
    """Whether dollar signs in the text enclose formulas."""
    related: tuple[str, ...] | None = None
    """The names of related articles: empty if there shall be none, None if nothing is said."""
    handed_on: dict[str, Any] = field(default_factory=dict)
    """Keys of Sphinx, MyST and other extensions, with the types of their format."""
    origins: dict[str, Origin] = field(default_factory=dict)
    """Where each field comes from that is filled."""
    keys: tuple[KeyUse, ...] = ()
    """What became of each key, in the order of the file."""
