"""Readers of the field ``status``, one for each way in which engines spell it."""

from __future__ import annotations

from ..frontmatter.model import Value
from .context import Context, is_blank
from .record import Status
from .scalars import FALSE_WORDS, TRUE_WORDS, is_like_date, read_flag

_WORDS = {
    Status.DRAFT: ("draft", "private", "unpublished", "pending", "wip"),
    Status.HIDDEN: ("hidden", "unlisted"),
    Status.PUBLISHED: ("published", "public", "publish", "live"),
}


def read_status(value: Value, context: Context) -> Status | None:
    """Read a status that is written as a word."""
    if is_blank(value):
        return None
    word = value.strip().casefold() if isinstance(value, str) else ""
    status = next((status for status, words in _WORDS.items() if word in words), None)
    if status is None:
        context.report_form("published, hidden or draft")
    return status


def read_draft(value: Value, context: Context) -> Status | None:
    """Read a flag that is true for drafts."""
    return _choose(read_flag(value, context), Status.DRAFT, Status.PUBLISHED)


def read_public(value: Value, context: Context) -> Status | None:
    """Read a flag that is false for drafts. In some blogs the key holds a date instead, which says nothing about the status."""
    if isinstance(value, str) and is_like_date(value):
        return None
    return _choose(read_flag(value, context), Status.PUBLISHED, Status.DRAFT)


def read_hidden(value: Value, context: Context) -> Status | None:
    """Read a flag that is true for articles that no listing shows."""
    return _choose(read_flag(value, context), Status.HIDDEN, Status.PUBLISHED)


def read_excluded(value: Value, context: Context) -> Status | None:
    """Read a flag as :func:`read_hidden` does, or names of lists that leave an article out, which say nothing of the others.

    Source: https://www.11ty.dev/docs/collections/#how-to-exclude-content-from-collections
    """
    is_flag = isinstance(value, str) and value.strip().casefold() in TRUE_WORDS | FALSE_WORDS
    return read_hidden(value, context) if is_flag else None


def read_listed(value: Value, context: Context) -> Status | None:
    """Read a flag that is false for articles that no listing shows."""
    return _choose(read_flag(value, context), Status.PUBLISHED, Status.HIDDEN)


def _choose(flag: bool | None, if_true: Status, if_false: Status) -> Status | None:
    return None if flag is None else if_true if flag else if_false
