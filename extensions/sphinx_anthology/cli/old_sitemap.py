"""What a site has not, of the addresses in the sitemap of the blog that it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from .built_site import BuiltSite

_PLACE = re.compile(r"<(?:[\w-]+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
_INDEX = re.compile(r"<(?:[\w-]+:)?sitemapindex\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def read_paths(text: str) -> list[str]:
    """Return the paths of the addresses in a sitemap, each once, with a slash at the start and not percent-encoded.

    :param text: XML, or lines with one address each. Source: https://www.sitemaps.org/protocol.html
    :raises ValueError: it names other sitemaps, or no address.
    """
    if _INDEX.search(text):
        raise ValueError("names other sitemaps. Save those, and give each of them.")
    found = [unescape(place).strip() for place in _PLACE.findall(text)]
    found = found or [line.strip() for line in text.splitlines() if _ADDRESS.fullmatch(line.strip())]
    if not found:
        raise ValueError("names no address.")
    return list(dict.fromkeys(_read_path(address) for address in found))


def _read_path(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return "/" + unquote(path).lstrip("/")


def describe_gone(paths: Iterable[str], site: BuiltSite) -> Iterator[str]:
    """Yield a message for each path at which the site has neither a file nor a redirect."""
    for path in paths:
        if not site.has_file_at(path):
            yield f"{path} is gone. Add 'aliases: [{path}]' to the front matter of the article that was there."
