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
_KEY = re.compile(
    r"""(?:(?P<quote>["'])(?P<quoted>[^"']+)(?P=quote) | (?P<plain>[^\s\#'"\[\]{},&*!|>%@`:-][^\s:]*(?:[ ][^\s:]+)*?))
        [ \t]*:(?=\s|$)[ \t]*(?P<value>.*)$""",
    re.VERBOSE,
)
_CONTINUATION = re.compile(r"\s|#|- |-$|[\]},]|$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YAML_LINE_BREAK = re.compile("[\x85\u2028\u2029]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_DEEP_INDENT = re.compile(r"^[ ]{200}", re.MULTILINE)
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"
_MOST_NODES = 20_000
_DEEPEST = 50
_LONGEST_VALUE = 200  # lines, of a value with broken quotes


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
    """Valid YAML for the entries."""

    def native(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values of *keys* as YAML types them (numbers, booleans, dates); a value that has no type is text."""
        values = {key: self.entries[key].value for key in keys}
        loader = _Loader(self.source)
        try:
            root = loader.get_single_node()
            nodes = root.value if isinstance(root, yaml.MappingNode) else []
            return values | {key.value: self._typed(loader, key.value, node) for key, node in nodes if key.value in values}
        except yaml.YAMLError:
            return values  # entries that are valid one by one, but not together: two anchors of one name
        finally:
            loader.dispose()

    def _typed(self, loader: Any, key: str, node: yaml.Node) -> Any:
        try:
            return loader.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError):
            return self.entries[key].value  # a tag or a date that YAML itself stumbles over


def normalise(text: str) -> str:
    """Return *text* as Sphinx will hand it to a parser: without a byte order mark, with LF line ends."""
    return _LINE_BREAK.sub("\n", text.removeprefix("\ufeff"))


def read(text: str, path: str) -> Header:
    """Read the header of a normalised *text*; *path* is what problems name. Blank lines may stand before it."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not _OPENING.match(lines[start]):
        return Header()
    end = next((number for number in range(start + 1, len(lines)) if _CLOSING.match(lines[number])), None)
    if end is not None:
        return _entries(lines[start + 1 : end], start + 2, end + 1, path)
    # Nobody closed it: it is the run of lines that look like it.
    end = next((number for number in range(start + 1, len(lines)) if not _KEY.match(lines[number])), len(lines))
    header = _entries(lines[start + 1 : end], start + 2, end, path)
    if not header.entries:
        return Header()
    message = f"The front matter is never closed: put a line '---' below line {end}."
    problem = Problem(path, min(end + 1, len(lines)), Code.HEADER_UNCLOSED, message)
    return replace(header, problems=(problem, *header.problems))


def _entries(lines: list[str], first: int, taken: int, path: str) -> Header:
    """Read the *lines* between the fences.

    :param first: the number of the first of them in the file.
    :param taken: how many lines of the file the header takes.
    :returns: no header at all if there are no entries but other text: the fences are rules above and below it.
    """
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=first):
        if _CONTROL.search(line):
            message = "A control character in the front matter was left out; delete it."
            problems.append(Problem(path, number, Code.CONTROL_CHARACTER, message))
    clean = [_YAML_LINE_BREAK.sub(" ", _CONTROL.sub("", line)) for line in lines]
    source = "\n".join(clean)
    try:
        found = list(_compose(source, first))
    except (yaml.YAMLError, _TooLargeError):
        found, source = _recover(clean, first, path, problems)
        if not found:
            return Header()
    entries: dict[str, Entry] = {}
    for entry in found:
        if earlier := entries.get(entry.key):
            message = f"'{entry.key}' stands twice, first on line {earlier.line}; the last one is used. Delete one of them."
            problems.append(Problem(path, entry.line, Code.KEY_DUPLICATE, message))
        entries[entry.key] = entry
    return Header(entries, taken, tuple(problems), source)


class _TooLargeError(Exception):
    """The header has more nodes, or deeper ones, than any author writes."""


def _compose(text: str, first_line: int) -> Iterator[Entry]:
    """Yield the top-level entries of a YAML mapping.

    :raises yaml.YAMLError: *text* is not valid YAML, or not a mapping of names.
    """
    _check_depth(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode) or not all(isinstance(key, yaml.ScalarNode) for key, _ in root.value):
            raise yaml.constructor.ConstructorError(None, None, "this is not 'key: value'", root.start_mark)
        budget = [_MOST_NODES]
        for key, value in root.value:
            yield Entry(_CONTROL.sub("", key.value), _raw(value, budget, 0), first_line + key.start_mark.line)
    finally:
        loader.dispose()


def _check_depth(text: str) -> None:
    """Refuse a header that is nested deeper than any author does: libyaml fills the stack, and kills the process."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) < 200 and not _DEEP_INDENT.search(text):
        return
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _TooLargeError


def _raw(node: yaml.Node, budget: list[int], depth: int) -> Value:
    """Return a YAML node with its scalars as text; aliases count each time they are used."""
    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise _TooLargeError
    if isinstance(node, yaml.SequenceNode):
        return [_raw(item, budget, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(_raw(key, budget, depth + 1)): _raw(value, budget, depth + 1) for key, value in node.value}
    text = _CONTROL.sub("", node.value)
    if node.tag == _TEXT_TAG:
        return text
    return None if node.tag == _NULL_TAG else Unquoted(text)


def _recover(lines: list[str], first: int, path: str, problems: list[Problem]) -> tuple[list[Entry], str]:
    """Read each top-level key by itself.

    A value that is not valid YAML is kept as text, and named in *problems*; so is a line that belongs to no key.

    :returns: the entries, and valid YAML for them.
    """
    entries: list[Entry] = []
    source: list[str] = []
    for start, end in _chunks(lines):
        number, chunk = first + start, lines[start:end]
        match = _KEY.match(chunk[0])
        if match is None:
            if line := chunk[0].strip():
                message = f"This line of the front matter is not 'key: value' and was left out: {_quoted(line)}."
                problems.append(Problem(path, number, Code.HEADER_INVALID, message))
            continue
        text = "\n".join(chunk)
        try:
            entries += _compose(text, number)
        except (yaml.YAMLError, _TooLargeError):
            entry = Entry(match["plain"] or match["quoted"], _text_between_quotes(match["value"], chunk[1:]), number)
            entries.append(entry)
            text = f"{match['plain'] or _quoted(match['quoted'])}: {_quoted(entry.value, None)}"
            message = (
                f"The value of '{entry.key}' is not valid YAML; it was taken as the text between its quotes. "
                f"Write: {entry.key}: {_quoted(entry.value)}"
            )
            problems.append(Problem(path, number, Code.HEADER_INVALID, message))
        source.append(text)
    return entries, "\n".join(source)


def _chunks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines that belong together: a key with the lines of its value, or one other line.

    The lines are taken to begin where the first of them does: some authors indent the whole header.
    """
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    lines[:] = [line[indent:] for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        if match := _KEY.match(lines[start]):
            end = _end_of_quotes(lines, start, match["value"]) or end
            while end < len(lines) and _CONTINUATION.match(lines[end]):
                end += 1
        yield start, end
        start = end


def _end_of_quotes(lines: list[str], start: int, value: str) -> int | None:
    """Return the number after the line that ends the quoted value begun on line *start*, if it goes on to another line.

    Quotes inside the quotes are what broke the header, so the end is a line that ends in the quote and is no entry itself.
    """
    quote = value[:1]
    if quote not in ("'", '"') or (len(value.rstrip()) > 1 and value.rstrip().endswith(quote)):
        return None
    for number in range(start + 1, min(len(lines), start + _LONGEST_VALUE)):
        if lines[number].rstrip().endswith(quote):
            match = _KEY.match(lines[number])
            return None if match and match["value"].startswith(quote) else number + 1
    return None


def _text_between_quotes(value: str, more: list[str]) -> str:
    text = "\n".join([value, *more]).strip()
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    return text


def _quoted(text: str, length: int | None = 100) -> str:
    """Return *text* as a YAML string on one line, cut to *length* characters."""
    line = " ".join(text.split())
    if length is not None and len(line) > length:
        line = line[: length - 1] + "…"
    return "'" + line.replace("'", "''") + "'"
