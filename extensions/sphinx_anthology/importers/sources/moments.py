"""Moments as services write them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from ...frontmatter.dates import DateError, parse_date


def read_moment(value: object, zone: tzinfo | None = UTC) -> datetime | None:
    """Return a moment without fractions of a second; None if a value is no date.

    :param value: a text, or the seconds or milliseconds since 1970.
    :param zone: the time zone of a text that has none; None to return a moment without one.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000 if abs(value) > 10**11 else value, UTC).replace(microsecond=0)
        except (ValueError, OverflowError, OSError):
            return None
    text = str(value or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime, lambda text: _read_words(text, zone)):
        try:
            moment = read(text[:200])
        except (DateError, ValueError, TypeError, IndexError, OverflowError):
            continue
        return (moment if moment.tzinfo or zone is None else moment.replace(tzinfo=zone)).replace(microsecond=0)
    return None


def _read_words(text: str, zone: tzinfo | None) -> datetime:
    """Return a moment as people write it.

    :raises DateError: the text is no date.
    """
    moment = parse_date(text, zone or UTC)
    return moment if zone else moment.replace(tzinfo=None)
