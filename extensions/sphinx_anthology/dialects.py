"""From the spellings of many blog engines to one set of fields.

:data:`TABLE` is the whole of it: the keys that fill a field, in the order in which they are asked, and the function that reads
their values (all of these are in :mod:`.coercions`). A dialect is added by adding keys or rows.

Case, hyphens, underscores and blanks in a key do not count: ``coverImage`` is ``cover_image`` and ``Cover-Image``. A name with
a dot is a key inside a mapping: ``extra.team``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from . import coercions, frontmatter, spelling
from .coercions import Reading
from .fields import Fields, KeyUse, Origin, Status, Use
from .frontmatter.header import Entry, Header, Table, Value
from .problems import Code, Problem

_UNDISTINGUISHED = re.compile(r"[-_\s]")


def plain_key(key: str) -> str:
    """Return what of a key counts: its letters, digits and dots in lower case."""
    return _UNDISTINGUISHED.sub("", key).casefold()


def _first(values: list[Any]) -> Any:
    return values[0]


def _strictest(values: list[Status]) -> Status:
    return max(values, key=list(Status).index)


def _all(values: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


@dataclass(frozen=True, slots=True)
class Row:
    """Keys that fill a field, and what reads their values."""

    field: str
    keys: tuple[str, ...]
    """In the order in which they are asked."""
    read: Callable[[Value, Reading], Any]
    join: Callable[[list[Any]], Any] = _first
    """What makes one value of several; the first, if nothing else is said."""


TABLE = (
    Row("title", ("title", "제목", "linkTitle", "pageTitle", "seoTitle", "metaTitle", "extra.title"), coercions.text),
    Row("subtitle", ("subtitle", "subheading", "tagline", "부제", "extra.subtitle"), coercions.text),
    Row(
        "published",
        (
            "date",
            "pubDate",
            "datePublished",
            "publishDate",
            "publishedAt",
            "publishedDate",
            "publicationDate",
            "publishedOn",
            "publishedTime",
            "createdAt",
            "created",
            "dateCreated",
            "creationDate",
            "createDate",
            "postedAt",
            "날짜",
            "작성일",
            "extra.date",
        ),
        coercions.moment,
    ),
    Row("published", ("published",), coercions.public_since),
    Row(
        "updated",
        (
            "updated",
            "updatedAt",
            "updateDate",
            "updatedDate",
            "dateUpdated",
            "lastmod",
            "lastModifiedAt",
            "lastModified",
            "lastUpdated",
            "modified",
            "modifiedAt",
            "modifiedTime",
            "dateModified",
            "수정일",
            "extra.updated",
        ),
        coercions.moment,
    ),
    Row("expires", ("expiryDate", "expires", "expireDate", "expiresAt", "unpublishDate"), coercions.moment),
    Row(
        "categories",
        (
            "category",
            "categories",
            "분류",
            "카테고리",
            "taxonomies.categories",
            "taxonomies.category",
            "extra.category",
            "sig",
            "extra.team",
        ),
        coercions.categories,
    ),
    Row("tags", ("tags", "tag", "태그", "topics", "keywords", "labels", "taxonomies.tags", "extra.tags"), coercions.tags),
    Row(
        "authors",
        (
            "author",
            "authors",
            "작성자",
            "글쓴이",
            "writer",
            "creator",
            "byline",
            "taxonomies.authors",
            "extra.author",
            "extra.authors",
        ),
        coercions.people,
    ),
    Row(
        "excerpt",
        (
            "excerpt",
            "description",
            "summary",
            "요약",
            "설명",
            "abstract",
            "desc",
            "intro",
            "lead",
            "spoiler",
            "seoDescription",
            "metaDescription",
            "extra.description",
            "extra.summary",
        ),
        coercions.lines_of_text,
    ),
    Row(
        "cover",
        (
            "coverImage",
            "cover",
            "featuredImage",
            "featureImage",
            "heroImage",
            "hero",
            "headerImage",
            "headerImg",
            "header.image",
            "header.overlay_image",
            "header.teaser",
            "banner",
            "topImg",
            "titleImage",
            "asideImage",
            "image",
            "thumbnail",
            "thumb",
            "images",
            "socialImage",
            "ogImage",
            "openGraphImage",
            "extra.cover",
            "extra.image",
            "extra.thumbnail",
        ),
        coercions.cover,
    ),
    Row("cover", ("resources",), coercions.resource),
    Row("status", ("draft", "private", "wip", "isDraft"), coercions.draft, _strictest),
    Row("status", ("published", "public", "publish", "isPublished"), coercions.public, _strictest),
    Row("status", ("hidden", "unlisted", "hide"), coercions.hidden, _strictest),
    Row("status", ("displayInList", "listed", "visible"), coercions.shown, _strictest),
    Row("status", ("status",), coercions.status_word, _strictest),
    Row("slug", ("slug", "extra.slug"), coercions.text),
    Row("permalink", ("permalink", "path", "url", "uri"), coercions.address),
    Row("aliases", ("aliases", "alias", "redirectFrom", "redirects", "redirect", "oldUrls"), coercions.addresses, _all),
    Row("canonical", ("canonicalUrl", "canonical", "originalUrl", "crosspostUrl", "canonicalLink"), coercions.text),
    Row("reading_minutes", ("readTime", "readingTime", "minutes", "timeToRead", "minutesToRead"), coercions.minutes),
    Row(
        "series",
        ("series", "serie", "seriesTitle", "seriesName", "시리즈", "taxonomies.series", "extra.series"),
        coercions.series,
    ),
    Row(
        "order",
        ("seriesOrder", "seriesIndex", "seriesPart", "part", "episode", "order", "weight", "archiveOrder", "extra.order"),
        coercions.number,
    ),
    Row("language", ("lang", "language", "locale", "언어"), coercions.language),
    Row("pinned", ("pinned", "pin", "featured", "sticky", "stick", "top"), coercions.flag_or_number),
    Row("math", ("math", "mathjax", "useMath", "katex", "latex", "extra.math", "extra.katex"), coercions.flag),
)

HANDED_ON = frozenset(
    [
        "myst",
        "mystnb",
        "html_meta",
        "substitutions",
        "jupytext",
        "kernelspec",
        "orphan",
        "tocdepth",
        "nocomments",
        "nosearch",
        "no-search",
        "hide-toc",
    ]
)
"""Keys with a meaning to Sphinx, MyST or Furo; so are all that begin with ``og:`` or ``ogp_``."""

CARRIED = frozenset(
    map(
        plain_key,
        (
            "layout type template kind id uid guid key cuid version release extra emoji icon toc comments comment share "
            "resource menu menus nav navOrder sidebar sidebarLabel sidebarPosition parent grandParent hasChildren prev next "
            "related outputs cascade build sitemap robots noindex disqus disqusId dsqThreadId SBMCount issue forumUsername "
            "blogpost location defaultLangCommit cssclasses cssclass css js scripts style class bodyClass "
            "hideTableOfContents hideTitle paginationNext paginationPrev lastUpdateAuthor mediumPostId mediumEnabled "
            "mediumUrl devToId hash license copyright password markup engine syntaxHighlighter featuredImagePreview "
            "lightgallery ogType twitterCard schema jsonLd abbreviations numbering exports bibliography downloads github "
            "githubUrl source sourceUrl taxonomies header footer email changelog isCJKLanguage translationKey wordCount "
            "showToc tocOpen mermaid chart"
        ).split(),
    )
)
"""Keys that blog engines and tools use for themselves and that say nothing about an article's page."""

FIELDS = {
    "title": "The title, as plain text.",
    "subtitle": "A second line below the title.",
    "published": "When it was published: a date or a moment, in nearly any form.",
    "updated": "When it was last changed.",
    "expires": "When it goes out of date.",
    "categories": "A name, names, or paths of names: text, list, list of lists, mapping.",
    "tags": "Names: a list, or one text with commas.",
    "authors": "Names, mappings with name, url and picture, Markdown links, keys of a file of authors.",
    "excerpt": "A summary, as plain text.",
    "cover": "The address of a picture, or a mapping with url, alt and credit.",
    "status": "Whether it is published, hidden from listings, or a draft. The strictest key counts.",
    "slug": "The stable name, by which other pages refer to it.",
    "permalink": "Its address in the blog it comes from. Names the slug, and the date, if nothing else does.",
    "aliases": "Further addresses at which it has been. All keys count.",
    "canonical": "The address of the original, if this is a copy.",
    "reading_minutes": "Minutes that reading takes.",
    "series": "The name of the series that it is a part of.",
    "order": "Its place in the series, a whole number.",
    "language": "The language of the text, such as ko or pt-BR.",
    "pinned": "Whether it stands before all others.",
    "math": "Whether dollar signs in the text enclose formulas.",
}
"""What each field is, for people."""


def is_handed_on(key: str) -> bool:
    """Tell whether *key* is handed on as it is, for Sphinx, MyST or another extension to read."""
    return key in HANDED_ON or key.startswith(("og:", "ogp_"))


@dataclass(frozen=True)
class Dialects:
    """The table, with the spellings that a project adds, ready to be used for many headers."""

    places: Mapping[str, tuple[tuple[int, int, Row], ...]]
    """For each key, in the plain form in which keys are compared, the rows that ask for it: the number of the row, the place
    of the key among its keys, and the row."""
    outer: frozenset[str]
    """The plain keys of mappings that hold such keys."""

    @classmethod
    def of(cls, added: Mapping[str, tuple[str, ...]] = {}) -> Dialects:
        """Make the table.

        :param added: further keys by the name of the field, asked before the known ones; names that are no fields are ignored.
        """
        places: dict[str, list[tuple[int, int, Row]]] = {}
        done: set[str] = set()
        for number, row in enumerate(TABLE):
            if row.field in added and row.field not in done:
                row = replace(row, keys=(*added[row.field], *row.keys))
            done.add(row.field)
            for place, key in enumerate(row.keys):
                places.setdefault(plain_key(key), []).append((number, place, row))
        outer = frozenset(key[:position] for key in places for position, sign in enumerate(key) if sign == ".")
        return cls({key: tuple(rows) for key, rows in places.items()}, outer)

    def wanted(self, entries: Mapping[str, Entry]) -> list[tuple[Row, Entry]]:
        """Return the rows that entries fill, with the entries, in the order of the table; *entries* by plain key."""
        found: list[tuple[int, int, Row, Entry]] = []
        for name, entry in self._with_inner(entries):
            found += [(number, place, row, entry) for number, place, row in self.places.get(name, ())]
        found.sort(key=lambda each: each[:2])
        return [(row, entry) for _, _, row, entry in found]

    def _with_inner(self, entries: Mapping[str, Entry], above: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield the entries, and those inside of mappings that the table asks for, with their plain names."""
        for name, entry in entries.items():
            yield above + name, entry
            if above + name in self.outer and isinstance(entry.value, Table):
                lines = entry.value.lines
                inner = {
                    plain_key(key): Entry(f"{entry.key}.{key}", value, lines.get(key, entry.line))
                    for key, value in entry.value.items()
                }
                yield from self._with_inner(inner, f"{above}{name}.")


DEFAULT = Dialects.of()
"""The table without additions."""


def read_fields(header: Header, path: str, zone: tzinfo, dialects: Dialects = DEFAULT) -> tuple[Fields, tuple[Problem, ...]]:
    """Map the entries of *header* to fields.

    :param path: the file that problems name.
    :param zone: the zone of dates that name none.
    """
    if not header.entries:
        return Fields(), ()
    mapping = _Mapping(Reading(path, zone, splits_at_blanks="layout" in header.entries))
    entries = _with_lost_indent_restored(header.entries, mapping.reading)
    by_name: dict[str, Entry] = {}
    for entry in entries.values():
        by_name.setdefault(plain_key(entry.key), entry)
    for row, entry in dialects.wanted(by_name):
        mapping.fill(row, entry)
    handed_on = [key for key in entries if is_handed_on(key)]
    for name, entry in by_name.items():
        if is_handed_on(entry.key):
            mapping.note(entry, Use.HANDED_ON)
        elif name in CARRIED or entry.key.startswith("cSpell:"):
            mapping.note(entry, Use.CARRIED)
        elif name not in dialects.places and name not in dialects.outer:
            mapping.unknown(entry, dialects)
    return mapping.fields(frontmatter.native(header, handed_on) if handed_on else {}), tuple(mapping.reading.problems)


@dataclass(slots=True)
class _Mapping:
    """Fields on the way, and what became of the keys."""

    reading: Reading
    values: dict[str, list[Any]] = field(default_factory=dict)
    joins: dict[str, Callable[[list[Any]], Any]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    keys: dict[str, KeyUse] = field(default_factory=dict)

    def note(self, entry: Entry, use: Use, of: str | None = None) -> None:
        """Remember what became of a key. One that two rows ask for (``published``) was used if either could use it."""
        if entry.key not in self.keys or use is Use.USED:
            self.keys[entry.key] = KeyUse(entry.key, entry.line, use, of)

    def fill(self, row: Row, entry: Entry) -> None:
        """Read the value of an entry into the field of a row."""
        reading, before = self.reading, len(self.reading.problems)
        reading.key, reading.line = entry.key.rpartition(".")[2], entry.line
        value = row.read(entry.value, reading)
        if value is None or value in ((), ""):
            if len(reading.problems) > before:
                self.note(entry, Use.INVALID, row.field)
            elif not entry.value:
                self.note(entry, Use.EMPTY, row.field)
            else:
                self.note(entry, Use.CARRIED, row.field)
            return
        values = self.values.setdefault(row.field, [])
        values.append(value)
        self.joins[row.field] = row.join
        if len(values) == 1 or row.join is not _first:
            self.note(entry, Use.USED, row.field)
            self.origins.setdefault(row.field, Origin(entry.line, entry.key))
        elif value == values[0]:
            self.note(entry, Use.REPEATED, row.field)
        else:
            self.note(entry, Use.OVERRULED, row.field)
            used = self.origins[row.field]
            message = f"'{entry.key}' says something else than '{used.key}' on line {used.line}, which is used."
            reading.report(Code.FIELD_CONFLICT, message)

    def unknown(self, entry: Entry, dialects: Dialects) -> None:
        """Name a key that nobody knows; if it is a slip of one that is missing, and its value fits, it is understood."""
        name = plain_key(entry.key)
        meant = spelling.meant(name, dialects.places)
        row = dialects.places[meant][0][2] if meant else None
        if row and row.field not in self.values:
            trial = replace(self.reading, key=entry.key, line=entry.line, problems=[])
            value = row.read(entry.value, trial)
            if value is not None and value not in ((), "") and not trial.problems:
                shown = next(key for key in row.keys if plain_key(key) == meant) if meant else ""
                self.fill(row, entry)
                self.reading.report(Code.FIELD_MISSPELT, f"'{entry.key}' was taken for '{shown}': write {shown}.")
                return
        self.reading.line = entry.line
        hint = f" Did you mean '{meant}'?" if meant else ""
        self.reading.report(Code.FIELD_UNKNOWN, f"'{entry.key}' is not a field of an article; it was left alone.{hint}")
        self.note(entry, Use.UNKNOWN)

    def fields(self, handed_on: dict[str, Any]) -> Fields:
        values = {name: self.joins[name](found) for name, found in self.values.items()}
        keys = tuple(sorted(self.keys.values(), key=lambda key: (key.line, key.key)))
        return Fields(**values, handed_on=handed_on, origins=self.origins, keys=keys)


_INSIDE = frozenset({"name", "picture", "url", "avatar", "twitter", "github", "imageurl", "alt", "credit"})
"""Keys that belong into the mapping of an author or a picture."""
_MAPPINGS = frozenset({"author", "coverimage", "cover", "ogimage", "featuredimage", "image"})


def _with_lost_indent_restored(entries: Mapping[str, Entry], reading: Reading) -> dict[str, Entry]:
    """Put keys back into the mapping that they follow, when their indentation is lost: ``author:`` and then ``name: …``."""
    result: dict[str, Entry] = {}
    mapping: Entry | None = None
    for entry in entries.values():
        if mapping and plain_key(entry.key) in _INSIDE and entry.line == mapping.line + len(mapping.value) + 1:
            if not mapping.value:
                reading.line = entry.line
                message = f"'{entry.key}' was taken to belong to '{mapping.key}' above: write two blanks before it."
                reading.report(Code.FIELD_FORM, message)
            mapping.value[entry.key] = entry.value
            mapping.value.lines[entry.key] = entry.line
            continue
        if entry.value is None and plain_key(entry.key) in _MAPPINGS:
            mapping = Entry(entry.key, Table(), entry.line)
            result[entry.key] = mapping
        else:
            mapping = None
            result[entry.key] = entry
    return {key: Entry(key, entry.value or None, entry.line) if entry.value == {} else entry for key, entry in result.items()}
