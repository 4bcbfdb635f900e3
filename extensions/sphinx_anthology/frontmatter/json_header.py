"""JSON front matter: an object at the top of the file, as Hugo accepts it."""

from __future__ import annotations

import json
import re
from typing import Any

from .model import Entry, TooLargeError, convert_native_value

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[{}\[\]\n]', re.DOTALL)
_MAX_CHARACTERS = 1_000_000


def is_json_start(line: str) -> bool:
    """Return whether a file's first line can begin a JSON object: a brace, followed by nothing or by a quoted name."""
    return re.match(r'\{\s*(?:"|//|$)', line) is not None


def parse_json_entries(text: str, first_line: int) -> tuple[list[Entry], int] | None:
    """Parse the object at the beginning of *text*.

    :param first_line: line number of the first line of *text* in the file.
    :returns: the entries and the number of lines they take, or None if there is no valid object on lines of its own.
    """
    try:
        decoder = json.JSONDecoder(object_pairs_hook=_Object, parse_float=_Number, parse_int=_Number, strict=False)
        values, end = decoder.raw_decode(text[:_MAX_CHARACTERS])
        if not isinstance(values, _Object) or text[end:].partition("\n")[0].strip():
            return None
        converted = convert_native_value([value for _, value in values.pairs])
    except (ValueError, RecursionError, TooLargeError):
        return None
    keys = [key for key, _ in values.pairs]
    lines = _find_key_lines(text[:end], first_line)
    entries = [Entry(key, value, line) for key, value, line in zip(keys, converted, lines, strict=True)]
    return entries, text.count("\n", 0, end) + 1


def find_json_error(text: str) -> tuple[int, int]:
    """Return the line, counted from 0, and the column, counted from 1, at which *text* stops being a JSON object."""
    try:
        json.JSONDecoder(strict=False).raw_decode(text[:_MAX_CHARACTERS])
    except json.JSONDecodeError as error:
        return error.lineno - 1, error.colno
    except (ValueError, RecursionError):
        pass
    return 0, 1


def convert_json_to_yaml(lines: list[str]) -> list[str]:
    """Convert the lines of a broken JSON object to YAML entries, line for line, because YAML tolerates more.

    The outer braces and the commas between entries are removed, and ``//`` comments become YAML comments.
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


class _Object(dict[str, Any]):
    """A JSON object that keeps all its pairs, including duplicate keys."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


class _Number:
    """A JSON number that keeps its spelling."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


def _find_key_lines(text: str, first_line: int) -> list[int]:
    """Return the lines of the outermost object's keys, in order."""
    lines: list[int] = []
    line, depth = first_line, 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if depth == 1 and match["colon"]:
            lines.append(line)
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        line += token.count("\n")
    return lines
