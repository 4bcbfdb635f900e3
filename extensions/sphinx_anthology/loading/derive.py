"""From the text of a file to the record of an article; what the front matter does not say is derived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from ..catalogue.file_names import INDEX_NAMES, get_base_name, get_slug_name
from ..catalogue.post import Page, Post
from ..fields.context import Context
from ..fields.dialects import DEFAULT_DIALECTS, Dialects
from ..fields.languages import LANGUAGES
from ..fields.mapping import read_fields
from ..fields.record import Cover, CoverReference, Fields, KeyOutcome, KeyUse, Origin, Status
from ..frontmatter.dates import parse_date_in_path
from ..frontmatter.model import FrontMatter
from ..frontmatter.parser import parse_front_matter
from ..markup import excerpts, plaintext
from ..markup.keywords import extract_keywords
from ..markup.unknown_markup import report_unknown_markup
from ..problems import Code, Problem
from ..slugs import slugify

_UNLISTED = {"orphan": True, "nosearch": True}
"""What Sphinx is told of a hidden article: it need not be in a toctree, and search does not find it."""
_SAFE_SLUG = re.compile(r"[^\s/\\?#<>\"'`|{}\[\]^%:]+(?:/[^\s/\\?#<>\"'`|{}\[\]^%:]+)*")
_PAGE_SUFFIX = re.compile(r"(?:/index)?\.(?:html?|mdx?)$", re.IGNORECASE)


def read(
    text: str,
    path: str,
    docname: str,
    zone: tzinfo,
    table: Dialects = DEFAULT_DIALECTS,
    substitutions: bool = False,
) -> tuple[Post | Page, tuple[Problem, ...]]:
    """Read the text of one file.

    :param text: the whole file, normalised (see :func:`.encodings.normalise_newlines`).
    :param zone: the zone of dates that name none.
    :param substitutions: whether the project has MyST's substitutions.
    """
    problems: list[Problem] = []
    header = parse_front_matter(text, path, problems.append)
    fields = read_fields(header, Context(path, zone, problems.append), table)
    body = _after_lines(text, header.lines)
    if not (body.strip() or fields.title or fields.published):
        message = "The file has neither a text nor a title: write the post, or delete the file."
        problems.append(Problem(path, 1, Code.FILE_EMPTY, message))
        return Page(path, docname, None, header.lines, handed_on={**fields.handed_on, "orphan": True}), tuple(problems)
    substitutions = substitutions or _has_substitutions(fields.handed_on)
    report_unknown_markup(body, path, header.lines + 1, problems.append, substitutions)
    if not _is_article(path, fields):
        line = fields.origins["title"].line if "title" in fields.origins else 1
        handed_on = {"orphan": True, **fields.handed_on}  # a list page of the old blog need not be in a toctree of the new one
        return Page(path, docname, fields.title, header.lines, line, handed_on, fields.math), tuple(problems)
    return _Derivation(path, header, fields, body, zone, problems).post(docname), tuple(problems)


def _after_lines(text: str, count: int) -> str:
    """Return what follows the first *count* lines of a text."""
    position = 0
    for _ in range(count):
        position = text.find("\n", position) + 1
        if not position:
            return ""
    return text[position:]


def _has_substitutions(handed_on: Mapping[str, Any]) -> bool:
    """Tell whether the front matter asks MyST for substitutions."""
    myst = handed_on.get("myst")
    return isinstance(myst, dict) and "substitution" in (myst.get("enable_extensions") or ())


def _is_article(path: str, fields: Fields) -> bool:
    """Tell an article from an index page, which has the name of one, and neither a date nor anything else of an article."""
    name = PurePosixPath(path).stem.casefold()
    if name == "_index":
        return False
    if name.partition(".")[0] not in INDEX_NAMES:
        return True
    return bool(
        any(key.field == "published" and key.outcome is not KeyOutcome.EMPTY for key in fields.keys)
        or fields.categories
        or fields.authors
    )


@dataclass(slots=True)
class _Derivation:
    """Makes the record of an article from its fields; what is missing is derived, and said in the problems."""

    path: str
    header: FrontMatter
    fields: Fields
    body: str
    zone: tzinfo
    problems: list[Problem]
    keys: tuple[KeyUse, ...] = ()

    def post(self, docname: str) -> Post:
        fields = self.fields
        origins = fields.origins
        self.keys = fields.keys
        title = fields.title or self.title()
        published = self.published()
        return Post(
            path=self.path,
            docname=docname,
            slug=self.slug(),
            title=title,
            subtitle=fields.subtitle or "",
            published=published,
            updated=fields.updated,
            expires=fields.expires,
            categories=fields.categories,
            tags=fields.tags,
            authors=fields.authors,
            excerpt=excerpts.clean_excerpt(fields.excerpt, title) if fields.excerpt else "",
            opening="" if fields.excerpt else self.opening(),
            cover=_cover(fields.cover),
            status=fields.status,
            permalink=fields.permalink,
            aliases=fields.aliases,
            canonical=fields.canonical,
            reading_minutes=fields.reading_minutes or self.reading_minutes(),
            series=fields.series,
            order=fields.order,
            language=fields.language or self.language(title),
            pinned=fields.pinned,
            math=fields.math,
            related=fields.related,
            keywords=extract_keywords(title, self.body),
            header_lines=self.header.lines,
            format=self.header.format,
            origins=origins,
            keys=self.keys,
            handed_on=fields.handed_on | (_UNLISTED if fields.status is Status.HIDDEN else {}),
        )

    @property
    def first_line(self) -> int:
        """The number of the first line of the text, or of the last line of a file without one."""
        return self.header.lines + 1 if self.body.strip() else max(self.header.lines, 1)

    def derived(self, name: str, source: str, line: int = 1) -> None:
        """Remember what a field was derived from."""
        self.fields.origins[name] = Origin(line, None, source)

    def report(self, line: int, code: Code, message: str) -> None:
        self.problems.append(Problem(self.path, line, code, message))

    def title(self) -> str:
        heading = plaintext.find_first_heading(self.body)
        if heading and (text := plaintext.strip_markdown(plaintext.strip_images(heading.text))):
            line = self.header.lines + heading.line
            self.derived("title", "first heading", line)
            self.report(line, Code.TITLE_FROM_HEADING, "The title was taken from the first heading.")
            return text
        name = get_base_name(self.path).replace("-", " ").replace("_", " ").strip() or PurePosixPath(self.path).name
        self.derived("title", "file name")
        message = f"The post has no title, so the file name became one ('{name}'): add 'title: …' to the front matter."
        self.report(1, Code.TITLE_MISSING, message)
        return name

    def published(self) -> datetime | None:
        """The date of the front matter, or else that of the address or of the file's path."""
        given, origin = self.fields.published, self.fields.origins.get("published")
        sources = ((self.fields.permalink or "", "permalink"), (self.path, "path of the file"))
        found = next(((moment, name) for text, name in sources if (moment := parse_date_in_path(text, self.zone))), None)
        if given is not None and origin:
            if found and abs(given.date() - found[0].date()).days > 1:
                message = f"The {found[1]} says {found[0]:%Y-%m-%d}; '{origin.key}' is used."
                self.report(origin.line, Code.FIELD_CONFLICT, message)
            return given
        if found:
            line = self.fields.origins["permalink"].line if found[1] == "permalink" else 1
            self.derived("published", found[1], line)
            self.report(line, Code.DATE_FROM_PATH, f"The date {found[0]:%Y-%m-%d} was taken from the {found[1]}.")
            return found[0]
        if not any(key.field == "published" and key.outcome is KeyOutcome.INVALID for key in self.fields.keys):
            message = "The post has no date, so it stands last in every listing: add 'date: 2025-04-23'."
            self.report(1, Code.DATE_MISSING, message)
        return None

    def slug(self) -> str:
        name = normalize("NFC", get_slug_name(self.path))
        own = name if _is_safe(name) else slugify(name) or "post"
        if self.fields.slug is not None:
            slug = normalize("NFC", self.fields.slug.strip("/"))
            if _is_safe(slug):
                return slug
            message = (
                f"The slug {self.fields.slug!r} cannot be part of an address, so '{own}' from the file name is used: "
                "write letters, digits and hyphens."
            )
            self.report(self.fields.origins["slug"].line, Code.SLUG_INVALID, message)
            self.keys = tuple(key._replace(outcome=KeyOutcome.INVALID) if key.field == "slug" else key for key in self.keys)
        elif self.fields.permalink is not None:
            last = normalize("NFC", _PAGE_SUFFIX.sub("", self.fields.permalink.rstrip("/")).rpartition("/")[2])
            if _is_safe(last):
                self.derived("slug", "permalink", self.fields.origins["permalink"].line)
                return last
        self.derived("slug", "file name")
        return own

    def opening(self) -> str:
        self.derived("opening", "text", self.first_line)
        return excerpts.extract_opening(self.body)

    def reading_minutes(self) -> int:
        self.derived("reading_minutes", "text", self.first_line)
        return plaintext.estimate_reading_minutes(self.body)

    def language(self, title: str) -> str | None:
        """The language that the name of the file, or of a folder, names; else the one that the text is seen to be in."""
        file = PurePosixPath(self.path)
        places = [(file.stem.rpartition(".")[2] if "." in file.stem else "", "file name")]
        places += [(part, "folder") for part in reversed(file.parent.parts)]
        for part, source in places:
            if part.casefold() in LANGUAGES:
                self.derived("language", source)
                return LANGUAGES[part.casefold()]
        seen = plaintext.detect_language(f"{title} {self.body[:1500]}")
        if seen:
            self.derived("language", "text", self.first_line)
        return seen


def _cover(given: CoverReference | None) -> Cover | None:
    return Cover(given.reference, given.alt, given.credit, given.credit_url) if given else None


def _is_safe(slug: str) -> bool:
    """Tell whether a slug can be part of an address and of a file name as it is."""
    if not _SAFE_SLUG.fullmatch(slug) or not slug.isprintable():
        return False
    return not any(part.strip(".") == "" for part in slug.split("/"))
