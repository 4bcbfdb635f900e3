"""Field lists of reStructuredText, ``:name: value``: front matter at the top of a file, and options of directives.

Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#field-lists
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import MAX_LINES, Entry, Value

_FIELD = re.compile(r":(?![:\s])(?P<name>(?:[^:\\]|\\.|:(?![\s`]|$)){1,200}?)(?<!\s):(?:[ \t]+(?P<value>.*)|$)")
_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")
_ESCAPE = re.compile(r"\\(.)")
_DOCUMENT_NAMES = frozenset(
    (
        "title subtitle date modified updated created tags tag keywords category categories slug author authors summary "
        "description excerpt status lang language blogpost orphan series cover image permalink redirect"
    ).split()
)
"""Names in lower case of which a field list below the title has at least one, if it is front matter and no part of the text."""


def is_field(line: str) -> bool:
    """Return whether a line begins a field."""
    return line.startswith(":") and _FIELD.match(line) is not None


def is_front_matter_below_title(entries: Sequence[Entry]) -> bool:
    """Return whether the field list below a title is front matter. At the top of a file, each is."""
    return any(entry.key.casefold() in _DOCUMENT_NAMES for entry in entries)


def parse_field_list(lines: Sequence[str], start: int, first_line: int = 1) -> tuple[list[Entry], int]:
    """Parse the field list that begins at index *start* of *lines*, without indentation.

    Blank lines between fields are allowed. A value of several lines is joined with line breaks, and a bullet list is a list.

    :param first_line: the line of the file of the first of *lines*, counted from 1.
    :returns: the entries, and the index after the last line with something in it.
    """
    entries: list[Entry] = []
    number = end = start
    while number < len(lines) and number - start < MAX_LINES:
        line = lines[number]
        if not line.strip():
            number += 1
            continue
        match = _FIELD.match(line)
        if match is None:
            break
        end = _find_end_of_field(lines, number + 1)
        body = [match["value"] or "", *lines[number + 1 : end]]
        entries.append(Entry(_ESCAPE.sub(r"\1", match["name"]), _read_value(body), first_line + number))
        number = end
    return entries, end


def _find_end_of_field(lines: Sequence[str], number: int) -> int:
    """Return the index after the last indented line of a field whose body goes on at index *number*."""
    end = number
    while number < len(lines):
        if lines[number].strip():
            if not lines[number][0].isspace():
                break
            end = number + 1
        number += 1
    return end


def _read_value(body: Sequence[str]) -> Value:
    lines = [line.strip() for line in body]
    filled = [line for line in lines if line]
    if filled and all(_ITEM.match(line) for line in filled):
        return [_ITEM.sub("", line, count=1) for line in filled]
    return "\n".join(lines).strip() or None
