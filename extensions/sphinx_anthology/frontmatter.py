"""The header of a post: from text to entries that know their lines.

Scalars stay as they were written: ``title: 2019``, ``version: 1.10`` and ``date: 2021-00-00`` are text here, because what a
value means depends on the field, and that is decided in :mod:`.dialects`. Only a plain empty value or ``null`` is None.

A header that is not valid YAML is read again one top-level key at a time, so that one bad value costs only itself, and even
that value is kept as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from .problems import Code, Problem

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Value = Any
"""What an entry holds: str, None, or a list or dict (str keys) of values."""

_OPENING = re.compile(r"-{3}[ \t]*$")
_CLOSING = re.compile(r"(?:-{3}|\.{3})[ \t]*$")
_TOP_LEVEL_KEY = re.compile(r"(?P<key>[^\s#'\"\[\]{},&*!|>%@`:-][^\s:]*(?: [^\s:]+)*?)[ \t]*:(?=\s|$)[ \t]*(?P<value>.*)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"
_MOST_NODES = 20_000
_DEEPEST = 50


class Unquoted(str):
    """A scalar that YAML does not read as text: a number, a boolean or a date, as it was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One top-level key of a header."""

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
    source: str = ""
    """The text between the fences."""

    def native(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values of *keys* as YAML types them (numbers, booleans, dates), as text if the header is invalid."""
        try:
            loaded = yaml.load(self.source, _Loader)
        except (yaml.YAMLError, ValueError):
            loaded = {}
        return {key: loaded.get(key, self.entries[key].value) for key in keys}


def normalise(text: str) -> str:
    """Return *text* as Sphinx will hand it to a parser: without a byte order mark, with LF line ends."""
    return _LINE_BREAK.sub("\n", text.removeprefix("\ufeff"))


def read(text: str, path: str) -> Header:
    """Read the header of a normalised *text*; *path* is what problems name."""
    lines = text.split("\n")
    if not _OPENING.match(lines[0]):
        return Header()
    end = next((number for number, line in enumerate(lines[1:], start=1) if _CLOSING.match(line)), None)
    if end is None:
        return _unclosed(lines, path)
    return _entries(lines[1:end], end + 1, path)


def _unclosed(lines: list[str], path: str) -> Header:
    """Take the leading run of ``key: value`` lines for the header that nobody closed, if there is one."""
    end = next((number for number, line in enumerate(lines[1:], start=1) if not _TOP_LEVEL_KEY.match(line)), len(lines))
    if end == 1:
        return Header()
    header = _entries(lines[1:end], end, path)
    problem = Problem(
        path, end + 1, Code.HEADER_UNCLOSED, f"The front matter is never closed: put a line '---' below line {end}."
    )
    return replace(header, problems=(problem, *header.problems))


def _entries(lines: list[str], taken: int, path: str) -> Header:
    """Read the *lines* between the fences; the first of them is line 2 of the file."""
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=2):
        if _CONTROL.search(line):
            message = "A control character in the front matter was left out; delete it."
            problems.append(Problem(path, number, Code.CONTROL_CHARACTER, message))
    clean = [_CONTROL.sub("", line) for line in lines]
    try:
        found = list(_compose("\n".join(clean), first_line=2))
    except (yaml.YAMLError, _TooLarge) as error:
        found, recovered = _recover(clean, error, path)
        problems += recovered
    entries: dict[str, Entry] = {}
    for entry in found:
        if earlier := entries.get(entry.key):
            message = f"'{entry.key}' stands twice, first on line {earlier.line}; the last one is used. Delete one of them."
            problems.append(Problem(path, entry.line, Code.KEY_DUPLICATE, message))
        entries[entry.key] = entry
    return Header(entries, taken, tuple(problems), "\n".join(clean))


class _TooLarge(Exception):
    """The header has more nodes, or deeper ones, than any author writes."""


def _compose(text: str, first_line: int) -> Iterator[Entry]:
    """Yield the top-level entries of a YAML mapping.

    :raises yaml.YAMLError: *text* is not valid YAML, or not a mapping.
    """
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            raise yaml.constructor.ConstructorError(None, None, "this is not 'key: value'", root.start_mark)
        budget = [_MOST_NODES]
        for key, value in root.value:
            yield Entry(str(key.value), _raw(value, budget, 0), first_line + key.start_mark.line)
    finally:
        loader.dispose()


def _raw(node: yaml.Node, budget: list[int], depth: int) -> Value:
    """Return a YAML node with its scalars as text; aliases count each time they are used."""
    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise _TooLarge
    if isinstance(node, yaml.SequenceNode):
        return [_raw(item, budget, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(_raw(key, budget, depth + 1)): _raw(value, budget, depth + 1) for key, value in node.value}
    if node.tag == _TEXT_TAG:
        return node.value
    return None if node.tag == _NULL_TAG else Unquoted(node.value)


def _recover(lines: list[str], error: Exception, path: str) -> tuple[list[Entry], list[Problem]]:
    """Read each top-level key by itself; one that cannot be read as YAML is kept as text and named in a problem."""
    starts = [number for number, line in enumerate(lines) if _TOP_LEVEL_KEY.match(line)]
    entries: list[Entry] = []
    problems: list[Problem] = []
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        try:
            entries += _compose("\n".join(lines[start:end]), first_line=start + 2)
        except (yaml.YAMLError, _TooLarge):
            entry = _as_text(lines[start:end], start + 2)
            entries.append(entry)
            message = (
                f"The value of '{entry.key}' is not valid YAML; it was taken as the text between its quotes. "
                f"Write: {entry.key}: {_quoted(entry.value)}"
            )
            problems.append(Problem(path, start + 2, Code.HEADER_INVALID, message))
    if not problems:
        line = min(_error_line(error), len(lines) - 1)
        message = f"Line {line + 2} of the front matter is not 'key: value' and was left out: {lines[line].strip()!r}."
        problems.append(Problem(path, line + 2, Code.HEADER_INVALID, message))
    return entries, problems


def _error_line(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line if mark is not None else 0


def _as_text(lines: list[str], number: int) -> Entry:
    """Return the entry whose value is the text of *lines*, less the quotes around it."""
    match = _TOP_LEVEL_KEY.match(lines[0])
    assert match is not None
    text = "\n".join([match["value"], *lines[1:]]).strip()
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    return Entry(match["key"], text, number)


def _quoted(text: str) -> str:
    """Return *text* as a YAML string on one line, cut if it is long."""
    line = " ".join(text.split())
    if len(line) > 100:
        line = line[:99] + "…"
    return "'" + line.replace("'", "''") + "'"
