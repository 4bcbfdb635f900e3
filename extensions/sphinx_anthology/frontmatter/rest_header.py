"""Front matter of reStructuredText files: field lists above or below the title, as docutils and Pelican have them.

Nikola writes ``.. title: …`` in comments at the top, which docutils does not show. Values are text; markup in them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .field_list import is_field, is_front_matter_below_title, parse_field_list
from .model import Entry

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*$")
_COMMENT_FIELD = re.compile(r"\.\.[ \t]+(?P<name>[a-z][\w-]{0,60}):(?![:\w])[ \t]*(?P<value>.*)$")
_COMMENT_NAMES = frozenset({"title", "date", "slug"})
"""Names of which Nikola's comments have at least one."""
_DIRECTIVE = re.compile(r"\.\.[ \t]+(?:\|[^|]{1,200}\|[ \t]+)?([A-Za-z][\w.+:-]{0,60}?)[ \t]?::(?:\s|$)")
_SILENT = frozenset("post meta role default-role highlight index currentmodule module py:module raw".split())
"""Directives that show nothing, or nothing that docutils would take for the beginning of the text."""
_MAX_HEADINGS = 2
"""Number of headings that may be above a field list: the title and a subtitle."""


@dataclass(frozen=True, slots=True)
class RestHeader:
    """The front matter of a reStructuredText file without that in directives."""

    entries: tuple[Entry, ...]
    ranges: tuple[tuple[int, int], ...]
    """The lines of the field lists: the index of the first line of each, and that after its last one."""


def parse_rest_header(lines: Sequence[str]) -> RestHeader:
    """Find and parse the field lists at the beginning of a file."""
    comments: list[Entry] = []
    entries: list[Entry] = []
    ranges: list[tuple[int, int]] = []
    number = headings = 0
    is_at_top = True
    while number < len(lines):
        line = lines[number]
        if not line.strip():
            number += 1
        elif line.startswith("..") and _is_silent(line):
            if match := _COMMENT_FIELD.match(line):
                comments.append(Entry(match["name"], match["value"].strip() or None, number + 1))
            is_at_top = is_at_top and _DIRECTIVE.match(line) is None
            number = _find_end(lines, number + 1)
        elif is_field(line):
            found, end = parse_field_list(lines, number)
            if not is_at_top and not is_front_matter_below_title(found):
                break
            entries += found
            ranges.append((number, end))
            number, is_at_top = end, False
        elif (end := _find_end_of_heading(lines, number)) and headings < _MAX_HEADINGS:
            headings += 1
            number, is_at_top = end, False
        else:
            break
    if not any(entry.key in _COMMENT_NAMES for entry in comments):
        comments = []
    return RestHeader((*comments, *entries), tuple(ranges))


def _is_silent(line: str) -> bool:
    """Return whether explicit markup shows nothing: a comment, a target, a substitution, or a directive such as ``meta``."""
    if match := _DIRECTIVE.match(line):
        return match[1].lower() in _SILENT or line[2:].lstrip().startswith("|")
    return line[2:3].isspace() or line == ".."


def _find_end(lines: Sequence[str], number: int) -> int:
    while number < len(lines) and (not lines[number].strip() or lines[number][0].isspace()):
        number += 1
    return number


def _find_end_of_heading(lines: Sequence[str], number: int) -> int:
    """Return the index after a heading; 0 if there is none."""
    following = [line.rstrip() for line in lines[number + 1 : number + 3]]
    line = lines[number].rstrip()
    if _RULE.match(line):
        return number + 3 if len(following) == 2 and following[0].strip() and following[1] == line else 0
    return number + 2 if following and not line[0].isspace() and _RULE.match(following[0]) else 0
