"""Dates as people and their tools write them, in front matter and in paths.

Everything returned is an aware :class:`~datetime.datetime`: an offset in the text is kept, and a text without one is in the
zone that the caller names. No function here asks the clock.
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
"""Names that mean one offset everywhere; EST, IST and CST do not."""
_LONGEST = 200  # characters; anything longer is prose, and neither looked at nor shown


def _compile(form: str) -> re.Pattern[str]:
    return re.compile(form, re.VERBOSE | re.IGNORECASE | re.ASCII)


# A text is a date, then perhaps a time, then perhaps a zone. Of the forms of each, the first that fits counts.
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
        (?: \ ?\( [^()]* \) )? )?  # the zone again, in words
    (?: \[!? (?P<place>[a-z_]+/[\w/+-]+|UTC) \] )? (?: \[!? u-ca=\w+ \] )?  # as JavaScript's Temporal writes it"""
)
_YEAR_BEHIND_TIME = _compile(r"([a-z]{3}\ \d{1,2}) \ (\d{1,2}:\d\d:\d\d (?:\ [a-z]{1,5})?) \ (\d{4}) (?!\S)")
_IN_PATH = _compile(r"(?<![^/]) ((?:19|20)\d\d) (?: [-_/](\d{1,2})[-_/](\d{1,2}) (?! \d | \.\d ) | (\d\d)(\d\d) (?=[-_]) )")


class DateError(ValueError):
    """A text is not a date, or not wholly one."""

    def __init__(self, message: str, day: datetime | None) -> None:
        super().__init__(message)
        self.day = day
        """Midnight, in the caller's zone, of the day that the text names all the same; None if it names none."""


def parse(text: str, zone: tzinfo) -> datetime:
    """Return the moment that *text* names, in its own offset or else in *zone*.

    A date without a time is midnight. Ten digits are Unix time in seconds, thirteen in milliseconds; it is returned in *zone*.
    A leap second is taken for the second before it. An offset wins over the name of a place behind it. Weekdays are not
    compared with the date. The result can always be converted to UTC, so the very first and last hours of the calendar may be
    refused.

    :raises DateError: *text* is not a date, can be read in two ways (``04/05/2025``), or names a day, hour or zone that does
        not exist.
    """
    plain, day = _plain(text), None
    try:
        if re.fullmatch("[1-9][0-9]{9}(?:[0-9]{3})?", plain):
            return datetime.fromtimestamp(int(plain[:10]), zone) + timedelta(milliseconds=int(plain[10:] or 0))
        found = next(filter(None, (form.match(plain) for form in _DATES)), None)
        if not found:
            raise ValueError("it has none of the known forms")
        day = _day(found.groupdict())
        clock = next(filter(None, (form.match(plain, found.end()) for form in _TIMES)), None)
        named = _ZONE.fullmatch(plain, (clock or found).end())
        if not named or not (clock or re.match(r" [+-]?\w|\[|$", named[0])):
            raise ValueError("what follows the day is not a time")
        moment = datetime.combine(day, _time(clock.groupdict() if clock else {}), _zone(named, zone))
        moment.astimezone(UTC)  # overflows outside of the calendar, and nobody shall meet that later
        return moment
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError) as error:  # OSError: a place that is a folder of places
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        midnight = datetime.combine(day, time(), zone) if day and 1 < day.year < 9999 else None
        raise DateError(f"{shown!r} is not a date: {error}", midnight) from error


def from_path(path: str, zone: tzinfo) -> datetime | None:
    """Return midnight, in *zone*, of the day that a POSIX path or the path of a URL names; None if it names none.

    The day starts the name of the file or of a folder (``2020-01-04-title.md``, ``20200104_title/index.md``) or is spread
    over folders (``2020/01/04/title.md``, ``2020/01/04-title.md``); the one nearest to the end counts. A year and a month
    are not a day. Years before 1900 and after 2099 are taken for other numbers.
    """
    for match in reversed(list(_IN_PATH.finditer(path))):
        with suppress(ValueError):
            return datetime.combine(date(*(int(part) for part in match.groups() if part)), time(), zone)
    return None


def _plain(text: str) -> str:
    """Return *text* with ordinary digits and single blanks, without quotes and unseen signs, the year before the time."""
    text = unicodedata.normalize("NFKC", text) if len(text := text.strip()) <= _LONGEST else ""
    text = re.sub("[\u200b-\u200f\u2060\ufeff]", "", text).replace("\N{MINUS SIGN}", "-")
    return _YEAR_BEHIND_TIME.sub(r"\1 \3 \2", " ".join(text.split()).strip(" \"'`“”‘’"))


def _day(parts: Mapping[str, str]) -> date:
    """Return the day from its named parts; raise ValueError if there is none, or more than one."""
    if "name" in parts:
        name, months = parts["name"].lower(), enumerate(_MONTHS.split(), 1)
        month, day = next((number for number, month in months if month.startswith(name)), 0), int(parts["day"])
    elif "one" in parts:
        month, day = sorted((int(parts["one"]), int(parts["other"])))
        if month < day <= 12:
            raise ValueError("it is ambiguous, the month may stand first or second; write the year first")
    else:
        month, day = int(parts["month"]), int(parts["day"])
    return date(int(parts["year"]), month, day)


def _time(parts: Mapping[str, str | None]) -> time:
    """Return the time of day from its named parts, on a clock of 24 hours; the parts that are missing are 0."""
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    half = (parts.get("before") or parts.get("after") or "").lower()
    if half:
        afternoon = not {*half}.isdisjoint("p후後下")
        if hour > (23 if afternoon else 12):
            raise ValueError(f"hour {hour} is not in that half of the day")
        hour = hour % 12 + 12 * afternoon
    second -= (minute, second) == (59, 60)  # a leap second, which Python cannot hold
    return time(hour, minute, second, int((parts.get("fraction") or "0").ljust(6, "0")[:6]))


def _zone(parts: re.Match[str], zone: tzinfo) -> tzinfo:
    """Return the zone from its named parts, or *zone* if they name none; raise ValueError for one that is not known."""
    if name := parts["name"]:
        if name.upper() not in _ZONES:
            raise ValueError(f"the zone {name!r} is not known or not the same everywhere; write an offset such as +09:00")
        return _ZONES[name.upper()]
    if parts["sign"]:
        hours, *less = (int(parts[part] or 0) for part in ("hours", "minutes", "seconds"))
        if max(less) > 59:
            raise ValueError(f"{parts['offset']!r} is not an offset from UTC")
        delta = timedelta(hours=hours, minutes=less[0], seconds=less[1])
        return timezone(-delta if parts["sign"] == "-" else delta)
    return ZoneInfo(parts["place"]) if parts["place"] else zone
