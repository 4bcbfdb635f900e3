"""Make the Open Graph properties and meta tags of pages, for social networks and search engines.

sphinxext-opengraph writes the properties whose names begin with ``og:``. It takes the values of this module as if the author
had written them. The others are written here. Source: https://ogp.me/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Any

from babel.core import get_global

from ...urls import encode_url
from .head import PageKind, PageMetadata, ShareImage

_META = re.compile(r'<meta((?:\s+[\w:.-]+="[^"]*")+)\s*/?>[ \t]*\n?')
"""A meta tag as Sphinx, docutils and sphinxext-opengraph write it."""
_NAME = re.compile(r'\s(?:property|name)="([^"]*)"')
_CONTENT = re.compile(r'\scontent="([^"]*)"')
_IMAGE = "og:image"
_ABSOLUTE = ("og:url", _IMAGE)
"""Properties that are of no use as relative addresses."""
_REPEATABLE = frozenset({"article:author", "article:tag", "og:locale:alternate", "fediverse:creator"})


def make_properties(page: PageMetadata, site_type: str) -> dict[str, str]:
    """Return the properties of a page that sphinxext-opengraph writes, by name; the values are escaped for HTML attributes.

    :param site_type: the type of pages that are no articles.
    """
    properties = {
        "og:title": page.title,
        "og:type": {PageKind.ARTICLE: "article", PageKind.PROFILE: "profile"}.get(page.kind, site_type),
        "og:url": page.url,
        "og:site_name": page.site,
        "og:description": page.description,
        "og:locale": _make_locale(page.language),
        # With length 0, sphinxext-opengraph does not search the text for a description.
        "ogp_description_length": "0",
    }
    if page.image:
        properties |= _make_image_properties(page.image)
    return {name: escape(value) for name, value in properties.items() if value}


def _make_image_properties(image: ShareImage) -> dict[str, str]:
    size = {"og:image:width": image.width, "og:image:height": image.height}
    texts = {_IMAGE: image.url, "og:image:alt": image.alt, "og:image:type": image.media_type}
    return texts | {name: str(pixels) for name, pixels in size.items() if pixels}


def combine(properties: Mapping[str, str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties with those that the author has given instead of or beside them, which are escaped as well.

    :param given: the metadata of the document.
    """
    if _IMAGE in given:
        kept = {name: value for name, value in properties.items() if not name.startswith(_IMAGE)}
        properties = kept | {f"{_IMAGE}:alt": properties.get("og:title", "")}
    texts = {name: escape(str(value)) for name, value in given.items() if name.startswith("og:")}
    return {**properties, **given, **texts}


def render_meta_tags(page: PageMetadata, has_description: bool = True) -> str:
    """Return the ``meta`` elements of a page that sphinxext-opengraph does not write.

    :param has_description: whether the description is among them.
    """
    tags = (tag for tag in _list_tags(page) if tag[2] and (has_description or tag[1] != "description"))
    elements = [f'<meta {kind}="{name}" content="{escape(value)}" />\n' for kind, name, value in tags]
    return "".join(elements)


def _list_tags(page: PageMetadata) -> Iterator[tuple[str, str, str]]:
    """Yield the attribute that names a tag, its name, and its content, which may be empty."""
    yield "name", "description", page.description
    yield "name", "twitter:card", "summary_large_image" if page.image else ""
    for tag in page.other_languages:
        yield "property", "og:locale:alternate", _make_locale(tag)
    if page.kind is not PageKind.ARTICLE:
        return
    yield "name", "author", ", ".join(person.name for person in page.people)
    moments = {"published_time": page.published, "modified_time": page.updated, "expiration_time": page.expires}
    for name, moment in moments.items():
        yield "property", f"article:{name}", moment.isoformat() if moment else ""
    for person in page.people:
        yield "property", "article:author", person.url or person.name
        yield "name", "fediverse:creator", person.fediverse
    yield "property", "article:section", page.section
    for tag in page.tags:
        yield "property", "article:tag", tag


def render_robots_tag(page: PageMetadata) -> str:
    """Return the ``meta`` element that asks search engines to leave out a page; empty for a page that they may show."""
    return '<meta name="robots" content="noindex" />\n' if page.is_hidden else ""


def render_profile_links(page: PageMetadata) -> str:
    """Return the ``link`` elements by which networks verify that profiles are those of the author of a page or of the site.

    Source: https://microformats.org/wiki/rel-me
    """
    profiles = page.people[0].profiles if page.people and page.kind in (PageKind.PROFILE, PageKind.HOME) else ()
    return "".join(f'<link rel="me" href="{escape(address)}" />\n' for address in profiles)


def render_alternates(addresses: Mapping[str, str]) -> str:
    """Return the ``link`` elements that name an article in each of its languages, for search engines.

    :param addresses: the address of each, by language tag.
    """
    return "".join(
        f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}" />\n' for tag, address in addresses.items()
    )


def tidy_tags(tags: str, custom: Iterable[str] = (), unwanted: Iterable[str] = ()) -> str:
    """Return the tags of a page with each property once, with percent-encoded addresses, and without relative ones.

    The first of several is kept: what the author has written comes before what is generated.

    :param custom: tags of the project, which win over generated ones.
    :param unwanted: the names of properties that are left out.
    """
    own = {match[0].strip() for tag in custom for match in _META.finditer(tag)}
    taken = {name for tag in own for name in _NAME.findall(tag)}.union(unwanted)
    seen: set[str] = set()
    left_out: set[str] = set()

    def keep(match: re.Match[str]) -> str:
        name, content = _find(_NAME, match[1]), _find(_CONTENT, match[1])
        is_relative = name in _ABSOLUTE and not content.startswith(("http://", "https://"))
        is_repeated = name in (seen if match[0].strip() in own else seen | taken) and name not in _REPEATABLE
        if name and (is_relative or is_repeated):
            left_out.add(name)
            return ""
        if name.startswith(f"{_IMAGE}:") and _IMAGE in left_out:
            return ""  # it describes an image that is left out
        seen.add(name)
        if name in _ABSOLUTE:
            return match[0].replace(content, escape(encode_url(unescape(content))))
        return match[0]

    return _META.sub(keep, tags)


def _find(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    return match[1] if match else ""


def _make_locale(tag: str) -> str:
    """Return a language tag with the country that most of its readers are in: ``ko_KR`` for ``ko``; empty if unknown.

    Source: https://ogp.me/#optional
    """
    parts = re.split("[-_]", tag)
    country = next((part for part in parts[1:] if len(part) == 2 and part.isalpha()), "")
    if not country:
        likely: Mapping[str, str] = get_global("likely_subtags")
        found = likely.get("_".join(parts[:2])) or likely.get(parts[0], "")
        country = found.rpartition("_")[2] if found else ""
    return f"{parts[0].lower()}_{country.upper()}" if country else ""
