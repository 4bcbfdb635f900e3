"""JSON front matter: an object at the top of the file, as Hugo has it."""

from __future__ import annotations

import json
import re
from typing import Any

from .header import MOST_NODES, Entry, TooLargeError, from_native

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[{}\[\]\n]', re.DOTALL)
_LARGEST = 1_000_000  # characters


def read(text: str, first: int) -> tuple[list[Entry], int] | None:
    """Read the object at the beginning of *text*.

    :param first: the number of the first line of the text in the file.
    :returns: the entries, and how many lines they take; None if there is no valid object on lines of its own.
    """
    try:
        decoder = json.JSONDecoder(object_pairs_hook=_Object, parse_float=_Number, parse_int=_Number, strict=False)
        values, end = decoder.raw_decode(text[:_LARGEST])
        if not isinstance(values, _Object) or text[end:].partition("\n")[0].strip():
            return None
        budget = [MOST_NODES - 1]  # one is the object itself
        found = [(key, from_native(value, budget, 1)) for key, value in values.pairs]
    except (ValueError, RecursionError, TooLargeError):
        return None
    lines = _lines_of_keys(text[:end], first)
    entries = [Entry(key, value, line) for (key, value), line in zip(found, lines, strict=True)]
    return entries, text.count("\n", 0, end) + 1


def place_of_error(text: str) -> tuple[int, int]:
    """Return the line, counted from 0, and the column, counted from 1, at which a text stops being a JSON object."""
    try:
        json.JSONDecoder(strict=False).raw_decode(text[:_LARGEST])
    except json.JSONDecodeError as error:
        return error.lineno - 1, error.colno
    except (ValueError, RecursionError):
        pass
    return 0, 1


class _Object(dict[str, Any]):
    """An object that knows all its keys, also those that stand twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def as_yaml(lines: list[str]) -> list[str]:
    """Return the lines of an object that is not valid JSON as entries of YAML, line for line, for YAML forgives more.

    Braces around all go, and so do the commas between entries; remarks get the sign that YAML has for them.
    """
    result = [re.sub(r"^\s*//", "#", line) for line in lines]
    result[0] = result[0].replace("{", "", 1)
    if result[-1].strip() == "}":
        result[-1] = ""
    following = ""
    for number in reversed(range(len(result))):
        if not following or following.lstrip().startswith('"'):
            result[number] = result[number].rstrip().removesuffix(",")
        following = result[number] if result[number].strip() and not result[number].startswith("#") else following
    indent = min((len(line) - len(line.lstrip()) for line in result[1:] if line.strip() and line[0] != "#"), default=0)
    return [result[0].lstrip(), *(line if line.startswith("#") else line[indent:] for line in result[1:])]


def looks_like_object(line: str) -> bool:
    """Tell whether the first line of a file could begin a JSON object: a brace, and nothing or a name in quotes behind it."""
    return re.match(r'\{\s*(?:"|//|$)', line) is not None


class _Number:
    """A number as it was written."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def _lines_of_keys(text: str, first: int) -> list[int]:
    """Return the lines of the keys of the outermost object, in their order."""
    found: list[int] = []
    line, depth = first, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if depth == 1 and match["colon"]:
            found.append(line)
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        line += token.count("\n")
    return found


def native(source: str) -> dict[str, Any]:
    """Return the values of valid JSON with their types."""
    return dict(json.JSONDecoder(strict=False).raw_decode(source)[0])
