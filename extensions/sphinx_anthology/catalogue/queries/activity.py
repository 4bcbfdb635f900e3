"""The queries of the archive: the number of posts per month, and the titles of each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ..catalogue import Catalogue
from ..collection import Collection
from ..taxonomy import Taxonomy
from .base import Target

_MAX_TITLES, _MIN_TITLES = 300, 6
"""How many titles an archive has in all, and at least of each year. The pages of years have the others."""


@dataclass(frozen=True, slots=True)
class YearActivity:
    """The number of posts published in each month of a year."""

    year: int
    page: str | None
    """The docname of the year's archive page, or None if it has none."""
    months: tuple[int, ...]
    """Twelve counts, January first."""


@dataclass(frozen=True, slots=True)
class ActivityQuery:
    """Ask for the number of posts per month in every year from the first post to the last."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[YearActivity, ...]:
        """Return the years, newest first; oldest first if the archive sorts its years by name."""
        collection = catalogue.collection(self.collection)
        counts = Counter((post.published.year, post.published.month) for post in collection.articles if post.published)
        if not counts:
            return ()
        pages = _year_pages(collection)
        years = [year for year, _ in counts]
        oldest_first = tuple(
            YearActivity(year, pages.get(str(year)), tuple(counts[year, month] for month in range(1, 13)))
            for year in range(min(years), max(years) + 1)
        )
        return oldest_first if collection.settings.index("archive").sort == "name" else oldest_first[::-1]


@dataclass(frozen=True, slots=True)
class YearTitles:
    """The posts published in a year."""

    year: int
    page: str | None
    """The docname of the year's archive page, or None if it has none."""
    posts: tuple[tuple[Target, datetime], ...]
    """Posts with the moments of publication, newest first: all, or the first of many."""
    total: int


@dataclass(frozen=True, slots=True)
class ArchiveQuery:
    """Ask for the titles of the posts of each year that has any."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[YearTitles, ...]:
        """Return the years, newest first; oldest first if the archive sorts its years by name."""
        collection = catalogue.collection(self.collection)
        pages = _year_pages(collection)
        dated = [(Target.from_post(post), post.published) for post in collection.articles if post.published]
        dated.sort(key=lambda pair: pair[1].timestamp(), reverse=True)
        dated.sort(key=lambda pair: pair[1].year, reverse=True)
        years = [(year, tuple(posts)) for year, posts in groupby(dated, key=lambda pair: pair[1].year)]
        size = max(_MAX_TITLES // max(len(years), 1), _MIN_TITLES)
        titles = [YearTitles(year, pages.get(str(year)), posts[:size], len(posts)) for year, posts in years]
        return tuple(_in_order(titles, collection))


def _year_pages(collection: Collection) -> dict[str, str | None]:
    """Return the docnames of the pages of years, by year."""
    return {term.key[0]: term.docname for term in collection.terms[Taxonomy.YEAR].values()}


def _in_order(newest_first: Sequence[YearTitles], collection: Collection) -> Sequence[YearTitles]:
    return newest_first[::-1] if collection.settings.index("archive").sort == "name" else newest_first
