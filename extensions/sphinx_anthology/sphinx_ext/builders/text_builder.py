"""The builder of plain text: in time in proportion to the text, and with tables in tables.

Sphinx splits words at hyphens with a regular expression of quadratic time, so a word of 30,000 characters takes a minute. For
each cell of a table it goes through all rows. It writes no page with a table in a table, or with lists in lists that leave no
room for a line. What Sphinx can write is the same here, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from string import ascii_letters
from typing import Any

from docutils import nodes
from docutils.utils import column_width
from sphinx.builders import text
from sphinx.writers.text import MAXWIDTH, Cell, Table, TextTranslator, TextWrapper

_WORD = re.compile(r"\s+|\S+")
_INTERPRETED = re.compile(r"(?::[a-z-]+:)?`\S")
"""The beginning of a role or a literal."""
_RUN = re.compile(r"\w+|[^\w\s]+")
_LETTER = re.compile("[a-zA-Z]")
_BEFORE_DASH = "!\"'&.,?"
_LONG = 5000
LINE_BREAK = "\v"
"""Breaks a line of a paragraph. Sphinx takes it for a blank."""

_Item = tuple[int, Any]
"""Lines with their indentation, or a text that is no line yet, with -1."""


class WordSeparator:
    """Splits a text as the regular expression ``TextWrapper.wordsep_re`` does."""

    def split(self, text: str) -> list[str]:
        """Return the words and blanks of a text. Words are split after hyphens, and before and after dashes."""
        parts: list[str] = []
        for match in _WORD.finditer(text):
            word = match[0]
            if "-" not in word or (match.start() and _INTERPRETED.match(word)):
                parts.append(word)
            else:
                parts += _split_word(_RUN.findall(word))
        return parts


def _split_word(runs: Sequence[str]) -> Iterator[str]:
    """Yield the parts of a word, which is given as runs of letters and of other characters in turn."""
    part: list[str] = []
    ends = [_is_part(runs, index) for index in range(len(runs))]
    for index, run in enumerate(runs):
        if index and ends[index - 1]:  # the hyphen
            yield "".join((*part, run))
            part = []
            continue
        has_more = index + 1 < len(runs)
        stem = run.rstrip("-") if has_more else run
        if has_more and ends[index + 1]:  # other characters are the beginning of the part that ends in the hyphen
            yield "".join(part)
            part = [run]
        elif len(run) > len(stem) + 1 and (stem[-1] in _BEFORE_DASH if stem else index):
            yield "".join((*part, stem))
            yield run[len(stem) :]
            part = []
        else:
            part.append(run)
    yield "".join(part)


def _is_part(runs: Sequence[str], index: int) -> bool:
    """Return whether a run ends in two letters, and a hyphen and at least two other letters follow."""
    run = runs[index]
    return (
        len(run) > 1
        and run[-1] in ascii_letters
        and len(runs) > index + 2
        and runs[index + 1] == "-"
        and _LETTER.search(runs[index + 2], 1) is not None
    )


class LinearWrapper(TextWrapper):
    """Breaks lines where Sphinx does."""

    wordsep_re: Any = WordSeparator()

    def _handle_long_word(self, reversed_chunks: list[str], cur_line: list[str], cur_len: int, width: int) -> None:
        """Break all of a long word. Sphinx breaks one line off, and measures all of the rest again for the next."""
        super()._handle_long_word(reversed_chunks, cur_line, cur_len, width)
        rest = reversed_chunks[-1]
        if not rest.isspace() or len(rest) > _LONG:  # most blanks are left out as a whole when the next line begins
            reversed_chunks[-1:] = reversed(list(_break_word(rest, width)))


def _break_word(word: str, width: int) -> Iterator[str]:
    """Yield pieces of a word that fill a line each, the last as far as it goes."""
    start = columns = 0
    for index, character in enumerate(word):
        columns += column_width(character)
        if columns > width and index > start:
            yield word[start:index]
            start, columns = index, column_width(character)
    yield word[start:]


def wrap_text(text: str, width: int) -> list[str]:
    """Return the lines of a text, as ``my_wrap`` of Sphinx does. Lists in lists may leave no width."""
    wrapper = LinearWrapper(width=max(width, 1))
    first, *others = text.split(LINE_BREAK)
    return [line for part in (first, *(other.lstrip(" ") for other in others)) for line in wrapper.wrap(part)]


class _Cell(Cell):
    def wrap(self, width: int) -> None:
        self.wrapped = wrap_text(self.text, width)


class _Table(Table):
    """A table whose rows are filled up when they begin. Sphinx looks for rows to fill up for each cell."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = 0

    def _ensure_has_line(self, line: int) -> None:
        while len(self.lines) < line:
            self.lines.append([Cell() for _column in range(self._columns)])

    def _ensure_has_column(self, col: int) -> None:
        if col > self._columns:
            super()._ensure_has_column(col)
            self._columns = col


class LinearTranslator(TextTranslator):
    """Writes what Sphinx writes."""

    def end_state(self, wrap: bool = True, end: Sequence[str] | None = ("",), first: str | None = None) -> None:
        """End a block, with its texts as lines."""
        if wrap:
            self.states[-1] = list(self._wrap(self.states[-1], list(end or ())))
        super().end_state(wrap, end, first)

    def _wrap(self, content: Iterable[_Item], end: list[str]) -> Iterator[_Item]:
        """Yield lines, and runs of texts as lines."""
        width = MAXWIDTH - sum(self.stateindent)
        for is_text, items in groupby(content, lambda item: item[0] == -1):
            if is_text:
                yield 0, wrap_text("".join(text for _indent, text in items), width) + end
            else:
                yield from items

    def visit_table(self, node: nodes.Element) -> None:
        """Begin a table. In a table, write the blocks of its cells one after the other."""
        if hasattr(self, "table"):
            for cell in _list_cells(node):
                for block in cell.children:
                    block.walkabout(self)
            raise nodes.SkipNode
        super().visit_table(node)
        self.table = _Table()

    def visit_entry(self, node: nodes.Element) -> None:
        """Begin a cell."""
        super().visit_entry(node)
        self.entry = _Cell(rowspan=self.entry.rowspan, colspan=self.entry.colspan)


def _list_cells(table: nodes.Element) -> Iterator[nodes.entry]:
    """Yield the cells of a table, without those of tables in it."""
    for child in table.children:
        if isinstance(child, nodes.entry):
            yield child
        elif isinstance(child, nodes.Element):
            yield from _list_cells(child)


class TextBuilder(text.TextBuilder):
    """Sphinx's builder, with another translator."""

    default_translator_class = LinearTranslator
