"""Readers of the values of directive options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ..suggestions import did_you_mean, find_similar_names

_LARGE_NUMBER = re.compile(r"\d{7,}")
_MAX_COLUMNS = 100
_YEARS = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def one_of(choices: Iterable[str]) -> Callable[[str | None], str]:
    """Return a reader of one of the words *choices*. It raises :exc:`ValueError` for any other."""

    def read_choice(value: str | None) -> str:
        name = (value or "").strip().casefold()
        if name not in choices:
            hint = did_you_mean(find_similar_names(name, choices)[:1])
            # Docutils adds a full stop to the message, and MyST does not.
            raise ValueError(f"{name!r} is none of {', '.join(choices)}{'.' if hint else ''}{hint}")
        return name

    return read_choice


def some_of(choices: Iterable[str]) -> Callable[[str | None], tuple[str, ...]]:
    """Return a reader of a comma-separated list of the words *choices*."""
    read_choice = one_of(choices)
    return lambda value: tuple(read_choice(name) for name in (value or "").split(",") if name.strip()) or (read_choice(value),)


def yes_or_no(value: str | None) -> bool:
    """Read a switch. Without a value it is on."""
    return one_of(("yes", "no", "true", "false"))(value or "yes") in ("yes", "true")


def whole_number(least: int) -> Callable[[str | None], int]:
    """Return a reader of a whole number that is at least *least*."""

    def read_number(value: str | None) -> int:
        digits = (value or "").strip()
        if not digits.isdecimal() or int(digits) < least:
            raise ValueError(f"{digits!r} is not a whole number from {least} on")
        return int(digits)

    return read_number


def limit_numbers(options: dict[str, Any]) -> None:
    """Limit the numbers in the options of a directive by which Sphinx would make that many objects."""
    for name in ("emphasize-lines", "lines"):
        if isinstance(options.get(name), str):
            options[name] = limit_line_numbers(options[name])
    if isinstance(options.get("columns"), int):
        options["columns"] = min(options["columns"], _MAX_COLUMNS)


def limit_line_numbers(lines: str) -> str:
    """Return ranges of lines without huge numbers. Sphinx makes a list of all lines of a range, before it looks for them."""
    return _LARGE_NUMBER.sub("999999", lines)


def years(value: str | None) -> tuple[int, int]:
    """Read a year, or the first and the last of a range: ``2025``, ``2023-2025``."""
    match = _YEARS.fullmatch((value or "").strip())
    if not match:
        raise ValueError(f"{value!r} is neither a year such as 2025 nor a range such as 2023-2025")
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)
