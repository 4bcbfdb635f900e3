"""Lookup of posts and index pages by addresses of the old blog and by paths of files.

An address is looked up in three steps, and the first that finds a page wins:

1. among the old addresses of posts: permalinks, aliases, and what the option ``permalinks`` describes;
2. as the path of a file, relative to the file that contains the link;
3. by its last part, which must name exactly one post. Each part before it must be explained by that post: by a folder of
   its file, its date, a category or a tag, by a language, or by a section name such as ``blog``.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from unicodedata import normalize

from ..fields.languages import is_clear_language
from ..slugs import slugify
from .collection import Collection, find_term
from .file_names import INDEX_NAMES, get_link_names
from .old_site import OldSite
from .permalinks import list_old_addresses, normalise_address, parse_hosts, strip_host
from .post import Post
from .taxonomy import Taxonomy

_SECTIONS = frozenset(
    "blog blogs post posts _posts article articles news entry entries archive archives p note notes log journal writing".split()
)
"""Folders of addresses that say nothing about an article."""
_TAXONOMIES = {
    "category": Taxonomy.CATEGORY,
    "categories": Taxonomy.CATEGORY,
    "tag": Taxonomy.TAG,
    "tags": Taxonomy.TAG,
    "author": Taxonomy.AUTHOR,
    "authors": Taxonomy.AUTHOR,
    "series": Taxonomy.SERIES,
}
"""Folders of addresses that hold the pages of a taxonomy."""


class AddressLookup:
    """Finds the page that an address of the old blog means today."""

    def __init__(
        self, posts: Sequence[Post], collections: Mapping[str, Collection], fallback: AddressLookup | None = None
    ) -> None:
        """Prepare the lookup.

        :param posts: the posts that have a page.
        :param collections: those of the site, by name, the main one first.
        :param fallback: the lookup of further posts, which is asked if this one finds nothing.
        """
        self._posts = posts
        self._collections = collections
        self._fallback = fallback
        self._found: dict[tuple[str, str], str | None] = {}

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of the old blog."""
        return self.old_site.hosts.union(
            host for one in self._collections.values() for host in parse_hosts(one.settings.permalink_patterns)
        )

    @cached_property
    def old_site(self) -> OldSite:
        """The site of the old blog, where pages are that were not brought along."""
        return OldSite.from_settings(self._collections[""].settings)

    @cached_property
    def _by_old_address(self) -> Mapping[str, str]:
        """Docnames by old address. If several posts have the same address, the last of the posts gets it: the oldest."""
        result: dict[str, str] = {}
        for post in self._posts:
            patterns = self._collections[post.collection].settings.permalink_patterns
            result |= {normalise_address(address): post.docname for address in list_old_addresses(post, patterns)}
        return result

    @cached_property
    def _by_file(self) -> Mapping[str, str]:
        """Docnames by the path of the file without its suffix."""
        return {normalise_address(post.path): post.docname for post in self._posts}

    @cached_property
    def _by_name(self) -> Mapping[str, list[Post]]:
        """Posts by the names that the last part of an address may have."""
        result: dict[str, list[Post]] = defaultdict(list)
        for post in self._posts:
            slugs = (post.slug, *post.old_slugs)
            names = {*(slug.rpartition("/")[2] for slug in slugs), *get_link_names(post.path)}
            for name in {name.casefold() for name in names} | {normalise_address(name) for name in names}:
                result[name].append(post)
        return result

    def find(self, address: str, path: str = "") -> str | None:
        """Return the docname of the article or index page that an address means, or None.

        :param address: an address with or without a host. Query and fragment are ignored.
        :param path: the file that contains the address, relative to the source folder, for relative addresses.
        """
        if (address, path) not in self._found:  # each link of a page is looked up several times
            found = self._find(address, path)
            self._found[address, path] = found or (self._fallback.find(address, path) if self._fallback else None)
        return self._found[address, path]

    def find_exact(self, address: str, path: str = "") -> str | None:
        """Return the docname of the article that an old address or a relative path names by all its parts, or None.

        The parameters are those of :meth:`find`.
        """
        return self._find_exact(address, path) or (self._fallback.find_exact(address, path) if self._fallback else None)

    def _find_exact(self, address: str, path: str) -> str | None:
        target = normalise_address(strip_host(address))
        if found := self._by_old_address.get(target):
            return found
        if not _is_relative(address) or not path:
            return None
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        return self._by_file.get(normalise_address(beside))

    def _find(self, address: str, path: str) -> str | None:
        if found := self._find_exact(address, path):
            return found
        target = normalise_address(strip_host(address))
        is_relative = _is_relative(address)
        parts = [part for part in target.split("/") if part and part != ".."]
        if not parts:
            return None
        found = self._by_file.get(target) or self._find_by_name(parts, path)
        return found or (None if is_relative else self._find_index_page(parts))

    def _find_by_name(self, parts: list[str], path: str) -> str | None:
        """Return the post that the last part names and that explains all other parts.

        Of several posts the one with the most folders in common wins: with the address, then with *path*. A tie finds none.
        """
        candidates = []
        for post in self._by_name.get(parts[-1], ()):
            shared = _count_shared_folders(parts[:-1], post)
            if _explains(post, parts[: len(parts) - 1 - shared]):
                candidates.append((shared, _count_common_folders(post.path, path), post.docname))
        candidates.sort(reverse=True)
        if not candidates or (len(candidates) > 1 and candidates[0][:2] == candidates[1][:2]):
            return None
        return candidates[0][2]

    def _find_index_page(self, parts: list[str]) -> str | None:
        """Return the index page of the main collection, or the term page of any, that the parts of an address mean."""
        main = self._collections[""]
        while parts and parts[0] in _SECTIONS:
            parts = parts[1:]
        if not parts:
            return main.index_page("posts")
        taxonomy = _TAXONOMIES.get(parts[0])
        if taxonomy and len(parts) == 1:
            return main.index_page(taxonomy.index)
        term = find_term(self._collections, taxonomy or Taxonomy.CATEGORY, " / ".join(parts[1:] if taxonomy else parts))
        return term.docname if term else None


def _is_relative(address: str) -> bool:
    return not address.startswith(("/", "@")) and "://" not in address


def _count_shared_folders(parts: Sequence[str], post: Post) -> int:
    """Return how many folders at the end of an address are the last folders of a post's file."""
    folders = [normalize("NFC", part).casefold() for part in PurePosixPath(post.path).parent.parts]
    if PurePosixPath(post.path).stem.casefold() in INDEX_NAMES:
        folders = folders[:-1]
    shared = 0
    while shared < min(len(parts), len(folders)) and parts[-1 - shared] == folders[-1 - shared]:
        shared += 1
    return shared


def _explains(post: Post, parts: Sequence[str]) -> bool:
    """Return whether each of the *parts* of an address is a section, a language, or something that the post says of itself."""
    known = _SECTIONS | set(_list_known_parts(post))
    return all(part in known or is_clear_language(part, is_folder=True) for part in parts)


def _list_known_parts(post: Post) -> Iterator[str]:
    """Yield the language of a post, the slugs of its categories and tags, and the numbers in its date."""
    if post.language:
        yield post.language.lower()
    for category in post.categories:
        yield from map(slugify, category)
    yield from map(slugify, post.tags)
    if day := post.published:
        yield from (f"{day.year:04}", f"{day:%m}", f"{day:%d}", str(day.month), str(day.day))


def _count_common_folders(path: str, other: str) -> int:
    """Return how many folders two paths share at their beginning."""
    pairs = zip(PurePosixPath(path).parent.parts, PurePosixPath(other).parent.parts, strict=False)
    return next((number for number, (one, two) in enumerate(pairs) if one != two), min(path.count("/"), other.count("/")))
