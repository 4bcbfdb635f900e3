"""What the command line says of problems and posts, as text and as JSON.

The JSON is an interface: its keys and their meaning are documented, and change only together with :data:`VERSION`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import Any

from ..catalogue.post import Page, Post
from ..fields import dialects
from ..fields.record import Author, Cover
from ..loading.loader import Reading
from ..problems import Problem, Severity

VERSION = 1

_NOT_FIELDS = frozenset({"path", "docname", "header_lines", "format", "origins", "keys", "handed_on", "keywords"})
FIELDS = tuple(field.name for field in fields(Post) if field.name not in _NOT_FIELDS)
"""The fields of an article, in the order in which they are shown."""


def line(problem: Problem) -> str:
    """Return a problem as compilers print them: ``file:line:column: code: message``."""
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.code.value}: {problem.message}"


def annotation(problem: Problem) -> str:
    """Return a problem as a command that GitHub Actions shows at its line; it has the same three severities."""
    properties = {
        "file": problem.path,
        "line": problem.line,
        "col": problem.column,
        "title": problem.code.value,
    }
    listed = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in properties.items())
    return f"::{problem.code.severity.value} {listed}::{_escaped(problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what has a meaning in a workflow command, the sign of escapes first."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.value,
        "severity": problem.code.severity.value,
        "message": problem.message,
        "url": problem.code.url,
    }


def post_record(post: Post) -> dict[str, Any]:
    """Return an article as JSON has it: every field with its value and where that comes from, and what became of each key."""
    return {
        "path": post.path,
        "format": post.format,
        "fields": {name: _field_record(post, name) for name in FIELDS},
        "keys": [{"key": key.key, "line": key.line, "use": key.outcome.value, "field": key.field} for key in post.keys],
        "handed_on": _plain(post.handed_on),
    }


def _field_record(post: Post, name: str) -> dict[str, Any]:
    origin = post.origins.get(name)
    source = None if origin is None else {"key": origin.key, "line": origin.line, "source": origin.source}
    return {"value": _plain(getattr(post, name)), "from": source}


def page_record(page: Page) -> dict[str, Any]:
    """Return a file that is not an article as JSON has it."""
    return {"path": page.path, "title": page.title}


def _plain(value: Any) -> Any:
    """Return a value in the types of JSON; moments are written as ISO 8601 with their offset."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Author | Cover):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def shown(value: Any) -> str:
    """Return the value of a field for people, on one line; empty if there is none."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %z")
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Author):
        return value.name
    if isinstance(value, Cover):
        return value.reference
    if isinstance(value, tuple):
        return ", ".join(" / ".join(item) if isinstance(item, tuple) else shown(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else " ".join(str(value).split())


def field_keys(name: str) -> tuple[str, ...]:
    """Return the keys that fill a field, in the order in which they are asked."""
    return tuple(key for row in dialects.TABLE if row.field == name for key in row.keys)


def fields_markdown() -> str:
    """Return the table of fields and keys as Markdown."""
    rows = [("Field", "What it is", "Keys"), ("---", "---", "---")]
    for name, meaning in dialects.FIELDS.items():
        rows.append((f"`{name}`", meaning, ", ".join(f"`{key}`" for key in field_keys(name))))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def counts(reading: Reading) -> dict[str, int]:
    """Return how many articles, drafts, other pages, and problems of each severity there are."""
    found = Counter(problem.code.severity for problem in reading.problems)
    problems = {f"{severity.value}s": found[severity] for severity in Severity}
    catalogue = reading.catalogue
    files = {"articles": len(catalogue.with_pages), "drafts": len(catalogue.unpublished), "pages": len(catalogue.pages)}
    return {**files, **problems}


def summary(reading: Reading) -> str:
    """Return the same in one sentence."""
    numbers = counts(reading)
    problems = [(numbers[f"{severity.value}s"], severity.value) for severity in Severity]
    found = ", ".join(_number(count, noun) for count, noun in problems if count)
    articles, pages = _number(numbers["articles"], "article"), _number(numbers["pages"], "other page")
    drafts = f", {_number(numbers['drafts'], 'draft')}" if numbers["drafts"] else ""
    return f"{articles}{drafts} and {pages}: {found or 'no problems'}."


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def at_least(problems: Iterable[Problem], severity: Severity) -> Iterator[Problem]:
    """Yield the problems that are as grave as *severity* or graver."""
    order = list(Severity)
    return (problem for problem in problems if order.index(problem.code.severity) <= order.index(severity))
