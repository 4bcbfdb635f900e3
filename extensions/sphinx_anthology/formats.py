"""How dates and durations read in the reader's language."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  'date' is what this module makes
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from .words import _


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def date(moment: datetime, language: str) -> str:
    """Return the day of *moment*, in its own zone, as *language* (a Sphinx language code) writes it out."""
    return _day(moment.date(), language)


@lru_cache(maxsize=8192)  # each date stands on the article and in several listings
def _day(day: Day, language: str) -> str:
    return format_date(day, "long", locale=_locale(language))


def reading_time(minutes: int) -> str:
    """Return how long reading takes."""
    return _("{minutes} min read").format(minutes=minutes)
