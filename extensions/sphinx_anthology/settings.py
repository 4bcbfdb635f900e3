"""The options of the extension, each declared once.

``setup()`` registers them with Sphinx as ``anthology_<name>`` and the documentation lists them, both from the fields of
:class:`Settings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .slugs import slugify
from .suggestions import did_you_mean, nearest
from .taxonomy import INDEXES, IndexOptions, index_options

PREFIX = "anthology_"
CONFIGURATION = "conf.py"
"""The file that problems of options name."""


def _option(default: Any, explanation: str, *types: type, collection: bool = False) -> Any:
    """Declare an option.

    :param collection: whether each collection may have a value of its own.
    """
    metadata = {"default": default, "help": explanation, "types": types, "collection": collection}
    return field(default_factory=lambda: _frozen(default), metadata=metadata)


def _frozen(value: Any) -> Any:
    """Return an option's value with tuples for lists; mappings are left to nobody changing them."""
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values of all ``anthology_*`` options, for the main collection of posts or for another."""

    posts: tuple[str, ...] = _option(
        ("posts/**", "blog/**", "articles/**", "_posts/**"),
        "Glob patterns, relative to the source folder, of the files that are posts.",
        *(list, tuple),
        collection=True,
    )
    title: str = _option("", "What the posts are called in the sidebar.", str, collection=True)
    static_roots: tuple[str, ...] = _option(
        ("public", "static", "assets"),
        "Folders in which an image such as `/images/x.png` is looked up: in the source folder first, then beside it.",
        *(list, tuple),
    )
    page_size: int = _option(24, "Cards on one page of a listing.", int, collection=True)
    tag_min_posts: int = _option(2, "Posts from which on a tag has a page of its own.", int, collection=True)
    browse: str = _option(
        "browse", "Folder, in the source folder, into which the index pages are written.", str, collection=True
    )
    navigation: bool = _option(
        True,
        "Add the index pages to the toctree of the root page, unless that page lists them itself.",
        bool,
        collection=True,
    )
    indexes: Mapping[str, Any] = _option({}, "Which indexes there are, and how each is shown.", dict, collection=True)
    categories: Mapping[str, Any] = _option(
        {}, "Title, slug, description, cover and order of categories.", dict, collection=True
    )
    collections: Mapping[str, Any] = _option({}, "Further collections of posts, with options of their own.", dict)
    authors: Mapping[str, Any] = _option({}, "The people who write, by the keys or names that posts give.", dict)
    permalinks: tuple[str, ...] = _option(
        (),
        "Patterns of the addresses of the old blog, such as `https://blog.example/:year/:slug/`, for links and redirects.",
        *(list, tuple),
        collection=True,
    )
    backlinks: bool = _option(
        True, "List below each article the pages that link to it, with the sentence around the link.", bool
    )
    related: int = _option(4, "How many related articles stand below an article; 0 for none.", int)
    fields: Mapping[str, Any] = _option({}, "Further keys of front matter, by the name of the field that they fill.", dict)
    timezone: str = _option("UTC", "Time zone, by its IANA name, of the dates in front matter that do not name one.", str)
    accelerate: bool = _option(False, "Do some of what Sphinx does in faster ways of its own, with the same result.", bool)
    drafts: bool = _option(False, "Show drafts, and posts whose day has not come or is over, with a badge.", bool)
    today: str = _option("", "The day by which posts are scheduled or expired, such as 2025-04-23.", str)
    collection: str = field(default="", metadata={})
    """The name of the collection that the values are for; empty for the main one."""

    def __post_init__(self) -> None:
        """Bring values that cannot be used to the nearest that can: a folder in the source folder, at least one post a page."""
        parts = [part for part in PurePosixPath(self.browse).parts if part.strip("./")]
        object.__setattr__(self, "browse", "/".join(parts) or "browse")
        object.__setattr__(self, "page_size", max(self.page_size, 1))
        object.__setattr__(self, "tag_min_posts", max(self.tag_min_posts, 1))

    @property
    def zone(self) -> ZoneInfo:
        """The zone of dates that name none.

        :raises ValueError: there is no zone of that name.
        """
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            message = f"{PREFIX}timezone = {self.timezone!r} is not a time zone: write a name such as 'Asia/Seoul'."
            raise ValueError(message) from error

    @property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of front matter that the project adds, by field."""
        pairs = ((key, [item] if isinstance(item, str) else item) for key, item in self.fields.items())
        return {
            key: tuple(name for name in item if isinstance(name, str)) for key, item in pairs if isinstance(item, list | tuple)
        }

    def index(self, name: str) -> IndexOptions:
        """Return how the index *name* is made."""
        return index_options(self.indexes)[0][name]

    @property
    def by_collection(self) -> Mapping[str, Settings]:
        """The settings of each collection by its name, the main one first, whose name is empty."""
        usable = {name: given for name, given in self.collections.items() if not _misfit(name, given)}
        return {"": self} | {name: self._of(name, given) for name, given in usable.items()}

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of the files that are posts, of all collections."""
        return tuple(pattern for settings in self.by_collection.values() for pattern in settings.posts)

    def _of(self, name: str, given: Mapping[str, Any]) -> Settings:
        own = {key: _frozen(value) for key, value in given.items() if _fits(key, value)}
        plain = {"title": name, "browse": f"{self.browse}/{name}", "indexes": {}, "categories": {}, "collections": {}}
        return replace(self, **(plain | own), collection=name)

    def remarks(self) -> Iterator[str]:
        """Yield a sentence on each part of a dictionary that cannot be used."""
        for remark in index_options(self.indexes)[1]:
            yield f"{PREFIX}indexes: {remark}"
        for name, given in self.collections.items():
            if misfit := _misfit(name, given):
                yield f"{PREFIX}collections: {misfit}"
                continue
            for key, value in given.items():
                if not _fits(key, value):
                    hint = did_you_mean(nearest(key, _COLLECTION_OPTIONS)[:1]) if key not in _COLLECTION_OPTIONS else ""
                    yield f"{PREFIX}collections: {name!r} cannot have {key!r} = {value!r}.{hint}"
        for settings in list(self.by_collection.values())[1:]:
            yield from settings.remarks()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Settings:
        """Make settings from the values of ``anthology_*`` options; missing ones have their defaults."""
        return cls(**{name: _frozen(values[PREFIX + name]) for name in OPTIONS if PREFIX + name in values})


OPTIONS = {option.name: option.metadata for option in fields(Settings) if option.metadata}
"""The options of the extension by their names without the prefix; each says its default, types and meaning."""
_COLLECTION_OPTIONS = tuple(name for name, option in OPTIONS.items() if option["collection"])


def _fits(key: str, value: object) -> bool:
    """Tell whether an option of a collection can have a value."""
    return key in _COLLECTION_OPTIONS and isinstance(value, OPTIONS[key]["types"])


def _misfit(name: object, given: object) -> str:
    """Return why something is not a collection; empty if it is one."""
    if not isinstance(name, str) or not name or slugify(name) != name or name in {index.folder for index in INDEXES.values()}:
        return f"{name!r} cannot name a collection: write small letters, digits and hyphens, and not the name of an index."
    if not isinstance(given, Mapping) or "posts" not in given:
        return f"{name!r} has to be a dictionary with 'posts', the patterns of its files."
    return ""
