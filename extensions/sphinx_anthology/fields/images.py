"""Readers of the field ``cover``."""

from __future__ import annotations

import re

from ..characters import join_lines
from ..frontmatter.model import Value
from ..problems import Code
from ..urls import NO_URL, Url
from .context import Context, find_text
from .record import CoverReference
from .urls import accept_url, find_url

_KEY_IN_VALUE = re.compile(r"""(?P<key>\w+):(?P<quote>["'])(?P<value>[^"']*)(?P=quote)""")
_ADDRESS_KEYS = ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature")
_NO_IMAGE = frozenset({"false", "true", "none", "null", "no", "yes", "~"})
"""Words that switch an image on or off and name none."""
_FEATURED = re.compile(r"feature|cover|thumbnail|hero", re.IGNORECASE)


def read_cover(value: Value, context: Context) -> CoverReference | None:
    """Read the address of an image, or a mapping with one. The first of a list is used."""
    if isinstance(value, list):
        return next((cover for item in value if (cover := read_cover(item, context))), None)
    if isinstance(value, str):
        if value.strip().casefold() in _NO_IMAGE:
            return None
        if match := _KEY_IN_VALUE.fullmatch(value.strip()):
            message = (
                f"A space is missing after the colon. Write {match['key']}: {match['quote']}{match['value']}{match['quote']}."
            )
            context.report_problem(Code.FIELD_FORM, message)
            value = match["value"]
        address = accept_url(value, context, allow_mail=False)
        return CoverReference(address) if address else None
    if isinstance(value, dict):
        if find_text(value, _ADDRESS_KEYS):
            return _read_mapped_cover(value, context)
        if not any(value.values()):
            return None
    if value is not None:
        context.report_form("the address of an image, or a mapping with 'url'")
    return None


def read_cover_resource(value: Value, context: Context) -> CoverReference | None:
    """Read the featured image among the resources of a Hugo page."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict) and _FEATURED.search(find_text(item, ("name", "title"))) and item.get("src"):
            return read_cover(item, context)
    return None


def _read_mapped_cover(value: dict[str, Value], context: Context) -> CoverReference | None:
    address = find_url(value, _ADDRESS_KEYS, context, allow_mail=False)
    if not address:
        return None
    params = value.get("params")
    alt = find_text(value, ("alt", "altText")) or find_text(params if isinstance(params, dict) else {}, ("alt",))
    return CoverReference(address, alt, *_read_credit(value.get("credit"), context))


def _read_credit(value: Value, context: Context) -> tuple[str, Url]:
    """Return the text and the address of a credit."""
    if isinstance(value, dict):
        name = join_lines(find_text(value, ("name", "text", "title")))
        return name, find_url(value, ("url", "link"), context)
    return (join_lines(value), NO_URL) if isinstance(value, str) else ("", NO_URL)
