"""Text of a reStructuredText file as Markdown, line for line, for data about an article: title, summary, keywords, language.

Docutils renders the article itself. Here each line keeps its number, and only what says something about the words is converted:
headings, code, quotes, images, links and roles.

Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..engines.rest_inline import DIRECTIVE, RestNames, convert_sentences, find_names
from ..syntax.escaping import make_fence

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*$")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|$)")
_FOOTNOTE = re.compile(r"\.\.[ \t]+\[(?P<label>\#?[\w.-]{0,100}|\*)\](?:[ \t]+(?P<text>.*)|$)")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]{1,60}):(?:[ \t]+(?P<value>.*)|$)")
_LIST_ITEM = re.compile(r"(?P<mark>[-*+•]|(?:\d{1,9}|\#)[.)]|\((?:\d{1,9}|\#|[A-Za-z])\))(?P<space>[ \t]+)(?=\S)")
_GRID = re.compile(r"\+(?:[-=]+\+)+[ \t]*$")
_SIMPLE_TABLE = re.compile(r"=+(?:[ \t]+=+)+[ \t]*$")
_CODE = frozenset(
    "code code-block sourcecode parsed-literal highlight-block productionlist prompt doctest testcode console".split()
)
_TEXT = frozenset(
    "admonition attention caution danger error hint important note tip warning seealso topic sidebar container compound class "
    "rst-class only epigraph highlights pull-quote rubric centered versionadded versionchanged deprecated versionremoved "
    "update glossary hlist dropdown card tab-set tab-item grid grid-item details todo".split()
)
"""Directives that show their content."""
_WITH_WORDS = frozenset(
    "admonition topic sidebar rubric centered dropdown card note tip warning hint important caution".split()
)
"""Those of them whose argument are words."""
_IMAGES = frozenset({"image", "figure"})
_LEVELS = 6
_MAX_DEPTH = 8
"""Maximum number of lists and quotes in each other."""


def convert_to_markdown(text: str, ranges: Sequence[tuple[int, int]] = ()) -> str:
    """Return the text of a reStructuredText file as Markdown with the same lines.

    :param ranges: the lines that are left out, each by the index of its first line and that after its last one.
    """
    lines = text.expandtabs(8).split("\n")
    for start, end in ranges:
        lines[start:end] = [""] * (end - start)
    names = find_names(lines)
    converter = _Converter(names)
    converter.convert(lines)
    return "\n".join(converter.result)


@dataclass(slots=True)
class _Converter:
    """Converts the lines of a file, or those of a part of it."""

    names: RestNames
    depth: int = 0
    result: list[str] = field(default_factory=list)
    _styles: list[tuple[str, bool]] = field(default_factory=list)
    """The styles of headings, in the order of their levels: the character, and whether there is a line above."""

    def convert(self, lines: Sequence[str]) -> None:
        """Append the Markdown of *lines* to the result."""
        if self.depth > _MAX_DEPTH:
            self.result += lines
            return
        number = 0
        while number < len(lines):
            number = self._convert_block(lines, number)

    def _convert_block(self, lines: Sequence[str], number: int) -> int:
        """Append the block that begins at index *number*. Return the index after it."""
        line = lines[number]
        if not line.strip():
            self.result.append("")
            return number + 1
        if line[0] == " ":
            return self._convert_indented(lines, number)
        if _EXPLICIT.match(line) or line.startswith("__ "):
            return self._convert_explicit(lines, number)
        if end := self._convert_heading(lines, number):
            return end
        if _GRID.match(line) or _SIMPLE_TABLE.match(line):
            return self._convert_table(lines, number)
        if match := _LIST_ITEM.match(line):
            return self._convert_item(lines, number, match)
        return self._convert_paragraph(lines, number)

    def _convert_heading(self, lines: Sequence[str], number: int) -> int:
        """Append the heading or the rule that begins at index *number*. Return the index after it; 0 if there is none."""
        line = lines[number].rstrip()
        below = lines[number + 1].rstrip() if number + 1 < len(lines) else ""
        rule, rule_below = _RULE.match(line), _RULE.match(below)
        if rule and below.strip() and number + 2 < len(lines) and lines[number + 2].rstrip() == line and len(line) > 1:
            self.result += ["", self._make_heading(below, (line[0], True)), ""]
            return number + 3
        if rule and len(line) > 3 and not below.strip():
            self.result.append("---" if self.result and not self.result[-1] else "")
            return number + 1
        if rule_below and not rule and (len(below) > 3 or len(below) >= measure_width(line)):
            self.result += [self._make_heading(line, (below[0], False)), ""]
            return number + 2
        return 0

    def _make_heading(self, text: str, style: tuple[str, bool]) -> str:
        if style not in self._styles:
            self._styles.append(style)
        level = min(self._styles.index(style) + 1, _LEVELS)
        words = convert_sentences(text.strip(), self.names).replace("\n", " ")
        return f"{'#' * level} {words}" + (" #" if words.endswith("#") else "")

    def _convert_paragraph(self, lines: Sequence[str], number: int) -> int:
        end = number
        while end < len(lines) and lines[end].strip():
            end += 1
        paragraph = list(lines[number:end])
        is_literal = paragraph[-1].rstrip().endswith("::")
        if paragraph[0].startswith(">>> "):
            self._append_indented(paragraph)
            return end
        if is_literal:
            last = paragraph[-1].rstrip()[:-2]
            paragraph[-1] = last.rstrip() if not last.strip() or last[-1] == " " else f"{last}:"
        if any(line.startswith("| ") or line == "|" for line in paragraph[:1]):
            paragraph = [line.removeprefix("|").strip() for line in paragraph]
        self.result += map(_guard_start, convert_sentences("\n".join(paragraph), self.names).split("\n"))
        return self._convert_literal(lines, end) if is_literal else end

    def _convert_literal(self, lines: Sequence[str], number: int) -> int:
        """Append the literal block below a paragraph that announces one."""
        end = _find_end(lines, number)
        if any(line.strip() for line in lines[number:end]):
            self._append_code("", lines[number + 1 : end], lines[number : number + 1])
        else:
            self.result += [""] * (end - number)
        return end

    def _convert_item(self, lines: Sequence[str], number: int, match: re.Match[str]) -> int:
        """Append an item of a list, with all that is indented below it."""
        end = _find_end(lines, number + 1, is_strict=True)
        while end < len(lines) and lines[end].strip() and lines[end][0] == " ":
            end = _find_end(lines, end, is_strict=True)
        width = match.end()
        inner = _Converter(self.names, self.depth + 1, [], self._styles)
        inner.convert([lines[number][width:], *(line[min(width, _indent_of(line)) :] for line in lines[number + 1 : end])])
        mark = "1." if match["mark"][-1] in ".)" and match["mark"][0] not in "-*+•" else "-"
        first, *rest = inner.result
        self.result.append(f"{mark} {first}")
        self.result += [f"   {line}" if line else "" for line in rest]
        return end

    def _convert_indented(self, lines: Sequence[str], number: int) -> int:
        """Append a quote."""
        end = _find_end(lines, number)
        self._append_quote(lines[number:end])
        return end

    def _convert_table(self, lines: Sequence[str], number: int) -> int:
        end, is_grid = number, _GRID.match(lines[number])
        borders = 0
        while end < len(lines):
            borders += _SIMPLE_TABLE.match(lines[end]) is not None
            end += 1
            at_end = end >= len(lines) or not lines[end].strip()
            if at_end and (is_grid or borders >= 2):
                break
        for line in lines[number:end]:
            words = "" if _GRID.match(line) or _SIMPLE_TABLE.match(line) else line.replace("|", " ").strip()
            self.result.append(f"> {convert_sentences(words, self.names)}" if words else "")
        return end

    def _convert_explicit(self, lines: Sequence[str], number: int) -> int:
        """Append a directive or a footnote. Comments, targets and substitutions show nothing."""
        end, line = _find_end(lines, number + 1), lines[number]
        block = lines[number + 1 : end]
        if match := _FOOTNOTE.match(line):
            text = "\n".join([match["text"] or "", *(row.strip() for row in block)])
            converted = convert_sentences(text, self.names).split("\n")
            self.result.append(f"[^{match['label'].lstrip('#') or '1'}]: {converted[0]}")
            self.result += [f"    {row}" if row else "" for row in converted[1:]]
        elif (match := DIRECTIVE.match(line)) and not match["sub"]:
            self._convert_directive(match["name"].lower(), (match["argument"] or "").strip(), block)
        else:
            self.result += [""] * (end - number)
        return end

    def _convert_directive(self, name: str, argument: str, block: Sequence[str]) -> None:
        options, content = _split_options(block)
        blank = [""] * (len(block) - len(content))
        if name in _IMAGES:
            alt = options.get("alt", "").replace("[", "").replace("]", "")
            self.result += [f"![{alt}](<{argument}>)" if argument else "", *[""] * len(block)]
        elif name in _CODE:
            self._append_code(argument.split()[0] if argument else "", content, ["", *blank])
        elif name == "math":
            self._append_formula(argument, [*blank, *(row.strip() for row in content)])
        elif name == "raw" and argument.split()[:1] == ["html"]:
            self.result += ["", *blank, *(row.strip() for row in content)]
        elif name in _TEXT:
            self.result.append(f"> {convert_sentences(argument, self.names)}" if name in _WITH_WORDS and argument else "")
            self.result += blank
            self._append_quote(content)
        elif name == "post":
            self.result += ["", *blank]
            inner = _Converter(self.names, self.depth + 1, [], self._styles)
            inner.convert(_dedent(content))
            self.result += inner.result
        else:
            self.result += ["", *[""] * len(block)]

    def _append_quote(self, lines: Sequence[str]) -> None:
        inner = _Converter(self.names, self.depth + 1, [], list(self._styles))
        inner.convert(_dedent(lines))
        self.result += [f"> {line}" if line else "" for line in inner.result]

    def _append_code(self, language: str, lines: Sequence[str], above: Sequence[str]) -> None:
        """Append code in a fence, whose marks take the line above it and the blank line below. Without that, it is indented.

        :param above: the lines above the code.
        """
        code = _dedent(lines)
        filled = max((index + 1 for index, line in enumerate(code) if line), default=0)
        if filled == len(code):
            self.result += [*([""] * len(above)), *(f"    {line}" if line else "" for line in code)]
            return
        fence = make_fence("\n".join(code))
        self.result += [f"{fence}{language}", *above[1:], *code[:filled], fence, *code[filled + 1 :]]

    def _append_formula(self, formula: str, lines: Sequence[str]) -> None:
        """Append a formula, which is on the line of its directive or below it."""
        if formula or not lines or lines[-1]:
            self.result += [f"$$ {formula} $$" if formula and lines[:1] in ([], [""]) else "", *[""] * len(lines)]
        else:
            self.result += ["$$", *lines[:-1], "$$"]

    def _append_indented(self, lines: Sequence[str]) -> None:
        self.result += [f"    {line}" for line in lines]


def _guard_start(line: str) -> str:
    """Return a line of a paragraph that is no heading, quote or code in Markdown."""
    return f"\\{line}" if line.startswith(("#", ">", "+", "=", "~~~", ":::", "%")) else line


def _split_options(block: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """Return the options of a directive by name, and the lines of its content."""
    options: dict[str, str] = {}
    number = 0
    while number < len(block) and block[number].strip():
        if match := _OPTION.match(block[number]):
            options[match["name"]] = match["value"] or ""
        elif not options:
            break
        number += 1
    return options, block[number:]


def _find_end(lines: Sequence[str], number: int, is_strict: bool = False) -> int:
    """Return the index after the indented lines at index *number*, with the blank lines between them and one after.

    :param is_strict: whether a line that is not indented ends them, even if none was blank.
    """
    end = number
    while number < len(lines):
        if lines[number].strip():
            if lines[number][0] != " ":
                break
            end = number + 1
        number += 1
    return min(end + 1, len(lines)) if end < len(lines) and not lines[end].strip() and not is_strict else end


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _dedent(lines: Sequence[str]) -> list[str]:
    indent = min((_indent_of(line) for line in lines if line.strip()), default=0)
    return [line[indent:] if line.strip() else "" for line in lines]


def measure_width(text: str) -> int:
    """Return the number of columns of a text, as docutils counts them."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text if not unicodedata.combining(sign))
