"""Taxonomies: the ways in which posts are grouped."""

from __future__ import annotations

from enum import Enum


class Taxonomy(Enum):
    """A way to group posts. Each group is a term: one category, one tag, one author …"""

    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    SERIES = "series"
    YEAR = "year"

    @property
    def index(self) -> str:
        """Name of the index of all terms."""
        return _INDEXES[self]


_INDEXES = {
    Taxonomy.CATEGORY: "categories",
    Taxonomy.TAG: "tags",
    Taxonomy.AUTHOR: "authors",
    Taxonomy.SERIES: "series",
    Taxonomy.YEAR: "archive",
}
