"""What posts are grouped by, and how each kind of index is shown unless a project says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from .slugs import slugify
from .suggestions import did_you_mean, nearest

LAYOUTS = ("cards", "list", "table", "timeline", "compact")
SORTS = ("newest", "oldest", "updated", "title", "part")
"""How posts can be sorted; ``part`` is the place that front matter gives them, as in a series."""
TERM_SORTS = ("name", "count", "newest")
"""How groups can be sorted."""


class Taxonomy(Enum):
    """What the posts of a group have in common."""

    CATEGORY = "category"
    TAG = "tag"
    AUTHOR = "author"
    SERIES = "series"
    YEAR = "year"

    @property
    def index(self) -> str:
        """The name of the index of all groups of this kind."""
        return _INDEX_OF[self]


_INDEX_OF = {
    Taxonomy.CATEGORY: "categories",
    Taxonomy.TAG: "tags",
    Taxonomy.AUTHOR: "authors",
    Taxonomy.SERIES: "series",
    Taxonomy.YEAR: "archive",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOptions:
    """How the pages of an index are made."""

    shown: bool = True
    """Whether there are any."""
    title: str = ""
    """The title of its first page; empty for the words of the interface."""
    folder: str
    """Where its pages lie, in the folder of all index pages."""
    sort: str = "name"
    """How its groups are sorted: one of :data:`GROUP_SORTS`."""
    order: str = "newest"
    """How the posts of a group are sorted: one of :data:`SORTS`."""
    layout: str = "cards"
    """How the posts of a group are shown: one of :data:`LAYOUTS`."""


INDEXES: Mapping[str, IndexOptions] = {
    "posts": IndexOptions(folder="posts"),
    "categories": IndexOptions(folder="categories"),
    "tags": IndexOptions(folder="tags", layout="compact"),
    "authors": IndexOptions(folder="authors", layout="list"),
    "series": IndexOptions(folder="series", sort="newest", order="part", layout="list"),
    "archive": IndexOptions(folder="archive", sort="newest", layout="timeline"),
    "map": IndexOptions(folder="map"),
}
"""All indexes by name, as they are when a project says nothing."""

_CHOICES = {"sort": TERM_SORTS, "order": SORTS, "layout": LAYOUTS}


def index_options(given: Mapping[str, Any]) -> tuple[Mapping[str, IndexOptions], tuple[str, ...]]:
    """Return the indexes as a project wants them.

    :param given: for some indexes False, or a mapping of options to their values.
    :returns: all indexes by name, and a sentence on each part of *given* that could not be used.
    """
    result = dict(INDEXES)
    remarks: list[str] = []
    for name, wanted in given.items():
        if name not in INDEXES:
            remarks.append(f"{name!r} is not an index; the indexes are {_listed(INDEXES)}.{_hint(name, INDEXES)}")
        elif isinstance(wanted, bool):
            result[name] = replace(INDEXES[name], shown=wanted)
        elif isinstance(wanted, Mapping):
            result[name] = _with(name, INDEXES[name], wanted, remarks)
        else:
            remarks.append(f"{name!r} has to be True, False or a dictionary of {_listed(_NAMES)}.")
    return result, tuple(remarks)


_NAMES = tuple(field.name for field in fields(IndexOptions))


def _with(index: str, options: IndexOptions, wanted: Mapping[str, Any], remarks: list[str]) -> IndexOptions:
    usable: dict[str, Any] = {}
    for name, value in wanted.items():
        choices = _CHOICES.get(name)
        if name not in _NAMES:
            remarks.append(f"{index!r} has no option {name!r}, but {_listed(_NAMES)}.{_hint(name, _NAMES)}")
        elif choices and value not in choices:
            remarks.append(f"{value!r} is no {name} of {index!r}: write {_listed(choices, 'or')}.")
        elif not isinstance(value, bool if name == "shown" else str) or (name == "folder" and not slugify(value)):
            remarks.append(f"{name!r} of {index!r} cannot be {value!r}.")
        else:
            usable[name] = slugify(value) if name == "folder" else value
    return replace(options, **usable)


def _listed(names: Any, last: str = "and") -> str:
    quoted = [repr(name) for name in names]
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def _hint(name: object, names: Any) -> str:
    return did_you_mean(nearest(str(name), names)[:1])
