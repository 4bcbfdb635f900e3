"""What every function that reads a value needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo

from ..frontmatter.header import Value
from ..problems import Code, Problem

SEPARATOR = re.compile(r"\s*[,;，、]\s*")


@dataclass(slots=True)
class Context:
    """What a function that reads a value may need to know, and where it says what is wrong."""

    path: str
    zone: tzinfo
    """The zone of dates that name none."""
    splits_at_blanks: bool = False
    """Whether a plain text is a list with blanks between, as in Jekyll."""
    key: str = ""
    line: int = 1
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: Code, message: str) -> None:
        self.problems.append(Problem(self.path, self.line, code, message))

    def misfit(self, expected: str) -> None:
        """Report that the value of the current key does not have a form that is understood."""
        self.report(Code.FIELD_FORM, f"The value of '{self.key}' was not understood and is ignored: write {expected}.")


def is_blank(value: Value) -> bool:
    """Tell whether nothing was written: no value, or blanks."""
    return value is None or (isinstance(value, str) and not value.strip())


def one_line(value: str) -> str:
    return " ".join(value.split())


def first_text(mapping: dict[str, Value], keys: Iterable[str]) -> str:
    return next((item.strip() for key in keys if isinstance(item := mapping.get(key), str) and item.strip()), "")
