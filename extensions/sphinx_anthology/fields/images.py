"""Covers."""

from __future__ import annotations

import re

from ..frontmatter.header import Value
from ..problems import Code
from .context import Context, first_text, one_line
from .record import CoverReference

_GLUED = re.compile(r"""(?P<key>\w+):(?P<quote>["'])(?P<value>[^"']*)(?P=quote)""")
_FEATURED = re.compile(r"feature|cover|thumbnail|hero", re.IGNORECASE)


def cover(value: Value, context: Context) -> CoverReference | None:
    """The address of a picture, or a mapping with one; of a list the first."""
    if isinstance(value, list):
        return next((found for item in value if (found := cover(item, context))), None)
    if isinstance(value, str):
        if glued := _GLUED.fullmatch(value.strip()):
            message = f"A blank is missing: write {glued['key']}: {glued['quote']}{glued['value']}{glued['quote']}."
            context.report(Code.FIELD_FORM, message)
            value = glued["value"]
        return CoverReference(value.strip()) if value.strip() else None
    if isinstance(value, dict):
        reference = first_text(value, ("url", "src", "image", "path", "href", "teaser", "overlay_image", "feature"))
        if reference:
            params = value.get("params")
            alt = first_text(value, ("alt", "altText")) or first_text(params if isinstance(params, dict) else {}, ("alt",))
            return CoverReference(reference, alt, *_credit(value.get("credit")))
        if not any(value.values()):
            return None
    if value is not None:
        context.misfit("the address of an image, or a mapping with 'url'")
    return None


def resource(value: Value, context: Context) -> CoverReference | None:
    """The one of a Hugo page's resources that is called its featured picture."""
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict) and _FEATURED.search(first_text(item, ("name", "title"))) and item.get("src"):
            return cover(item, context)
    return None


def _credit(value: Value) -> tuple[str, str]:
    if isinstance(value, dict):
        return one_line(first_text(value, ("name", "text", "title"))), first_text(value, ("url", "link"))
    return (one_line(value), "") if isinstance(value, str) else ("", "")
