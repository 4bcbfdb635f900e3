"""The context of a value, and helpers for the functions that read values.

A reader is a function that takes a value and its :class:`Context`. It returns None or an empty value if the value says nothing,
and reports a value that it cannot use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from ..frontmatter.model import Value
from ..problems import Code, Problem, Report

SEPARATOR = re.compile(r"\s*[,;，、]\s*")
"""What separates the items of a list that is written as one text."""


@dataclass(frozen=True, slots=True)
class Context:
    """The place of a value, what its meaning depends on, and where its problems go."""

    path: str
    """The file that problems name."""
    zone: tzinfo
    """Time zone of dates without one."""
    report: Report
    splits_at_spaces: bool = False
    """Whether a text without commas is a list separated by spaces, as in Jekyll."""
    key: str = ""
    line: int = 1
    """Line of the key in the file, counted from 1."""

    def report_problem(self, code: Code, message: str) -> None:
        """Report a problem at the line of the key."""
        self.report(Problem(self.path, self.line, code, message))

    def report_form(self, expected: str) -> None:
        """Report that the value does not have the *expected* form."""
        self.report_problem(Code.FIELD_FORM, f"The value of '{self.key}' is not usable and is ignored. Write {expected}.")


def is_blank(value: Value) -> bool:
    """Return whether *value* is missing or blank."""
    return value is None or (isinstance(value, str) and not value.strip())


def find_text(mapping: dict[str, Value], keys: Iterable[str]) -> str:
    """Return the value of the first of *keys* that has a text, stripped; empty if none has."""
    return next((item.strip() for key in keys if isinstance(item := mapping.get(key), str) and item.strip()), "")
