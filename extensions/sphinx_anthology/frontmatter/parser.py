"""Finding and parsing front matter: YAML, TOML, JSON or plain lines, valid or broken."""

from __future__ import annotations

import re

import yaml

from ..problems import Code, Problem, Report
from .json_header import convert_json_to_yaml, find_json_error, is_json_start, parse_json_entries
from .model import MAX_LINES, Entry, FrontMatter, TooLargeError, index_entries
from .plain_header import is_front_matter, parse_plain_entries
from .recovery import KEY, recover_yaml_entries
from .toml_header import is_toml_line, parse_toml_entries
from .yaml_header import parse_yaml_entries

_FENCE = re.compile(r"(?:(?P<yaml>-{3}(?:ya?ml)?)|(?P<toml>\+{3}|-{3}toml))[ \t]*$", re.IGNORECASE)
_CLOSING_YAML = re.compile(r"(?:-{3}|\.{3})[ \t]*$")
_CLOSING_TOML = re.compile(r"(?:\+{3}|-{3})[ \t]*$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""A character that YAML and TOML do not accept. Others are removed from the entries."""
_YAML_LINE_BREAK = re.compile("[\x85\u2028\u2029]")
_MAX_CHARACTERS = 500_000  # the largest value in real posts is an image embedded as text
_MAX_UNOPENED_LINES = 100


def parse_front_matter(text: str, path: str, report: Report) -> FrontMatter:
    """Parse the front matter of *text*: YAML between lines ``---``, TOML between ``+++``, a JSON object, or ``Key: value``.

    Blank lines before the front matter are allowed. A file without front matter has an empty one.

    :param text: the whole file, as :func:`.loading.files.encodings.normalise_newlines` returns it.
    :param path: the file that problems name.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if match := _FENCE.match(lines[start]):
        return _parse_fenced(lines, start, path, report, is_toml=match["toml"] is not None)
    if is_json_start(lines[start]):
        return _parse_json(lines, start, path, report)
    return _parse_plain(lines, start, path, report)


def _parse_fenced(lines: list[str], start: int, path: str, report: Report, is_toml: bool) -> FrontMatter:
    """Parse front matter whose opening fence is on line *start*."""
    closing = _CLOSING_TOML if is_toml else _CLOSING_YAML
    parse = _parse_toml if is_toml else _parse_yaml
    end = next((number for number in range(start + 1, len(lines)) if closing.match(lines[number])), None)
    if end is not None:
        return parse(lines[start + 1 : end], start + 2, end + 1, path, report)
    # Without a closing fence, the front matter is the run of lines that look like it.
    can_belong = is_toml_line if is_toml else KEY.match
    end = next((number for number in range(start + 1, len(lines)) if not can_belong(lines[number])), len(lines))
    problems: list[Problem] = []
    front_matter = parse(lines[start + 1 : end], start + 2, end, path, problems.append)
    if not front_matter.entries:
        return FrontMatter()
    message = f"Front matter is not closed. Add a line '{'+++' if is_toml else '---'}' below line {end}."
    report(Problem(path, min(end + 1, len(lines)), Code.HEADER_UNCLOSED, message))
    for problem in problems:
        report(problem)
    return front_matter


def _clean(lines: list[str], first_line: int, path: str, report: Report) -> list[str]:
    """Return *lines* without the characters that YAML and TOML forbid, up to the maximum size.

    :param first_line: line number of the first of *lines* in the file.
    """
    lines = _truncate(lines, first_line, path, report)
    text = "\n".join(lines)
    if not _FORBIDDEN.search(text) and not _YAML_LINE_BREAK.search(text):
        return lines
    for number, line in enumerate(lines, start=first_line):
        if match := _FORBIDDEN.search(line):
            message = "Front matter contains a control character, which is ignored. Delete it."
            report(Problem(path, number, Code.CONTROL_CHARACTER, message, match.start() + 1))
    return [_YAML_LINE_BREAK.sub(" ", _FORBIDDEN.sub("", line)) for line in lines]


def _truncate(lines: list[str], first_line: int, path: str, report: Report) -> list[str]:
    """Return *lines* up to the maximum size; the parameters are those of :func:`_clean`."""
    if len(lines) <= MAX_LINES and sum(map(len, lines)) + len(lines) <= _MAX_CHARACTERS:
        return lines
    length = 0
    for number, line in enumerate(lines, start=first_line):
        length += len(line) + 1
        if length > _MAX_CHARACTERS or number - first_line >= MAX_LINES:
            limit = f"{_MAX_CHARACTERS:,} characters" if length > _MAX_CHARACTERS else f"{MAX_LINES:,} lines"
            message = f"Front matter is longer than {limit}. The rest of it is ignored."
            report(Problem(path, number, Code.HEADER_TOO_LARGE, message))
            return lines[: number - first_line]
    return lines


def _parse_yaml(lines: list[str], first_line: int, taken: int, path: str, report: Report) -> FrontMatter:
    """Parse the lines between YAML fences.

    :param first_line: line number of the first of *lines* in the file.
    :param taken: number of lines of the file that the front matter takes.
    :returns: empty front matter if the lines are other text: then the fences are rules above and below it.
    """
    problems: list[Problem] = []
    clean = _clean(lines, first_line, path, problems.append)
    entries, source, is_valid = _parse_or_recover_yaml(clean, first_line, path, problems.append)
    if not (entries or is_valid):
        return FrontMatter()
    for problem in problems:
        report(problem)
    return FrontMatter(index_entries(entries, path, report), taken, "yaml", source)


def _parse_or_recover_yaml(lines: list[str], first_line: int, path: str, report: Report) -> tuple[list[Entry], str, bool]:
    """Return the entries of YAML lines, valid YAML for them, and whether *lines* are valid."""
    source = "\n".join(lines)
    try:
        return parse_yaml_entries(source, first_line), source, True
    except (yaml.YAMLError, TooLargeError):
        return *recover_yaml_entries(lines, first_line, path, report), False


def _parse_unfenced_yaml(source: str, first_line: int) -> list[Entry]:
    """Return the entries of YAML without fences; none if it is invalid or does not look like front matter."""
    try:
        entries = parse_yaml_entries(source, first_line)
    except (yaml.YAMLError, TooLargeError):
        return []
    return entries if is_front_matter(entries) else []


def _parse_toml(lines: list[str], first_line: int, taken: int, path: str, report: Report) -> FrontMatter:
    """Parse the lines between TOML fences; the parameters are those of :func:`_parse_yaml`."""
    entries, source = parse_toml_entries(_clean(lines, first_line, path, report), first_line, path, report)
    return FrontMatter(index_entries(entries, path, report), taken, "toml", source)


def _parse_json(lines: list[str], start: int, path: str, report: Report) -> FrontMatter:
    parsed = parse_json_entries("\n".join(lines[start:]), start + 1)
    if parsed is None:
        return _parse_broken_json(lines, start, path, report)
    entries, count = parsed
    source = "\n".join(lines[start : start + count])
    return FrontMatter(index_entries(entries, path, report), start + count, "json", source)


def _parse_broken_json(lines: list[str], start: int, path: str, report: Report) -> FrontMatter:
    """Parse an invalid JSON object as YAML, up to its closing brace or else to a blank line."""
    if lines[start].count("{") <= lines[start].count("}"):
        return _parse_broken_json_line(lines, start, path, report)
    ends = (number for number in range(start, len(lines)) if lines[number] == "}" or not lines[number].strip())
    end = next(ends, len(lines))
    taken = end + 1 if end < len(lines) and lines[end] == "}" else end
    problems: list[Problem] = []
    clean = _clean(convert_json_to_yaml(lines[start:taken]), start + 1, path, problems.append)
    entries, source, _ = _parse_or_recover_yaml(clean, start + 1, path, problems.append)
    if not is_front_matter(entries):
        return FrontMatter()
    for problem in problems or [_describe_json_error(lines, start, path)]:
        report(problem)
    return FrontMatter(index_entries(entries, path, report), taken, "yaml", source)


def _parse_broken_json_line(lines: list[str], start: int, path: str, report: Report) -> FrontMatter:
    """Parse an invalid JSON object on one line as YAML. If that fails, the line is text that begins with a brace."""
    entries = _parse_unfenced_yaml(lines[start], start + 1) if len(lines[start]) < _MAX_CHARACTERS else []
    if not entries:
        return FrontMatter()
    report(_describe_json_error(lines, start, path))
    return FrontMatter(index_entries(entries, path, report), start + 1, "yaml", lines[start])


def _describe_json_error(lines: list[str], start: int, path: str) -> Problem:
    line, column = find_json_error("\n".join(lines[start:]))
    line = min(start + line, len(lines) - 1)
    message = f"Front matter is not valid JSON. Check commas, quotes and braces near: {lines[line].strip()[:80]}"
    return Problem(path, line + 1, Code.HEADER_INVALID, message, column)


def _parse_plain(lines: list[str], start: int, path: str, report: Report) -> FrontMatter:
    """Parse lines ``Key: value`` without fences, or YAML without an opening fence."""
    parsed = parse_plain_entries(lines, start)
    if parsed is None:
        return _parse_unopened(lines, start, path, report)
    entries, end, is_closed = parsed
    if is_closed and (front_matter := _parse_unopened(lines, start, path, report)).entries:
        return front_matter
    kept = len(_truncate(lines[start:end], start + 1, path, report))
    entries = [entry for entry in entries if entry.line <= start + kept]
    return FrontMatter(index_entries(entries, path, report), end, "plain")


def _parse_unopened(lines: list[str], start: int, path: str, report: Report) -> FrontMatter:
    """Parse YAML that has a closing fence but no opening one: valid entries up to the fence, with a title or a date."""
    if not KEY.match(lines[start]):
        return FrontMatter()
    limit = min(len(lines), start + _MAX_UNOPENED_LINES)
    end = next((number for number in range(start, limit) if _CLOSING_YAML.match(lines[number])), None)
    if end is None or end - start < 2:
        return FrontMatter()
    source = "\n".join(lines[start:end])
    entries = _parse_unfenced_yaml(source, start + 1)
    if not entries:
        return FrontMatter()
    report(Problem(path, start + 1, Code.HEADER_UNOPENED, "Front matter is not opened. Add a line '---' above this line."))
    return FrontMatter(index_entries(entries, path, report), end + 1, "yaml", source)
