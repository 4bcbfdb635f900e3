"""The header of a post: where it is, and in which format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import yaml

from ..problems import Code, Problem
from . import json_header, plain_header, recovery, toml_header, yaml_header
from .header import CONTROL, MOST_LINES, Entry, Header, TooLargeError, unique

_FENCE = re.compile(r"(?:(?P<yaml>-{3}(?:ya?ml)?)|(?P<toml>\+{3}|-{3}toml))[ \t]*$", re.IGNORECASE)
_CLOSING_YAML = re.compile(r"(?:-{3}|\.{3})[ \t]*$")
_CLOSING_TOML = re.compile(r"(?:\+{3}|-{3})[ \t]*$")
_YAML_LINE_BREAK = re.compile("[\x85\u2028\u2029]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LARGEST = 500_000
"""Characters of a header that are read; a picture in the header, written as text, is the largest that people have."""


def normalise(text: str) -> str:
    """Return *text* as Sphinx will hand it to a parser: without a byte order mark, with LF line ends."""
    text = text.removeprefix("\ufeff")
    return _LINE_BREAK.sub("\n", text) if "\r" in text else text


def read(text: str, path: str) -> Header:
    """Read the header of a normalised *text*; *path* is what problems name. Blank lines may stand before it.

    It may be YAML between lines ``---``, TOML between lines ``+++``, a JSON object, or lines ``Key: value`` without a fence.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if match := _FENCE.match(lines[start]):
        return _fenced(lines, start, path, toml=match["toml"] is not None)
    if json_header.looks_like_object(lines[start]):
        return _json(lines, start, path)
    return _plain(lines, start, path)


def native(header: Header, keys: Iterable[str]) -> dict[str, Any]:
    """Return the values of *keys* with the types that their format gives them; a value that has no type is text."""
    values = {key: header.entries[key].value for key in keys}
    typed: dict[str, Any] = {}
    if values and header.format in _NATIVE:
        with suppress(yaml.YAMLError):
            typed = _NATIVE[header.format](header.source)
    return values | {key: typed[key] for key in values if key in typed}


_NATIVE = {"yaml": yaml_header.native, "toml": toml_header.native, "json": json_header.native}


def _fenced(lines: list[str], start: int, path: str, toml: bool) -> Header:
    closing = _CLOSING_TOML if toml else _CLOSING_YAML
    end = next((number for number in range(start + 1, len(lines)) if closing.match(lines[number])), None)
    if end is not None:
        read = _toml if toml else _yaml
        return read(lines[start + 1 : end], start + 2, end + 1, path)
    # Nobody closed it: it is the run of lines that look like it.
    belongs = toml_header.looks_like_entry if toml else recovery.KEY.match
    end = next((number for number in range(start + 1, len(lines)) if not belongs(lines[number])), len(lines))
    header = (_toml if toml else _yaml)(lines[start + 1 : end], start + 2, end, path)
    if not header.entries:
        return Header()
    fence = "+++" if toml else "---"
    message = f"The front matter is never closed: put a line '{fence}' below line {end}."
    problem = Problem(path, min(end + 1, len(lines)), Code.HEADER_UNCLOSED, message)
    return replace(header, problems=(problem, *header.problems))


def _clean(lines: list[str], first: int, path: str, problems: list[Problem]) -> list[str]:
    """Return the *lines* between the fences without what no format allows, and not too many of them."""
    text = "\n".join(lines)
    if len(text) <= _LARGEST and len(lines) <= MOST_LINES and not CONTROL.search(text) and not _YAML_LINE_BREAK.search(text):
        return lines
    length = 0
    for number, line in enumerate(lines, start=first):
        length += len(line) + 1
        if length > _LARGEST or number - first >= MOST_LINES:
            limit = f"{_LARGEST:,} characters" if length > _LARGEST else f"{MOST_LINES:,} lines"
            message = f"The front matter is longer than {limit}; what comes from here on was left out of it."
            problems.append(Problem(path, number, Code.HEADER_TOO_LARGE, message))
            lines = lines[: number - first]
            break
        if match := CONTROL.search(line):
            message = "A control character in the front matter was left out; delete it."
            problems.append(Problem(path, number, Code.CONTROL_CHARACTER, message, match.start() + 1))
    return [_YAML_LINE_BREAK.sub(" ", CONTROL.sub("", line)) for line in lines]


def _yaml(lines: list[str], first: int, taken: int, path: str) -> Header:
    """Read the *lines* between the fences.

    :param first: the number of the first of them in the file.
    :param taken: how many lines of the file the header takes.
    :returns: no header at all if there are no entries but other text: the fences are rules above and below it.
    """
    problems: list[Problem] = []
    clean = _clean(lines, first, path, problems)
    found, source, is_valid = _yaml_or_repaired(clean, first, path, problems)
    if not (found or is_valid):
        return Header()
    return Header(unique(found, path, problems), taken, tuple(problems), "yaml", source)


def _yaml_or_repaired(lines: list[str], first: int, path: str, problems: list[Problem]) -> tuple[list[Entry], str, bool]:
    """Return the entries of lines of YAML, valid YAML for them, and whether the lines are that."""
    source = "\n".join(lines)
    try:
        return list(yaml_header.entries(source, first)), source, True
    except (yaml.YAMLError, TooLargeError):
        return *recovery.read(lines, first, path, problems), False


def _valid_header(source: str, first: int) -> list[Entry]:
    """Return the entries of YAML without fences around it; none if it is not valid, or does not look like a header."""
    try:
        found = list(yaml_header.entries(source, first))
    except (yaml.YAMLError, TooLargeError):
        return []
    return found if plain_header.is_header(found) else []


def _toml(lines: list[str], first: int, taken: int, path: str) -> Header:
    problems: list[Problem] = []
    found, source = toml_header.read(_clean(lines, first, path, problems), first, path, problems)
    return Header(unique(found, path, problems), taken, tuple(problems), "toml", source)


def _json(lines: list[str], start: int, path: str) -> Header:
    found = json_header.read("\n".join(lines[start:]), start + 1)
    if found is None:
        return _broken_json(lines, start, path)
    entries, count = found
    problems: list[Problem] = []
    source = "\n".join(lines[start : start + count])
    return Header(unique(entries, path, problems), start + count, tuple(problems), "json", source)


def _broken_json(lines: list[str], start: int, path: str) -> Header:
    """Read an object that is not valid JSON, up to the brace that closes it or else to a blank line, as YAML."""
    if lines[start].count("{") <= lines[start].count("}"):
        return _broken_json_line(lines, start, path)
    ends = (number for number in range(start, len(lines)) if lines[number] == "}" or not lines[number].strip())
    end = next(ends, len(lines))
    taken = end + 1 if end < len(lines) and lines[end] == "}" else end
    problems: list[Problem] = []
    clean = _clean(json_header.as_yaml(lines[start:taken]), start + 1, path, problems)
    found, source, _ = _yaml_or_repaired(clean, start + 1, path, problems)
    if not plain_header.is_header(found):
        return Header()
    if not problems:
        problems.append(_json_problem(lines, start, path))
    return Header(unique(found, path, problems), taken, tuple(problems), "yaml", source)


def _broken_json_line(lines: list[str], start: int, path: str) -> Header:
    """Read an object on one line that is not valid JSON, if YAML can read it; else it begins a sentence."""
    found = _valid_header(lines[start], start + 1) if len(lines[start]) < _LARGEST else []
    if not found:
        return Header()
    problems = [_json_problem(lines, start, path)]
    return Header(unique(found, path, problems), start + 1, tuple(problems), "yaml", lines[start])


def _json_problem(lines: list[str], start: int, path: str) -> Problem:
    line, column = json_header.place_of_error("\n".join(lines[start:]))
    line = min(start + line, len(lines) - 1)
    shown = lines[line].strip()[:80]
    message = f"The front matter is not valid JSON: look for a comma, a quote or a brace too many or too few near: {shown}"
    return Problem(path, line + 1, Code.HEADER_INVALID, message, column)


def _plain(lines: list[str], start: int, path: str) -> Header:
    found = plain_header.read(lines, start)
    if found is None:
        return _unopened(lines, start, path)
    entries, end, closed = found
    if closed and (header := _unopened(lines, start, path)).entries:
        return header
    problems: list[Problem] = []
    kept = len(_clean(lines[start:end], start + 1, path, problems))
    entries = [entry for entry in entries if entry.line <= start + kept]
    return Header(unique(entries, path, problems), end, tuple(problems), "plain")


def _unopened(lines: list[str], start: int, path: str) -> Header:
    """Read a YAML header that has a closing fence but no opening one: a title or date among valid entries up to the fence."""
    if not recovery.KEY.match(lines[start]):
        return Header()
    limit = min(len(lines), start + _LONGEST_UNOPENED)
    end = next((number for number in range(start, limit) if _CLOSING_YAML.match(lines[number])), None)
    if end is None or end - start < 2:
        return Header()
    source = "\n".join(lines[start:end])
    found = _valid_header(source, start + 1)
    if not found:
        return Header()
    message = "The front matter is never opened: put a line '---' above this one."
    problems = [Problem(path, start + 1, Code.HEADER_UNOPENED, message)]
    return Header(unique(found, path, problems), end + 1, tuple(problems), "yaml", source)


_LONGEST_UNOPENED = 100  # lines


__all__ = ["Entry", "Header", "native", "normalise", "read"]
