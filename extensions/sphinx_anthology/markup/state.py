"""What is known of a text while it is parsed."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from .rewriting import Unknown

_ENV = "anthology_markup"


@dataclass(frozen=True, slots=True)
class Found:
    """Where something was found that is not known."""

    unknown: Unknown
    line: int
    """The line of the text, counted from 0."""
    before: str = ""
    """What stands before it on that line, without the marks of the blocks around."""


@dataclass
class State:
    """What is known of a text while it is parsed; it lives in markdown-it's environment."""

    components: bool = False
    """Whether tags in upper case are components."""
    math: bool = False
    """Whether dollar signs are marks."""
    brief: bool = False
    """Whether what is not known is left out instead of being shown."""
    substitutions: bool = False
    """Whether MyST puts something in for what stands between two braces."""
    found: list[Found] = field(default_factory=list)
    depth: int = 0
    raw: bool = False
    unclosed: dict[tuple[str, int, int], int] = field(default_factory=dict)
    """Up to which line there is no closing: see :mod:`.pairs`."""


def environment(path: str, math: bool = False, brief: bool = False, substitutions: bool = False) -> dict[str, Any]:
    """Return the environment in which to parse the text of a file."""
    return {_ENV: State(components=path.endswith(".mdx"), math=math, brief=brief, substitutions=substitutions)}


def state_of(env: MutableMapping[str, Any]) -> State:
    """Return what is known of the text that is parsed."""
    found: State | None = env.get(_ENV)
    if found is None:
        found = env[_ENV] = State()
    return found
