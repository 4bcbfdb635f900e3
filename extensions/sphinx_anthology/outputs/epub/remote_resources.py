"""What a page loads from other hosts. In an EPUB only video and audio may be elsewhere; links stand for the rest.

Source: https://www.w3.org/TR/epub-33/#sec-resource-locations
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_LOADED = {
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("srcset",),
}
"""The attributes that name what an element loads, by its name."""
_WITHOUT_CONTENT = frozenset({"image", "input", "link", "script", "source"})
"""The elements that leave nothing behind."""
_OPTIONAL = ("background", "imagesrcset", "poster", "srcset")
"""Attributes whose element is complete without them."""
_REMOTE = re.compile(r"\s*(?:https?:)?[\\/]{2}", re.IGNORECASE)
_REMOTE_IN_SET = re.compile(r"(?:^|[\s,])(?:https?:)?[\\/]{2}", re.IGNORECASE)


def loads_remote(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element loads what is not in the book and may not be elsewhere.

    :param tag: the name of the element, in lower case.
    """
    names = (*_LOADED.get(tag, ()), *_OPTIONAL)
    return any(_is_remote(name, attributes[name]) for name in names if name in attributes)


def _is_remote(name: str, value: str) -> bool:
    return (_REMOTE_IN_SET.search(value) if name.endswith("srcset") else _REMOTE.match(value)) is not None


def without_optional(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element without those that load from another host and that it does not need."""
    return {name: value for name, value in attributes.items() if name not in _OPTIONAL or not _is_remote(name, value)}


def render_link(tag: str, attributes: Mapping[str, str], *, in_link: bool) -> str | None:
    """Return what stands for an element that loads from another host, as XML; None if the element stays.

    :param in_link: whether the element is inside a link, which can have no other inside.
    """
    found = (attributes[name] for name in _LOADED.get(tag, ()) if name in attributes and _is_remote(name, attributes[name]))
    if (address := next(found, None)) is None:
        return None
    if tag in _WITHOUT_CONTENT:
        return ""
    address = address.strip().replace("\\", "/")
    words = escape(attributes.get("alt") or attributes.get("title") or address)
    if in_link:
        return f"<span>{words}</span>"
    address = escape(f"https:{address}" if address.startswith("//") else address)
    return f'<a class="reference external" href="{address}">{words}</a>'
