"""Plain text and code as Markdown."""

from __future__ import annotations

import re
import string

_ESCAPES = str.maketrans(
    {mark: f"\\{mark}" for mark in string.punctuation} | {"(": "&#40;", "[": "&#91;"}  # after a backslash, they open a formula
)
_FENCES = re.compile("`{3,}")
_HYPHEN = re.compile(r"(?<=[^\W_])\\-(?=[^\W_])")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows *text* as it is. A hyphen inside a word is never markup, and is not escaped."""
    return _HYPHEN.sub("-", text.translate(_ESCAPES))


def make_code_span(text: str) -> str:
    """Return a Markdown code span that shows *text* on one line."""
    line = " ".join(text.split()) or " "
    ticks = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{ticks} {line} {ticks}" if "`" in (line[0], line[-1]) else f"{ticks}{line}{ticks}"


def make_fence(content: str) -> str:
    """Return a fence of backticks that is longer than any in its content."""
    return "`" * max((len(run) + 1 for run in _FENCES.findall(content)), default=3)
