"""Addresses and anchors in raw HTML: ``href``, ``src``, ``srcset``, ``poster``, ``style``, ``id`` and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

Role = Literal["link", "frame", "media", "image", "file"]
"""What an address is for: a link; a page or file in a frame; media, or an image, that the page shows; a file that it uses."""

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<name>[A-Za-z][^\s/>"'<]*+)(?P<attributes>(?:[^>"'<]|"[^"]*+"|'[^']*+')*+)""",
    re.VERBOSE | re.DOTALL,
)
"""A comment, or a tag up to its end. A tag without an end is matched, too, so that no text is searched twice."""
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`]++)))?|"[^"]*+"|'[^']*+'""")
"""An attribute, with its value if it has one; or a text in quotes that is no value."""
_INTERESTING = re.compile(r"(?:href|src|srcset|poster|data|background|style|id|name)\s*=|data-[\w-]*src", re.IGNORECASE)
"""What the attributes have that name an address or an anchor."""
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp"})
"""Elements whose content is text."""
_CANDIDATE = re.compile(r"([^\s,]\S*+)(?:\s[^,]*+)?")
"""A candidate of ``srcset``: an address, and perhaps a width or a density.

Source: https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute.
"""
_STYLE_URL = re.compile(r"""url\(\s*(?:&quot;|&\#39;|["'])?([^()"'&\s]+)""", re.IGNORECASE)

_MEDIA_ELEMENTS = frozenset({"img", "video", "audio", "source", "track", "image", "input", "use"})
_FRAMES = frozenset({"iframe", "embed", "object", "frame"})
_SETS = frozenset({"srcset", "data-srcset", "imagesrcset"})
_IMAGES = frozenset({"poster", "background", "data-background", "data-poster"})
_SOURCES = frozenset({"src", "data-src", "data-original", "data-lazy-src"})


class HtmlAddress(NamedTuple):
    """An address in the value of an attribute."""

    start: int
    end: int
    value: str
    """The address without character references."""
    role: Role


class HtmlReferences(NamedTuple):
    """What raw HTML refers to, and what can refer to it."""

    addresses: list[HtmlAddress]
    anchors: list[str]
    """The values of ``id``, and of the ``name`` of links."""


def find_html_references(html: str) -> HtmlReferences:
    """Return the addresses and the anchors in HTML. It may be a part of a page."""
    found = HtmlReferences([], [])
    position = 0
    while match := _TAG.search(html, position):
        position = match.end()
        name = (match["name"] or "").lower()
        if name and _INTERESTING.search(match["attributes"]):
            _read_attributes(name, html, match.start("attributes"), position, found)
        if name in _RAW_TEXT:
            end = re.compile(rf"</{name}", re.IGNORECASE).search(html, position)
            position = end.start() if end else len(html)
    return found


def _read_attributes(element: str, html: str, start: int, end: int, found: HtmlReferences) -> None:
    for match in _ATTRIBUTE.finditer(html, start, end):
        number = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        if not number:
            continue
        name = match[1].lower()
        value, value_start = match[number], match.start(number)
        if name == "id" or (name == "name" and element == "a"):
            found.anchors.append(unescape(value).strip())
        elif name in _SETS:
            found.addresses.extend(_find_parts(_CANDIDATE, value, value_start))
        elif name == "style":
            found.addresses.extend(_find_parts(_STYLE_URL, value, value_start))
        elif role := _find_role(element, name):
            text = value.strip()
            place = value_start + value.index(text)
            found.addresses.append(HtmlAddress(place, place + len(text), unescape(text), role))


def _find_parts(pattern: re.Pattern[str], value: str, start: int) -> Iterator[HtmlAddress]:
    if "data:" in value.lower():
        return  # it has commas of its own
    for match in pattern.finditer(value):
        address = match[1].rstrip(",")
        place = start + match.start(1)
        yield HtmlAddress(place, place + len(address), unescape(address), "image")


def _find_role(element: str, attribute: str) -> Role | None:
    """Return what the address in an attribute is for, or None if there is none."""
    if attribute in ("href", "xlink:href"):
        if element in ("link", "base"):
            return "file" if element == "link" else None
        return "media" if element in _MEDIA_ELEMENTS else "link"
    if attribute in _IMAGES:
        return "image"
    if attribute == "data" and element == "object":
        return "frame"
    if attribute not in _SOURCES:
        return None
    if element in _FRAMES:
        return "frame"
    if element == "img":
        return "image"
    return "media" if element in _MEDIA_ELEMENTS else "file"
