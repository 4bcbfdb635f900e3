"""Markdown of the text of an article, made of the HTML that feeds have of it: clean, inert, and with absolute addresses.

The HTML is that of :mod:`.feed_content`. So nothing is in the Markdown
that is not on the page, whatever the source has: comments, parts for other builders, and markup of strangers.
"""

from __future__ import annotations

import re
from html import unescape

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SPACE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_BACKTICKS = re.compile(r"`+")
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
"""What is Markdown in the middle of a text."""
_START = re.compile(r"[#>+=-]+|\d{1,9}[.)]")
"""What is Markdown at the start of a line."""
_HEADING = re.compile("h[1-6]")
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_BLOCKS = frozenset("p div section aside figure figcaption details summary dl dt dd table caption".split())
_MAX_DEPTH = 20
"""The most lists and quotations inside each other that are indented. Deeper ones would make lines of spaces."""


class _Writer:
    """Writes Markdown while the tags of well-formed HTML are read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._prefixes: list[str] = []
        """What each line of the open lists and quotations begins with."""
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
        text = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")
        return f"{text}\n" if text else ""

    def text(self, html: str) -> None:
        """Write a text."""
        text = unescape(html)
        if self._code is not None:
            self._code.append(text)
            return
        text = _SPACE.sub(" ", text)
        if self._is_at_start:
            text = text.lstrip()
        if text:
            start = _START.match(text) if self._is_at_start else None
            escaped = _escape(text).replace("|", "\\|" if self._cells is not None else "|")
            place = start.end() - 1 if start else 0
            self._write(f"{escaped[:place]}\\{escaped[place:]}" if start else escaped)

    def start(self, name: str, attributes: str) -> None:
        """Write what an opening tag stands for."""
        values = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if name in ("pre", "code"):
            self._start_code(name, values.get("data-language", ""))
        elif self._code is not None:
            return
        elif name in _MARKS:
            self._write(_MARKS[name])
        elif name == "a":
            self._links.append(values.get("href", ""))
            self._write("[" if values.get("href") else "")
        elif name == "img":
            self._write(f"![{_escape(values.get('alt', ''))}](<{_clean_address(values.get('src', ''))}>)")
        elif name == "br":
            self._write(" " if self._cells is not None else f"\\\n{self._prefix}")
        else:
            self._start_block(name)

    def _start_block(self, name: str) -> None:
        if name == "hr":
            self._block()
            self._write("---")
            self._block()
        elif name in ("ul", "ol"):
            self._block(blank=not self._lists)
            self._lists.append((name == "ol", 0))
        elif name == "li":
            self._start_item()
        elif name == "blockquote":
            self._block()
            self._prefixes.append("> ")
        elif name in ("th", "td"):
            self._write("| " if self._cells is not None else "")
        elif name == "tr":
            self._block(blank=not self._rows)
            self._cells = []
        elif _HEADING.fullmatch(name):
            self._block()
            self._write("#" * int(name[1]) + " ")
        elif name in _BLOCKS and self._cells is None:
            self._rows = 0
            self._block()

    def end(self, name: str) -> None:
        """Write what a closing tag stands for."""
        if name in ("pre", "code"):
            self._end_code(name)
        elif self._code is not None:
            return
        elif name in _MARKS:
            self._write(_MARKS[name])
        elif name == "a" and self._links:
            address = self._links.pop()
            self._write(f"](<{_clean_address(address)}>)" if address else "")
        elif name in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._block(blank=not self._lists)
        elif name in ("li", "blockquote"):
            if self._prefixes:
                self._prefixes.pop()
            self._block(blank=name == "blockquote")
        elif name in ("th", "td"):
            if self._cells is not None:
                self._cells.append("---")
                self._write(" ")
        elif name == "tr" and self._cells is not None:
            self._end_row(self._cells)
        elif _HEADING.fullmatch(name) or (name in _BLOCKS and self._cells is None):
            self._rows = 0
            self._block()

    @property
    def _prefix(self) -> str:
        return "".join(self._prefixes[:_MAX_DEPTH])

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
        self._pending = max(self._pending, 2 if blank else 1)
        self._is_at_start = True

    def _start_item(self) -> None:
        has_numbers, count = self._lists.pop() if self._lists else (False, 0)
        self._lists.append((has_numbers, count + 1))
        self._is_after_mark = False
        self._block(blank=False)
        if count:
            self._pending = 1
        mark = f"{count + 1}. " if has_numbers else "- "
        self._write(mark)
        self._prefixes.append(" " * len(mark))
        self._is_at_start = self._is_after_mark = True

    def _start_code(self, name: str, language: str) -> None:
        if self._code is None:
            if name == "pre":
                self._block()
            self._code, self._code_language = [], language

    def _end_code(self, name: str) -> None:
        if self._code is None:
            return
        code, self._code = "".join(self._code), None
        fence = "`" * max((len(run) + 1 for run in _BACKTICKS.findall(code)), default=1)
        if name == "code":
            inner = _SPACE.sub(" ", code)
            space = " " if inner.startswith("`") or inner.endswith("`") else ""
            self._write(f"{fence}{space}{inner}{space}{fence}" if inner.strip() else "")
            return
        fence = fence if len(fence) >= 3 else "```"
        lines = [f"{fence}{self._code_language}", *code.rstrip("\n").split("\n"), fence]
        self._write(f"\n{self._prefix}".join(lines))
        self._block()

    def _end_row(self, cells: list[str]) -> None:
        self._write("|")
        if not self._rows:
            self._parts.append(f"\n{self._prefix}| {' | '.join(cells)} |")
        self._rows += 1
        self._cells = None
        self._block(blank=False)


def html_to_markdown(html: str) -> str:
    """Return the Markdown of well-formed HTML without scripts; empty for no text."""
    writer, position = _Writer(), 0
    for match in _TOKEN.finditer(html):
        if match.start() > position:
            writer.text(html[position : match.start()])
        position = match.end()
        if match[1]:
            writer.end(match[2])
        else:
            writer.start(match[2], match[3])
    if position < len(html):
        writer.text(html[position:])
    return writer.finish()


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _clean_address(address: str) -> str:
    """Return an address that can stand between angle brackets."""
    return _SPACE.sub("%20", address).replace("<", "%3C").replace(">", "%3E")
