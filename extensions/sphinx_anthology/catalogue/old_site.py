"""The site that the posts come from, for links to those of its pages that were not brought along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from ..settings import Settings, is_old_site_root
from ..urls import Url, UrlError, is_web_url, parse_url

_SOURCE_FILE = re.compile(r"\.(?:mdx?|markdown|ipynb|rst)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OldSite:
    """Where the pages of the old site are."""

    roots: tuple[tuple[str, str], ...] = ()
    """Pairs of the beginning of a path and the URL of the site that has such paths. The longest beginning comes first."""

    @classmethod
    def from_settings(cls, settings: Settings) -> OldSite:
        """Return the site that the option ``old_site`` describes. What is not usable there is left out."""
        usable = [(start, url.rstrip("/")) for start, url in settings.old_sites.items() if is_old_site_root(start, url)]
        return cls(tuple(sorted(usable, key=lambda pair: (-len(pair[0]), pair))))

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of the old site, in lower case."""
        return frozenset(urlsplit(url).netloc.casefold() for _start, url in self.roots)

    def find_url(self, address: str, base: str = "") -> Url | None:
        """Return the URL that an address has on the old site; None if it may have none there.

        :param address: an address without a host, as a post has it, or one on the old site.
        :param base: the path of the post on the old site, for relative addresses; empty if it is not known.
        """
        if is_web_url(address):
            return _checked(address) if urlsplit(address).netloc.casefold() in self.hosts else None
        path = urljoin(base, address)
        if not path.startswith("/") or path.startswith("//") or _SOURCE_FILE.search(urlsplit(path).path):
            return None
        for start, url in self.roots:
            if path.startswith(start):
                root = urlsplit(url).path
                return _checked(url.removesuffix(root) + path if path.startswith(f"{root}/") else url + path)
        return None


def _checked(url: str) -> Url | None:
    try:
        return parse_url(url, allow_mail=False)
    except UrlError:
        return None
