"""What an export says of an article, in the same form for every service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class ImportRefusedError(ValueError):
    """An export, or a file in it, cannot be imported. The message says why and what to do."""


class Visibility(Enum):
    """Who could read an article in the old blog."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    PRIVATE = "private"
    PASSWORD = "password-protected"
    MEMBERS = "members-only"
    NEWSLETTER = "newsletter"
    """It was sent to subscribers, and was on no page."""
    UNKNOWN = "unknown"
    """The export does not say. Such an article becomes a draft."""


class BodyFormat(Enum):
    """What the text of an article is written in."""

    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a reader."""

    id: str
    author: str
    text: str
    """Plain text. Paragraphs are separated by an empty line."""
    published: datetime | None = None
    parent: str = ""
    """The id of the comment that this one answers."""
    url: str = ""
    """The page of the author."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of an export."""

    id: str
    """What the service knows the article by. It is the same in each export of a blog."""
    place: str
    """Where in the export the article is: a file, with a line if it holds several articles."""
    title: str
    body: str
    body_format: BodyFormat = BodyFormat.HTML
    visibility: Visibility = Visibility.PUBLISHED
    is_page: bool = False
    """Whether the article was in no list of the old blog."""
    slug: str = ""
    published: datetime | None = None
    """When it was published, in the time zone of the blog, if the export names one."""
    updated: datetime | None = None
    categories: tuple[tuple[str, ...], ...] = ()
    """Each with its parents, the outermost first."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str = ""
    subtitle: str = ""
    excerpt: str = ""
    """Plain text."""
    cover: str = ""
    """An address, or the name of a file in the export."""
    cover_alt: str = ""
    cover_credit: str = ""
    """Who made the cover, as plain text."""
    cover_credit_url: str = ""
    permalink: str = ""
    """The address in the old blog, with its host if the export names it.

    Without a slash at its beginning, it is below the address of the author, which the export does not name.
    """
    aliases: tuple[str, ...] = ()
    canonical: str = ""
    """The address of the original, if the article is a copy."""
    feed_id: str = ""
    """The id in the feed of the old blog."""
    is_pinned: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    """Further front matter, by key."""
    comments: tuple[Comment, ...] = ()
    site: str = ""
    """The address of the old blog, with which relative addresses in the text begin."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Names of files in the export, by the references to them in the text, percent-decoded."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Ids of other entries, by the references to their files in the text, percent-decoded."""
    notes: tuple[str, ...] = ()
    """What could not be brought along, for the report."""
