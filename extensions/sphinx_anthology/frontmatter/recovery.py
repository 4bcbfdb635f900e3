"""YAML front matter that is not valid, read again key by key.

One bad value costs only itself, and even that is understood where it can be: the lines of a key are repaired in the ways in
which authors break them, until YAML reads them. What was repaired is said with the line as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from ..problems import Code, Problem
from . import yaml_header
from .header import Entry, TooLargeError

KEY = re.compile(
    r"""(?:(?P<quote>["'])(?P<quoted>[^"']+)(?P=quote) |
            (?P<plain>[^\s\#'"\[\]{},&*!|>%@`:-] (?:[^\s:]|:(?![\s"'\[]|$))* (?:[ ][^\s:\#][^\s:]*)*?))
        [ \t]*:(?:(?=\s|$|["'\[])|(?<=\w:)(?!//|:))[ \t]*(?P<value>.*)$""",
    re.VERBOSE,
)
"""A line that begins an entry. A blank may be missing behind the colon: ``url:"x"``, ``date:2025-04-23``."""

_CONTINUATION = re.compile(r"\s|#|-|[\]},]|$")
_LONGEST_VALUE = 200  # lines, of a value with broken quotes
_MOST_REPAIRS = 30  # lines of one value that are put into quotes, each after reading the whole value again


def read(lines: list[str], first: int, path: str, problems: list[Problem]) -> tuple[list[Entry], str]:
    """Read each top-level key by itself.

    :param first: the number of the first of the *lines* in the file.
    :param problems: where every repair is named, and every line that belongs to no key.
    :returns: the entries, and valid YAML for them.
    """
    entries: list[Entry] = []
    source: list[str] = []
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    lines = [line[indent:] for line in lines]  # some authors indent the whole header
    for start, end in _chunks(lines):
        number, chunk = first + start, lines[start:end]
        if not KEY.match(chunk[0].lstrip()):
            if line := chunk[0].strip():
                message = f"This line of the front matter is not 'key: value' and was left out: {line[:100]}"
                problems.append(Problem(path, number, Code.HEADER_INVALID, message))
            continue
        repaired, found = _repaired(chunk, number)
        entries += found
        source += repaired
        if repaired != chunk:
            problems.append(_problem(chunk, repaired, number, path, indent))
    return entries, "\n".join(source)


def _problem(chunk: list[str], repaired: list[str], number: int, path: str, indent: int) -> Problem:
    """Say which line of a chunk broke, where, and how it was read."""
    place = next(place for place, (one, other) in enumerate(zip(chunk, repaired, strict=True)) if one != other)
    was, now = chunk[place], repaired[place]
    signs = enumerate(zip(was, now, strict=False), 1)
    column = next((place for place, (one, other) in signs if one != other), min(len(was), len(now)) + 1)
    start = max(column - 60, 0) if len(now) > 120 else 0
    shown = ("…" if start else "") + now[start : start + 120] + ("…" if len(now) > start + 120 else "")
    message = f"This line is not valid YAML. It was read as: {shown.strip()}"
    return Problem(path, number + place, Code.HEADER_INVALID, message, indent + column)


def _chunks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines that belong together: a key with the lines of its value, or one other line."""
    start = 0
    while start < len(lines):
        end = start + 1
        if match := KEY.match(lines[start].lstrip()):
            value = match["value"].strip()
            end = _end_of_quotes(lines, start, value) or end
            while end < len(lines) and _CONTINUATION.match(lines[end]):
                if value and _is_pushed_key(lines[end], lines[start + 1]):
                    break
                end += 1
        yield start, end
        start = end


def _is_pushed_key(line: str, below: str) -> bool:
    """Tell whether a line below a value is a key of its own, pushed to the right by a tab, or by fewer blanks than the value.

    :param below: the first line below the key whose value it would belong to.
    """
    if KEY.match(line.lstrip()) is None:
        return False
    indents = [len(each) - len(each.lstrip(" ")) for each in (line, below)]
    return line.startswith("\t") or 0 < indents[0] < indents[1]


def _end_of_quotes(lines: list[str], start: int, value: str) -> int | None:
    """Return the number after the line that ends the quoted value begun on line *start*, if it goes on to another line.

    Quotes inside the quotes are what broke the header, so the end is a line that ends in the quote and has a key or nothing
    below it, and is no entry itself.
    """
    quote = value[:1]
    if quote not in ("'", '"') or (len(value) > 1 and value.endswith(quote)):
        return None
    for number in range(start + 1, min(len(lines), start + _LONGEST_VALUE)):
        if lines[number].rstrip().endswith(quote):
            match = KEY.match(lines[number])
            if match and match["value"].startswith(quote):
                return None
            if number + 1 == len(lines) or not lines[number + 1].strip() or KEY.match(lines[number + 1]):
                return number + 1
    return None


def _repaired(chunk: list[str], number: int) -> tuple[list[str], list[Entry]]:
    """Return the lines of one key as valid YAML, line for line, and what they hold."""
    straight = _blanks_for_tabs(chunk)
    unchanged = () if chunk[0][:1].isspace() else (list,)  # a key that was pushed to the right has to go back
    for repair in (*unchanged, _blanks_for_tabs, *_REPAIRS, *(_after_tabs(repair) for repair in _REPAIRS)):
        candidate = repair(chunk)
        try:
            return candidate, list(yaml_header.entries("\n".join(candidate), number))
        except (yaml.YAMLError, TooLargeError):
            continue
    candidate = _quoted_line_by_line(straight, number) or _as_text(straight)
    try:
        return candidate, list(yaml_header.entries("\n".join(candidate), number))
    except (yaml.YAMLError, TooLargeError):  # the key itself is none that YAML can have
        return [""] * len(chunk), []


def _after_tabs(repair: Callable[[list[str]], list[str]]) -> Callable[[list[str]], list[str]]:
    return lambda chunk: repair(_blanks_for_tabs(chunk))


def _quoted_line_by_line(chunk: list[str], number: int) -> list[str] | None:
    """Put the values that YAML stumbles over into quotes, one line after the other; None if that does not help."""
    candidate = list(chunk)
    for _ in range(min(len(chunk), _MOST_REPAIRS)):
        try:
            list(yaml_header.entries("\n".join(candidate), number))
        except yaml.MarkedYAMLError as error:
            marks = (error.problem_mark, error.context_mark)
            places = (mark.line for mark in marks if mark and 0 < mark.line < len(candidate))
            changed = next((place for place in places if _with_quotes(candidate[place]) != candidate[place]), None)
            if changed is None:
                return None
            candidate[changed] = _with_quotes(candidate[changed])
        except (yaml.YAMLError, TooLargeError):
            return None
        else:
            return candidate
    return None


_INNER = re.compile(r"(?P<head>\s*(?:-[ ]+)?(?:[\w-]+:[ ]+)?)(?P<value>.*?)(?P<tail>[\]},\s]*)$")


def _with_quotes(line: str) -> str:
    """Return a line inside of a value with what it holds in quotes; brackets and commas at its end stay outside."""
    match = _INNER.match(line)
    value = match["value"] if match else ""
    is_list = value[:1] == "[" and not re.match(r"\[[^\[\]]*\]\(", value)  # but not a Markdown link
    if match is None or not value or is_list or value[0] in "{|>" or (len(value) > 1 and value[0] == value[-1] == "'"):
        return line
    if value[0] in "\"'":
        value = value[1:-1] if len(value) > 1 and value.endswith(value[0]) else value[1:]
    return f"{match['head']}{_in_quotes(value)}{match['tail']}"


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _parts(chunk: list[str]) -> tuple[str, str]:
    """Return the first line of a chunk up to its value, with a blank before that, and the value."""
    first = chunk[0].lstrip()
    match = KEY.match(first)
    assert match is not None
    head = first[: match.start("value")]
    return (head if head[-1:].isspace() or not match["value"] else f"{head} "), match["value"]


def _blanks_for_tabs(chunk: list[str]) -> list[str]:
    """YAML has no tabs in indentation."""
    return [chunk[0].lstrip().expandtabs(2), *(line.expandtabs(2) for line in chunk[1:])]


def _blank_after_colon(chunk: list[str]) -> list[str]:
    """The blank behind a colon, or behind the hyphen of an item."""
    head, value = _parts(chunk)
    return [head + value, *(re.sub(r"^([ ]*)-(?=[^\s-])", r"\1- ", line) for line in chunk[1:])]


def _escaped_quotes(chunk: list[str]) -> list[str]:
    """Quotes inside of quotes, ``"one "two" three"``."""
    head, value = _parts(chunk)
    quote = value[:1]
    if quote not in ("'", '"'):
        return chunk
    body = [value[1:], *chunk[1:]]
    last = max((place for place, line in enumerate(body) if line.strip()), default=0)
    tail = body[last].rstrip()
    closed = tail.endswith(quote) and not (quote == '"' and re.search(r"(?<!\\)(?:\\\\)*\\\"$", tail))
    body[last] = tail[:-1] if closed else tail
    if quote == '"':
        # A backslash that escapes nothing is meant as one; an escaped quote stays.
        escaped = [re.sub(r'\\(?![0abtnvfre "/\\N_LPxuU])', r"\\\\", line) for line in body]
        escaped = [re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', line) for line in escaped]
    else:
        escaped = [re.sub(r"'+", lambda run: "'" * (len(run[0]) + len(run[0]) % 2), line) for line in body]
    escaped[last] += quote
    return [head + quote + escaped[0], *escaped[1:]]


def _closed_bracket(chunk: list[str]) -> list[str]:
    """A list that nobody closed, or that was closed twice."""
    head, value = _parts(chunk)
    if not value.startswith("["):
        return chunk
    inner = value.strip().strip("[]")
    return [f"{head}[{inner}]", *chunk[1:]]


def _as_text(chunk: list[str]) -> list[str]:
    """The value as a text in quotes, on the first line: it held a colon, or began with a sign that means something."""
    head, value = _parts(chunk)
    more = [line for line in chunk[1:] if not line.startswith("#")]  # a comment between two keys
    text = " ".join(" ".join([value, *more]).split())
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    head = re.sub(r"^[\"'](.*?)[\"'](?=\s*:)", lambda match: _in_quotes(match[1]), head)
    head = head if head[-1:].isspace() else f"{head} "
    return [head + _in_quotes(text), *[""] * (len(chunk) - 1)]


_REPAIRS: tuple[Callable[[list[str]], list[str]], ...] = (
    _blank_after_colon,
    _escaped_quotes,
    _closed_bracket,
)
"""What is tried before a value is taken for a text, in this order."""
