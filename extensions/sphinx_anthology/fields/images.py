"""Readers of the field ``cover``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from ..characters import join_lines
from ..frontmatter.model import Table, Value
from ..problems import Code
from ..urls import NO_URL, Url
from .context import Context, find_text, is_blank
from .focal_points import read_focal_point
from .record import CoverReference
from .urls import accept_url, find_url

Result = TypeVar("Result")

_KEY_IN_VALUE = re.compile(r"""(?P<key>\w+):(?P<quote>["'])(?P<value>[^"']*)(?P=quote)""")
_ADDRESS_KEYS = ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature", "light", "file")
_DARK_KEYS = ("dark", "darkUrl", "darkImage", "image_dark", "imageDark", "dark_image", "url_dark", "srcDark")
_FOCUS_KEYS = ("position", "focus", "focal_point", "focalPoint", "focalpoint", "objectPosition", "object_position", "anchor")
_NO_IMAGE = frozenset({"false", "true", "none", "null", "no", "yes", "~"})
"""Words that switch an image on or off and name none."""
_FEATURED = re.compile(r"feature|cover|thumbnail|hero", re.IGNORECASE)
_DARK = re.compile(r"(?:\b|_|(?<=[a-z]))[Dd]ark(?![a-z])|DARK")


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
        if isinstance(inner := value.get("image"), dict) and any(inner.values()):  # Starlight and VitePress: hero.image.light
            return read_cover(inner, context)
        if not any(value.values()):
            return None
    if value is not None:
        context.report_form("the address of an image, or a mapping with 'url'")
    return None


def read_cover_resource(value: Value, context: Context) -> CoverReference | None:
    """Read the featured image among the resources of a Hugo page."""
    return _read_resource(value, context, is_dark=False)


def read_dark_resource(value: Value, context: Context) -> CoverReference | None:
    """Read the featured image for dark pages among the resources of a Hugo page."""
    return _read_resource(value, context, is_dark=True)


def _read_resource(value: Value, context: Context, *, is_dark: bool) -> CoverReference | None:
    for item in value if isinstance(value, list) else []:
        name = find_text(item, ("name", "title")) if isinstance(item, dict) else ""
        if isinstance(item, dict) and item.get("src") and _FEATURED.search(name) and bool(_DARK.search(name)) == is_dark:
            return read_cover(item, context)
    return None


def _read_mapped_cover(value: dict[str, Value], context: Context) -> CoverReference | None:
    address = find_url(value, _ADDRESS_KEYS, context, allow_mail=False)
    if not address:
        return None
    params = value.get("params")
    alt = find_text(value, ("alt", "altText")) or find_text(params if isinstance(params, dict) else {}, ("alt",))
    credit, credit_url = _read_credit(value.get("credit"), context)
    dark = _read_first(value, _DARK_KEYS, read_cover, context)
    focus = _read_first(value, _FOCUS_KEYS, read_focal_point, context)
    return CoverReference(address, alt, credit, credit_url, dark.reference if dark else NO_URL, focus or "")


def _read_first(
    value: dict[str, Value], keys: Iterable[str], read: Callable[[Value, Context], Result | None], context: Context
) -> Result | None:
    """Return what the first of *keys* that a mapping has says, reported at its own line; None if it has none."""
    lines = value.lines if isinstance(value, Table) else {}
    key = next((key for key in keys if not is_blank(value.get(key))), None)
    return None if key is None else read(value[key], replace(context, key=key, line=lines.get(key, context.line)))


def _read_credit(value: Value, context: Context) -> tuple[str, Url]:
    """Return the text and the address of a credit."""
    if isinstance(value, dict):
        name = join_lines(find_text(value, ("name", "text", "title")))
        return name, find_url(value, ("url", "link"), context)
    return (join_lines(value), NO_URL) if isinstance(value, str) else ("", NO_URL)
