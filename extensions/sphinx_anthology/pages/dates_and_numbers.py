"""Dates, months, numbers, lists and language names in the site's language."""

from __future__ import annotations

import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_month_names
from babel.numbers import format_decimal

from .i18n import _, ngettext

_MONTH_LENGTH = 7
"""Maximum length of the names of months in a chart, in characters."""
_FIRST_DAYS = {"fr": "1er", "it": "1º", "pt_BR": "1º"}
"""The first of a month where it is an ordinal. CLDR, of which Babel's dates are made, has a cardinal for each day."""


@lru_cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def date(moment: datetime.datetime, language: str) -> str:
    """Return the day of *moment*, in its own time zone, written out.

    :param language: a Sphinx language code, as in all functions here; English stands in for an unknown one.
    """
    return _day(moment.date(), language)


def machine_readable(moment: datetime.datetime) -> str:
    """Return *moment* for the element ``time`` of HTML.

    It has at most milliseconds, and offsets of whole minutes, unlike those of local times long ago.
    Source: https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value
    """
    offset = moment.utcoffset()
    if offset and offset % datetime.timedelta(minutes=1):
        moment = moment.astimezone(datetime.UTC)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


@lru_cache(maxsize=8192)  # each date is on the article and in several lists
def _day(day: datetime.date, language: str) -> str:
    locale = _locale(language)
    written = format_date(day, "long", locale=locale)
    first = _FIRST_DAYS.get(str(locale)) or _FIRST_DAYS.get(locale.language)
    return first + written.removeprefix("1") if first and day.day == 1 else written


def month(day: datetime.date, language: str) -> str:
    """Return the month of a day with its year, as a heading: ``April 2025``, ``Avril 2025``."""
    written = str(format_skeleton("yMMMM", day, locale=_locale(language)))
    written = written.removesuffix("г.").rstrip()  # Russian headings leave "year" out
    return written[:1].upper() + written[1:]


def months(language: str) -> list[str]:
    """Return short names of the twelve months: their abbreviations, or their numbers where an abbreviation is long."""
    names = get_month_names("abbreviated", "stand-alone", locale=_locale(language))
    is_short = all(len(name) <= _MONTH_LENGTH for name in names.values())
    return [names[number] if is_short else str(number) for number in range(1, 13)]


def number(count: int, language: str) -> str:
    """Return a whole number with the language's thousands separators."""
    return format_decimal(count, locale=_locale(language))


@lru_cache
def list_separator(language: str) -> str:
    """Return what stands between the items of an enumeration: ``", "``, or ``"、"`` in Chinese and Japanese."""
    return str(_locale(language).list_patterns["standard"]["middle"]).removeprefix("{0}").removesuffix("{1}")


def language(tag: str, language: str) -> str:
    """Return the name of the language with a BCP 47 tag such as ``pt-BR``; the tag itself if it is unknown."""
    try:
        return Locale.parse(tag.replace("-", "_")).get_display_name(_locale(language)) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def reading_time(minutes: int) -> str:
    """Return ``5 min read`` in the site's language."""
    return _("{minutes} min read").format(minutes=minutes)


def article_count(count: int, language: str) -> str:
    """Return ``3 articles`` in the site's language."""
    return ngettext("{count} article", "{count} articles", count).format(count=number(count, language))
