"""Calls of readers in tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from sphinx_anthology.fields.context import Context
from sphinx_anthology.frontmatter.model import Value
from sphinx_anthology.problems import Code, Problem

Reader = Callable[[Value, Context], Any]


def read_value(read: Reader, value: Any, key: str = "key", splits_at_spaces: bool = False) -> tuple[Any, list[Code]]:
    """Return what a reader makes of a value, and the codes of its problems."""
    result, problems = _read(read, value, key, splits_at_spaces)
    return result, [problem.code for problem in problems]


def read_message(read: Reader, value: Any, key: str = "key") -> str:
    """Return the message of the only problem that a reader reports."""
    _, (problem,) = _read(read, value, key)
    assert (problem.path, problem.line) == ("x.md", 7)
    return problem.message


def _read(read: Reader, value: Any, key: str, splits_at_spaces: bool = False) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return read(value, Context("x.md", UTC, problems.append, splits_at_spaces, key, line=7)), problems
