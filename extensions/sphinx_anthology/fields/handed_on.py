"""Check of the addresses in front matter that Sphinx, MyST and other extensions read: Open Graph, and meta tags of the page."""

from __future__ import annotations

import re
from typing import Any

from ..problems import Code
from .context import Context
from .urls import accept_url

_ADDRESS_NAMES = frozenset({"url", "image", "video", "audio", "secure_url", "see_also", "src", "player", "stream"})
"""Last parts of the names of properties whose value is an address. Sources: https://ogp.me/ and the cards of X."""
_META_KEY = "html_meta"
_META_NAME = re.compile(r"(?:[^\s=]+|[A-Za-z][A-Za-z0-9_:.-]*=\S+)(?:\s+[A-Za-z][A-Za-z0-9_:.-]*=\S+)*")
"""The attributes of a meta tag as MyST writes them: the first may be only the value of ``name``."""
_REFRESH = re.compile(r"[\s\d.]*[;,\s]*(?:url\s*=\s*)?[\"']?(.*)", re.IGNORECASE | re.DOTALL)
"""The content of a refresh. Source: https://html.spec.whatwg.org/#shared-declarative-refresh-steps"""


def is_usable(key: str, value: Any, context: Context) -> bool:
    """Return whether the value of a key can be handed on. An address that is refused is reported.

    :param context: that of the key.
    """
    is_address = key.startswith("og:") and _names_address(key) and isinstance(value, str) and value.strip()
    return not is_address or bool(accept_url(value, context, allow_mail=False))


def drop_refused_tags(key: str, value: Any, context: Context) -> Any:
    """Return the value of a key without the meta tags whose address is refused, which are reported."""
    if not isinstance(value, dict):
        return value
    if key == "myst" and isinstance(value.get(_META_KEY), dict):
        return {**value, _META_KEY: drop_refused_tags(_META_KEY, value[_META_KEY], context)}
    if key != _META_KEY:
        return value
    return {name: content for name, content in value.items() if _is_usable_tag(str(name), content, context)}


def _is_usable_tag(name: str, content: Any, context: Context) -> bool:
    """Return whether a meta tag is usable. One without content says nothing.

    :param name: the attributes of the tag as MyST has them: ``description lang=en``, ``property=og:image``.
    """
    if not content or not str(content).strip():
        return False
    if not _META_NAME.fullmatch(name.strip()):
        message = f"'{context.key}' has {name!r}, which names no meta tag and is left out. Write 'name' or 'property=name'."
        context.report_problem(Code.FIELD_FORM, message)
        return False
    if not isinstance(content, str):
        return True
    values = [part.rpartition("=")[2].strip("\"'").casefold() for part in name.split()]
    if "refresh" in values and (match := _REFRESH.match(content)):
        content = match[1].strip().strip("\"'")
    elif not any(map(_names_address, values)):
        return True
    return bool(accept_url(content, context, allow_mail=False)) if content else True


def _names_address(name: str) -> bool:
    """Return whether the value of a property such as ``og:image`` is an address."""
    return name.casefold().rpartition(":")[2] in _ADDRESS_NAMES
