"""State of the parser: facts about the text, and the unknown markup in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from markdown_it.rules_block import StateBlock

from .replacements import NO_REPLACEMENTS, Replacements
from .tags import TagPairs

_ENVIRONMENT_KEY = "anthology_markup"


class UnknownReason(Enum):
    """The reason why markup is not converted, or not completely."""

    TAG = auto()
    """The name of the tag is unknown. The tag is shown as text."""
    CLOSING = auto()
    """A closing tag has no opening tag. It is shown as text."""
    ARGUMENTS = auto()
    """The arguments of the tag are not understood. The tag is shown as text."""
    UNCLOSED = auto()
    """An opening tag has no closing tag. It is shown as text."""
    CLOSED_IN_OTHER_BLOCK = auto()
    """The closing tag is in another block than the opening tag. Both are shown as text."""
    EXPRESSION = auto()
    """Only the engine can evaluate the expression. It is shown as text."""
    INCLUDE = auto()
    """The tag includes a file of the engine. It is left out."""
    CONTAINER = auto()
    """A container of colons is not closed. It goes on to the end of the text."""
    EMPTY_COMPONENT = auto()
    """A component is unknown and has no content. It is left out."""
    COMPONENT = auto()
    """A component is unknown. Its content is shown."""
    ATTRIBUTES = auto()
    """A component is known, but its attributes are not understood. Its content is shown."""


@dataclass(frozen=True, slots=True)
class UnknownMarkup:
    """A construct that is not converted, or not completely."""

    kind: str
    """The name of the construct. One problem is reported for each kind."""
    source: str
    """The construct as it was written."""
    reason: UnknownReason


@dataclass(frozen=True, slots=True)
class UnknownUse:
    """A place of the text that uses unknown markup."""

    markup: UnknownMarkup
    line: int
    """The line of the text, counted from 0."""
    before: str = ""
    """The text before it on that line, without the marks of the blocks around it."""


@dataclass
class MarkupState:
    """The state of the parse of one text. It is kept in the environment of markdown-it."""

    is_mdx: bool = False
    """Whether the file is MDX, so that text in braces is an expression."""
    has_components: bool = False
    """Whether tags with a capital letter are components: the file is MDX, or it has an import."""
    has_math: bool = False
    """Whether the author writes TeX, so that ``$n$`` is a formula."""
    omit_unknown: bool = False
    """Whether unknown markup is left out; otherwise it is shown as text."""
    has_substitutions: bool = False
    """Whether MyST replaces expressions in two braces."""
    replacements: Replacements = NO_REPLACEMENTS
    """What tags stand for by the word of the project or of the post."""
    imported_images: dict[str, str] = field(default_factory=dict)
    """The files of imported images, by the names that the text uses for them."""
    unknown_uses: list[UnknownUse] = field(default_factory=list)
    depth: int = 0
    """The number of constructs around the current block."""
    is_raw: bool = False
    """Whether tags in the current block are text."""
    first_line: int = 0
    """The line of the file, counted from 0, on which the text begins that is parsed now."""
    level: int = 0
    """The number of levels of blocks around that text."""
    empty_cells: int = 0
    """The number of cells that tables lack."""
    reached_limits: dict[str, int] = field(default_factory=dict)
    """What is more than a page can show, as messages, each with the first line of the file, counted from 1."""
    unclosed: dict[str, tuple[int, int]] = field(default_factory=dict)
    """What begins a block, and between which lines nothing ends it."""
    tag_pairs: dict[tuple[str, int, int], TagPairs] = field(default_factory=dict)
    """The tags that are paired already, by label, indentation of the block and last line of the block."""

    def note_limit(self, message: str, line: int) -> None:
        """Note that there is more than a page can show.

        :param line: the line of the text, counted from 0, from which on it is too much.
        """
        self.reached_limits.setdefault(message, self.first_line + line + 1)

    @property
    def expects_components(self) -> bool:
        """Whether a tag with a capital letter is rather a component than text."""
        return self.has_components or self.omit_unknown


def make_environment(
    path: str,
    has_math: bool = False,
    omit_unknown: bool = False,
    has_substitutions: bool = False,
    replacements: Replacements = NO_REPLACEMENTS,
) -> dict[str, Any]:
    """Return the environment with which markdown-it parses the text of a file.

    :param path: the path of the file, which shows whether it is MDX.
    :param has_math: whether the author writes TeX.
    :param omit_unknown: whether unknown markup is left out; otherwise it is shown as text.
    :param has_substitutions: whether MyST replaces expressions in two braces.
    :param replacements: what tags stand for by the word of the project or of the post.
    """
    is_mdx = path.endswith(".mdx")
    return {_ENVIRONMENT_KEY: MarkupState(is_mdx, is_mdx, has_math, omit_unknown, has_substitutions, replacements)}


def get_markup_state(env: MutableMapping[str, Any]) -> MarkupState:
    """Return the state in an environment of markdown-it. A new state is added if there is none."""
    state: MarkupState | None = env.get(_ENVIRONMENT_KEY)
    if state is None:
        state = env[_ENVIRONMENT_KEY] = MarkupState()
    return state


class BlockContext:
    """The lines in which a block rule looks for a construct, with the arguments of the rule."""

    __slots__ = ("end", "markup", "silent", "start", "state")

    def __init__(self, state: StateBlock, start: int, end: int, silent: bool) -> None:
        self.state = state
        self.start = start
        """The line on which the construct begins."""
        self.end = end
        """The line after the last line of the block around the construct."""
        self.silent = silent
        """Whether the rule only says if there is a construct, because it would end a paragraph."""
        self.markup = get_markup_state(state.env)

    @property
    def position(self) -> int:
        """The position of the first character of the construct."""
        return self.state.bMarks[self.start] + self.state.tShift[self.start]

    @property
    def end_position(self) -> int:
        """The position of the end of the block around the construct."""
        return self.state.eMarks[self.end - 1]

    def get_line(self, line: int) -> str:
        """Return the text of a line without its indentation and the marks of the blocks around it."""
        return self.state.src[self.state.bMarks[line] + self.state.tShift[line] : self.state.eMarks[line]]

    def find_line(self, position: int) -> int:
        """Return the line of a position. The end of a line belongs to the line."""
        return bisect_left(self.state.eMarks, position)

    def find_line_ending_at(self, position: int) -> int | None:
        """Return the line of a position, or None if more than spaces follow on that line."""
        line = self.find_line(position)
        return None if line >= self.state.lineMax or self.state.src[position : self.state.eMarks[line]].strip() else line
