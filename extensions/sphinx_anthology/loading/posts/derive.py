"""Derivation of the fields that front matter leaves empty: title, date, slug, excerpt, reading time and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import PurePosixPath
from unicodedata import normalize

from ...catalogue.file_names import get_base_name, get_folder_language, get_former_slug_name, get_slug_name, split_language
from ...characters import clean_text
from ...fields.languages import is_clear_language, parse_language_name
from ...fields.record import CategoryPath, Fields, KeyOutcome, Origin, Status
from ...frontmatter.dates import parse_date_in_path
from ...frontmatter.model import FrontMatter
from ...markup.inline.formulas import has_formulas
from ...markup.text import plaintext
from ...markup.text.excerpts import OPENING_LENGTH, clean_excerpt, extract_opening
from ...markup.text.plain_words import strip_markdown
from ...markup.text.reading_time import estimate_reading_minutes
from ...problems import Code, Problem, Report
from ...slugs import slugify
from .ablog import NO_TEASER, Teaser

_SAFE_SLUG = re.compile(r"[^\s/\\?#<>\"'`|{}\[\]^%:]+(?:/[^\s/\\?#<>\"'`|{}\[\]^%:]+)*")
_PAGE_SUFFIX = re.compile(r"(?:/index)?\.(?:html?|mdx?)$", re.IGNORECASE)
_MAX_PARAGRAPHS = 10
"""Maximum number of paragraphs of an opening, which is cut after two sentences or so."""
_LANGUAGE_SAMPLE = 3000
"""Number of characters of the body from which the language is detected."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """Derives fields of one article. Each method records the origin of its field and reports what the author should know."""

    path: str
    folders: tuple[str, ...]
    """The folders of the file below the folder of posts."""
    fields: Fields
    """The fields of the front matter. The origins of derived fields are added to theirs."""
    front_matter: FrontMatter
    body: str
    zone: tzinfo
    """The time zone of dates without one."""
    site_language: str
    """The language of the site, as Sphinx spells it."""
    report: Report
    teaser: Teaser = NO_TEASER
    """What stands for a post of ABlog in lists."""

    def derive_title(self) -> str:
        """Return the heading that names the body as plain text, or else the file name in words."""
        heading = plaintext.find_title_heading(self.body)
        if heading and (text := strip_markdown(plaintext.strip_images(heading.text))):
            line = self.front_matter.lines + heading.line
            self._record_origin("title", "first heading", line)
            message = "Title is taken from the first heading. Add 'title: …' to the front matter for another one."
            self._report_at(line, Code.TITLE_FROM_HEADING, message)
            return text
        path = normalize("NFC", self.path)
        words = get_base_name(path).replace("-", " ").replace("_", " ").strip() or PurePosixPath(path).name
        name = clean_text(words)
        self._record_origin("title", "file name")
        message = f"Title is missing; '{name}' is taken from the file name. Add 'title: …' to the front matter."
        self._report_at(1, Code.TITLE_MISSING, message)
        return name

    def choose_date(self) -> datetime | None:
        """Return the date of publication: from the front matter, or else from the permalink or the path of the file."""
        given, origin = self.fields.published, self.fields.origins.get("published")
        derived = self._find_date_in_paths()
        if given is not None and origin:
            if derived and abs(given.date() - derived[0].date()).days > 1:
                message = (
                    f"'{origin.key}' differs from the date {derived[0].date()} in the {derived[1]}; '{origin.key}' is used."
                )
                self._report_at(origin.line, Code.FIELD_CONFLICT, message)
            return given
        if derived:
            moment, source = derived
            line = self.fields.origins["permalink"].line if source == "permalink" else 1
            self._record_origin("published", source, line)
            message = f"Date {moment.date()} is taken from the {source}. Add 'date: …' to the front matter for another one."
            self._report_at(line, Code.DATE_FROM_PATH, message)
            return moment
        is_invalid = any(key.field == "published" and key.outcome is KeyOutcome.INVALID for key in self.fields.keys)
        is_draft = self.fields.status is Status.DRAFT or self._is_among_drafts
        is_draft = is_draft or self.front_matter.has_directive  # the directive without a date is how ABlog marks drafts
        if not is_invalid and not is_draft:  # a draft gets its date when it is published
            result = "is a draft, as in ABlog" if self.front_matter.is_of_ablog else "comes last in every listing"
            message = f"Date is missing, so the post {result}. Add a line such as 'date: 2025-04-23' to the front matter."
            self._report_at(1, Code.DATE_MISSING, message)
        return None

    def choose_status(self, published: datetime | None) -> Status:
        """Return the status of the front matter, or else that of a draft by its folder, or by a missing date in ABlog.

        :param published: the chosen date.
        """
        if self.fields.status is not Status.DRAFT and self._is_among_drafts:
            self._record_origin("status", "folder")
            return Status.DRAFT
        if published is None and self.front_matter.is_of_ablog and "published" not in {key.field for key in self.fields.keys}:
            self._record_origin("status", "missing date")
            return Status.DRAFT
        return self.fields.status

    @property
    def _is_among_drafts(self) -> bool:
        """Whether the post is in a folder for drafts, as Jekyll and Hexo have it."""
        return "/_drafts/" in f"/{self.path}"

    def derive_categories(self) -> tuple[CategoryPath, ...]:
        """Return the folder of a post with Pelican's front matter, as Pelican does.

        Folders of dates and languages, and the folder of posts itself, are no categories.
        """
        if self.front_matter.format != "plain":
            return ()
        names = (name for name in reversed(self.folders) if not (name.isdigit() or is_clear_language(name, is_folder=True)))
        name = clean_text(normalize("NFC", next(names, ""))).strip()
        if name:
            self._record_origin("categories", "folder")
        return ((name,),) if name and not name.startswith("_") else ()

    def _find_date_in_paths(self) -> tuple[datetime, str] | None:
        """Return the date in the permalink, or else in the path of the file, and in which of them it is."""
        for text, source in ((self.fields.permalink or "", "permalink"), (self.path, "path of the file")):
            if moment := parse_date_in_path(text, self.zone):
                return moment, source
        return None

    def has_invalid_slug(self) -> bool:
        """Return whether the front matter has a slug that cannot be part of an address."""
        return self.fields.slug is not None and not _is_safe(_clean_slug(self.fields.slug))

    def choose_slug(self) -> str:
        """Return the slug of the front matter, or else the last part of the permalink, or else one from the file name."""
        if self.fields.slug is not None and not self.has_invalid_slug():
            return _clean_slug(self.fields.slug)
        name = normalize("NFC", get_slug_name(self.path, parse_language_name(self.site_language) or ""))
        from_file = name if _is_safe(name) else slugify(name) or "post"
        if self.fields.slug is not None:
            message = (
                f"Slug {self.fields.slug!r} cannot be part of an address; '{from_file}' from the file name is used. "
                "Write letters, digits and hyphens."
            )
            self._report_at(self.fields.origins["slug"].line, Code.SLUG_INVALID, message)
        elif self.fields.permalink is not None:
            last = normalize("NFC", _PAGE_SUFFIX.sub("", self.fields.permalink.rstrip("/")).rpartition("/")[2])
            if _is_safe(last):
                self._record_origin("slug", "permalink", self.fields.origins["permalink"].line)
                return last
        self._record_origin("slug", "file name")
        return from_file

    def list_old_slugs(self, slug: str) -> tuple[str, ...]:
        """Return the slug by which earlier versions knew a post that is named after its file, if it was another one."""
        if self.fields.origins.get("slug") != Origin(1, None, "file name") or self.fields.slug is not None:
            return ()
        name = normalize("NFC", get_former_slug_name(self.path))
        former = name if _is_safe(name) else slugify(name) or "post"
        return (former,) if former != slug else ()

    def derive_opening(self) -> str:
        """Return the first words of the body, as plain text."""
        self._record_origin("opening", "text", self._first_line)
        text, count = self.body, self.teaser.paragraphs
        if self.teaser.content:
            text, count = self.teaser.content, _MAX_PARAGRAPHS
        opening = extract_opening(text, has_math=self.fields.math, paragraphs=count)
        if self.teaser.content and not opening:  # a list, say
            return plaintext.shorten(clean_excerpt(text, ""), OPENING_LENGTH)
        if "$" in opening and not self.fields.math and has_formulas(self.body):
            return extract_opening(text, has_math=True, paragraphs=count)
        return opening

    def derive_reading_minutes(self) -> int:
        """Return an estimate of the reading time."""
        self._record_origin("reading_minutes", "text", self._first_line)
        return estimate_reading_minutes(self.body)

    def derive_language(self, title: str) -> str | None:
        """Return the language that the file name or a folder names, or else the language of the text, if it is detected."""
        places = ((split_language(self.path)[1], "file name"), (get_folder_language(self.path), "folder"))
        for language, source in places:
            if language:
                self._record_origin("language", source)
                return language
        detected = plaintext.detect_language(self.body[:_LANGUAGE_SAMPLE], title)
        if detected:
            self._record_origin("language", "text", self._first_line)
        return detected

    @property
    def _first_line(self) -> int:
        """The number of the first line of the body, or of the last line of a file without a body."""
        return self.front_matter.lines + 1 if self.body.strip() else max(self.front_matter.lines, 1)

    def _record_origin(self, field: str, source: str, line: int = 1) -> None:
        self.fields.origins[field] = Origin(line, None, source)

    def _report_at(self, line: int, code: Code, message: str) -> None:
        self.report(Problem(self.path, line, code, message))


def _clean_slug(slug: str) -> str:
    return normalize("NFC", slug.strip("/"))


def _is_safe(slug: str) -> bool:
    """Return whether a slug can be part of an address and of a file name without any escaping."""
    if not _SAFE_SLUG.fullmatch(slug) or not slug.isprintable():
        return False
    return not any(part.strip(".") == "" for part in slug.split("/"))
