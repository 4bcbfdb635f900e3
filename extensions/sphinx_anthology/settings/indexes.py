"""The options of indexes: all posts, categories, tags and others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from ..problems import Report
from ..slugs import slugify
from .messages import join_names, report_option, suggest_name

LAYOUTS = ("cards", "featured", "list", "table", "timeline", "compact")
"""Layouts of posts."""
TERM_LAYOUTS = ("cards", "compact")
"""Layouts of categories and series."""
HOME = "home"
"""The layout of a landing page, in its front matter."""
SORTS = ("newest", "oldest", "updated", "title", "part")
"""Orders of posts. ``part`` is the position that front matter sets, for example in a series."""
TERM_SORTS = ("name", "count", "newest")
"""Orders of terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOptions:
    """Options of one index."""

    shown: bool = True
    """Whether the index exists."""
    title: str = ""
    """Title of its first page; empty for the default in the language of the project."""
    folder: str
    """Folder of its pages, in the folder of all index pages."""
    sort: str = "name"
    """Order of its terms: one of :data:`TERM_SORTS`."""
    order: str = "newest"
    """Order of the posts of a term: one of :data:`SORTS`."""
    layout: str = "cards"
    """Layout of the posts of a term: one of :data:`LAYOUTS`."""


INDEXES: Mapping[str, IndexOptions] = {
    "posts": IndexOptions(folder="posts"),
    "categories": IndexOptions(folder="categories"),
    "tags": IndexOptions(folder="tags", layout="compact"),
    "authors": IndexOptions(folder="authors", layout="list"),
    "series": IndexOptions(folder="series", sort="newest", order="part", layout="list"),
    "archive": IndexOptions(folder="archive", sort="newest", layout="timeline"),
    "map": IndexOptions(folder="map"),
}
"""All indexes by name, with their default options."""


def read_index_options(values: Mapping[str, Any], report: Report) -> Mapping[str, IndexOptions]:
    """Return all indexes by name, with the options of a project.

    :param values: for some of the indexes a boolean, or a dictionary of options.
    """
    result = dict(INDEXES)
    for name, value in values.items():
        if name not in INDEXES:
            message = f"{name!r} is not an index. The indexes are {join_names(INDEXES)}.{suggest_name(name, INDEXES)}"
            report_option(report, "indexes", message)
        elif isinstance(value, bool):
            result[name] = replace(INDEXES[name], shown=value)
        elif isinstance(value, Mapping):
            result[name] = _read_options_of_index(name, value, report)
        else:
            report_option(report, "indexes", f"{name!r} must be True, False or a dictionary of {join_names(_INDEX_OPTIONS)}.")
    return result


_INDEX_OPTIONS = tuple(field.name for field in fields(IndexOptions))
_CHOICES = {"sort": TERM_SORTS, "order": SORTS, "layout": LAYOUTS}


def _read_options_of_index(index: str, values: Mapping[str, Any], report: Report) -> IndexOptions:
    usable: dict[str, Any] = {}
    for name, value in values.items():
        choices = _CHOICES.get(name)
        if name not in _INDEX_OPTIONS:
            known = join_names(_INDEX_OPTIONS)
            message = f"{index!r} has no option {name!r}. Its options are {known}.{suggest_name(name, _INDEX_OPTIONS)}"
            report_option(report, "indexes", message)
        elif choices and value not in choices:
            report_option(report, "indexes", f"{name!r} of {index!r} cannot be {value!r}. Write {join_names(choices, 'or')}.")
        elif not isinstance(value, bool if name == "shown" else str) or (name == "folder" and not slugify(value)):
            report_option(report, "indexes", f"{name!r} of {index!r} cannot be {value!r}.")
        else:
            usable[name] = slugify(value) if name == "folder" else value
    return replace(INDEXES[index], **usable)
