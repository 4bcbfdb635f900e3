"""The data model of front matter, the same for every format.

Scalars keep the spelling of the source: ``title: 2019``, ``version: 1.10`` and ``date: 2021-00-00`` are text, because the type
of a value depends on the field that it fills (see :mod:`.fields`). Only an empty value or ``null`` is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from ..characters import clean_text, is_clean
from ..problems import Code, Problem, Report

Value = Any
"""The value of an entry: str, None, a list of values, or a :class:`Table`."""

MAX_VALUES = 20_000
"""Maximum number of values in the front matter of one file. Each use of a YAML alias counts."""
MAX_DEPTH = 50
"""Maximum number of nested lists and mappings."""
MAX_LINES = 2_000
"""Maximum number of lines that are parsed. The longest front matter of real posts has the whole post as its excerpt."""


_TRUE = ("true", "yes", "on")


class Unquoted(str):
    """The spelling of a number, a boolean or a date: a scalar that its format does not read as text."""


class Table(dict[str, Value]):
    """A mapping inside front matter that knows the lines of its keys."""

    def __init__(self, values: Mapping[str, Value] = {}, lines: Mapping[str, int] = {}) -> None:
        super().__init__(values)
        self.lines = dict(lines)
        """Line numbers in the file by key, counted from 1. A key may be missing."""


class TooLargeError(Exception):
    """Front matter exceeds :data:`MAX_VALUES` or :data:`MAX_DEPTH`."""


def _list_texts(value: Value) -> Iterator[str]:
    """Yield the texts and the keys in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (key for key in value if isinstance(key, str))
        yield from (text for item in value.values() for text in _list_texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in _list_texts(item))


def clean_value(value: Any) -> Any:
    """Return a value, as its format types it or as text, without control characters in its texts and keys."""
    if all(map(str.isprintable, _list_texts(value))):
        return value
    if isinstance(value, str):
        return type(value)(clean_text(value))
    if isinstance(value, list):
        return [clean_value(item) for item in value]
    values = {clean_value(key): clean_value(item) for key, item in value.items()}
    return Table(values, {clean_text(key): line for key, line in value.lines.items()}) if isinstance(value, Table) else values


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level key of front matter with its value. The texts in both have no control characters."""

    key: str
    value: Value
    line: int
    """Line of the key in the file, counted from 1."""
    had_control_character: bool = field(init=False, compare=False, default=False)
    """Whether a control character was removed."""

    def __post_init__(self) -> None:
        """Remove the control characters."""
        if not (self.key.isprintable() and all(map(str.isprintable, _list_texts(self.value)))):
            object.__setattr__(self, "had_control_character", not all(map(is_clean, (self.key, *_list_texts(self.value)))))
            object.__setattr__(self, "key", clean_text(self.key))
            object.__setattr__(self, "value", clean_value(self.value))

    def report_control_character(self, path: str, report: Report) -> None:
        """Report the control character that was removed, if there was one."""
        if self.had_control_character:
            message = f"The value of '{self.key}' or its key contains a control character, which is ignored. Delete it."
            report(Problem(path, self.line, Code.CONTROL_CHARACTER, message))


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one file. A file without front matter has an empty one."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    lines: int = 0
    """Number of lines at the top of the file that the front matter takes, including its fences."""
    format: str = "none"
    """``yaml``, ``toml``, ``json``, ``plain`` (lines ``Key: value`` without fences), ``rest``, ``directive`` or ``none``."""
    source: str = ""
    """Valid text in that format, repaired where the file is broken."""
    has_directive: bool = False
    """Whether ABlog's directive for posts is in the text."""

    @property
    def is_of_ablog(self) -> bool:
        """Whether the file has ABlog's directive, or the key by which ABlog knows a post."""
        entry = self.entries.get("blogpost")
        is_marked = entry is not None and isinstance(entry.value, str) and entry.value.strip().casefold() in _TRUE
        return self.has_directive or is_marked

    def list_scalars(self) -> Mapping[str, str]:
        """Return the texts, numbers and dates, by their keys in lower case. Keys of nested values are joined by dots."""
        scalars: dict[str, str] = {}
        found: list[tuple[str, Value]] = [(entry.key, entry.value) for entry in self.entries.values()]
        while found:
            key, value = found.pop()
            if isinstance(value, dict):
                found += ((f"{key}.{name}", item) for name, item in value.items())
            elif isinstance(value, str):
                scalars[key.lower()] = value
        return scalars


def index_entries(entries: Iterable[Entry], path: str, report: Report) -> dict[str, Entry]:
    """Return *entries* by key, and report control characters in them.

    Of two entries with the same key the last one is used, and the duplicate is reported.
    """
    by_key: dict[str, Entry] = {}
    for entry in entries:
        entry.report_control_character(path, report)
        if earlier := by_key.get(entry.key):
            message = f"Key '{entry.key}' is already on line {earlier.line}; the last value is used. Delete one of them."
            report(Problem(path, entry.line, Code.KEY_DUPLICATE, message))
        by_key[entry.key] = entry
    return by_key


def convert_native_value(value: object) -> Value:
    """Convert a value from a TOML, JSON or Python parser to the value of an entry: scalars become text again.

    :raises TooLargeError: *value* exceeds :data:`MAX_VALUES` or :data:`MAX_DEPTH`.
    """
    counter = count(1)

    def convert(value: object, depth: int) -> Value:
        if next(counter) > MAX_VALUES or depth > MAX_DEPTH:
            raise TooLargeError
        if isinstance(value, dict):
            return Table({str(key): convert(item, depth + 1) for key, item in value.items()})
        if isinstance(value, list):
            return [convert(item, depth + 1) for item in value]
        if value is None:
            return None
        if isinstance(value, str):
            return value
        return Unquoted(str(value).lower() if isinstance(value, bool) else str(value))

    return convert(value, 0)
