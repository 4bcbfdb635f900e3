"""Format problems, summaries and field values as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from ..catalogue.schedule import ScheduledChange, next_minute
from ..fields import dialects
from ..fields.record import Author, Cover
from ..loading.loader import LoadResult
from ..problems import Problem, Severity


def format_problem(problem: Problem) -> str:
    """Return a problem in the form of compilers: ``file:line:column: code: message``."""
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.code.value}: {problem.message}"


def format_annotation(problem: Problem) -> str:
    """Return a problem as a workflow command of GitHub Actions, which shows it at its line.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    properties = {
        "file": problem.path,
        "line": problem.line,
        "col": problem.column,
        "title": problem.code.value,
    }
    pairs = ",".join(f"{name}={_escape(str(value), ',:')}" for name, value in properties.items())
    # GitHub has the same three severities.
    return f"::{problem.code.severity.value} {pairs}::{_escape(problem.message)}"


def _escape(text: str, separators: str = "") -> str:
    """Return a text of a problem with the special characters of workflow commands percent-encoded. It has no line breaks."""
    for character in f"%{separators}":  # the percent sign first, so that it is not encoded twice
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def filter_problems(problems: Iterable[Problem], severity: Severity) -> Iterator[Problem]:
    """Yield the problems with at least the given severity."""
    order = list(Severity)
    return (problem for problem in problems if order.index(problem.code.severity) <= order.index(severity))


def count_results(loaded: LoadResult) -> dict[str, int]:
    """Return the numbers of articles, drafts, other pages, and problems of each severity."""
    severities = Counter(problem.code.severity for problem in loaded.problems)
    problems = {f"{severity.value}s": severities[severity] for severity in Severity}
    catalogue = loaded.catalogue
    files = {"articles": len(catalogue.with_pages), "drafts": len(catalogue.unpublished), "pages": len(catalogue.pages)}
    return {**files, **problems}


def format_summary(loaded: LoadResult) -> str:
    """Return the numbers of :func:`count_results` as a sentence."""
    numbers = count_results(loaded)
    problems = [(numbers[f"{severity.value}s"], severity.value) for severity in Severity]
    found = ", ".join(format_count(count, noun) for count, noun in problems if count)
    articles, pages = format_count(numbers["articles"], "article"), format_count(numbers["pages"], "other page")
    drafts = f", {format_count(numbers['drafts'], 'draft')}" if numbers["drafts"] else ""
    return f"{articles}{drafts} and {pages}: {found or 'no problems'}."


def format_count(count: int, noun: str) -> str:
    """Return a number with a noun in the singular or plural."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def format_cron(change: ScheduledChange) -> str:
    """Return the moment of a change as a cron expression in UTC: minute, hour, day and month."""
    moment = next_minute(change.moment).astimezone(UTC)
    return f"{moment.minute} {moment.hour} {moment.day} {moment.month} *"


def format_value(value: Any) -> str:
    """Return the value of a field on one line; empty if the field is empty."""
    if isinstance(value, datetime):
        return f"{value.date()} {value:%H:%M %z}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Author):
        return value.name
    if isinstance(value, Cover):
        return value.reference
    if isinstance(value, tuple):
        return ", ".join(" / ".join(item) if isinstance(item, tuple) else format_value(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else " ".join(str(value).split())


def list_field_keys(field: str) -> tuple[str, ...]:
    """Return the front matter keys that fill a field, in the order of precedence."""
    return tuple(key for row in dialects.TABLE if row.field == field for key in row.keys)


def format_fields_markdown() -> str:
    """Return the fields, their meanings and their keys as a Markdown table."""
    rows = [("Field", "What it is", "Keys"), ("---", "---", "---")]
    for name, meaning in dialects.FIELDS.items():
        rows.append((f"`{name}`", meaning, ", ".join(f"`{key}`" for key in list_field_keys(name))))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
