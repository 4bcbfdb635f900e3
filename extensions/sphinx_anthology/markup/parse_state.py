"""What is known of a text while it is read: constructs that nobody knows, and closings that were looked for already."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from .tags import Tag

_ENV = "anthology_markup"


class UnknownReason(Enum):
    """Why a construct is not known."""

    TAG = auto()
    """Nobody knows its name, and it is shown as text; so are the next ones up to EXPRESSION, but the box."""
    CLOSING = auto()
    """It closes nothing."""
    WORDS = auto()
    """Its name is known, what it says is not."""
    UNCLOSED = auto()
    """Its closing is missing."""
    APART = auto()
    """Its closing is in another block."""
    BOX = auto()
    """A container whose closing is missing."""
    EXPRESSION = auto()
    """Only a program knows what it becomes."""
    EMPTY = auto()
    """A component without a content; it is left out."""
    COMPONENT = auto()
    """A component whose name nobody knows; its content is kept."""
    ATTRIBUTES = auto()
    """A component of which its content is kept, too, though its name is known."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A construct that is not known."""

    kind: str
    """What it is called; one problem is reported for each kind."""
    shown: str
    """How it was written."""
    offset: int = 0
    """Where it is in the text that was rewritten."""
    reason: UnknownReason = UnknownReason.TAG


@dataclass(frozen=True, slots=True)
class Found:
    """Where something was found that is not known."""

    unknown: Unknown
    line: int
    """The line of the text, counted from 0."""
    before: str = ""
    """What stands before it on that line, without the marks of the blocks around."""


@dataclass(slots=True)
class Pairs:
    """Openings and closings of one name. A text full of openings is so read once, not once for each of them."""

    closings: dict[int, Tag] = field(default_factory=dict)
    """What closes an opening, by the position of the opening."""
    end: int = 0
    """Up to where the text was read: an opening before that is known not to be closed, or has its closing here."""

    def knows(self, tag: Tag) -> bool:
        """Tell whether the closing of an opening was looked for."""
        return tag.start in self.closings or tag.start < self.end

    def add(self, tags: Iterable[Tag], verbatim: bool) -> bool:
        """Pair *tags* until the first one is closed; tell whether it is."""
        opened: list[int] = []
        for tag in tags:
            if not tag.closes:
                opened.append(tag.start)
                continue
            closed = opened if verbatim else opened[-1:]  # code ends at its first closing, whatever is in it
            self.closings.update(dict.fromkeys(closed, tag))
            del opened[-len(closed) :]
            if not opened:
                return True
        return False


class Marks:
    """Finds marks in a text that is read from left to right, and looks for none again that is missing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        self._backticks: dict[int, list[int]] | None = None

    def after(self, mark: str, start: int) -> int | None:
        """Return the position after the next *mark*."""
        if mark in self._missing:
            return None
        end = self._text.find(mark, start)
        if end < 0:
            self._missing.add(mark)
            return None
        return end + len(mark)

    def end_of_code(self, start: int, length: int) -> int | None:
        """Return where the code span ends whose *length* backticks stand at *start*."""
        if self._backticks is None:
            self._backticks = {}
            for match in reversed(list(re.finditer("`+", self._text))):
                self._backticks.setdefault(len(match[0]), []).append(match.start())
        places = self._backticks.get(length, [])
        while places and places[-1] <= start:
            places.pop()
        return places[-1] + length if places else None


@dataclass
class MarkupState:
    """What is known of a text while it is parsed; it lives in markdown-it's environment."""

    components: bool = False
    """Whether tags in upper case are components: the file is MDX, or imports something."""
    expressions: bool = False
    """Whether text between braces is a program: the file is MDX."""
    imports: dict[str, str] = field(default_factory=dict)
    """The files that were imported, by the names that they have in the text."""
    math: bool = False
    """Whether dollar signs are marks."""
    brief: bool = False
    """Whether what is not known is left out instead of being shown."""
    substitutions: bool = False
    """Whether MyST puts something in for what stands between two braces."""
    found: list[Found] = field(default_factory=list)
    depth: int = 0
    """How many constructs are around the block."""
    raw: bool = False
    """Whether tags in the block are text."""
    pairs: dict[tuple[str, int, int], Pairs] = field(default_factory=dict)
    """Tags that were paired already, by what they are called, and the indentation and the last line of the block."""


def make_environment(path: str, math: bool = False, brief: bool = False, substitutions: bool = False) -> dict[str, Any]:
    """Return the environment in which to parse the text of a file."""
    is_mdx = path.endswith(".mdx")
    return {_ENV: MarkupState(components=is_mdx, expressions=is_mdx, math=math, brief=brief, substitutions=substitutions)}


def state_of(env: MutableMapping[str, Any]) -> MarkupState:
    """Return what is known of the text that is parsed."""
    found: MarkupState | None = env.get(_ENV)
    if found is None:
        found = env[_ENV] = MarkupState()
    return found
