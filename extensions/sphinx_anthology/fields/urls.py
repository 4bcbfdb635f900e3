"""Readers of URLs. What :func:`.urls.parse_url` refuses is reported and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..frontmatter.model import Table, Value
from ..problems import Code
from ..urls import NO_URL, Url, UrlError, is_script, parse_url
from .context import SEPARATOR, Context
from .scalars import read_text

_PICTURE = re.compile(
    r"""[^?#]*\.(?:jpe?g|png|gif|webp|avif|svg|jxl|bmp|apng|heic)(?:[?#].*)?
    | (?:https?:)?//(?:avatars\d*\.githubusercontent\.com | (?:\w+\.)?gravatar\.com/avatar | pbs\.twimg\.com
        | lh\d\.googleusercontent\.com | github\.com/[\w-]+\.png)(?:[/?].*)?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""The address of a picture, by its ending or by a host that has portraits without one."""
_MAX_SHOWN = 60
"""Maximum number of characters of a refused URL in a message."""


def read_url(value: Value, context: Context) -> Url | None:
    """Read the address of a page."""
    text = read_text(value, context)
    return accept_url(text, context) or None if text else None


def read_permalink(value: Value, context: Context) -> Url | None:
    """Read the address of one page. A pattern such as ``/:year/:title/`` is ignored."""
    address = read_text(value, context)
    if address is None or address.startswith(":") or "/:" in address:
        return None
    return accept_url(address, context, allow_mail=False) or None


def read_permalinks(value: Value, context: Context) -> tuple[Url, ...]:
    """Read addresses, in a list or in one text with commas."""
    # "data:" has commas that separate nothing.
    is_list = isinstance(value, str) and not is_script(value)
    items = value if isinstance(value, list) else SEPARATOR.split(value) if is_list else [value]
    addresses = (read_permalink(item, context) for item in items)
    return tuple(dict.fromkeys(address for address in addresses if address))


def accept_url(text: str, context: Context, allow_mail: bool = True) -> Url:
    """Return *text* as a URL; empty, with a report, if it is refused."""
    try:
        return parse_url(text, allow_mail)
    except UrlError as error:
        shown = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
        schemes = "http, https or mailto" if allow_mail else "http or https"
        message = f"{shown!r} in '{context.key}' {error} and is left out. Write a path, or a URL with {schemes}."
        context.report_problem(Code.URL_REFUSED, message)
        return NO_URL


def find_url(mapping: dict[str, Value], keys: Iterable[str], context: Context, allow_mail: bool = True) -> Url:
    """Return the first usable URL among the values of *keys*; empty if there is none.

    :param context: that of the mapping. A refused URL is reported at the line of its own key.
    """
    lines = mapping.lines if isinstance(mapping, Table) else {}
    for key in keys:
        text = mapping.get(key)
        if isinstance(text, str) and text.strip():
            own = replace(context, key=key, line=lines.get(key, context.line))
            if url := accept_url(text, own, allow_mail):
                return url
    return NO_URL


def is_picture(address: str) -> bool:
    """Return whether an address is that of a picture, and not that of a page."""
    return _PICTURE.fullmatch(address.strip()) is not None
