"""From the spellings of many blog engines to one set of fields.

:data:`TABLE` is the whole of it: the keys that fill a field, in the order in which they are asked, and the function that reads
their values (all of these are in :mod:`.fields.readers`). A dialect is added by adding keys or rows.

Case, hyphens, underscores and blanks in a key do not count: ``coverImage`` is ``cover_image`` and ``Cover-Image``. A name with
a dot is a key inside a mapping: ``extra.team``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..frontmatter.header import Entry, Table, Value
from . import readers
from .context import Context
from .record import Status

_UNDISTINGUISHED = re.compile(r"[-_\s]")


def plain_key(key: str) -> str:
    """Return what of a key counts: its letters, digits and dots in lower case."""
    return _UNDISTINGUISHED.sub("", key).casefold()


def first_value(values: list[Any]) -> Any:
    return values[0]


def _strictest(values: list[Status]) -> Status:
    return max(values, key=list(Status).index)


def _all(values: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Keys that fill a field, and what reads their values."""

    field: str
    keys: tuple[str, ...]
    """In the order in which they are asked."""
    read: Callable[[Value, Context], Any]
    join: Callable[[list[Any]], Any] = first_value
    """What makes one value of several; the first, if nothing else is said."""
    may_be_empty: bool = False
    """Whether an empty value says something: that there shall be none."""

    def spelt(self, key: str) -> str:
        """Return a key of the row, given in the plain form, as the table spells it."""
        return next((spelling for spelling in self.keys if plain_key(spelling) == key), key)


TABLE = (
    FieldRow("title", ("title", "제목", "linkTitle", "pageTitle", "seoTitle", "metaTitle"), readers.text),
    FieldRow("subtitle", ("subtitle", "subheading", "tagline", "부제"), readers.text),
    FieldRow(
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
        ),
        readers.moment,
    ),
    FieldRow("published", ("published",), readers.public_since),
    FieldRow(
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
            "lastUpdate.date",
            "modified",
            "modifiedAt",
            "modifiedTime",
            "dateModified",
            "수정일",
        ),
        readers.moment,
    ),
    FieldRow("expires", ("expiryDate", "expires", "expireDate", "expiresAt", "unpublishDate"), readers.moment),
    FieldRow(
        "categories",
        (
            "category",
            "categories",
            "분류",
            "카테고리",
            "taxonomies.categories",
            "taxonomies.category",
            "sig",
            "extra.team",
        ),
        readers.categories,
    ),
    FieldRow("tags", ("tags", "tag", "태그", "topics", "keywords", "labels", "taxonomies.tags"), readers.tags),
    FieldRow(
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
        ),
        readers.people,
    ),
    FieldRow(
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
        ),
        readers.lines_of_text,
    ),
    FieldRow(
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
        ),
        readers.cover,
    ),
    FieldRow("cover", ("resources",), readers.resource),
    FieldRow("status", ("draft", "private", "wip", "isDraft"), readers.draft, _strictest),
    FieldRow("status", ("published", "public", "publish", "isPublished"), readers.public, _strictest),
    FieldRow("status", ("hidden", "unlisted", "hide"), readers.hidden, _strictest),
    FieldRow("status", ("displayInList", "listed", "visible"), readers.shown, _strictest),
    FieldRow("status", ("status",), readers.status_word, _strictest),
    FieldRow("slug", ("slug",), readers.text),
    FieldRow("permalink", ("permalink", "path", "url", "uri"), readers.address),
    FieldRow("aliases", ("aliases", "alias", "redirectFrom", "redirects", "redirect", "oldUrls"), readers.addresses, _all),
    FieldRow("canonical", ("canonicalUrl", "canonical", "originalUrl", "crosspostUrl", "canonicalLink"), readers.text),
    FieldRow("reading_minutes", ("readTime", "readingTime", "minutes", "timeToRead", "minutesToRead"), readers.minutes),
    FieldRow(
        "series",
        ("series", "serie", "seriesTitle", "seriesName", "시리즈", "taxonomies.series"),
        readers.series,
    ),
    FieldRow(
        "order",
        ("seriesOrder", "seriesIndex", "seriesPart", "part", "episode", "order", "weight", "archiveOrder"),
        readers.number,
    ),
    FieldRow("language", ("lang", "language", "locale", "언어"), readers.language),
    FieldRow("pinned", ("pinned", "pin", "featured", "sticky", "stick", "top"), readers.flag_or_number),
    FieldRow("math", ("math", "mathjax", "useMath", "katex", "latex"), readers.flag),
    FieldRow("related", ("related", "relatedPosts", "relatedArticles", "seeAlso"), readers.posts, may_be_empty=True),
)

CONTAINERS = ("extra", "params")
"""Mappings that hold what the engine itself does not know (Zola, Hugo). Their keys fill the same fields as those beside them,
where these say nothing."""

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
            "outputs cascade build sitemap robots noindex disqus disqusId dsqThreadId SBMCount issue forumUsername "
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
    "related": "Articles that belong to it: names, titles or files, or false if none shall be shown.",
}
"""What each field is, for people."""


def is_handed_on(key: str) -> bool:
    """Tell whether *key* is handed on as it is, for Sphinx, MyST or another extension to read."""
    return key in HANDED_ON or key.startswith(("og:", "ogp_"))


@dataclass(frozen=True)
class Dialects:
    """The table, with the spellings that a project adds, ready to be used for many headers."""

    places: Mapping[str, tuple[tuple[int, int, FieldRow], ...]]
    """For each key, in the plain form in which keys are compared, the rows that ask for it: the number of the row, the place
    of the key among its keys, and the row."""
    outer: frozenset[str]
    """The plain keys of mappings that hold such keys."""

    @classmethod
    def of(cls, added: Mapping[str, tuple[str, ...]] = {}) -> Dialects:
        """Make the table.

        :param added: further keys by the name of the field, asked before the known ones; names that are no fields are ignored.
        """
        places: dict[str, list[tuple[int, int, FieldRow]]] = {}
        done: set[str] = set()
        for number, row in enumerate(TABLE):
            if row.field in added and row.field not in done:
                row = replace(row, keys=(*added[row.field], *row.keys))
            done.add(row.field)
            inner = [f"{container}.{key}" for container in CONTAINERS for key in row.keys if "." not in key]
            for place, key in enumerate((*row.keys, *inner)):
                places.setdefault(plain_key(key), []).append((number, place, row))
        outer = frozenset(key[:position] for key in places for position, sign in enumerate(key) if sign == ".")
        return cls({key: tuple(rows) for key, rows in places.items()}, outer)

    def wanted(self, entries: Mapping[str, Entry]) -> list[tuple[FieldRow, Entry]]:
        """Return the rows that entries fill, with the entries, in the order of the table; *entries* by plain key."""
        found: list[tuple[int, int, FieldRow, Entry]] = []
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
