"""How dates and durations read in the reader's language."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812  'date' is what this module makes
from datetime import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_month_names
from babel.numbers import format_decimal

from .i18n import _


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


def month(day: Day, language: str) -> str:
    """Return the month of a day, with its year."""
    return format_skeleton("yMMMM", day, locale=_locale(language))


def months(language: str) -> list[str]:
    """Return the names of the twelve months, as short as they stand above a column."""
    names = get_month_names("abbreviated", "stand-alone", locale=_locale(language))
    return [names[number] for number in range(1, 13)]


def number(count: int, language: str) -> str:
    """Return a whole number with the separators of the language."""
    return format_decimal(count, locale=_locale(language))


def language(tag: str, language: str) -> str:
    """Return what the language of a tag such as ``pt-BR`` is called; the tag itself if it is not known."""
    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(_locale(language)) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def reading_time(minutes: int) -> str:
    """Return how long reading takes."""
    return _("{minutes} min read").format(minutes=minutes)
