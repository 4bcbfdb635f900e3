"""Recovery of invalid YAML front matter, key by key.

One broken value does not affect the other keys. The lines of a key are repaired in the ways in which authors usually break
them, until YAML accepts them. Each repair is reported with the line as it should be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from ..problems import Code, Problem, Report
from .model import Entry, TooLargeError
from .yaml_header import parse_yaml_entries

KEY = re.compile(
    r"""(?:(?P<quote>["'])(?P<quoted>[^"']+)(?P=quote) |
            (?P<plain>[^\s\#'"\[\]{},&*!|>%@`:-] (?:[^\s:]|:(?![\s"'\[]|$)){0,500} (?:[ ][^\s:\#][^\s:]*){0,100}?))
        [ \t]*:(?:(?=\s|$|["'\[])|(?<=\w:)(?!//|:))[ \t]*(?P<value>.*)$""",
    re.VERBOSE,
)
"""The first line of an entry. The space after the colon may be missing: ``url:"x"``, ``date:2025-04-23``.

The numbers of characters and words are limited because the pattern needs some memory for each of them.
"""

_CONTINUATION = re.compile(r"\s|#|-|[\]},]|$")
_INNER_VALUE = re.compile(r"(?P<head>\s*(?:-[ ]+)?(?:[\w-]+:[ ]+)?)(?P<value>.*?)(?P<tail>[\]},\s]*)$")
_MAX_QUOTED_LINES = 200  # lines of a value with broken quotes
_MAX_QUOTINGS = 30  # lines of one value that are quoted; the whole value is parsed again after each


def recover_yaml_entries(lines: list[str], first_line: int, path: str, report: Report) -> tuple[list[Entry], str]:
    """Parse each top-level key of invalid YAML by itself. Report each repair and each line that belongs to no key.

    :param first_line: line number of the first of *lines* in the file.
    :param path: the file that problems name.
    :returns: the entries, and valid YAML for them.
    """
    entries: list[Entry] = []
    source: list[str] = []
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    lines = [line[indent:] for line in lines]  # some authors indent all of the front matter
    for start, end in _split_into_chunks(lines):
        number, chunk = first_line + start, lines[start:end]
        if not KEY.match(chunk[0].lstrip()):
            if line := chunk[0].strip():
                message = f"Front matter line is not 'key: value' and is ignored: {line[:100]}"
                report(Problem(path, number, Code.HEADER_INVALID, message))
            continue
        repaired, repaired_entries = _repair(chunk, number)
        entries += repaired_entries
        source += repaired
        if repaired != chunk:
            report(_describe_tabs(chunk, repaired, number, path) or _describe_repair(chunk, repaired, number, path, indent))
    return entries, "\n".join(source)


def _describe_tabs(chunk: list[str], repaired: list[str], number: int, path: str) -> Problem | None:
    """Return a problem that names the lines whose tabs were replaced; ``None`` if there are none."""
    pairs = enumerate(zip(chunk, repaired, strict=True), number)
    lines = [line for line, (before, after) in pairs if before != after and before.lstrip() == after.lstrip()]
    if not lines:
        return None
    which = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines[:20]))}"
    message = f"Front matter is indented with tabs, which YAML does not allow. Use spaces in {which}."
    return Problem(path, lines[0], Code.HEADER_INVALID, message, 1)


def _describe_repair(chunk: list[str], repaired: list[str], number: int, path: str, indent: int) -> Problem:
    """Return a problem at the first difference between *chunk* and *repaired*, with the repaired line."""
    index = next(index for index, (one, other) in enumerate(zip(chunk, repaired, strict=True)) if one != other)
    before, after = chunk[index], repaired[index]
    pairs = enumerate(zip(before, after, strict=False), 1)
    column = next((column for column, (one, other) in pairs if one != other), min(len(before), len(after)) + 1)
    start = max(column - 60, 0) if len(after) > 120 else 0
    shown = ("…" if start else "") + after[start : start + 120] + ("…" if len(after) > start + 120 else "")
    message = f"Front matter line is not valid YAML. It was read as: {shown.strip()}"
    return Problem(path, number + index, Code.HEADER_INVALID, message, indent + column)


def _split_into_chunks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each key with the lines of its value, and of each other line."""
    start = 0
    while start < len(lines):
        end = start + 1
        if match := KEY.match(lines[start].lstrip()):
            value = match["value"].strip()
            end = _find_end_of_quotes(lines, start, value) or end
            while end < len(lines) and _CONTINUATION.match(lines[end]):
                if value and _is_indented_key(lines[end], lines[start + 1]):
                    break
                end += 1
        yield start, end
        start = end


def _is_indented_key(line: str, first_continuation: str) -> bool:
    """Return whether *line* is a key of its own, indented by a tab or by fewer spaces than the value above it.

    :param first_continuation: the first line below the key that the value belongs to.
    """
    if KEY.match(line.lstrip()) is None:
        return False
    indents = [len(each) - len(each.lstrip(" ")) for each in (line, first_continuation)]
    return line.startswith("\t") or 0 < indents[0] < indents[1]


def _find_end_of_quotes(lines: list[str], start: int, value: str) -> int | None:
    """Return the index after the last line of a quoted value that begins on line *start* and continues on other lines.

    Unescaped quotes inside the value break the YAML. Therefore the last line is one that ends with the quote, is no entry
    itself, and is followed by a key, an empty line or the end.
    """
    quote = value[:1]
    if quote not in ("'", '"') or (len(value) > 1 and value.endswith(quote)):
        return None
    for number in range(start + 1, min(len(lines), start + _MAX_QUOTED_LINES)):
        if lines[number].rstrip().endswith(quote):
            match = KEY.match(lines[number])
            if match and match["value"].startswith(quote):
                return None
            if number + 1 == len(lines) or not lines[number + 1].strip() or KEY.match(lines[number + 1]):
                return number + 1
    return None


def _repair(chunk: list[str], number: int) -> tuple[list[str], list[Entry]]:
    """Return the lines of one key as valid YAML, line for line, with its entries."""
    expanded = _expand_tabs(chunk)
    unchanged = () if chunk[0][:1].isspace() else (list,)  # an indented key always has to be moved to the margin
    for repair in (*unchanged, _expand_tabs, *_REPAIRS, *(_after_expanding_tabs(repair) for repair in _REPAIRS)):
        candidate = repair(chunk)
        try:
            return candidate, parse_yaml_entries("\n".join(candidate), number)
        except (yaml.YAMLError, TooLargeError):
            continue
    candidate = _quote_inner_values(expanded, number) or _quote_value(expanded)
    try:
        return candidate, parse_yaml_entries("\n".join(candidate), number)
    except (yaml.YAMLError, TooLargeError):  # YAML does not accept the key itself
        return [""] * len(chunk), []


def _after_expanding_tabs(repair: Callable[[list[str]], list[str]]) -> Callable[[list[str]], list[str]]:
    return lambda chunk: repair(_expand_tabs(chunk))


def _quote_inner_values(chunk: list[str], number: int) -> list[str] | None:
    """Quote the values on which YAML fails, one line after the other. Return None if that does not help."""
    candidate = list(chunk)
    for _ in range(min(len(chunk), _MAX_QUOTINGS)):
        try:
            parse_yaml_entries("\n".join(candidate), number)
        except yaml.MarkedYAMLError as error:
            marks = (error.problem_mark, error.context_mark)
            indexes = (mark.line for mark in marks if mark and 0 < mark.line < len(candidate))
            changed = next((index for index in indexes if _quote_line(candidate[index]) != candidate[index]), None)
            if changed is None:
                return None
            candidate[changed] = _quote_line(candidate[changed])
        except (yaml.YAMLError, TooLargeError):
            return None
        else:
            return candidate
    return None


def _quote_line(line: str) -> str:
    """Quote the value on a line inside a multi-line value. Closing brackets and commas stay outside the quotes."""
    match = _INNER_VALUE.match(line)
    value = match["value"] if match else ""
    is_list = value[:1] == "[" and not re.match(r"\[[^\[\]]*\]\(", value)  # a Markdown link is not a list
    if match is None or not value or is_list or value[0] in "{|>" or (len(value) > 1 and value[0] == value[-1] == "'"):
        return line
    if value[0] in "\"'":
        value = value[1:-1] if len(value) > 1 and value.endswith(value[0]) else value[1:]
    return f"{match['head']}{_quote(value)}{match['tail']}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _split_first_line(chunk: list[str]) -> tuple[str, str]:
    """Return the key of a chunk with its colon and a space, and the value on the first line."""
    first = chunk[0].lstrip()
    match = KEY.match(first)
    assert match is not None
    head = first[: match.start("value")]
    return (head if head[-1:].isspace() or not match["value"] else f"{head} "), match["value"]


def _expand_tabs(chunk: list[str]) -> list[str]:
    """Replace tabs, which YAML does not allow in indentation."""
    return [chunk[0].lstrip().expandtabs(2), *(line.expandtabs(2) for line in chunk[1:])]


def _insert_missing_spaces(chunk: list[str]) -> list[str]:
    """Insert the space after the colon and after the hyphens of list items."""
    head, value = _split_first_line(chunk)
    return [head + value, *(re.sub(r"^([ ]*)-(?=[^\s-])", r"\1- ", line) for line in chunk[1:])]


def _escape_inner_quotes(chunk: list[str]) -> list[str]:
    """Escape quotes inside quotes, as in ``"one "two" three"``."""
    head, value = _split_first_line(chunk)
    quote = value[:1]
    if quote not in ("'", '"'):
        return chunk
    body = [value[1:], *chunk[1:]]
    last = max((index for index, line in enumerate(body) if line.strip()), default=0)
    tail = body[last].rstrip()
    is_closed = tail.endswith(quote) and not (quote == '"' and re.search(r"(?<!\\)(?:\\\\)*\\\"$", tail))
    body[last] = tail[:-1] if is_closed else tail
    if quote == '"':
        # A backslash that is no valid escape is literal. A quote that is already escaped stays escaped.
        escaped = [re.sub(r'\\(?![0abtnvfre "/\\N_LPxuU])', r"\\\\", line) for line in body]
        escaped = [re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', line) for line in escaped]
    else:
        escaped = [re.sub(r"'+", lambda run: "'" * (len(run[0]) + len(run[0]) % 2), line) for line in body]
    escaped[last] += quote
    return [head + quote + escaped[0], *escaped[1:]]


def _close_bracket(chunk: list[str]) -> list[str]:
    """Close a list that is not closed or is closed twice."""
    head, value = _split_first_line(chunk)
    if not value.startswith("["):
        return chunk
    inner = value.strip().strip("[]")
    return [f"{head}[{inner}]", *chunk[1:]]


def _quote_value(chunk: list[str]) -> list[str]:
    """Put the whole value into quotes on the first line, because it has a colon or begins with a special character."""
    head, value = _split_first_line(chunk)
    more = [line for line in chunk[1:] if not line.startswith("#")]  # a comment between two keys
    text = " ".join(" ".join([value, *more]).split())
    if len(text) > 1 and text[0] in "\"'":
        text = text[1:-1] if text.endswith(text[0]) else text[1:]
    head = re.sub(r"^[\"'](.*?)[\"'](?=\s*:)", lambda match: _quote(match[1]), head)
    head = head if head[-1:].isspace() else f"{head} "
    return [head + _quote(text), *[""] * (len(chunk) - 1)]


_REPAIRS: tuple[Callable[[list[str]], list[str]], ...] = (_insert_missing_spaces, _escape_inner_quotes, _close_bracket)
"""Repairs in the order in which they are tried. If none works, the value is quoted."""
