"""The table of front matter keys by field, for all blog engines.

:data:`TABLE` lists the keys that fill each field, in order of precedence, and the function that reads their values. To support
another dialect, add keys or rows.

Case, hyphens, underscores and spaces in a key do not matter: ``coverImage``, ``cover_image`` and ``Cover-Image`` are the same
key. A name with a dot is a key inside a mapping: ``extra.team``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..frontmatter.model import Entry, Table, Value
from . import discussions, images, languages, people, scalars, statuses, terms, urls
from .context import Context
from .record import Status

_IGNORED_CHARACTERS = re.compile(r"[-_\s]")


def normalise_key(key: str) -> str:
    """Return *key* in lower case, without hyphens, underscores and spaces."""
    return _IGNORED_CHARACTERS.sub("", key).casefold()


def take_first(values: list[Any]) -> Any:
    """Return the value of the key with the highest precedence."""
    return values[0]


def _take_strictest(values: list[Status]) -> Status:
    return max(values, key=list(Status).index)


def _merge(values: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The keys of a field and the function that reads their values."""

    field: str
    keys: tuple[str, ...]
    """Keys in order of precedence."""
    read: Callable[[Value, Context], Any]
    combine: Callable[[list[Any]], Any] = take_first
    """Makes one value of the values of several keys."""
    accepts_empty: bool = False
    """Whether an empty value is a value of its own, such as an empty list of related articles."""

    def spell_key(self, key: str) -> str:
        """Return a normalised key as the table spells it."""
        return next((spelling for spelling in self.keys if normalise_key(spelling) == key), key)


TABLE = (
    FieldRow("title", ("title", "제목", "linkTitle", "pageTitle", "seoTitle", "metaTitle"), scalars.read_text),
    FieldRow("subtitle", ("subtitle", "subheading", "tagline", "부제"), scalars.read_text),
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
            "date.created",
            "날짜",
            "작성일",
        ),
        scalars.read_date,
    ),
    FieldRow("published", ("published",), scalars.read_date_unless_flag),
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
            "date.updated",
            "수정일",
        ),
        scalars.read_date,
    ),
    FieldRow("expires", ("expiryDate", "expires", "expireDate", "expiresAt", "unpublishDate"), scalars.read_date),
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
        terms.read_categories,
    ),
    FieldRow("tags", ("tags", "tag", "태그", "topics", "keywords", "labels", "taxonomies.tags"), terms.read_tags),
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
        people.read_authors,
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
        scalars.read_multiline_text,
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
        images.read_cover,
    ),
    FieldRow("cover", ("resources",), images.read_cover_resource),
    FieldRow(
        "cover_alt",
        ("imageAlt", "coverAlt", "coverImageAlt", "featuredImageAlt", "heroImageAlt", "heroAlt", "thumbnailAlt", "bannerAlt"),
        scalars.read_text,
    ),
    FieldRow("status", ("draft", "private", "wip", "isDraft"), statuses.read_draft, _take_strictest),
    FieldRow("status", ("published", "public", "publish", "isPublished"), statuses.read_public, _take_strictest),
    FieldRow("status", ("hidden", "unlisted", "hide"), statuses.read_hidden, _take_strictest),
    FieldRow("status", ("displayInList", "listed", "visible"), statuses.read_listed, _take_strictest),
    FieldRow("status", ("status",), statuses.read_status, _take_strictest),
    FieldRow("slug", ("slug",), scalars.read_text),
    FieldRow("permalink", ("permalink", "path", "url", "uri"), urls.read_permalink),
    FieldRow("aliases", ("aliases", "alias", "redirectFrom", "redirects", "redirect", "oldUrls"), urls.read_permalinks, _merge),
    FieldRow(
        "canonical",
        ("canonicalUrl", "canonical", "originalUrl", "crosspostUrl", "canonicalLink", "externalLink"),
        urls.read_url,
    ),
    FieldRow("feed_id", ("guid", "feedId", "atomId"), scalars.read_text),
    FieldRow("reading_minutes", ("readTime", "readingTime", "minutes", "timeToRead", "minutesToRead"), scalars.read_minutes),
    FieldRow(
        "series",
        ("series", "serie", "seriesTitle", "seriesName", "시리즈", "taxonomies.series"),
        terms.read_series,
    ),
    FieldRow(
        "order",
        ("seriesOrder", "seriesIndex", "seriesPart", "part", "episode", "order", "weight", "archiveOrder"),
        scalars.read_whole_number,
    ),
    FieldRow("language", ("lang", "language", "locale", "언어"), languages.read_language),
    FieldRow("translation_key", ("translationKey", "translationId", "langRef", "ref", "pageId"), scalars.read_text),
    FieldRow("is_translation", ("translation", "isTranslation"), scalars.read_flag),
    FieldRow("pinned", ("pinned", "pin", "featured", "sticky", "stick", "top"), scalars.read_flag_or_number),
    FieldRow("math", ("math", "mathjax", "useMath", "katex", "latex"), scalars.read_flag),
    FieldRow("colour", ("color", "colour", "색상"), scalars.read_text),
    FieldRow(
        "has_comments",
        ("comments", "comment", "commentable", "showComments", "enableComments", "allowComments", "commentStatus"),
        discussions.read_comments,
        all,
    ),
    FieldRow(
        "has_comments",
        ("disableComments", "noComments", "hideComments", "disableComment", "noComment", "hideComment"),
        discussions.read_no_comments,
        all,
    ),
    FieldRow(
        "thread",
        ("disqusIdentifier", "disqusId", "disqus", "threadId", "commentsId", "commentId", "issueTerm", "issueNumber"),
        discussions.read_thread,
    ),
    FieldRow("thread_url", ("disqusUrl",), urls.read_url),
    FieldRow(
        "social_post",
        (
            "mastodon",
            "mastodonUrl",
            "mastodonPost",
            "mastodonId",
            "mastodonPostId",
            "mastodonComments",
            "tootUrl",
            "tootId",
            "fediverse",
            "fediverseUrl",
            "comments",
            "comment",
        ),
        discussions.read_social_post,
    ),
    FieldRow("related", ("related", "relatedPosts", "relatedArticles", "seeAlso"), terms.read_related, accepts_empty=True),
)

CONTAINERS = ("extra", "params")
"""Mappings for keys that the engine itself does not know (Zola, Hugo). Their keys fill the same fields, but top-level keys take
precedence."""

HANDED_ON_KEYS = frozenset(
    [
        "myst",
        "mystnb",
        "html_meta",
        "substitutions",
        "jupytext",
        "kernelspec",
        "language_info",
        "file_format",
        "orphan",
        "tocdepth",
        "nocomments",
        "nosearch",
        "no-search",
        "hide-toc",
    ]
)
"""Keys that Sphinx, MyST or Furo read, beside those that begin with ``og:`` or ``ogp_``."""

FIELDS = {
    "title": "Title, as plain text.",
    "subtitle": "Second line below the title.",
    "published": "Date of publication, with or without a time, in nearly any format.",
    "updated": "Date of the last change.",
    "expires": "Date from which the article is no longer shown.",
    "categories": "A name, names, or paths of names: text, list, list of lists, mapping.",
    "tags": "Names: a list, or one text with commas.",
    "authors": "Names, mappings with name, url and picture, Markdown links, or keys of an authors file.",
    "excerpt": "Summary, as plain text.",
    "cover": "Address of an image, or a mapping with url, alt and credit.",
    "cover_alt": "Alternative text of the cover.",
    "status": "Whether the article is published, hidden from listings, or a draft. The strictest key counts.",
    "slug": "Stable name, by which other pages refer to the article.",
    "permalink": "Address in the old blog. Slug and date are derived from it if no other key sets them.",
    "aliases": "Further old addresses. All keys count.",
    "canonical": "URL of the original, if the article is a copy.",
    "feed_id": "Id of the article in the feed of the old blog.",
    "reading_minutes": "Reading time in minutes.",
    "series": "Name of the series that the article belongs to.",
    "order": "Position in the series, a whole number.",
    "language": "Language of the text, such as ko or pt-BR.",
    "translation_key": "Name that all translations of the article have in common.",
    "is_translation": "Whether this is a translation, and not the original article.",
    "pinned": "Whether the article comes before all others.",
    "math": "Whether dollar signs in the text enclose formulas.",
    "colour": "Colour of the term that a page is about, such as '#1f6feb'. Of an article it means nothing.",
    "has_comments": "Whether the article has comments, if the project has them.",
    "thread": "Identifier of the thread of comments, such as that of Disqus.",
    "thread_url": "URL by which Disqus knows the article.",
    "social_post": "Post in the fediverse whose replies are the comments: its URL or id.",
    "related": "Related articles: slugs, titles or files, or false for none.",
}
"""Description of each field, for the documentation and the command line."""


def is_handed_on(key: str) -> bool:
    """Return whether Sphinx, MyST or another extension reads *key*."""
    return key in HANDED_ON_KEYS or key.startswith(("og:", "ogp_"))


@dataclass(frozen=True)
class Dialects:
    """The table with the keys that a project adds, indexed by key."""

    rows: Mapping[str, tuple[tuple[int, int, FieldRow], ...]]
    """By normalised key, each row that has the key: the number of the row, the position of the key in it, and the row."""
    containers: frozenset[str]
    """Normalised keys of the mappings that contain keys of the table."""

    @classmethod
    def from_added_keys(cls, added: Mapping[str, tuple[str, ...]] = {}) -> Dialects:
        """Index the table.

        :param added: further keys by field name, with higher precedence than those of the table. Unknown fields are ignored.
        """
        rows: dict[str, list[tuple[int, int, FieldRow]]] = {}
        seen: set[str] = set()
        for number, row in enumerate(TABLE):
            if row.field in added and row.field not in seen:
                row = replace(row, keys=(*added[row.field], *row.keys))
            seen.add(row.field)
            nested = [f"{container}.{key}" for container in CONTAINERS for key in row.keys if "." not in key]
            for position, key in enumerate((*row.keys, *nested)):
                rows.setdefault(normalise_key(key), []).append((number, position, row))
        containers = frozenset(key[:index] for key in rows for index, character in enumerate(key) if character == ".")
        return cls({key: tuple(matches) for key, matches in rows.items()}, containers)

    def match_rows(self, entries: Mapping[str, Entry]) -> list[tuple[FieldRow, Entry]]:
        """Return each row that an entry fills, with the entry, in order of precedence.

        :param entries: top-level entries by normalised key.
        """
        matches: list[tuple[int, int, FieldRow, Entry]] = []
        for key, entry in self._walk(entries):
            matches += [(number, position, row, entry) for number, position, row in self.rows.get(key, ())]
        matches.sort(key=lambda match: match[:2])
        return [(row, entry) for _, _, row, entry in matches]

    def _walk(self, entries: Mapping[str, Entry], parent: str = "") -> Iterator[tuple[str, Entry]]:
        """Yield the entries with their normalised keys, including those inside the mappings that the table names."""
        for key, entry in entries.items():
            yield parent + key, entry
            if parent + key in self.containers and isinstance(entry.value, Table):
                lines = entry.value.lines
                inner = {
                    normalise_key(name): Entry(f"{entry.key}.{name}", value, lines.get(name, entry.line))
                    for name, value in entry.value.items()
                }
                yield from self._walk(inner, f"{parent}{key}.")


DEFAULT_DIALECTS = Dialects.from_added_keys()
"""The table without added keys."""
