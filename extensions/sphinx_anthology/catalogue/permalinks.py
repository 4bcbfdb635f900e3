"""The addresses of posts in their old blog, and the patterns of the option ``permalinks`` that describe them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from ..slugs import slugify
from .file_names import get_link_names
from .post import Post

_PLACEHOLDER = re.compile(r":(\w+)")
_SUFFIX = re.compile(r"(?:(?:^|/)(?:_?index|readme))?\.(?:html?|mdx?|markdown|php|aspx?)$|(?:^|/)_?index$", re.IGNORECASE)
_SOURCE_ROOT = re.compile(r"^@(?:site)?/")
"""The root of all sources, as Zola and Docusaurus write it."""


def normalise_address(address: str) -> str:
    """Normalise an address without a host for comparison: ``/a/b/index.html?x#y`` and ``/A/b/`` both become ``a/b``."""
    path = normalize("NFC", unquote(_SOURCE_ROOT.sub("/", re.split(r"[?#]", address, maxsplit=1)[0])))
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return _SUFFIX.sub("", "/".join(parts)).casefold()


def list_old_addresses(post: Post, patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of a post in its old blog: its permalink, its aliases, then those that patterns describe.

    :param patterns: those of the option ``permalinks``. Their hosts are ignored.
    :returns: paths that begin with a slash.
    """
    given = [post.permalink, *post.aliases] if post.permalink else list(post.aliases)
    described = [path for pattern in patterns if (path := _expand(strip_host(pattern), post))]
    paths = [strip_host(address) for address in (*given, *described)]
    return tuple(dict.fromkeys(f"/{path.lstrip('/')}" for path in paths if path.strip("/")))


def parse_hosts(patterns: Iterable[str]) -> frozenset[str]:
    """Return the hosts in patterns, in lower case."""
    return frozenset(host for pattern in patterns if (host := urlsplit(pattern).netloc.casefold()))


def find_unknown_placeholders(pattern: str) -> list[str]:
    """Return the names of placeholders in a pattern that are not in :data:`PLACEHOLDERS`."""
    return [name for name in _PLACEHOLDER.findall(strip_host(pattern)) if name not in PLACEHOLDERS]


def strip_host(address: str) -> str:
    """Return an address without scheme and host. An address with a host and no path is unchanged."""
    return address[address.index("/", address.index("//") + 2) :] if re.match(r"(?:https?:)?//[^/]+/", address) else address


def _expand(pattern: str, post: Post) -> str | None:
    """Return the address of a post by a pattern, or None if a placeholder is unknown or the post has no value for it."""
    if find_unknown_placeholders(pattern):
        return None
    values = {name: PLACEHOLDERS[name](post) for name in _PLACEHOLDER.findall(pattern)}
    return re.sub(r"/{2,}", "/", _PLACEHOLDER.sub(lambda match: values[match[1]], pattern)) if all(values.values()) else None


def _format_date(form: str) -> Callable[[Post], str]:
    return lambda post: format(post.published, form) if post.published else ""


PLACEHOLDERS: Mapping[str, Callable[[Post], str]] = {
    "slug": lambda post: post.slug,
    "title": lambda post: get_link_names(post.path)[1],
    "filename": lambda post: PurePosixPath(post.path).stem,
    "year": _format_date("%Y"),
    "month": _format_date("%m"),
    "day": _format_date("%d"),
    "category": lambda post: slugify(post.categories[0][0]) if post.categories else "",
    "categories": lambda post: "/".join(map(slugify, post.categories[0])) if post.categories else "",
    "lang": lambda post: post.language or "",
}
"""The functions that compute the value of each placeholder in patterns; an empty value is a missing one."""
