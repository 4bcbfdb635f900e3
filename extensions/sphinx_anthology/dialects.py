"""From the spellings of many blog engines to one set of fields.

:data:`TABLE` is the whole of it: one row a field, with the keys that fill it in the order in which they are asked, and the
function that reads the value. A dialect is added by adding keys, and a form of a value by teaching its function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from . import dates
from .frontmatter import Header, Unquoted, Value
from .problems import Code, Problem


@dataclass(frozen=True, slots=True)
class Author:
    """A person as the front matter names them."""

    name: str
    url: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class CoverReference:
    """A cover as the front matter names it: the address as written, and the text alternative."""

    reference: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a header says, in canonical terms. A field that it does not fill is None or empty."""

    title: str | None = None
    published: datetime | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    excerpt: str | None = None
    cover: CoverReference | None = None
    reading_minutes: int | None = None
    slug: str | None = None
    passed_on: dict[str, Any] = field(default_factory=dict)
    """Keys of Sphinx, MyST and other extensions, with their YAML types."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line of the key that filled each field."""


@dataclass(slots=True)
class _Reading:
    """What a function that reads a value may need, and where it says what is wrong."""

    path: str
    zone: tzinfo
    key: str = ""
    line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: Code, message: str) -> None:
        self.problems.append(Problem(self.path, self.line, code, message))

    def misfit(self, expected: str) -> None:
        """Report that the value of the current key does not have a form that is understood."""
        self.report(Code.FIELD_FORM, f"The value of '{self.key}' was not understood and is ignored: write {expected}.")


def _text(value: Value, reading: _Reading) -> str | None:
    lines = _lines_of_text(value, reading)
    return lines and " ".join(lines.split())


def _lines_of_text(value: Value, reading: _Reading) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if value is not None:
        reading.misfit("a text")
    return None


def _moment(value: Value, reading: _Reading) -> datetime | None:
    if not isinstance(value, str):
        if value is not None:
            reading.misfit("a date such as 2025-04-23")
        return None
    if not value.strip():
        return None
    try:
        return dates.parse(value, reading.zone)
    except (ValueError, OverflowError):
        message = f"'{reading.key}: {value.strip()}' is not a date: write it as 2025-04-23 or 2025-04-23T12:17:34+09:00."
        reading.report(Code.DATE_INVALID, message)
        return None


def _names(value: Value, reading: _Reading) -> tuple[str, ...]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Unquoted):
            message = f"'{reading.key}: {item}' is not text; it is taken for the name '{item}'. Put it in quotes."
            reading.report(Code.CATEGORY_FORM, message)
    if isinstance(value, str):
        return (" ".join(value.split()),) if value.strip() else ()
    if isinstance(value, list):
        names = [" ".join(item.split()) for item in value if isinstance(item, str) and item.strip()]
        if len(names) < len(value):
            reading.report(Code.CATEGORY_FORM, f"Only the names in '{reading.key}' are used: write a list of texts.")
        elif reading.key == "category":
            message = "'category' holds a list; the post is put into each of them. Write 'categories' for several."
            reading.report(Code.CATEGORY_FORM, message)
        return tuple(dict.fromkeys(names))
    if value is not None:
        reading.report(Code.CATEGORY_FORM, f"'{reading.key}' is not a name and is ignored: write a text.")
    return ()


def _people(value: Value, reading: _Reading) -> tuple[Author, ...]:
    people: list[Author] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            people.append(Author(" ".join(item.split())))
        elif isinstance(item, dict) and isinstance(name := item.get("name"), str) and name.strip():
            people.append(Author(name.strip(), _first_text(item, ("url",)), _first_text(item, ("picture", "image_url"))))
        elif item is not None and not isinstance(item, str):
            reading.misfit("a name, or a mapping with 'name'")
    return tuple(dict.fromkeys(people))


def _cover(value: Value, reading: _Reading) -> CoverReference | None:
    if isinstance(value, str):
        return CoverReference(value.strip()) if value.strip() else None
    if isinstance(value, dict) and (reference := _first_text(value, ("url", "src", "image"))):
        return CoverReference(reference, _first_text(value, ("alt",)))
    if value is not None and not (isinstance(value, dict) and not any(value.values())):
        reading.misfit("the address of an image, or a mapping with 'url'")
    return None


def _minutes(value: Value, reading: _Reading) -> int | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    digits = value.split()[0] if isinstance(value, str) else ""
    if len(digits) < 5 and digits.isdecimal() and int(digits):
        return int(digits)
    reading.misfit("a number of minutes")
    return None


def _first_text(mapping: dict[str, Value], keys: Iterable[str]) -> str:
    return next((item.strip() for key in keys if isinstance(item := mapping.get(key), str) and item.strip()), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A canonical field, the keys that fill it (the first that yields something wins), and what reads their values."""

    field: str
    keys: tuple[str, ...]
    read: Callable[[Value, _Reading], Any]


TABLE = (
    Row("title", ("title",), _text),
    Row("published", ("date",), _moment),
    Row("categories", ("category", "categories"), _names),
    Row("authors", ("author", "authors"), _people),
    Row("excerpt", ("excerpt", "description", "summary"), _lines_of_text),
    Row("cover", ("coverImage", "cover", "image", "ogImage"), _cover),
    Row("reading_minutes", ("readTime",), _minutes),
    Row("slug", ("slug",), _text),
)

PASSED_ON = frozenset(
    [
        "myst",
        "mystnb",
        "html_meta",
        "substitutions",
        "jupytext",
        "kernelspec",
        "orphan",
        "tocdepth",
        "nocomments",
        "nosearch",
        "no-search",
        "hide-toc",
    ]
)
"""Keys with a meaning to Sphinx, MyST or Furo; so are all that begin with ``og:`` or ``ogp_``."""

CARRIED = frozenset(["layout", "tags", "id"])
"""Keys that blog engines use for themselves and that say nothing about an article's page."""

_KNOWN = CARRIED.union(*(row.keys for row in TABLE))


def is_passed_on(key: str) -> bool:
    """Tell whether *key* is handed on as it is, for Sphinx, MyST or another extension to read."""
    return key in PASSED_ON or key.startswith(("og:", "ogp_"))


def read_fields(header: Header, path: str, zone: tzinfo) -> tuple[Fields, tuple[Problem, ...]]:
    """Map the entries of *header* to fields.

    :param path: the file that problems name.
    :param zone: the zone of dates that name none.
    """
    reading = _Reading(path, zone)
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for row in TABLE:
        for entry in (header.entries[key] for key in row.keys if key in header.entries):
            reading.key, reading.line = entry.key, entry.line
            if not (value := row.read(entry.value, reading)):
                continue
            if row.field not in values:
                values[row.field], lines[row.field] = value, entry.line
            elif value != values[row.field]:
                reading.report(
                    Code.FIELD_CONFLICT,
                    f"'{entry.key}' says something else than line {lines[row.field]}, which is used.",
                )
    passed_on = [key for key in header.entries if is_passed_on(key)]
    for entry in header.entries.values():
        if entry.key not in _KNOWN and not is_passed_on(entry.key):
            reading.line = entry.line
            reading.report(Code.FIELD_UNKNOWN, f"'{entry.key}' is not a field of an article; it was left alone.")
    native = header.native(passed_on) if passed_on else {}
    return Fields(**values, passed_on=native, lines=lines), tuple(reading.problems)
