"""The one place that asks what day it is. Everything else is told."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, tzinfo

from ..settings import PREFIX


def today(option: str, zone: tzinfo) -> date:
    """Return the day by which posts are scheduled or expired.

    It is what the option ``today`` says, or else the day of ``SOURCE_DATE_EPOCH`` (see reproducible-builds.org), or else now.

    :param zone: the zone in which moments become days.
    :raises ValueError: the option or the variable cannot be read.
    """
    if option:
        try:
            return date.fromisoformat(option)
        except ValueError as error:
            raise ValueError(f"{PREFIX}today = {option!r} is not a day: write it as '2025-04-23'.") from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
        except (ValueError, OverflowError, OSError) as error:
            raise ValueError(f"SOURCE_DATE_EPOCH = {epoch!r} is not a number of seconds.") from error
    return datetime.now(zone).date()
