"""The forms in which dates are written, and a date in such a form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache

from ...frontmatter.dates import DateError, parse_date

DEFAULT = "%Y-%m-%d"
_DAYS = (
    "%Y-%m-%d|%Y-%-m-%-d|%Y/%m/%d|%Y/%-m/%-d|%Y.%m.%d|%d.%m.%Y|%d/%m/%Y|%m/%d/%Y|%Y%m%d|%Y. %m. %d.|%Y. %-m. %-d.|"
    "%Y년 %-m월 %-d일|%Y年%-m月%-d日|%B %d, %Y|%b %d, %Y|%B %-d, %Y|%b %-d, %Y|%d %B, %Y|%d %b, %Y|%d %B %Y|%d %b %Y|"
    "%-d %B %Y|%-d %b %Y|%b %d %Y|%B %d %Y|%b %-d %Y|%B %-d %Y|%a %b %d %Y|%a, %d %b %Y"
).split("|")
_WHOLE = re.compile(
    r"(?P<day>.*?\d\D?)"
    r"(?:(?P<start>[ T])(?P<hour>\d\d?)(?P<minute>:\d\d)(?P<second>:\d\d)?(?:\.(?P<fraction>\d{1,6}))?"
    r"(?P<blank> ?)(?P<zone>Z|UTC|GMT)?(?P<offset>[+-]\d\d(?::?\d\d)?)?)?(?P<offset_of_day> [+-]\d{4})?(?: \([^()]*\))?"
)
"""A date with its time and its zone, whose name may follow in parentheses."""
_UTC = re.compile(r"(?:Z| UTC|\+00)$")


def find_form(dates: Iterable[str]) -> str:
    """Return the form that most dates have, for :func:`format_date`; that of ISO 8601 if none is known."""
    counts = Counter(form for text in dates if (form := _find_form(text.strip())))
    return counts.most_common(1)[0][0] if counts else DEFAULT


@lru_cache
def _find_form(text: str) -> str:
    """Return the form of a date; empty if it is unknown."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return ""
    try:
        moment = parse_date(match["day"], UTC)
    except DateError:
        return ""
    day = next((form for form in _DAYS if format_date(moment, form) == match["day"]), "")
    return f"{day}{_find_form_of_time(match)}{_find_form_of_zone(match)}" if day else ""


def _find_form_of_time(match: re.Match[str]) -> str:
    if not match["hour"]:
        return ""
    digits = len(match["fraction"] or "")
    fraction = "" if not digits else ".%L" if digits == 3 else ".%f"
    hour = "%H" if len(match["hour"]) == 2 else "%-H"
    return f"{match['start']}{hour}:%M{':%S' if match['second'] else ''}{fraction}"


def _find_form_of_zone(match: re.Match[str]) -> str:
    if match["offset_of_day"]:
        return " %z"
    offset = match["offset"] or ""
    form = {0: "", 3: "+00", 5: "%z", 6: "%:z"}[len(offset)]  # an offset of hours is written in UTC
    return f"{match['blank'] or ''}{match['zone'] or ''}{form}"


def format_date(moment: datetime, form: str) -> str:
    """Return a moment in a form of ``strftime``, which has ``%-d`` and ``%:z`` on every system, and ``%L`` for milliseconds.

    :param moment: with a UTC offset.
    """
    if _UTC.search(form):
        moment = moment.astimezone(UTC)
    offset = moment.strftime("%z")
    parts = {
        "%-d": str(moment.day),
        "%-m": str(moment.month),
        "%-H": str(moment.hour),
        "%L": f"{moment.microsecond // 1000:03}",
        "%:z": f"{offset[:3]}:{offset[3:5]}",
    }
    for name, text in parts.items():
        form = form.replace(name, text)
    return moment.strftime(form)
