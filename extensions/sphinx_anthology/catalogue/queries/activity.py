"""The query for the number of posts per month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..taxonomy import Taxonomy


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
        pages = {term.key[0]: term.docname for term in collection.terms[Taxonomy.YEAR].values()}
        years = [year for year, _ in counts]
        oldest_first = tuple(
            YearActivity(year, pages.get(str(year)), tuple(counts[year, month] for month in range(1, 13)))
            for year in range(min(years), max(years) + 1)
        )
        return oldest_first if collection.settings.index("archive").sort == "name" else oldest_first[::-1]
