"""TOML front matter, as Hugo and Zola have it between two lines ``+++``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from ..problems import Code, Problem
from .header import DEEPEST, MOST_NODES, Entry, Table, TooLargeError, from_native

_TABLE = re.compile(r"\s*\[{1,2}\s*(?P<name>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?P<key>[\w.-]+|"[^"]*"|'[^']*')\s*=\s*(?P<value>.*)$""")


def looks_like_entry(line: str) -> bool:
    """Tell whether a line could be part of TOML front matter: a key, a table, or an item of a list."""
    return bool(_KEY.match(line) or _TABLE.match(line) or re.match(r"\s*(?:[\"'\]#]|$)", line))


def read(lines: list[str], first: int, path: str, problems: list[Problem]) -> tuple[list[Entry], str]:
    """Read the lines of a TOML document; what is not valid is recovered key by key, and named in *problems*.

    :param first: the number of the first of the lines in the file.
    :returns: the entries, and valid TOML for them.
    """
    source = "\n".join(lines)
    if any(_depth(line) > DEEPEST for line in lines) or not _is_valid(source):
        lines = _repaired(lines, first, path, problems)
        source = "\n".join(lines)
    return _entries(source, _lines_of_keys(lines, first)), source


def _depth(line: str) -> int:
    """Return how many names the key or the table on a line has; a TOML reader takes time in proportion to its square."""
    match = _TABLE.match(line) or _KEY.match(line)
    return match[1].count(".") + 1 if match else 0


def _entries(source: str, key_lines: dict[tuple[str, ...], int]) -> list[Entry]:
    values = tomllib.loads(source, parse_float=_Number)
    table = from_native(values, [MOST_NODES])
    _set_lines(table, key_lines, ())
    return [Entry(key, value, table.lines.get(key, 1)) for key, value in table.items()]


class _Number(float):
    """A number that remembers how it was written: ``1.10`` is not ``1.1``."""

    def __new__(cls, text: str) -> _Number:
        number = super().__new__(cls, text)
        number.text = text
        return number

    text: str

    def __str__(self) -> str:
        return self.text


def _set_lines(table: Table, key_lines: dict[tuple[str, ...], int], above: tuple[str, ...]) -> None:
    for key, value in table.items():
        place = (*above, key)
        if place in key_lines:
            table.lines[key] = key_lines[place]
        if isinstance(value, Table):
            _set_lines(value, key_lines, place)


def _lines_of_keys(lines: list[str], first: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for start, _end, table, key in _chunks(lines):
        names = (*table, *key)
        for length in range(1, len(names) + 1):
            found.setdefault(names[:length], first + start)
    return found


def _chunks(lines: list[str]) -> Iterator[tuple[int, int, tuple[str, ...], tuple[str, ...]]]:
    """Yield the ranges of lines that belong together, with the names of the table and of the key; no key for other lines."""
    table: tuple[str, ...] = ()
    start = 0
    while start < len(lines):
        end = start + 1
        key: tuple[str, ...] = ()
        if _depth(lines[start]) > DEEPEST:
            pass  # neither a key nor a table of any author
        elif match := _TABLE.match(lines[start]):
            table = _names(match["name"])
        elif match := _KEY.match(lines[start]):
            key = _names(match["key"])
            end = _end(lines, start, match["value"])
        yield start, end, table, key
        start = end


def _names(dotted: str) -> tuple[str, ...]:
    if dotted[:1] in "\"'":
        return (dotted[1:-1],)
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _end(lines: list[str], start: int, value: str) -> int:
    """Return the number after the last line of the value that begins on line *start*."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes) and quotes not in value[3:]:
            return next((number + 1 for number in range(start + 1, len(lines)) if quotes in lines[number]), start + 1)
    if value.startswith(("[", "{")) and value.count("[") > value.count("]"):
        for end in range(start + 1, min(len(lines), start + _LONGEST_LIST)):
            if _KEY.match(lines[end]) or (_TABLE.match(lines[end]) and _is_valid("\n".join(lines[start:end]))):
                return end
            if "]" in lines[end] and _is_valid("\n".join(lines[start : end + 1])):
                return end + 1
        return next((end for end in range(start + 1, len(lines)) if not _ITEM.match(lines[end])), len(lines))
    return start + 1


_ITEM = re.compile(r"\s*(?:[\"'\]\[#,]|$)")
_LONGEST_LIST = 100  # lines


def _repaired(lines: list[str], first: int, path: str, problems: list[Problem]) -> list[str]:
    """Return valid TOML, line for line: a value that could not be read is a text, and what has no place is left out."""
    result: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for start, end, table, key in _chunks(lines):
        number, names = first + start, (*table, *key)
        if len(seen) > MOST_NODES // 4:
            message = "The front matter has more keys than any author writes; what comes from here on was left out of it."
            problems.append(Problem(path, number, Code.HEADER_TOO_LARGE, message))
            break
        if key and names in seen:
            message = f"'{key[-1]}' stands twice; the first one is used. Delete one of them."
            problems.append(Problem(path, number, Code.KEY_DUPLICATE, message))
            result += [""] * (end - start)
            continue
        chunk = _repaired_chunk(lines[start:end], bool(key), number, path, problems)
        if key and any(chunk):
            seen.add(names)
        result += chunk
    return result if _is_valid("\n".join(result)) else _without_contradictions(result, first, path, problems)


def _repaired_chunk(chunk: list[str], is_key: bool, number: int, path: str, problems: list[Problem]) -> list[str]:
    match = _KEY.match(chunk[0])
    if _depth(chunk[0]) <= DEEPEST and _is_valid("\n".join(chunk)):
        return chunk
    if not is_key or match is None:
        message = f"This line of the front matter is not 'key = value' and was left out: {chunk[0].strip()[:100]}"
        problems.append(Problem(path, number, Code.HEADER_INVALID, message))
        return [""] * len(chunk)
    closed = [*chunk[:-1], f"{chunk[-1]}]"]
    if _is_valid("\n".join(closed)):
        message = f"The list of '{match['key']}' is never closed: write ']' at its end."
        problems.append(Problem(path, number, Code.HEADER_INVALID, message, match.start("value") + 1))
        return closed
    line = f"{match['key']} = {_quoted(' '.join([match['value'], *chunk[1:]]))}"
    message = f"This line is not valid TOML. It was read as: {line[:120]}"
    problems.append(Problem(path, number, Code.HEADER_INVALID, message, match.start("value") + 1))
    return [line, *[""] * (len(chunk) - 1)]


def _without_contradictions(lines: list[str], first: int, path: str, problems: list[Problem]) -> list[str]:
    """Leave out what contradicts what stands above it, such as a table ``[extra]`` below a key ``extra``."""
    result: list[str] = []
    for start, end, _, _ in list(_chunks(lines))[:_MOST_CONTRADICTED]:
        chunk = lines[start:end]
        if not _is_valid("\n".join([*result, *chunk])):
            message = f"This line contradicts one above it, and was left out: {chunk[0].strip()[:100]}"
            problems.append(Problem(path, first + start, Code.HEADER_INVALID, message))
            chunk = [""] * len(chunk)
        result += chunk
    return result


_MOST_CONTRADICTED = 200  # keys of a header that contradicts itself: each is tried with all above it


def _is_valid(text: str) -> bool:
    try:
        from_native(tomllib.loads(text), [MOST_NODES])
    except (ValueError, RecursionError, TooLargeError):
        return False
    return True


def _quoted(value: str) -> str:
    text = value.strip()
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ") + '"'


def native(source: str) -> dict[str, Any]:
    """Return the values of valid TOML with their types."""
    return tomllib.loads(source)
