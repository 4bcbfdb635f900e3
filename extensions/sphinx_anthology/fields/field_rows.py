"""Rows of the table of front matter keys: what a field is filled by, and how."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..frontmatter.model import Value
from .context import Context
from .record import Status

_IGNORED_CHARACTERS = re.compile(r"[-_\s]")


def normalise_key(key: str) -> str:
    """Return *key* in lower case, without hyphens, underscores and spaces."""
    return _IGNORED_CHARACTERS.sub("", key).casefold()


def take_first(values: list[Any]) -> Any:
    """Return the value of the key with the highest precedence."""
    return values[0]


def take_strictest(values: list[Status]) -> Status:
    """Return the status that shows the article to the fewest readers."""
    return max(values, key=list(Status).index)


def merge(values: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the values of all keys, each once."""
    return tuple(dict.fromkeys(item for value in values for item in value))


@dataclass(frozen=True, slots=True)
class FieldRow:
    """The keys of a field and the function that reads their values."""

    field: str
    keys: tuple[str, ...]
    """Keys in order of precedence."""
    read: Callable[[Value, Context], Any]
    combine: Callable[[list[Any]], Any] = take_first
    """Makes one value of the values of several keys."""
    accepts_empty: bool = False
    """Whether an empty value is a value of its own, such as an empty list of related articles."""

    def spell_key(self, key: str) -> str:
        """Return a normalised key as the table spells it."""
        return next((spelling for spelling in self.keys if normalise_key(spelling) == key), key)
