"""Dates as people write them in front matter.

Everything returned is an aware :class:`~datetime.datetime`: an offset in the text is kept, and a text without one is in the
zone that the caller names. No function here asks the clock.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_NUMERIC = re.compile(
    r"""
    (?P<year>\d{4}) [-/.] (?P<month>\d{1,2}) [-/.] (?P<day>\d{1,2})
    (?: (?:\s*T\s*|\s+) (?P<hour>\d{1,2}) : (?P<minute>\d{1,2})
        (?: : (?P<second>\d{1,2}) (?: [.,] (?P<fraction>\d{1,9}) )? )? )?
    (?: (?(hour) \s* | \s+ ) (?P<zone> Z | UTC | GMT | [+-] \s* \d{1,2} (?: :? \d{2} )? ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def parse(text: str, zone: tzinfo) -> datetime:
    """Return the moment that *text* names, in its own offset or else in *zone*.

    A date without a time is midnight. Years come first; month, day and hour need no leading zero.

    :raises ValueError: *text* is not a date, or names a day or hour that does not exist.
    """
    match = _NUMERIC.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    microsecond = int((match["fraction"] or "0").ljust(6, "0")[:6])
    offset = _offset(match["zone"]) if match["zone"] else zone
    return datetime(year, month, day, hour, minute, second, microsecond, tzinfo=offset)


def _offset(text: str) -> tzinfo:
    """Return the fixed offset that an ISO 8601 zone designator names; hours alone are allowed (``+00``)."""
    sign = text[0]
    if sign not in "+-":
        return UTC
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if minutes > 59:
        raise ValueError(f"{text!r} is not a UTC offset")
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if sign == "-" else delta)
