"""The one description of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..fields.record import Author, CategoryPath, Cover, KeyUse, Origin, Status


@dataclass(frozen=True, slots=True)
class Post:
    """An article: everything that its page, cards, meta tags and the command line show of it.

    All texts are plain text: none of them is to be read as Markdown, HTML or a template. The fields that no page shows are
    left out of ``repr``, because fingerprints of what is shown are made from it (see :mod:`.catalogue.queries`).
    """

    path: str = field(repr=False)
    """The file, as a POSIX path relative to the source folder."""
    docname: str
    """Sphinx's name of the page."""
    slug: str
    """The stable name, unique in its catalogue."""
    title: str
    subtitle: str = ""
    published: datetime | None = None
    """When it was published, always with a UTC offset; None if the file does not say. So are the two that follow."""
    updated: datetime | None = None
    expires: datetime | None = None
    categories: tuple[CategoryPath, ...] = ()
    """Names as the author spelt them; the first is the one that the article belongs to."""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    excerpt: str = ""
    """The author's own summary, empty if there is none."""
    opening: str = ""
    """The first words of the body, for where an article without an excerpt needs one."""
    cover: Cover | None = None
    status: Status = Status.PUBLISHED
    collection: str = ""
    """The name of the collection that it belongs to; empty for the main one."""
    permalink: str | None = None
    """The address of the article in the blog that it comes from."""
    aliases: tuple[str, ...] = ()
    """Further addresses at which it has been."""
    canonical: str | None = None
    """The address of the original, if this is a copy."""
    reading_minutes: int = 1
    series: str | None = None
    order: int | None = None
    language: str | None = None
    """A language tag, if the file says or its text shows in which language it is."""
    pinned: bool = False
    math: bool = False
    """Whether dollar signs in the text enclose formulas."""
    related: tuple[str, ...] | None = field(default=None, repr=False)
    """The names of the articles that the author calls related: empty if there shall be none, None if the file does not say."""
    keywords: bytes = field(default=b"", repr=False)
    """What the text is about, packed (see :mod:`.markup.keywords`)."""
    header_lines: int = field(default=0, repr=False)
    """How many lines of the file are front matter."""
    format: str = field(default="none", repr=False)
    """The format of the front matter."""
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    """Where each field comes from."""
    keys: tuple[KeyUse, ...] = field(default=(), repr=False)
    """What became of each key of the front matter."""
    handed_on: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Front matter meant for Sphinx, MyST or another extension."""

    @property
    def summary(self) -> str:
        """One or two sentences about the article: the excerpt, or its first words."""
        return self.excerpt or self.opening

    @property
    def category_names(self) -> tuple[str, ...]:
        """The categories as they are shown, each with those that it lies in: ``AI / Models``."""
        return tuple(" / ".join(path) for path in self.categories)

    def line(self, name: str) -> int:
        """Return the line that the field *name* comes from, or the first if it comes from none."""
        origin = self.origins.get(name)
        return origin.line if origin else 1


@dataclass(frozen=True, slots=True)
class Page:
    """A file in a posts folder that is not an article: an index page, say."""

    path: str
    docname: str
    title: str | None
    """The title that its front matter gives; None if there is none."""
    header_lines: int
    title_line: int = 1
    handed_on: Mapping[str, Any] = field(default_factory=dict)
    math: bool = False
