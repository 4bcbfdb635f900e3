"""From the values that people write to the values of fields, one function for each kind of field.

Each takes the value of an entry and the :class:`Context` it belongs to, and returns None or something empty for a value that
says nothing. A value that cannot be used is reported there, with what to write instead.
"""

from __future__ import annotations

from .context import Context
from .images import cover, resource
from .people import people
from .scalars import (
    LANGUAGES,
    address,
    addresses,
    draft,
    flag,
    flag_or_number,
    hidden,
    language,
    lines_of_text,
    minutes,
    moment,
    number,
    public,
    public_since,
    series,
    shown,
    status_word,
    text,
)
from .terms import categories, posts, tags

__all__ = [
    "LANGUAGES",
    "Context",
    "address",
    "addresses",
    "categories",
    "cover",
    "draft",
    "flag",
    "flag_or_number",
    "hidden",
    "language",
    "lines_of_text",
    "minutes",
    "moment",
    "number",
    "people",
    "posts",
    "public",
    "public_since",
    "resource",
    "series",
    "shown",
    "status_word",
    "tags",
    "text",
]
