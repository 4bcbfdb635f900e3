"""Readers of what front matter says of comments: whether an article has any, and where its thread is.

Engines write very different things under these keys, such as the comments themselves. What says nothing here is left alone.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..frontmatter.model import Value
from ..urls import Url, is_web_url, parse_url
from .context import Context, find_text, is_blank
from .scalars import FALSE_WORDS, TRUE_WORDS
from .urls import accept_url

_OPEN = TRUE_WORDS | {"open", "enable", "enabled"}
_CLOSED = FALSE_WORDS | {"closed", "disable", "disabled", "none"}
_SWITCHES = ("enable", "enabled", "show")
_SET_WITHOUT_VALUE = "nocomments"
"""The key of Sphinx that says something by being there."""
_POST_ID = re.compile(r"[A-Za-z0-9_-]{4,64}")
_ACCOUNT_NAME = re.compile(r"@?[\w.-]{1,100}", re.ASCII)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?", re.ASCII)
_MAX_LENGTH = 300
"""Maximum number of characters of an identifier."""


def read_comments(value: Value, context: Context) -> bool | None:
    """Read whether an article has comments: a flag, ``open`` or ``closed``, or a mapping with such a switch."""
    if isinstance(value, dict):
        value = find_text(value, _SWITCHES)
    word = value.strip().casefold() if isinstance(value, str) else ""
    return True if word in _OPEN else False if word in _CLOSED else None


def read_no_comments(value: Value, context: Context) -> bool | None:
    """Read whether an article has comments, from a key that switches them off."""
    if is_blank(value) and context.key == _SET_WITHOUT_VALUE:
        return False
    is_off = read_comments(value, context)
    return None if is_off is None else not is_off


def read_thread(value: Value, context: Context) -> str | None:
    """Read the identifier of a thread of comments, as it is: a service tells threads apart by each of its characters."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    text = value.strip() if isinstance(value, str) else ""
    return text if text and text.casefold() not in _OPEN | _CLOSED and len(text) <= _MAX_LENGTH else None


def read_social_post(value: Value, context: Context) -> Url | None:
    """Read the post in the fediverse whose replies are the comments: its URL, its id, or a mapping of host, user and id."""
    if isinstance(value, dict):
        value = _join_parts(value)
    text = value.strip() if isinstance(value, str) else ""
    if is_web_url(text):
        return (accept_url(text, context, allow_mail=False) or None) if find_post_id(text) else None
    if ":" in text:
        accept_url(text, context, allow_mail=False)
        return None
    return parse_url(text) if text.isascii() and text.isdecimal() and _POST_ID.fullmatch(text) else None


def _join_parts(value: dict[str, Value]) -> str:
    """Return the URL of a post in the fediverse, or its id if only that is known."""
    host, user = find_text(value, ("host", "instance", "server")), find_text(value, ("username", "user", "account"))
    post_id = find_text(value, ("id", "tootId", "toot", "statusId"))
    if not (_POST_ID.fullmatch(post_id) and _HOST.fullmatch(host) and _ACCOUNT_NAME.fullmatch(user)):
        return post_id
    return f"https://{host}/@{user.removeprefix('@')}/{post_id}"


def find_post_id(url: str) -> str:
    """Return the id of a post in the fediverse by its URL; empty if the URL is another one, such as that of an account."""
    folder, _slash, last = urlsplit(url).path.rstrip("/").rpartition("/")
    return last if folder and _POST_ID.fullmatch(last) and any(map(str.isdigit, last)) else ""
