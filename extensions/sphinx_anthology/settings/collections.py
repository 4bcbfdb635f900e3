"""Collections of posts in the configuration."""

from __future__ import annotations

from collections.abc import Mapping

from ..slugs import slugify
from .indexes import INDEXES


def explain_collection(name: object, values: object) -> str:
    """Return why a collection is not usable; empty if it is."""
    if not isinstance(name, str) or not name or slugify(name) != name or name in {index.folder for index in INDEXES.values()}:
        return (
            f"{name!r} cannot be the name of a collection. "
            "Write lower-case letters, digits and hyphens, but not the name of an index."
        )
    if not isinstance(values, Mapping) or "posts" not in values:
        return f"{name!r} must be a dictionary with 'posts', the patterns of its files."
    return ""
