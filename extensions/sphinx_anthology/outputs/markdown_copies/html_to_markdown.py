"""Markdown of the text of an article, made of the HTML that feeds have of it: clean, inert, and with absolute addresses.

The HTML is that of :mod:`.feeds.content`. So nothing is in the Markdown that is not on the page, whatever the
source has: comments, parts for other builders, and markup of strangers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape

from .markdown_text import clean_address, escape, join_blanks

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_BACKTICKS = re.compile(r"`+")
_START = re.compile(r"[#>+=-]+|\d{1,9}[.)]")
"""What is Markdown at the start of a line."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_CODE = ("pre", "code")
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_BLOCKS = frozenset("p div section aside figure figcaption details summary dl dt dd table caption".split())
_MAX_DEPTH = 20
"""The most lists and quotations inside each other that are indented. Deeper ones would make lines of spaces."""


class _Writer:
    """Writes Markdown while the tags of well-formed HTML are read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._prefixes: list[str] = []
        """What each of the open lists and quotations puts before a line."""
        self._prefix = ""
        """What each line begins with."""
        self._lists: list[tuple[bool, int]] = []
        """For each open list whether it has numbers, and how many items it has so far."""
        self._code: list[str] | None = None
        self._code_language = ""
        self._links: list[str] = []
        self._cells: list[str] | None = None
        self._rows = 0
        self._pending = 0
        """The line ends to write before the next text: 2 for an empty line."""
        self._outer = ""
        """What the empty line begins with."""
        self._is_at_start = True
        self._is_after_mark = False
        """Whether the last thing written is the mark of an item, whose first block follows on the same line."""

    def finish(self) -> str:
        """Return the Markdown."""
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        text = "\n".join(lines).strip("\n")
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return f"{text}\n" if text else ""

    def text(self, html: str) -> None:
        """Write a text."""
        text = unescape(html) if "&" in html else html
        if self._code is not None:
            self._code.append(text)
            return
        is_at_start = self._is_at_start
        if is_at_start:
            text = text.lstrip()
        if not text:
            return
        escaped = escape(join_blanks(text))
        if self._cells is not None:
            escaped = escaped.replace("|", "\\|")
        if is_at_start and (start := _START.match(text)):
            place = start.end() - 1
            escaped = f"{escaped[:place]}\\{escaped[place:]}"
        self._write(escaped)

    def start(self, name: str, attributes: str) -> None:
        """Write what an opening tag stands for."""
        if self._code is None and (write := _OPENING.get(name)):
            write(self, name, attributes)

    def end(self, name: str) -> None:
        """Write what a closing tag stands for."""
        if name in _CODE:
            self._end_code(name)
        elif self._code is None and (write := _CLOSING.get(name)):
            write(self, name)

    def write_mark(self, name: str, attributes: str = "") -> None:
        """Write the mark around a text."""
        self._write(_MARKS[name])

    def start_link(self, name: str, attributes: str) -> None:
        """Begin a link. It is none without an address."""
        self._links.append(_read_attributes(attributes).get("href", ""))
        self._write("[" if self._links[-1] else "")

    def end_link(self, name: str) -> None:
        """End a link."""
        address = self._links.pop() if self._links else ""
        self._write(f"](<{clean_address(address)}>)" if address else "")

    def write_image(self, name: str, attributes: str) -> None:
        """Write an image."""
        values = _read_attributes(attributes)
        self._write(f"![{escape(values.get('alt', ''))}](<{clean_address(values.get('src', ''))}>)")

    def write_break(self, name: str, attributes: str) -> None:
        """Write the end of a line in a paragraph."""
        self._write(" " if self._cells is not None else f"\\\n{self._prefix}")

    def write_rule(self, name: str, attributes: str) -> None:
        """Write a line between two parts of a text."""
        self._block()
        self._write("---")
        self._block()

    def start_list(self, name: str, attributes: str) -> None:
        """Begin a list."""
        self._block(blank=not self._lists)
        self._lists.append((name == "ol", 0))

    def end_list(self, name: str) -> None:
        """End a list."""
        if self._lists:
            self._lists.pop()
        self._block(blank=not self._lists)

    def start_quotation(self, name: str, attributes: str) -> None:
        """Begin a quotation."""
        self._block()
        self._indent("> ")

    def end_indented(self, name: str) -> None:
        """End a quotation, or an item of a list."""
        self._outdent()
        self._block(blank=name == "blockquote")

    def start_row(self, name: str, attributes: str) -> None:
        """Begin a row of a table."""
        self._block(blank=not self._rows)
        self._cells = []

    def end_row(self, name: str) -> None:
        """End a row of a table, and after the first one write the line that makes it a table."""
        if self._cells is None:
            return
        self._write("|")
        if not self._rows:
            self._parts.append(f"\n{self._prefix}| {' | '.join(self._cells)} |")
        self._rows += 1
        self._cells = None
        self._block(blank=False)

    def start_cell(self, name: str, attributes: str) -> None:
        """Begin a cell of a table."""
        self._write("| " if self._cells is not None else "")

    def end_cell(self, name: str) -> None:
        """End a cell of a table."""
        if self._cells is not None:
            self._cells.append("---")
            self._write(" ")

    def start_heading(self, name: str, attributes: str) -> None:
        """Begin a heading."""
        self._block()
        self._write("#" * int(name[1]) + " ")

    def end_heading(self, name: str) -> None:
        """End a heading."""
        self._rows = 0
        self._block()

    def separate(self, name: str, attributes: str = "") -> None:
        """Begin or end any other block."""
        if self._cells is None:
            self._rows = 0
            self._block()

    def _indent(self, prefix: str) -> None:
        self._prefixes.append(prefix)
        self._prefix = "".join(self._prefixes[:_MAX_DEPTH])

    def _outdent(self) -> None:
        if self._prefixes:
            self._prefixes.pop()
            self._prefix = "".join(self._prefixes[:_MAX_DEPTH])

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._parts and self._pending:
            self._parts.append(f"\n{self._outer}\n{self._prefix}" if self._pending > 1 else f"\n{self._prefix}")
        elif not self._parts:
            self._parts.append(self._prefix)
        self._pending = 0
        self._parts.append(text)
        self._is_at_start = self._is_after_mark = False

    def _block(self, blank: bool = True) -> None:
        """Begin a block, after an empty line if *blank*."""
        if self._is_after_mark:
            return
        if not self._pending or len(self._prefix) < len(self._outer):
            self._outer = self._prefix
        if self._pending < 2:
            self._pending = 2 if blank else 1
        self._is_at_start = True

    def start_item(self, name: str, attributes: str) -> None:
        """Begin an item of a list."""
        has_numbers, count = self._lists.pop() if self._lists else (False, 0)
        self._lists.append((has_numbers, count + 1))
        self._is_after_mark = False
        self._block(blank=False)
        if count:
            self._pending = 1
        mark = f"{count + 1}. " if has_numbers else "- "
        self._write(mark)
        self._indent(" " * len(mark))
        self._is_at_start = self._is_after_mark = True

    def start_code(self, name: str, attributes: str) -> None:
        """Begin code in a line, or a block of it."""
        if name == "pre":
            self._block()
        self._code, self._code_language = [], _read_attributes(attributes).get("data-language", "")

    def _end_code(self, name: str) -> None:
        if self._code is None:
            return
        code, self._code = "".join(self._code), None
        fence = "`" * max((len(run) + 1 for run in _BACKTICKS.findall(code)), default=1)
        if name == "code":
            inner = join_blanks(code)
            space = " " if inner.startswith("`") or inner.endswith("`") else ""
            self._write(f"{fence}{space}{inner}{space}{fence}" if inner.strip() else "")
            return
        fence = fence if len(fence) >= 3 else "```"
        lines = [f"{fence}{self._code_language}", *code.rstrip("\n").split("\n"), fence]
        self._write(f"\n{self._prefix}".join(lines))
        self._block()


_OPENING: Mapping[str, Callable[[_Writer, str, str], None]] = {
    **dict.fromkeys(_BLOCKS, _Writer.separate),
    **dict.fromkeys(_HEADINGS, _Writer.start_heading),
    **dict.fromkeys(_MARKS, _Writer.write_mark),
    **dict.fromkeys(_CODE, _Writer.start_code),
    **dict.fromkeys(("ul", "ol"), _Writer.start_list),
    **dict.fromkeys(("th", "td"), _Writer.start_cell),
    "a": _Writer.start_link,
    "blockquote": _Writer.start_quotation,
    "br": _Writer.write_break,
    "hr": _Writer.write_rule,
    "img": _Writer.write_image,
    "li": _Writer.start_item,
    "tr": _Writer.start_row,
}
"""What an opening tag writes outside of code. Other tags write nothing."""
_CLOSING: Mapping[str, Callable[[_Writer, str], None]] = {
    **dict.fromkeys(_BLOCKS, _Writer.separate),
    **dict.fromkeys(_HEADINGS, _Writer.end_heading),
    **dict.fromkeys(_MARKS, _Writer.write_mark),
    **dict.fromkeys(("ul", "ol"), _Writer.end_list),
    **dict.fromkeys(("li", "blockquote"), _Writer.end_indented),
    **dict.fromkeys(("th", "td"), _Writer.end_cell),
    "a": _Writer.end_link,
    "tr": _Writer.end_row,
}


def html_to_markdown(html: str) -> str:
    """Return the Markdown of well-formed HTML without scripts; empty for no text."""
    writer = _Writer()
    pieces = iter(_TOKEN.split(html))
    writer.text(next(pieces))
    for slash, name, attributes, text in zip(pieces, pieces, pieces, pieces, strict=True):
        if slash:
            writer.end(name)
        else:
            writer.start(name, attributes)
        if text:
            writer.text(text)
    return writer.finish()


def _read_attributes(attributes: str) -> dict[str, str]:
    return {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
