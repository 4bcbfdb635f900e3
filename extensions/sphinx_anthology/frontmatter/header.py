"""What the front matter of a file holds, whatever format it is written in.

Scalars stay as they were written: ``title: 2019``, ``version: 1.10`` and ``date: 2021-00-00`` are text here, because what a
value means depends on the field, and that is decided in :mod:`.fields.readers`. Only a plain empty value or ``null`` is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import Code, Problem

Value = Any
"""What an entry holds: str, None, a list of values, or a :class:`Table`."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML refuses, or that no file can hold."""
MOST_NODES = 20_000
"""Values in one header, each use of an alias counted; no author writes more."""
DEEPEST = 50
MOST_LINES = 2_000
"""Lines of a header that are read; an excerpt that is the whole post is the longest that people have."""


class Unquoted(str):
    """A scalar that its format does not read as text: a number, a boolean or a date, as it was written."""


class Table(dict[str, Value]):
    """A mapping inside a header, which knows the lines of its keys."""

    def __init__(self, values: Mapping[str, Value] = {}, lines: Mapping[str, int] = {}) -> None:
        super().__init__(values)
        self.lines = dict(lines)
        """The line of each key in the file, counted from 1; a key may be missing."""


class TooLargeError(Exception):
    """The header has more values, or deeper ones, than any author writes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a header."""

    key: str
    value: Value
    line: int
    """The line of the key in the file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Header:
    """The front matter of one file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    lines: int = 0
    """How many lines of the file the header takes, with its fences; 0 where there is none."""
    problems: tuple[Problem, ...] = ()
    format: str = "none"
    """``yaml``, ``toml``, ``json``, ``plain`` (lines without a fence) or ``none``."""
    source: str = ""
    """Valid text in that format for the entries."""


def unique(found: Iterable[Entry], path: str, problems: list[Problem]) -> dict[str, Entry]:
    """Return entries by key. Of those that stand twice the last is taken, and that is said in *problems*."""
    entries: dict[str, Entry] = {}
    for entry in found:
        if earlier := entries.get(entry.key):
            message = f"'{entry.key}' stands twice, first on line {earlier.line}; the last one is used. Delete one of them."
            problems.append(Problem(path, entry.line, Code.KEY_DUPLICATE, message))
        entries[entry.key] = entry
    return entries


def from_native(value: object, budget: list[int], depth: int = 0) -> Value:
    """Return what a parser made, as the value of an entry: every scalar is text again, as near to the source as it goes.

    :param budget: how many values there may still be; counted down.
    :raises TooLargeError: there are more, or deeper ones.
    """
    budget[0] -= 1
    if budget[0] < 0 or depth > DEEPEST:
        raise TooLargeError
    if isinstance(value, dict):
        return Table({str(key): from_native(item, budget, depth + 1) for key, item in value.items()})
    if isinstance(value, list):
        return [from_native(item, budget, depth + 1) for item in value]
    if value is None:
        return None
    if isinstance(value, str):
        return CONTROL.sub("", value)
    return Unquoted(str(value).lower() if isinstance(value, bool) else str(value))
