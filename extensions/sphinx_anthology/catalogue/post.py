"""The record of an article, and of a page that is not an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..fields.record import Author, CategoryPath, Cover, KeyUse, Origin, Status
from ..urls import NO_URL, Url, is_web_url, make_absolute

OLD_NAME_PRIORITY = -2
"""The priority in inventories by which old slugs differ from the slugs that articles have now."""


@dataclass(frozen=True, slots=True)
class Post:
    """An article: all that its page, cards, meta tags, feeds and the command line show of it.

    All texts are plain text and never interpreted as Markdown, HTML or a template. ``repr`` omits the fields that no page
    shows, because fingerprints of what pages show are made from it (see :func:`.catalogue.queries.fingerprint`).

    Some fields depend on more than the article's own file: the file and size of the cover, the details of authors, the
    collection, whether the status is scheduled or expired, languages that only other files make clear, translations, and the
    uniqueness of slugs. :mod:`.loading.posts.resolve` and :mod:`.loading.posts.translations` fill them.
    """

    path: str = field(repr=False)
    """The file, as a POSIX path relative to the source folder."""
    docname: str
    """Sphinx's name of the page."""
    slug: str
    """The stable name, unique in its catalogue."""
    title: str
    source_title: str = ""
    """The title in the file, if :attr:`title` is its translation; empty otherwise. Names and addresses are made of it."""
    subtitle: str = ""
    published: datetime | None = None
    """The time of publication, always with a UTC offset; None if unknown."""
    updated: datetime | None = None
    """The time of the last change, always with a UTC offset; None if unknown."""
    expires: datetime | None = None
    """The time from which the article is no longer shown, always with a UTC offset; None if there is none."""
    categories: tuple[CategoryPath, ...] = ()
    """Names as the author spelt them. The first category is the main one."""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    excerpt: str = ""
    """The author's own summary; empty if there is none."""
    opening: str = ""
    """The first words of the body, shown where an article without an excerpt needs one."""
    cover: Cover | None = None
    status: Status = Status.PUBLISHED
    collection: str = ""
    """The name of its collection; empty for the main one."""
    permalink: Url | None = None
    """The address of the article in its old blog."""
    aliases: tuple[Url, ...] = ()
    """Further old addresses of the article."""
    canonical: Url | None = None
    """The address of the original, if this article is a copy."""
    reading_minutes: int = 1
    series: str | None = None
    order: int | None = None
    """The place in the series, or among articles that are not sorted by date."""
    old_slugs: tuple[str, ...] = ()
    """Further names, by which others may know the article from earlier versions."""
    translations: tuple[str, ...] = ()
    """The docnames of the same article in other languages."""
    translation_of: str = ""
    """The docname of the original, if this is one of its :attr:`translations`; empty otherwise."""
    language: str | None = None
    """A language tag, from the front matter, the path or the text; None if unknown."""
    pinned: bool = False
    math: bool = False
    """Whether dollar signs in the text enclose formulas."""
    related: tuple[str, ...] | None = field(default=None, repr=False)
    """The names of related articles: empty if the author wants none, None if the front matter does not say."""
    has_comments: bool = field(default=True, repr=False)
    """Whether the article has comments, if the project has them."""
    thread: str = field(default="", repr=False)
    """The identifier of the thread of comments; empty if the front matter does not say it."""
    thread_url: Url = field(default=NO_URL, repr=False)
    """The URL by which the service of comments knows the article; empty if the front matter does not say it."""
    social_post: Url = field(default=NO_URL, repr=False)
    """The URL or the id of the post in the fediverse whose replies are the comments; empty if there is none."""
    feed_id: str = field(default="", repr=False)
    """The id of the article in the feed of its old blog; empty if the front matter does not say it."""
    translation_key: str = field(default="", repr=False)
    """What the front matter says that all translations have in common; empty if it says nothing."""
    is_translation: bool = field(default=False, repr=False)
    """Whether the front matter says that this is not the original."""
    other_covers: tuple[tuple[Origin, Cover], ...] = field(default=(), repr=False)
    """Images that further keys name, each with its origin, in case the file of the cover is missing."""
    output_image: str = field(default="", repr=False)
    """The name of the first image among the outputs of a notebook; empty if there is none."""
    folders: tuple[str, ...] = field(default=(), repr=False)
    """The folders of the file below the folder of posts."""
    keywords: bytes = field(default=b"", repr=False)
    """The packed keywords of the text (see :mod:`.markup.text.keywords`)."""
    header_lines: int = field(default=0, repr=False)
    """The number of lines of front matter at the start of the file."""
    format: str = field(default="none", repr=False)
    """The format of the front matter."""
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    """The origin of each field, by field name."""
    keys: tuple[KeyUse, ...] = field(default=(), repr=False)
    """The outcome of each key of the front matter."""
    handed_on: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Front matter for Sphinx, MyST or another extension."""
    is_untrusted: bool = False
    """Whether the project does not know the author."""

    @property
    def article(self) -> str:
        """The name that the article and all its translations have in common: the first of their docnames."""
        return min(self.docname, *self.translations) if self.translations else self.docname

    @property
    def original(self) -> str:
        """The absolute address of the original, if the article is a copy of one on the web; empty otherwise."""
        return make_absolute(self.canonical) if self.canonical and is_web_url(self.canonical) else ""

    @property
    def summary(self) -> str:
        """One or two sentences about the article: the excerpt, or else its first words."""
        return self.excerpt or self.opening

    @property
    def has_cover_in_text(self) -> bool:
        """Whether the cover is an image in the text: an output of a notebook, or one that ABlog counts."""
        is_output = bool(self.output_image) and self.cover is not None and self.cover.reference == self.output_image
        return is_output or ("cover" in self.origins and self.origins["cover"].source == "text")

    @property
    def is_from_sphinx(self) -> bool:
        """Whether the old blog was one of Sphinx, so that links in the post name documents."""
        return self.format in ("rest", "directive") or any(key.key == "blogpost" for key in self.keys)

    @property
    def own_title(self) -> str:
        """The title in the file."""
        return self.source_title or self.title

    @property
    def category_names(self) -> tuple[str, ...]:
        """The categories as the author spelt them, each with its parents: ``AI / Models``."""
        return tuple(" / ".join(path) for path in self.categories)

    def line(self, name: str) -> int:
        """Return the line of the file that the field *name* comes from; 1 if the field has no origin."""
        origin = self.origins.get(name)
        return origin.line if origin else 1


@dataclass(frozen=True, slots=True)
class Page:
    """A file in a posts folder that is not an article, such as an index page of the old blog."""

    path: str
    """The file, as a POSIX path relative to the source folder."""
    docname: str
    title: str | None
    """The title in its front matter, or None."""
    header_lines: int
    """The number of lines of front matter at the start of the file."""
    title_line: int = 1
    """The line of the title in the file."""
    handed_on: Mapping[str, Any] = field(default_factory=dict)
    """Front matter for Sphinx, MyST or another extension."""
    math: bool = False
    """Whether dollar signs in the text enclose formulas."""
    is_untrusted: bool = False
    """Whether the project does not know the author."""

    @property
    def own_title(self) -> str | None:
        """The title in the file, as :attr:`Post.own_title` is that of an article."""
        return self.title
