"""The files for search engines: ``sitemap.xml``, in parts if it is long, and ``robots.txt``.

Sources: https://www.sitemaps.org/protocol.html,
https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap and
https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from ..characters import clean_xml
from .site_address import SiteAddress

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
MAX_ADDRESSES = 50_000
"""The most addresses in one file."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_START = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page as a sitemap describes it. All addresses are absolute."""

    url: str
    changed: datetime | None = None
    """When it was last changed; None if unknown."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Its address in each language, by language tag, if it is there in several."""
    images: Sequence[str] = ()


def render_sitemaps(entries: Sequence[SitemapEntry], site: SiteAddress, size: int = MAX_ADDRESSES) -> dict[str, bytes]:
    """Return the files of a sitemap by path: one, or an index and its parts.

    :param size: the most addresses in one file.
    """
    if len(entries) <= size:
        return {SITEMAP: _render_part(entries)}
    stem, dot, suffix = SITEMAP.partition(".")
    starts = range(0, len(entries), size)
    parts = {f"{stem}-{number}{dot}{suffix}": entries[start : start + size] for number, start in enumerate(starts, start=1)}
    lines = (f"<sitemap><loc>{escape(site.absolute(path))}</loc></sitemap>\n" for path in parts)
    index = f'{_START}<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(lines)}</sitemapindex>\n'
    return {SITEMAP: index.encode(), **{path: _render_part(part) for path, part in parts.items()}}


def _render_part(entries: Sequence[SitemapEntry]) -> bytes:
    spaces = {"": _NAMESPACE, ":xhtml": "http://www.w3.org/1999/xhtml"}
    spaces[":image"] = "http://www.google.com/schemas/sitemap-image/1.1"
    attributes = "".join(f' xmlns{name}="{space}"' for name, space in spaces.items())
    lines = ("".join(_render_entry(entry)) for entry in entries)
    return clean_xml(f"{_START}<urlset{attributes}>\n{''.join(lines)}</urlset>\n").encode()


def _render_entry(entry: SitemapEntry) -> Iterator[str]:
    yield f"<url><loc>{escape(entry.url)}</loc>"
    if entry.changed:
        yield f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod>"
    for tag, url in entry.languages.items():
        yield f'<xhtml:link rel="alternate" hreflang="{escape(tag)}" href="{escape(url)}"/>'
    for url in entry.images:
        yield f"<image:image><image:loc>{escape(url)}</image:loc></image:image>"
    yield "</url>\n"


def render_robots(site: SiteAddress) -> bytes:
    """Return a file that lets crawlers read everything, and names the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute(SITEMAP)}\n".encode()
