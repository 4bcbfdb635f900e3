"""Where articles were in the blog that they come from, and which page an address of that blog means now.

An address is looked up in three ways, of which the first that knows it counts: among the addresses that posts had (their
permalinks and aliases, and what the patterns of the option ``permalinks`` make of them); as a file, relative to the one that
links to it; and by its last part, which has to be the name of one post, if everything before it is explained by that post:
by its folders, its date, its categories, its language, or a word such as ``blog`` that says nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from ..fields.scalars import LANGUAGES
from ..slugs import slugify
from ..taxonomy import Taxonomy
from .file_names import file_names
from .post import Post

if TYPE_CHECKING:
    from .catalogue import Catalogue

_PLACEHOLDER = re.compile(r":(\w+)")
_SUFFIX = re.compile(r"(?:(?:^|/)(?:_?index|readme))?\.(?:html?|mdx?|markdown|php|aspx?)$|(?:^|/)_?index$", re.IGNORECASE)
_SOURCE_ROOT = re.compile(r"^@(?:site)?/")
"""How Zola and Docusaurus write the folder of all sources."""
_SECTIONS = frozenset(
    "blog blogs post posts _posts article articles news entry entries archive archives p note notes log journal writing".split()
)
"""Folders of addresses that say nothing of an article."""
_OF_KIND = {
    "category": Taxonomy.CATEGORY,
    "categories": Taxonomy.CATEGORY,
    "tag": Taxonomy.TAG,
    "tags": Taxonomy.TAG,
    "author": Taxonomy.AUTHOR,
    "authors": Taxonomy.AUTHOR,
    "series": Taxonomy.SERIES,
}


def address_path(address: str) -> str:
    """Return what of an address says where something is: ``/a/b/index.html?x#y`` and ``/A/b/`` are both ``a/b``."""
    path = normalize("NFC", unquote(_SOURCE_ROOT.sub("/", re.split(r"[?#]", address, maxsplit=1)[0])))
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return _SUFFIX.sub("", "/".join(parts)).casefold()


def old_addresses(post: Post, patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the paths, each with a slash before it, at which a post was in the blog that it comes from.

    :param patterns: those of the option ``permalinks``; a host in them does not count.
    """
    given = [post.permalink, *post.aliases] if post.permalink else list(post.aliases)
    made = [path for pattern in patterns if (path := _expanded(_path(pattern), post))]
    return tuple(dict.fromkeys(f"/{_path(address).lstrip('/')}" for address in (*given, *made) if _path(address).strip("/")))


def hosts(patterns: Iterable[str]) -> frozenset[str]:
    """Return the hosts of a blog's addresses, as patterns name them."""
    return frozenset(host for pattern in patterns if (host := urlsplit(pattern).netloc.casefold()))


def unknown_placeholders(pattern: str) -> list[str]:
    """Return the names in a pattern that stand for nothing."""
    return [name for name in _PLACEHOLDER.findall(_path(pattern)) if name not in PLACEHOLDERS]


def _path(address: str) -> str:
    return address[address.index("/", address.index("//") + 2) :] if re.match(r"(?:https?:)?//[^/]+/", address) else address


def _expanded(pattern: str, post: Post) -> str | None:
    """Return the address of a post by a pattern; None if the post does not say all that it asks for."""
    values = {name: PLACEHOLDERS[name](post) for name in _PLACEHOLDER.findall(pattern) if name in PLACEHOLDERS}
    if not all(values.values()):
        return None
    return re.sub(r"/{2,}", "/", _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), pattern))


def _dated(form: str) -> Callable[[Post], str]:
    return lambda post: format(post.published, form) if post.published else ""


PLACEHOLDERS: Mapping[str, Callable[[Post], str]] = {
    "slug": lambda post: post.slug,
    "title": lambda post: file_names(post.path)[1],
    "filename": lambda post: PurePosixPath(post.path).stem,
    "year": _dated("%Y"),
    "month": _dated("%m"),
    "day": _dated("%d"),
    "category": lambda post: slugify(post.categories[0][0]) if post.categories else "",
    "categories": lambda post: "/".join(map(slugify, post.categories[0])) if post.categories else "",
    "lang": lambda post: post.language or "",
}
"""What stands in patterns for a part of an address, by name."""


class Permalinks:
    """Finds the page that an address of the old blog means."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        """All posts; those without a page are not found."""

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts whose addresses are those of the old blog."""
        collections = self.catalogue.collections.values()
        return frozenset(host for collection in collections for host in hosts(collection.settings.permalinks))

    @cached_property
    def _exact(self) -> Mapping[str, str]:
        """Docnames by the paths of old addresses; of several posts at one, the oldest."""
        result: dict[str, str] = {}
        for post in self.catalogue.with_pages:
            patterns = self.catalogue.collection_of(post).settings.permalinks
            result |= {address_path(address): post.docname for address in old_addresses(post, patterns)}
        return result

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Docnames by the paths of files without their suffix."""
        return {address_path(post.path): post.docname for post in self.catalogue.with_pages}

    @cached_property
    def _named(self) -> Mapping[str, list[Post]]:
        """Posts by each name that the last part of an address may have."""
        result: dict[str, list[Post]] = defaultdict(list)
        for post in self.catalogue.with_pages:
            names = {post.slug.rpartition("/")[2], *file_names(post.path)}
            for name in {name.casefold() for name in names} | {address_path(name) for name in names}:
                result[name].append(post)
        return result

    def find(self, address: str, path: str = "") -> str | None:
        """Return the docname of the page that an address means: an article, or an index page; None if there is none.

        :param address: with or without a host; a query and a fragment are ignored.
        :param path: the file that it stands in, for addresses relative to a file.
        """
        where = address_path(_path(address))
        if found := self._exact.get(where):
            return found
        is_relative = not address.startswith(("/", "@")) and "://" not in address
        if is_relative and path:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
            if found := self._files.get(beside.casefold()):
                return found
        parts = [part for part in where.split("/") if part and part != ".."]
        if not parts:
            return None
        return self._files.get(where) or self._guess(parts, path) or (None if is_relative else self._index(parts))

    def _guess(self, parts: list[str], path: str) -> str | None:
        """Return the post of the last name that explains all other parts of an address; of two the nearer to *path*."""
        found = [
            (shared, post) for post in self._named.get(parts[-1], ()) if (shared := _explained(parts[:-1], post)) is not None
        ]
        if not found:
            return None
        ranked = sorted(((shared, _common(post.path, path), post.docname) for shared, post in found), reverse=True)
        if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
            return None
        return ranked[0][2]

    def _index(self, parts: list[str]) -> str | None:
        """Return the index page that an address means."""
        rest = parts
        while rest and rest[0] in _SECTIONS:
            rest = rest[1:]
        if not rest:
            return self.catalogue.main.page("posts")
        taxonomy = _OF_KIND.get(rest[0])
        if taxonomy and len(rest) == 1:
            return self.catalogue.main.page(taxonomy.index)
        term = self.catalogue.find_term(taxonomy or Taxonomy.CATEGORY, " / ".join(rest[1:] if taxonomy else rest))
        return term.docname if term else None


def _explained(parts: list[str], post: Post) -> int | None:
    """Return how many folders of an address are those of a post's file; None if a post does not explain all of them."""
    folders = [part.casefold() for part in PurePosixPath(post.path).parent.parts]
    if PurePosixPath(post.path).stem.casefold() in ("index", "readme"):
        folders = folders[:-1]
    shared = 0
    while shared < min(len(parts), len(folders)) and parts[-1 - shared] == folders[-1 - shared]:
        shared += 1
    known = _SECTIONS | set(_says(post))
    return shared if all(part in known or part in LANGUAGES for part in parts[: len(parts) - shared]) else None


def _says(post: Post) -> Iterator[str]:
    for category in post.categories:
        yield from map(slugify, category)
    yield from map(slugify, post.tags)
    if day := post.published:
        yield from (f"{day:%Y}", f"{day:%m}", f"{day:%d}", str(day.month), str(day.day))


def _common(path: str, other: str) -> int:
    """Return how many folders two paths share at their beginning."""
    pairs = zip(PurePosixPath(path).parent.parts, PurePosixPath(other).parent.parts, strict=False)
    return next((number for number, (one, two) in enumerate(pairs) if one != two), min(path.count("/"), other.count("/")))
