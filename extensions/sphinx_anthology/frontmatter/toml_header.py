"""TOML front matter, as Hugo and Zola have it between two lines ``+++``, with recovery of invalid keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from ..problems import Code, Problem, Report
from .model import MAX_DEPTH, MAX_VALUES, Entry, Table, TooLargeError, convert_native_value

_TABLE = re.compile(r"\s*\[{1,2}\s*(?P<name>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?P<key>[\w.-]+|"[^"]*"|'[^']*')\s*=\s*(?P<value>.*)$""")
_DEEP_KEY = re.compile(rf"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}""")
_LONG_LINE = 1000  # characters
_LIST_ITEM = re.compile(r"\s*(?:[\"'\]\[#,]|$)")
_MAX_LIST_LINES = 100
_MAX_KEYS = MAX_VALUES // 4
_MAX_CONFLICT_CHECKS = 200  # keys; each is parsed with all keys above it, which takes quadratic time


def is_toml_line(line: str) -> bool:
    """Return whether *line* can be part of TOML front matter: a key, a table, or an item of a list."""
    return bool(_KEY.match(line) or _TABLE.match(line) or re.match(r"\s*(?:[\"'\]#]|$)", line))


def parse_toml_entries(lines: list[str], first_line: int, path: str, report: Report) -> tuple[list[Entry], str]:
    """Parse the lines of a TOML document. If it is invalid, each key is parsed by itself and repaired where possible.

    :param first_line: line number of the first of *lines* in the file.
    :param path: the file that problems name.
    :returns: the entries, and valid TOML for them.
    """
    source = "\n".join(lines)
    if any(_key_depth(line) > MAX_DEPTH for line in lines) or not _is_valid(source):
        lines = _repair(lines, first_line, path, report)
        source = "\n".join(lines)
    return _load_entries(source, _find_key_lines(lines, first_line)), source


def _key_depth(line: str) -> int:
    """Return the number of names in the dotted key or table on *line*. ``tomllib`` takes quadratic time for it."""
    if len(line) > _LONG_LINE and _DEEP_KEY.search(line):  # perhaps in a value, where another pattern would be needed
        return MAX_DEPTH + 1
    match = _TABLE.match(line) or _KEY.match(line)
    return match[1].count(".") + 1 if match else 0


class _Number(float):
    """A number that keeps its spelling: ``1.10`` is not ``1.1``."""

    text: str

    def __new__(cls, text: str) -> _Number:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text


_Names = tuple[str, ...]


def _load_entries(source: str, key_lines: dict[_Names, int]) -> list[Entry]:
    table = convert_native_value(tomllib.loads(source, parse_float=_Number))
    _set_lines(table, key_lines, ())
    return [Entry(key, value, table.lines.get(key, 1)) for key, value in table.items()]


def _set_lines(table: Table, key_lines: dict[_Names, int], parents: _Names) -> None:
    for key, value in table.items():
        names = (*parents, key)
        if names in key_lines:
            table.lines[key] = key_lines[names]
        if isinstance(value, Table):
            _set_lines(value, key_lines, names)


def _find_key_lines(lines: list[str], first_line: int) -> dict[_Names, int]:
    """Return the line of each key and table, by its names from the top."""
    key_lines: dict[_Names, int] = {}
    for start, _end, table, key in _split_into_chunks(lines):
        names = (*table, *key)
        for length in range(1, len(names) + 1):
            key_lines.setdefault(names[:length], first_line + start)
    return key_lines


def _split_into_chunks(lines: list[str]) -> Iterator[tuple[int, int, _Names, _Names]]:
    """Yield start, end, table and key of each key with the lines of its value. Other lines are chunks without a key."""
    table: _Names = ()
    start = 0
    while start < len(lines):
        end = start + 1
        key: _Names = ()
        if _key_depth(lines[start]) > MAX_DEPTH:
            pass  # neither a key nor a table
        elif match := _TABLE.match(lines[start]):
            table = _split_names(match["name"])
        elif match := _KEY.match(lines[start]):
            key = _split_names(match["key"])
            end = _find_end(lines, start, match["value"])
        yield start, end, table, key
        start = end


def _split_names(dotted: str) -> _Names:
    if dotted[:1] in "\"'":
        return (dotted[1:-1],)
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _find_end(lines: list[str], start: int, value: str) -> int:
    """Return the index after the last line of the value that begins on line *start*."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes) and quotes not in value[3:]:
            return next((number + 1 for number in range(start + 1, len(lines)) if quotes in lines[number]), start + 1)
    if value.startswith(("[", "{")) and value.count("[") > value.count("]"):
        for end in range(start + 1, min(len(lines), start + _MAX_LIST_LINES)):
            if _KEY.match(lines[end]) or (_TABLE.match(lines[end]) and _is_valid("\n".join(lines[start:end]))):
                return end
            if "]" in lines[end] and _is_valid("\n".join(lines[start : end + 1])):
                return end + 1
        return next((end for end in range(start + 1, len(lines)) if not _LIST_ITEM.match(lines[end])), len(lines))
    return start + 1


def _repair(lines: list[str], first_line: int, path: str, report: Report) -> list[str]:
    """Return valid TOML, line for line. An unreadable value becomes text; lines that are not TOML are removed."""
    result: list[str] = []
    seen: set[_Names] = set()
    for start, end, table, key in _split_into_chunks(lines):
        number, names = first_line + start, (*table, *key)
        if len(seen) > _MAX_KEYS:
            message = f"Front matter has more than {_MAX_KEYS:,} keys. The rest of it is ignored."
            report(Problem(path, number, Code.HEADER_TOO_LARGE, message))
            break
        if key and names in seen:
            message = f"Key '{key[-1]}' is a duplicate; the first value is used. Delete one of them."
            report(Problem(path, number, Code.KEY_DUPLICATE, message))
            result += [""] * (end - start)
            continue
        chunk = _repair_chunk(lines[start:end], bool(key), number, path, report)
        if key and any(chunk):
            seen.add(names)
        result += chunk
    return result if _is_valid("\n".join(result)) else _remove_conflicts(result, first_line, path, report)


def _repair_chunk(chunk: list[str], is_key: bool, number: int, path: str, report: Report) -> list[str]:
    match = _KEY.match(chunk[0])
    if _key_depth(chunk[0]) <= MAX_DEPTH and _is_valid("\n".join(chunk)):
        return chunk
    if not is_key or match is None:
        message = f"Front matter line is not 'key = value' and is ignored: {chunk[0].strip()[:100]}"
        report(Problem(path, number, Code.HEADER_INVALID, message))
        return [""] * len(chunk)
    column = match.start("value") + 1
    closed = [*chunk[:-1], f"{chunk[-1]}]"]
    if _is_valid("\n".join(closed)):
        message = f"The list of '{match['key']}' is not closed. Add ']' at its end."
        report(Problem(path, number, Code.HEADER_INVALID, message, column))
        return closed
    line = f"{match['key']} = {_quote(' '.join([match['value'], *chunk[1:]]))}"
    message = f"Front matter line is not valid TOML. It was read as: {line[:120]}"
    report(Problem(path, number, Code.HEADER_INVALID, message, column))
    return [line, *[""] * (len(chunk) - 1)]


def _remove_conflicts(lines: list[str], first_line: int, path: str, report: Report) -> list[str]:
    """Remove lines that conflict with a line above, such as a table ``[extra]`` below a key ``extra``."""
    result: list[str] = []
    for start, end, _, _ in list(_split_into_chunks(lines))[:_MAX_CONFLICT_CHECKS]:
        chunk = lines[start:end]
        if not _is_valid("\n".join([*result, *chunk])):
            message = f"Front matter line conflicts with a line above and is ignored: {chunk[0].strip()[:100]}"
            report(Problem(path, first_line + start, Code.HEADER_INVALID, message))
            chunk = [""] * len(chunk)
        result += chunk
    return result


def _is_valid(text: str) -> bool:
    try:
        convert_native_value(tomllib.loads(text))
    except (ValueError, RecursionError, TooLargeError):
        return False
    return True


def _quote(value: str) -> str:
    text = value.strip()
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ") + '"'
