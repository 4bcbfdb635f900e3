"""Texts, dates, flags, numbers, addresses and languages."""

from __future__ import annotations

import re
from datetime import datetime

from .. import suggestions
from ..frontmatter.header import Value
from ..problems import Code
from . import dates
from .context import SEPARATOR, Context, first_text, is_blank, one_line
from .record import Status


def text(value: Value, context: Context) -> str | None:
    """A text on one line."""
    found = lines_of_text(value, context)
    return found and one_line(found)


def lines_of_text(value: Value, context: Context) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0].strip() or None
    if value is not None:
        context.misfit("a text")
    return None


def moment(value: Value, context: Context) -> datetime | None:
    if not isinstance(value, str):
        if value is not None:
            context.misfit("a date such as 2025-04-23")
        return None
    if not value.strip():
        return None
    try:
        return dates.parse(value, context.zone)
    except dates.DateError as error:
        advice = (
            "only its day is used: correct the time" if error.day else "write it as 2025-04-23 or 2025-04-23T12:17:34+09:00"
        )
        context.report(Code.DATE_INVALID, f"{error}. In '{context.key}', {advice}.")
        return error.day


_TRUE = frozenset({"true", "yes", "on", "1", "y", "예", "네"})
_FALSE = frozenset({"false", "no", "off", "0", "n", "아니오", "아니요"})


def flag(value: Value, context: Context) -> bool | None:
    """True or false, in the words of YAML and in Korean; a slip such as ``flase`` is understood and reported."""
    if not isinstance(value, str):
        if value is not None:
            context.misfit("true or false")
        return None
    word = value.strip().casefold()
    if not word:
        return None
    slip = suggestions.meant(word, _TRUE | _FALSE) if word not in _TRUE | _FALSE else None
    if slip:
        context.report(Code.FIELD_MISSPELT, f"'{context.key}: {word}' was taken for '{slip}': write {context.key}: {slip}.")
    if (slip or word) in _TRUE:
        return True
    if (slip or word) in _FALSE:
        return False
    context.misfit("true or false")
    return None


def flag_or_number(value: Value, context: Context) -> bool | None:
    """A flag that some engines give as a rank: every number but 0 is true."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}\s*", value):
        return int(value) != 0
    return flag(value, context)


def draft(value: Value, context: Context) -> Status | None:
    return _status(flag(value, context), Status.DRAFT, Status.PUBLISHED)


def hidden(value: Value, context: Context) -> Status | None:
    return _status(flag(value, context), Status.HIDDEN, Status.PUBLISHED)


def shown(value: Value, context: Context) -> Status | None:
    """The opposite of hidden."""
    return _status(flag(value, context), Status.PUBLISHED, Status.HIDDEN)


def public(value: Value, context: Context) -> Status | None:
    """The opposite of a draft. In some blogs the key holds a date instead, and then says nothing about the status."""
    if isinstance(value, str) and _is_date(value):
        return None
    return _status(flag(value, context), Status.PUBLISHED, Status.DRAFT)


def public_since(value: Value, context: Context) -> datetime | None:
    """The date in a key that in most blogs holds a flag."""
    return moment(value, context) if isinstance(value, str) and _is_date(value) else None


def _is_date(value: str) -> bool:
    return any(sign.isdigit() for sign in value) and len(value.strip()) > 5


def _status(given: bool | None, if_true: Status, if_false: Status) -> Status | None:
    return None if given is None else if_true if given else if_false


_STATUS_WORDS = {
    Status.DRAFT: ("draft", "private", "unpublished", "pending", "wip"),
    Status.HIDDEN: ("hidden", "unlisted"),
    Status.PUBLISHED: ("published", "public", "publish", "live"),
}


def status_word(value: Value, context: Context) -> Status | None:
    if is_blank(value):
        return None
    word = value.strip().casefold() if isinstance(value, str) else ""
    found = next((status for status, words in _STATUS_WORDS.items() if word in words), None)
    if found is None:
        context.misfit("published, hidden or draft")
    return found


_MINUTES = re.compile(r"\s*[~≈]?\s*(\d{1,4})(?!\d|e[+-]?\d)", re.IGNORECASE)


def minutes(value: Value, context: Context) -> int | None:
    """The first number: ``7``, ``7 min read``, ``7분``."""
    given = first_text(value, ("minutes", "text")) if isinstance(value, dict) else value
    if is_blank(value):
        return None
    match = _MINUTES.match(given) if isinstance(given, str) else None
    if match and int(match[1]):
        return int(match[1])
    context.misfit("a number of minutes")
    return None


def number(value: Value, context: Context) -> int | None:
    """A whole number, as orders and weights are."""
    if is_blank(value):
        return None
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,9}(?:\.0*)?\s*", value):
        return int(float(value))
    context.misfit("a whole number")
    return None


def series(value: Value, context: Context) -> str | None:
    """The name of a series: a text, or a mapping that has one."""
    if isinstance(value, dict):
        return one_line(first_text(value, ("title", "name", "id"))) or None
    return text(value, context)


def address(value: Value, context: Context) -> str | None:
    """An address of this site; a pattern such as ``/:year/:title/`` is none."""
    found = text(value, context)
    return None if found is None or found.startswith(":") or "/:" in found else found


def addresses(value: Value, context: Context) -> tuple[str, ...]:
    items = value if isinstance(value, list) else SEPARATOR.split(value) if isinstance(value, str) else [value]
    found = (address(item, context) for item in items)
    return tuple(dict.fromkeys(item for item in found if item))


_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:\.[\w-]+)?")
_LANGUAGE_NAMES = {
    "korean": "ko",
    "한국어": "ko",
    "english": "en",
    "영어": "en",
    "japanese": "ja",
    "日本語": "ja",
    "日本語版": "ja",
}


LANGUAGES = {
    tag.casefold(): tag
    for tag in (
        "ko ja en zh de fr es pt ru "
        "ko-KR ja-JP en-US en-GB zh-CN zh-TW zh-HK zh-Hans zh-Hant pt-BR pt-PT es-ES es-MX fr-FR de-DE"
    ).split()
}
"""The language tags that are recognised in names of files and folders; others would be taken for words (``it``, ``cs``)."""


def language(value: Value, context: Context) -> str | None:
    """A language tag, written as BCP 47 has it: ``ko``, ``pt-BR``, ``zh-Hant``."""
    found = text(value, context)
    if found is None:
        return None
    if name := _LANGUAGE_NAMES.get(found.casefold()):
        return name
    match = _LANGUAGE.fullmatch(found)
    if match is None:
        context.misfit("a language tag such as ko or pt-BR")
        return None
    parts = (match[1].lower(), (match[2] or "").title(), (match[3] or "").upper())
    return "-".join(part for part in parts if part)
