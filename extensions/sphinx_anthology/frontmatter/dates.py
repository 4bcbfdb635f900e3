"""Parsing of dates as people and tools write them, in front matter and in paths.

All results are aware :class:`~datetime.datetime` objects. An offset in the text is kept; a text without one is in the time zone
that the caller passes. No function depends on the current time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = "january february march april may june july august september october november december"
_ZONES = {"Z": UTC, "UTC": UTC, "GMT": UTC, "KST": timezone(timedelta(hours=9)), "JST": timezone(timedelta(hours=9))}
"""Names that mean the same offset everywhere, unlike EST, IST and CST."""
_MAX_LENGTH = 200  # characters; a longer text is prose


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(form, re.VERBOSE | re.IGNORECASE | re.ASCII)


# A text is a date, an optional time and an optional time zone. The first pattern of each that matches is used.
_WEEKDAY = r"""\(? (?: (?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b
    | [월화수목금토일](?:요일)? | [月火水木金土日](?:曜日)? | 星期[一二三四五六日天] ) \)?"""
_MONTH, _END = r"(?P<name>[a-z]{3,9})\.?", r"(?! \d | [-/.]\d )"
_DATES = tuple(
    _compile(rf"(?: {_WEEKDAY} \.?,?\ ? )? {form} (?: ,?\ ? {_WEEKDAY} )?")
    for form in (
        r"(?P<year>\d{4}) \ ?[년年]\ ? (?P<month>\d{1,2}) \ ?[월月]\ ? (?P<day>\d{1,2}) \ ?[일日]",
        rf"(?P<year>\d{{4}}) (?:[-/]|\.\ ?) (?P<month>\d{{1,2}}) (?:[-/]|\.\ ?) (?P<day>\d{{1,2}}) {_END} \.?",
        rf"(?P<year>\d{{4}}) (?P<month>\d\d) (?P<day>\d\d) {_END}",
        rf"{_MONTH} \ ?(?P<day>\d{{1,2}}) (?:st|nd|rd|th)? (?:,\ ?|\ ) (?P<year>\d{{4}}) {_END}",
        rf"(?P<day>\d{{1,2}}) (?:st|nd|rd|th|\.)? (?:\ of)? [ -]? {_MONTH} ,?[ -] (?P<year>\d{{4}}) {_END}",
        rf"(?P<one>\d{{1,2}}) (?P<mark>[-/.]) (?P<other>\d{{1,2}}) (?P=mark) (?P<year>\d{{4}}) {_END}",
    )
)
_HALF, _SECOND = r"[ap]\.?m\b\.? | 오전 | 오후 | 午前 | 午後 | 上午 | 下午", r"(?P<second>\d{1,2}) (?: [.,](?P<fraction>\d+) )?"
_TIMES = tuple(
    _compile(rf"(?: \ ?T\ ? | ,?\ (?:at\ )? | (?<=[일日]) ) (?: (?P<before>{_HALF}) \ ? )? (?P<hour>\d{{1,2}}) {form}")
    for form in (
        rf"(?: : (?P<minute>\d{{1,2}}) (?: : {_SECOND} )? | (?=\ ?[ap]\.?m) ) (?: \ ?(?P<after>[ap]\.?m\b\.?) )?",
        r"\ ?[시時时点] (?: \ ?(?P<minute>\d{1,2}) \ ?[분分] (?: \ ?(?P<second>\d{1,2}) \ ?[초秒] )? )?",
        rf"(?<=T\d\d) (?P<minute>\d\d) (?: {_SECOND} )?",
    )
)
_ZONE = _compile(
    r"""(?: (?: \ ?(?P<name>[a-z]{1,5}) (?! \ ?[a-z+-] ) | \ ?(?:UTC|GMT)? (?P<offset>
            (?P<sign>[+-])\ ? (?P<hours>\d{1,2}) (?: :?(?P<minutes>\d\d) (?: :(?P<seconds>\d\d) )? )? ) (?:\ [a-z]{1,5})? )
        (?: \ ?\( [^()]* \) )? )?  # the name of the zone, after its offset
    (?: \[!? (?P<place>[a-z_]+/[\w/+-]+|UTC) \] )? (?: \[!? u-ca=\w+ \] )?  # JavaScript's Temporal appends these"""
)
_YEAR_AFTER_TIME = _compile(r"([a-z]{3}\ \d{1,2}) \ (\d{1,2}:\d\d:\d\d (?:\ [a-z]{1,5})?) \ (\d{4}) (?!\S)")
_IN_PATH = _compile(r"(?<![^/]) ((?:19|20)\d\d) (?: [-_/](\d{1,2})[-_/](\d{1,2}) (?! \d | \.\d ) | (\d\d)(\d\d) (?=[-_]) )")


class DateError(ValueError):
    """A text is not a date, or has a part that is invalid."""

    def __init__(self, message: str, day: datetime | None) -> None:
        super().__init__(message)
        self.day = day
        """Midnight, in the caller's time zone, of a valid day with an invalid time or zone; None if the day is invalid."""


def parse_date(text: str, zone: tzinfo) -> datetime:
    """Parse a date with an optional time and an optional time zone.

    A date without a time is midnight. Ten digits are Unix time in seconds, thirteen in milliseconds; the result is in *zone*.
    A leap second becomes the second before it. If an offset and an IANA name are both given, the offset is used. A weekday is
    not compared with the date. The first and the last hours of the calendar are invalid, because they may not exist in UTC.

    :param zone: the time zone of a text without one.
    :raises DateError: *text* is not a date, is ambiguous (``04/05/2025``), or names a day, hour or time zone that does not
        exist.
    """
    plain, day = _normalise(text), None
    try:
        if re.fullmatch("[1-9][0-9]{9}(?:[0-9]{3})?", plain):
            return datetime.fromtimestamp(int(plain[:10]), zone) + timedelta(milliseconds=int(plain[10:] or 0))
        date_match = next(filter(None, (form.match(plain) for form in _DATES)), None)
        if not date_match:
            raise ValueError("its format is unknown")
        day = _parse_day(date_match.groupdict())
        time_match = next(filter(None, (form.match(plain, date_match.end()) for form in _TIMES)), None)
        zone_match = _ZONE.fullmatch(plain, (time_match or date_match).end())
        if not zone_match or not (time_match or re.match(r" [+-]?\w|\[|$", zone_match[0])):
            raise ValueError("the text after the day is not a time")
        time_of_day = _parse_time(time_match.groupdict() if time_match else {})
        moment = datetime.combine(day, time_of_day, _parse_zone(zone_match, zone))
        moment.astimezone(UTC)  # raises OverflowError at both ends of the calendar, before a caller's conversion does
        return moment
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError) as error:  # OSError: the name is a folder of zones
        shown = text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"
        midnight = datetime.combine(day, time(), zone) if day and 1 < day.year < 9999 else None
        raise DateError(f"{shown!r} is not a date: {error}", midnight) from error


def parse_date_in_path(path: str, zone: tzinfo) -> datetime | None:
    """Return midnight, in *zone*, of the day in a POSIX path or a URL path; None if there is no day.

    The day is the beginning of a file or folder name (``2020-01-04-title.md``, ``20200104_title/index.md``), or a part of the
    folders (``2020/01/04/title.md``, ``2020/01/04-title.md``). If there are several, the last one is used. A year and a month
    without a day do not count, nor do years before 1900 or after 2099.
    """
    for match in reversed(list(_IN_PATH.finditer(path))):
        with suppress(ValueError):
            return datetime.combine(date(*(int(part) for part in match.groups() if part)), time(), zone)
    return None


def _normalise(text: str) -> str:
    """Return *text* with ASCII digits and single spaces, without quotes and invisible characters, the year before the time."""
    text = unicodedata.normalize("NFKC", text) if len(text := text.strip()) <= _MAX_LENGTH else ""
    text = re.sub("[\u200b-\u200f\u2060\ufeff]", "", text).replace("\N{MINUS SIGN}", "-")
    return _YEAR_AFTER_TIME.sub(r"\1 \3 \2", " ".join(text.split()).strip(" \"'`“”‘’"))


def _parse_day(parts: Mapping[str, str]) -> date:
    """Return the day of a match of ``_DATES``. Raise ValueError if it does not exist or is ambiguous."""
    if "name" in parts:
        name, months = parts["name"].lower(), enumerate(_MONTHS.split(), 1)
        month, day = next((number for number, month in months if month.startswith(name)), 0), int(parts["day"])
    elif "one" in parts:
        month, day = sorted((int(parts["one"]), int(parts["other"])))
        if month < day <= 12:
            raise ValueError("day and month are ambiguous; write the year first")
    else:
        month, day = int(parts["month"]), int(parts["day"])
    return date(int(parts["year"]), month, day)


def _parse_time(parts: Mapping[str, str | None]) -> time:
    """Return the time of day of a match of ``_TIMES``. Missing parts are 0."""
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    half = (parts.get("before") or parts.get("after") or "").lower()
    if half:
        is_afternoon = not {*half}.isdisjoint("p후後下")
        if hour > (23 if is_afternoon else 12):
            raise ValueError(f"hour {hour} does not exist in that half of the day")
        hour = hour % 12 + 12 * is_afternoon
    second -= (minute, second) == (59, 60)  # Python has no leap seconds
    return time(hour, minute, second, int((parts.get("fraction") or "0").ljust(6, "0")[:6]))


def _parse_zone(parts: re.Match[str], zone: tzinfo) -> tzinfo:
    """Return the time zone of a match of ``_ZONE``, or *zone* if it has none. Raise ValueError for an unknown one."""
    if name := parts["name"]:
        if name.upper() not in _ZONES:
            raise ValueError(f"time zone {name!r} is unknown or ambiguous; write an offset such as +09:00")
        return _ZONES[name.upper()]
    if parts["sign"]:
        hours, *less = (int(parts[part] or 0) for part in ("hours", "minutes", "seconds"))
        if max(less) > 59:
            raise ValueError(f"{parts['offset']!r} is not an offset from UTC")
        delta = timedelta(hours=hours, minutes=less[0], seconds=less[1])
        return timezone(-delta if parts["sign"] == "-" else delta)
    return ZoneInfo(parts["place"]) if parts["place"] else zone
