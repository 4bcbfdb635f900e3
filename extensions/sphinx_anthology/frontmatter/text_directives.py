"""Directives of ABlog in the text of a post, in reStructuredText and in MyST: ``.. post:: 15 Apr, 2013`` and ```{post}```.

They are found by lines, so that the front matter of a post is known without Sphinx. Directives inside others are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .field_list import is_field, parse_field_list
from .model import Entry

NAMES = ("post", "update")
"""The directives with front matter."""
_REST = re.compile(rf"\.\.[ \t]+({'|'.join(NAMES)})[ \t]?::(?:[ \t]+(.*)|$)", re.IGNORECASE)
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,}|:{3,})[ \t]*(.*)$")
_MYST = re.compile(rf"\{{({'|'.join(NAMES)})\}}(?:[ \t]+(.*)|$)", re.IGNORECASE)
_REST_FENCE = "{eval-rst}"
_QUOTED = re.compile(r"([\"'])(.*)\1")


@dataclass(frozen=True, slots=True)
class FoundDirective:
    """A directive in a text."""

    name: str
    argument: str
    options: tuple[Entry, ...]
    content: tuple[str, ...]
    """The lines of the content, without their indentation."""
    start: int
    """The index of its first line."""
    content_start: int
    """The index of the first line of the content."""
    end: int
    """The index after its last line."""

    @property
    def line(self) -> int:
        """The line of the file, counted from 1."""
        return self.start + 1


def find_rest_directives(lines: Sequence[str]) -> Iterator[FoundDirective]:
    """Yield the directives in the lines of a reStructuredText file, in their order."""
    number = 0
    while number < len(lines):
        match = _REST.match(lines[number]) if lines[number].startswith("..") else None
        if match is None:
            number += 1
            continue
        end = _find_end_of_block(lines, number + 1)
        block = lines[number + 1 : end]
        indent = min((len(line) - len(line.lstrip()) for line in block if line.strip()), default=0)
        yield _read_rest(match[1].lower(), match[2] or "", [line[indent:] for line in block], number, end)
        number = end


def find_myst_directives(lines: Sequence[str]) -> Iterator[FoundDirective]:
    """Yield the directives in the lines of a Markdown file, in their order. Code is skipped."""
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            number += 1
            continue
        end = _find_end_of_fence(lines, number + 1, fence[1])
        info = fence[2].strip() if lines[number][0] != " " else ""  # one that is indented is in a list, more likely
        if info == _REST_FENCE:
            # Lines before it are blank, so that those of the directive keep their numbers.
            yield from find_rest_directives([*[""] * (number + 1), *lines[number + 1 : end]])
        elif match := _MYST.match(info):
            yield _read_myst(match[1].lower(), match[2] or "", _convert_options(lines[number + 1 : end]), number, end)
        number = end + 1


def _find_end_of_block(lines: Sequence[str], number: int) -> int:
    """Return the index after the last indented line of a block that goes on at index *number*."""
    end = number
    while number < len(lines) and (not lines[number].strip() or lines[number][0].isspace()):
        end = number + 1 if lines[number].strip() else end
        number += 1
    return end


def _find_end_of_fence(lines: Sequence[str], number: int, fence: str) -> int:
    """Return the index of the line that closes a fence, or the number of lines."""
    while number < len(lines):
        line = lines[number].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number
        number += 1
    return number


def _convert_options(lines: Sequence[str]) -> list[str]:
    """Return the lines of a directive with options between lines ``---`` in the form ``:name: value``."""
    result = list(lines)
    if not lines or lines[0].strip() != "---":
        return result
    end = next((number for number in range(1, len(lines)) if lines[number].strip() == "---"), None)
    if end is None:
        return result
    result[0] = result[end] = ""
    for number in range(1, end):
        name, colon, value = lines[number].partition(":")
        is_name = colon and name and not name[0].isspace() and not name.startswith("-")
        result[number] = f":{name.strip()}: {value.strip()}" if is_name else f"  {lines[number]}"
    return result


def _read_rest(name: str, argument: str, body: Sequence[str], start: int, end: int) -> FoundDirective:
    """Return a directive of reStructuredText with the lines below its first one.

    The argument goes on until a blank line or an option. Options follow at once, and the content after a blank line.
    """
    words, number = [argument.strip()], 0
    while number < len(body) and body[number].strip() and not is_field(body[number]):
        words.append(body[number].strip())
        number += 1
    has_options = number < len(body) and is_field(body[number])
    options, number = parse_field_list(body, number, start + 2) if has_options else ([], number)
    return _make(name, " ".join(filter(None, words)), options, body, (start, number, end))


def _read_myst(name: str, argument: str, body: Sequence[str], start: int, end: int) -> FoundDirective:
    """Return a directive of MyST with the lines in its fence."""
    first = next((index for index, line in enumerate(body) if line.strip()), len(body))
    has_options = first < len(body) and is_field(body[first])
    options, number = parse_field_list(body, first, start + 2) if has_options else ([], 0)
    options = [Entry(entry.key, _strip_quotes(entry.value), entry.line) for entry in options]
    return _make(name, argument.strip(), options, body, (start, number, end))


def _make(
    name: str, argument: str, options: Sequence[Entry], body: Sequence[str], places: tuple[int, int, int]
) -> FoundDirective:
    """Return a directive.

    :param places: the index of its first line, that of its body at which the content may begin, and that after its last line.
    """
    start, number, end = places
    number = next((index for index in range(number, len(body)) if body[index].strip()), len(body))
    return FoundDirective(name, argument, tuple(options), tuple(body[number:]), start, start + 1 + number, end)


def _strip_quotes(value: object) -> object:
    match = _QUOTED.fullmatch(value) if isinstance(value, str) else None
    return match[2] if match else value
