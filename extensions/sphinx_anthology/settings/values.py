"""The values of all options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..problems import Report, ignore_problem
from ..urls import explain_pattern
from .collections import explain_collection
from .indexes import IndexOptions, read_index_options
from .messages import PREFIX, report_option

MEGABYTE = 1_000_000
ALL, POSTS = "all", "posts"
"""Pages whose headings have ids of their words."""
FEEDS = ("posts", "collections", "languages", "categories", "tags", "authors", "series")
"""The kinds of feeds."""
FEED_FORMATS = ("atom", "rss", "json")
FEED_CONTENTS = ("full", "excerpt")
SHARE_TARGETS = (
    *("mastodon", "bluesky", "threads", "x", "facebook", "linkedin", "reddit", "hackernews", "telegram", "whatsapp"),
    *("naver", "kakaostory", "band", "line", "hatena", "email", "copy"),
)
"""What readers can share an article to."""
ARTICLE_TYPES = ("BlogPosting", "TechArticle", "Article", "NewsArticle", "ScholarlyArticle")
"""Types of articles in structured data. Source: https://schema.org/Article"""


def _option(default: Any, explanation: str, *types: type, collection: bool = False, is_shown: bool = True) -> Any:
    """Declare an option.

    :param collection: whether each collection may have its own value.
    :param is_shown: whether the output depends on it. Settings that differ in others are the same.
    """
    metadata = {"default": default, "help": explanation, "types": types, "collection": collection, "is_shown": is_shown}
    return field(default_factory=lambda: default, metadata=metadata, compare=is_shown, repr=is_shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of all ``anthology_*`` options, for the main collection or for another one."""

    posts: tuple[str, ...] = _option(
        ("posts/**", "blog/**", "articles/**", "_posts/**", "_drafts/**"),
        "Glob patterns of the files that are posts, relative to the source folder.",
        *(list, tuple),
        collection=True,
    )
    title: str = _option("", "Title of the posts in the sidebar.", str, collection=True)
    static_roots: tuple[str, ...] = _option(
        ("public", "static", "assets"),
        "Folders in which an image such as `/images/x.png` is looked up, first in the source folder and then beside it.",
        *(list, tuple),
    )
    allowed_paths: tuple[str, ...] = _option((), "Further files and folders that posts may use.", list, tuple)
    untrusted: tuple[str, ...] = _option(
        (),
        "Glob patterns of the posts whose authors the project does not know, relative to the source folder.",
        *(list, tuple),
    )
    frame_hosts: tuple[str, ...] = _option(
        ("www.youtube-nocookie.com", "www.youtube.com", "player.vimeo.com"),
        "Hosts whose frames untrusted posts may show.",
        *(list, tuple),
    )
    page_size: int = _option(24, "Number of cards on one page of a listing.", int, collection=True)
    tag_min_posts: int = _option(2, "Minimum number of posts for a tag page.", int, collection=True)
    browse: str = _option("browse", "Folder of the index pages, in the source folder.", str, collection=True)
    navigation: bool = _option(
        True,
        "Whether index pages are added to the toctree of the root page. Pages that it lists itself are not added again.",
        bool,
        collection=True,
    )
    indexes: Mapping[str, Any] = _option({}, "Options of the indexes, by their names.", dict, collection=True)
    categories: Mapping[str, Any] = _option(
        {}, "Title, slug, description, cover, color, order and page of categories, by their names.", dict, collection=True
    )
    collections: Mapping[str, Any] = _option({}, "Further collections of posts, with their own options.", dict)
    authors: Mapping[str, Any] = _option({}, "Authors, by the keys or names that posts use.", dict)
    permalinks: tuple[str, ...] = _option(
        (),
        "Patterns of old addresses, such as `https://blog.example/:year/:slug/`, for links and redirects.",
        *(list, tuple),
        collection=True,
    )
    old_site: str | Mapping[str, str] = _option(
        "",
        "URL of the site that the posts come from, or URLs by the beginnings of paths, for links to pages that are not here.",
        *(str, dict),
    )
    ignored_tags: tuple[str, ...] = _option(
        (), "Tags, shortcodes and components that stand for nothing, such as `ads` or `include share.html`.", list, tuple
    )
    list_translations: bool = _option(
        False, "Whether lists show an article in each of its languages, and not once.", bool, collection=True
    )
    site_languages: Mapping[str, Any] = _option({}, "Addresses of the whole site in each language, to link its pages.", dict)
    backlinks: bool = _option(True, "Whether each article lists the pages that link to it.", bool)
    api_backlinks: bool = _option(
        True, "Whether each documented object lists the articles that mention it, and each article the objects.", bool
    )
    mentions: tuple[str, ...] | Mapping[str, str | None] = _option(
        (),
        "Files or URLs of `mentions.json` of other sites, whose articles about objects of this project are listed.",
        list,
        tuple,
        dict,
    )
    language_models: bool = _option(True, "Whether there are an `llms.txt` and a Markdown copy of each post.", bool)
    not_found_page: bool = _option(True, "Whether there is a `404.html`.", bool)
    reading_progress: bool = _option(False, "Whether a line at the top of an article shows how much of it was read.", bool)
    sitemap: bool = _option(True, "Whether there are a `sitemap.xml` and a `robots.txt`.", bool)
    feeds: tuple[str, ...] = _option(
        ("posts", "collections", "languages", "categories", "authors", "series"),
        "Which feeds there are: of all posts, and of each collection, language, category, tag, author and series.",
        *(list, tuple),
    )
    feed_formats: tuple[str, ...] = _option(FEED_FORMATS, "Formats of feeds: Atom, RSS and JSON Feed.", list, tuple)
    feed_content: str = _option("full", "What feeds have of each post: `full` or `excerpt`.", str)
    feed_size: int = _option(20, "Maximum number of posts in a feed.", int)
    feed_archives: bool = _option(False, "Whether older posts are in archive documents of feeds.", bool)
    feed_id_base: str = _option("", "What ids of posts in feeds begin with; empty for a tag URI of the project.", str)
    feed_aliases: tuple[str, ...] = _option((), "Addresses of the old blog's feed, such as `/feed.xml`.", list, tuple)
    old_feeds: tuple[str, ...] = _option(
        (), "Saved feeds of the old blog, relative to `conf.py`, whose ids the posts keep.", list, tuple
    )
    related: int = _option(4, "Maximum number of related articles below an article; 0 for none.", int)
    compact_search: bool = _option(
        False, "Whether the search index leaves out pairs of syllables over a blank, which makes it a third smaller.", bool
    )
    heading_ids: str = _option(ALL, "Which headings have ids of their words: `all`, or only those of `posts`.", str)
    article_type: str = _option(
        ARTICLE_TYPES[0], "Type of articles for search engines, such as `TechArticle`.", str, collection=True
    )
    share_cards: bool | Mapping[str, Any] = _option(
        True, "Whether pages without an image get one for social networks, or a dictionary of `covers` and `fonts`.", bool, dict
    )
    comments: Mapping[str, Any] = _option(
        {},
        "Comments below articles: `provider`, with what that needs, and `archive`, for those of the old blog.",
        dict,
        collection=True,
    )
    share: tuple[str, ...] = _option(
        (),
        "Networks to which readers can share an article, such as `mastodon`, `email` and `copy`.",
        list,
        tuple,
        collection=True,
    )
    head_tags: Mapping[str, str] = _option(
        {},
        "Codes and endpoints in the head of pages, such as `google-site-verification` and `webmention`, by their names.",
        dict,
    )
    images: bool | Mapping[str, Any] = _option(
        True, "Whether pictures of posts have smaller variants, or a dictionary with `avif`.", bool, dict
    )
    fields: Mapping[str, Any] = _option({}, "Further front matter keys, by the name of the field that they fill.", dict)
    timezone: str = _option("UTC", "IANA name of the time zone for dates without one.", str)
    max_size: int = _option(20, "Maximum size of a post, in megabytes. A larger file is left out.", int)
    accelerate: bool = _option(True, "Whether builds are accelerated. The result is the same.", bool)
    store: str = _option(
        "", "Folder or address where builds keep their results for other machines; empty for none.", str, is_shown=False
    )
    store_days: int = _option(30, "Number of days after which results are deleted from the store.", int, is_shown=False)
    cluster: str = _option(
        "", "Address of a Dask scheduler whose workers build the site, or `local`; empty for none.", str, is_shown=False
    )
    cluster_unencrypted: bool = _option(
        False, "Whether the scheduler may be on another machine without TLS.", bool, is_shown=False
    )
    drafts: bool = _option(False, "Whether drafts and scheduled and expired posts are shown, with a badge.", bool)
    today: str = _option("", "Time of the build, such as 2025-04-23 09:00, by which posts are scheduled or expired.", str)
    collection: str = field(default="", metadata={})
    """Name of the collection that the values are for; empty for the main one."""
    language: str = field(default="en", metadata={})
    """Language of the site, by which names are sorted."""

    def __post_init__(self) -> None:
        """Replace unusable values by the nearest usable ones: a folder in the source folder, at least one post a page."""
        parts = [part for part in PurePosixPath(self.browse).parts if part.strip("./")]
        object.__setattr__(self, "browse", "/".join(parts) or "browse")
        if self.article_type not in ARTICLE_TYPES:
            object.__setattr__(self, "article_type", ARTICLE_TYPES[0])
        object.__setattr__(self, "page_size", max(self.page_size, 1))
        object.__setattr__(self, "tag_min_posts", max(self.tag_min_posts, 1))
        object.__setattr__(self, "max_size", max(self.max_size, 1))
        object.__setattr__(self, "feed_size", max(self.feed_size, 1))

    @classmethod
    def from_values(cls, values: Mapping[str, Any], language: str = "en", report: Report = ignore_problem) -> Settings:
        """Return the settings for the values of ``anthology_*`` options.

        Options that are missing, or whose values have another type, have their defaults. Sphinx warns of such types.

        :param report: gets the items of lists that are left out.
        """
        given = {name: values[PREFIX + name] for name in OPTIONS if PREFIX + name in values}
        return cls(**_read_options(given, report), language=language)

    @property
    def max_bytes(self) -> int:
        """Maximum size of a post, in bytes."""
        return self.max_size * MEGABYTE

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of dates without one.

        :raises ValueError: the time zone does not exist.
        """
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = f"{PREFIX}timezone = {self.timezone!r} is not a time zone. Write a name such as 'Asia/Seoul'."
            raise ValueError(message) from error

    @property
    def added_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Front matter keys that the project adds, by field."""
        pairs = ((key, [item] if isinstance(item, str) else item) for key, item in self.fields.items())
        return {
            key: tuple(name for name in item if isinstance(name, str)) for key, item in pairs if isinstance(item, list | tuple)
        }

    @property
    def known_feed_formats(self) -> tuple[str, ...]:
        """The formats of feeds, in a fixed order; none if there are no feeds."""
        return tuple(name for name in FEED_FORMATS if name in self.feed_formats) if self.feeds else ()

    @property
    def has_full_feeds(self) -> bool:
        """Whether feeds have the text of each post."""
        return self.feed_content != "excerpt"

    @property
    def permalink_patterns(self) -> tuple[str, ...]:
        """Those of :attr:`permalinks` that can be addresses of a blog."""
        return tuple(pattern for pattern in self.permalinks if not explain_pattern(pattern))

    @property
    def old_sites(self) -> Mapping[str, str]:
        """The values of :attr:`old_site`, usable or not, by the beginnings of paths."""
        return self.old_site if isinstance(self.old_site, Mapping) else {"/": self.old_site}

    @property
    def by_collection(self) -> Mapping[str, Settings]:
        """Settings of each collection by its name. The main one is first and has an empty name."""
        usable = {name: values for name, values in self.collections.items() if not explain_collection(name, values)}
        return {"": self} | {name: self._for_collection(name, values) for name, values in usable.items()}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Glob patterns of the posts of all collections."""
        return tuple(pattern for settings in self.by_collection.values() for pattern in settings.posts)

    def _for_collection(self, name: str, values: Mapping[str, Any]) -> Settings:
        own = _read_options({key: value for key, value in values.items() if key in COLLECTION_OPTIONS}, ignore_problem)
        defaults = {"title": name, "browse": f"{self.browse}/{name}", "indexes": {}, "categories": {}, "collections": {}}
        return replace(self, **(defaults | own), collection=name)

    def index(self, name: str) -> IndexOptions:
        """Return the options of the index *name*."""
        return read_index_options(self.indexes, ignore_problem)[name]


OPTIONS = {option.name: option.metadata for option in fields(Settings) if option.metadata}
"""Default, types and explanation of each option, by its name without the prefix."""
COLLECTION_OPTIONS = tuple(name for name, option in OPTIONS.items() if option["collection"])


def read_option(name: str, value: Any, report: Report) -> Any:
    """Return the value of an option as settings have it; None if the option cannot have it.

    A text in the place of a list is a list of one. Any number says yes or no, but neither yes nor no is a number.

    :param report: gets the items of a list that are left out, because they are neither texts nor paths.
    """
    types = OPTIONS[name]["types"]
    if list in types and isinstance(value, str | list | tuple):
        return tuple(_read_items(name, [value] if isinstance(value, str) else value, report))
    if isinstance(value, bool):
        return value if bool in types else None
    return value if isinstance(value, types) or (bool in types and isinstance(value, int)) else None


def _read_items(name: str, items: Iterable[Any], report: Report) -> Iterator[str]:
    for item in items:
        if isinstance(item, str | os.PathLike):
            yield os.fspath(item)
        else:
            report_option(report, name, f"{item!r} is no text, and is left out.")


def _read_options(given: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Return the values that options can have, by the names of the options."""
    values = {name: read_option(name, value, report) for name, value in given.items()}
    return {name: value for name, value in values.items() if value is not None}
