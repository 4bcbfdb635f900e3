"""How dates and durations read in the reader's language."""

from __future__ import annotations

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
    return format_date(moment.date(), "long", locale=_locale(language))


def reading_time(minutes: int) -> str:
    """Return how long reading takes."""
    return _("{minutes} min read").format(minutes=minutes)
