"""Readers of texts, dates, flags and numbers."""

from __future__ import annotations

import re
from datetime import datetime

from ..characters import join_lines
from ..frontmatter.dates import DateError, parse_date
from ..frontmatter.model import Value
from ..problems import Code
from ..suggestions import correct_typo
from .context import Context, find_text, is_blank

TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y", "예", "네"})
FALSE_WORDS = frozenset({"false", "no", "off", "0", "n", "아니오", "아니요"})
_NO_DATES = frozenset({"", "today", "now", "last-modified", "last modified", "created", "git last modified", "git created"})
"""Values of dates that Quarto and Eleventy fill in at each build. They say nothing about the article.

Source: https://www.11ty.dev/docs/dates/
"""
_KINDS_OF_DATES = frozenset({"created", "updated"})
"""Keys of a mapping of dates. Source: https://squidfunk.github.io/mkdocs-material/plugins/blog/#meta.date"""
_MINUTES = re.compile(r"\s*[~≈]?\s*(\d{1,4})(?!\d|e[+-]?\d)", re.IGNORECASE)


def read_text(value: Value, context: Context) -> str | None:
    """Read a text as one line."""
    text = read_multiline_text(value, context)
    return text and join_lines(text)


def read_multiline_text(value: Value, context: Context) -> str | None:
    """Read a text. A list of one text counts as that text."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0].strip() or None
    if value is not None:
        context.report_form("a text")
    return None


def read_date(value: Value, context: Context) -> datetime | None:
    """Read a date with an optional time. If only the time is invalid, return midnight of the day."""
    if not isinstance(value, str):
        if value is not None and not (isinstance(value, dict) and _KINDS_OF_DATES & value.keys()):
            context.report_form("a date such as 2025-04-23")
        return None
    if value.strip().casefold() in _NO_DATES:
        return None
    try:
        return parse_date(value, context.zone)
    except DateError as error:
        advice = (
            f"Only the day is used. Correct the time in '{context.key}'."
            if error.day
            else f"Write '{context.key}' as 2025-04-23 or 2025-04-23T12:17:34+09:00."
        )
        context.report_problem(Code.DATE_INVALID, f"{error}. {advice}")
        return error.day


def read_date_unless_flag(value: Value, context: Context) -> datetime | None:
    """Read the date of a key that is a flag in most blogs, such as ``published``."""
    return read_date(value, context) if isinstance(value, str) and is_like_date(value) else None


def is_like_date(value: str) -> bool:
    """Return whether *value* is more likely a date than a flag."""
    return any(character.isdigit() for character in value) and len(value.strip()) > 5


def read_flag(value: Value, context: Context) -> bool | None:
    """Read true or false, in the words of YAML or in Korean. A typo such as ``flase`` is corrected and reported."""
    if not isinstance(value, str):
        if value is not None:
            context.report_form("true or false")
        return None
    word = value.strip().casefold()
    if not word:
        return None
    if word not in TRUE_WORDS | FALSE_WORDS and (corrected := correct_typo(word, TRUE_WORDS | FALSE_WORDS)):
        message = f"'{context.key}: {word}' is read as '{corrected}'. Write '{context.key}: {corrected}'."
        context.report_problem(Code.FIELD_MISSPELT, message)
        word = corrected
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    context.report_form("true or false")
    return None


def read_flag_or_number(value: Value, context: Context) -> bool | None:
    """Read a flag that some engines write as a rank: every number except 0 is true."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value):
        return int(value) != 0
    return read_flag(value, context)


def read_minutes(value: Value, context: Context) -> int | None:
    """Read the number at the beginning of a text: ``7``, ``7 min read``, ``7분``."""
    text = find_text(value, ("minutes", "text")) if isinstance(value, dict) else value
    if is_blank(value):
        return None
    match = _MINUTES.match(text) if isinstance(text, str) else None
    if match and int(match[1]):
        return int(match[1])
    context.report_form("a number of minutes")
    return None


def read_whole_number(value: Value, context: Context) -> int | None:
    """Read a whole number, such as an order or a weight."""
    if is_blank(value):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*", value):
        return int(float(value))
    context.report_form("a whole number")
    return None
