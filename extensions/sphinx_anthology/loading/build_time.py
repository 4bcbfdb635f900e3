"""The time of a build. No other module asks for the current time."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, tzinfo

from ..settings import PREFIX


def get_build_time(option: str, zone: tzinfo) -> datetime:
    """Return the time by which posts are scheduled or expired, in *zone*.

    It is the option ``today``, or else ``SOURCE_DATE_EPOCH`` (see https://reproducible-builds.org), or else the current time.

    :param option: the value of the option ``today``: a date, which means the end of that day, or a date and a time, in *zone*
        unless it has a UTC offset; empty if it is not set.
    :param zone: the time zone of the site.
    :raises ValueError: the option or the environment variable is not valid.
    """
    if option:
        try:
            return _parse_option(option, zone)
        except ValueError as error:
            message = f"{PREFIX}today = {option!r} is not a date. Write it as '2025-04-23' or '2025-04-23 09:00'."
            raise ValueError(message) from error
        except OverflowError as error:
            message = f"{PREFIX}today = {option!r} is not in the calendar of the time zone {zone}. Write another day."
            raise ValueError(message) from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
        except (ValueError, OverflowError, OSError) as error:
            raise ValueError(f"SOURCE_DATE_EPOCH = {epoch!r} is not a number of seconds.") from error
    return datetime.now(zone)


def is_current_time(option: str) -> bool:
    """Return whether :func:`get_build_time` returns the current time, given the option ``today``."""
    return not option and not os.environ.get("SOURCE_DATE_EPOCH")


def _parse_option(option: str, zone: tzinfo) -> datetime:
    moment = datetime.fromisoformat(option)
    if len(option.strip()) <= len("2025-04-23"):
        moment = datetime.combine(moment, time.max)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
