"""The date of a build. No other module asks for the current date."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, tzinfo

from ..settings import PREFIX


def get_build_date(option: str, zone: tzinfo) -> date:
    """Return the date by which posts are scheduled or expired.

    It is the option ``today``, or else the date of ``SOURCE_DATE_EPOCH`` (see https://reproducible-builds.org), or else the
    current date.

    :param option: the value of the option ``today``; empty if it is not set.
    :param zone: the time zone in which a moment becomes a date.
    :raises ValueError: the option or the environment variable is not valid.
    """
    if option:
        try:
            return date.fromisoformat(option)
        except ValueError as error:
            raise ValueError(f"{PREFIX}today = {option!r} is not a date. Write it as '2025-04-23'.") from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
        except (ValueError, OverflowError, OSError) as error:
            raise ValueError(f"SOURCE_DATE_EPOCH = {epoch!r} is not a number of seconds.") from error
    return datetime.now(zone).date()
