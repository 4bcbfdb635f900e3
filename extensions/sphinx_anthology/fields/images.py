"""Readers of the field ``cover``."""

from __future__ import annotations

import re

from ..frontmatter.model import Value
from ..problems import Code
from .context import Context, collapse_whitespace, find_text
from .record import CoverReference

_KEY_IN_VALUE = re.compile(r"""(?P<key>\w+):(?P<quote>["'])(?P<value>[^"']*)(?P=quote)""")
_FEATURED = re.compile(r"feature|cover|thumbnail|hero", re.IGNORECASE)


def read_cover(value: Value, context: Context) -> CoverReference | None:
    """Read the address of an image, or a mapping with one. The first of a list is used."""
    if isinstance(value, list):
        return next((cover for item in value if (cover := read_cover(item, context))), None)
    if isinstance(value, str):
        if match := _KEY_IN_VALUE.fullmatch(value.strip()):
            message = (
                f"A space is missing after the colon. Write {match['key']}: {match['quote']}{match['value']}{match['quote']}."
            )
            context.report_problem(Code.FIELD_FORM, message)
            value = match["value"]
        return CoverReference(value.strip()) if value.strip() else None
    if isinstance(value, dict):
        reference = find_text(value, ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature"))
        if reference:
            params = value.get("params")
            alt = find_text(value, ("alt", "altText")) or find_text(params if isinstance(params, dict) else {}, ("alt",))
            return CoverReference(reference, alt, *_read_credit(value.get("credit")))
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


def _read_credit(value: Value) -> tuple[str, str]:
    """Return the text and the address of a credit."""
    if isinstance(value, dict):
        return collapse_whitespace(find_text(value, ("name", "text", "title"))), find_text(value, ("url", "link"))
    return (collapse_whitespace(value), "") if isinstance(value, str) else ("", "")
