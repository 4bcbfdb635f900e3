"""The one description of an article, and how it is made from a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from . import dialects, frontmatter, prose
from .dialects import Author, Fields
from .problems import Code, Problem
from .slugs import slugify

_INDEX_NAMES = frozenset({"index", "readme"})
_FILE_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")
_SAFE_SLUG = re.compile(r"[^\s/\\?#<>\"'`|{}\[\]^%:]+(?:/[^\s/\\?#<>\"'`|{}\[\]^%:]+)*")


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of an article."""

    reference: str
    """The address as the front matter has it."""
    alt: str = ""
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
class Post:
    """An article: everything that its page, cards, meta tags and the command line show of it.

    All texts are plain text: none of them is to be read as Markdown, HTML or a template. The fields that no page shows are
    left out of ``repr``, because fingerprints of what is shown are made from it (see :mod:`.queries`).
    """

    path: str = field(repr=False)
    """The file, as a POSIX path relative to the source folder."""
    docname: str
    """Sphinx's name of the page."""
    slug: str
    """The stable name, unique in its catalogue."""
    title: str
    published: datetime | None
    """When it was published, always with a UTC offset; None if the file does not say."""
    categories: tuple[str, ...] = ()
    """Names as the author spelt them; the first is the one that the article belongs to."""
    authors: tuple[Author, ...] = ()
    excerpt: str = ""
    """The author's own summary, empty if there is none."""
    opening: str = ""
    """The first words of the body, for where an article without an excerpt needs one."""
    cover: Cover | None = None
    reading_minutes: int = 1
    language: str | None = None
    """A language tag if the text is seen to be in that language, else None."""
    header_lines: int = field(default=0, repr=False)
    """How many lines of the file are front matter."""
    lines: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The line of the file from which each field comes."""
    passed_on: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Front matter meant for Sphinx, MyST or another extension."""

    @property
    def summary(self) -> str:
        """One or two sentences about the article: the excerpt, or its first words."""
        return self.excerpt or self.opening


@dataclass(frozen=True, slots=True)
class Page:
    """A file in a posts folder that is not an article: an index page, say."""

    path: str
    docname: str
    title: str | None
    """The title that its front matter gives; None if there is none."""
    header_lines: int
    lines: Mapping[str, int] = field(default_factory=dict)
    passed_on: Mapping[str, Any] = field(default_factory=dict)


def read(text: str, path: str, docname: str, zone: tzinfo) -> tuple[Post | Page, tuple[Problem, ...]]:
    """Read the text of one file.

    :param text: the whole file, normalised (see :func:`.frontmatter.normalise`).
    :param zone: the zone of dates that name none.
    """
    if not text.strip():
        problem = Problem(path, 1, Code.FILE_EMPTY, "The file is empty: write the post, or delete the file.")
        return Page(path, docname, None, 0, passed_on={"orphan": True}), (problem,)
    header = frontmatter.read(text, path)
    fields, field_problems = dialects.read_fields(header, path, zone)
    problems = [*header.problems, *field_problems]
    if not _is_article(path, header, fields):
        return Page(path, docname, fields.title, header.lines, fields.lines, fields.passed_on), tuple(problems)
    body = "\n".join(text.split("\n")[header.lines :])
    has_date = bool((date := header.entries.get("date")) and date.value)
    return _post(path, docname, header.lines, fields, body, has_date, problems), tuple(problems)


def _is_article(path: str, header: frontmatter.Header, fields: Fields) -> bool:
    """Tell an article from an index page: it has a date, or else a title and a name that no index has."""
    if not header.entries:
        return False
    name = PurePosixPath(path).stem.casefold()
    if name == "_index":
        return False
    if "date" in header.entries or fields.published:
        return True
    if name.split(".")[0] in _INDEX_NAMES:
        return bool(fields.categories or fields.authors)
    return bool(fields.title or fields.categories or fields.authors or fields.cover)


def _post(
    path: str, docname: str, header_lines: int, fields: Fields, body: str, has_date: bool, problems: list[Problem]
) -> Post:
    """Make the record; what is missing is derived, and said in *problems*.

    :param has_date: whether there is a date, be it one that was not understood.
    """
    lines = dict(fields.lines)
    title = fields.title
    if title is None:
        title, lines["title"] = _title_without_key(path, header_lines, body, problems)
    if fields.published is None and not has_date:
        message = "The post has no date, so it stands last in every listing: add 'date: 2025-04-23'."
        problems.append(Problem(path, 1, Code.DATE_MISSING, message))
    return Post(
        path=path,
        docname=docname,
        slug=_slug(path, fields, problems),
        title=title,
        published=fields.published,
        categories=fields.categories,
        authors=fields.authors,
        excerpt=prose.excerpt(fields.excerpt, title) if fields.excerpt else "",
        opening="" if fields.excerpt else prose.opening(body),
        cover=Cover(fields.cover.reference, fields.cover.alt) if fields.cover else None,
        reading_minutes=fields.reading_minutes or prose.reading_minutes(body),
        language=prose.language(f"{title} {body[:1500]}"),
        header_lines=header_lines,
        lines=lines,
        passed_on=fields.passed_on,
    )


def _title_without_key(path: str, header_lines: int, body: str, problems: list[Problem]) -> tuple[str, int]:
    """Return a title for a post whose header has none, and the line it stands on."""
    heading = prose.first_heading(body)
    if heading and (text := prose.plain_text(prose.without_images(heading.text))):
        line = header_lines + heading.line
        problems.append(Problem(path, line, Code.TITLE_FROM_HEADING, "The title was taken from the first heading."))
        return text, line
    name = _name(path).replace("-", " ").replace("_", " ").strip() or PurePosixPath(path).name
    message = f"The post has no title, so the file name became one ('{name}'): add 'title: …' to the front matter."
    problems.append(Problem(path, 1, Code.TITLE_MISSING, message))
    return name, 1


def _slug(path: str, fields: Fields, problems: list[Problem]) -> str:
    name = normalize("NFC", _name(path))
    own = name if _SAFE_SLUG.fullmatch(name) and name.isprintable() else slugify(name) or "post"
    if fields.slug is None:
        return own
    slug = normalize("NFC", fields.slug.strip("/"))
    if _SAFE_SLUG.fullmatch(slug) and slug.isprintable() and not any(part.strip(".") == "" for part in slug.split("/")):
        return slug
    message = (
        f"The slug {fields.slug!r} cannot be part of an address, so '{own}' from the file name is used: "
        "write letters, digits and hyphens."
    )
    problems.append(Problem(path, fields.lines["slug"], Code.SLUG_INVALID, message))
    return own


def _name(path: str) -> str:
    """Return what a file is called: its stem without a date in front, or the folder's name for a bundle's index."""
    file = PurePosixPath(path)
    if file.stem.casefold() in _INDEX_NAMES and file.parent.name:
        return _FILE_DATE.sub("", file.parent.name)
    return _FILE_DATE.sub("", file.stem)
