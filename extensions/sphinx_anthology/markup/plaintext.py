"""Plain text from and about Markdown: opening words, headings, comparison, reading time.

They are for what is shown *about* an article, on cards and in meta tags; the article itself is made by MyST.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from . import blocks, emphasis, excerpt_end, has_markup

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(emphasis.plugin)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_NO_PROSE = re.compile(r":{3}|%|\([\w-]+\)=|\{[%{<:]|import |export |\$\$")
_LINK_LABEL = re.compile(r"\[(?!\^)([^\[\]]+)\](?:\[[^\[\]]*\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_ROLE_NAME = re.compile(r"\{[\w:+-]+\}$")
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_EAST_ASIAN = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL_OR_KANA = re.compile(r"[가-힣\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_OPENING_LIES_IN = 4_000
"""Characters at the start of a body in which its first paragraph is looked for, where all of them have to be parsed."""
_EXCERPT_LIES_IN = 40_000
"""Characters at the start of a body in which its first paragraph, or the mark that ends the excerpt, is looked for."""
_EXCERPT_LENGTH = 300

HANGUL_WORDS_A_MINUTE = 202
"""Blank-separated Korean words a minute: Song et al. 2016, J Korean Ophthalmol Soc 57(4):642."""
OTHER_WORDS_A_MINUTE = 238
"""English words a minute, silent reading of non-fiction: Brysbaert 2019, J Memory and Language 109."""
HAN_KANA_A_MINUTE = 500
"""Characters a minute for scripts that leave no blanks between words."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A Markdown heading of level 1: its raw text and its line, counted from 1 within the text given."""

    text: str
    line: int


def first_heading(body: str) -> Heading | None:
    """Return the first level-1 heading of a Markdown text that has any text."""
    for token, inline in itertools.pairwise(blocks(body)[0]):
        if token.type == "heading_open" and token.tag == "h1" and token.map and inline.content:
            return Heading(inline.content, token.map[0] + 1)
    return None


def opening(body: str, length: int = 200) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are passed over. Where the author has marked the end of the
    excerpt (``<!-- more -->`` and the like), it is all paragraphs before the mark, cut near 300 characters.
    """
    end = excerpt_end(body, _EXCERPT_LIES_IN)
    if end and (excerpt := " ".join(_paragraphs(body[:end]))):
        return shorten(excerpt, max(length, _EXCERPT_LENGTH))
    head = _whole_lines(body, _EXCERPT_LIES_IN)
    chunks = [_whole_lines(head, _OPENING_LIES_IN)] if "{%" in head or "{{" in head else _chunks(head)
    return shorten(next((text for chunk in chunks for text in _paragraphs(chunk)), ""), length)


_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_LONGEST_CHUNK = 800  # characters, of which an opening shows a few
_NO_PARAGRAPH = re.compile(r"[ ]{2}|[ ]?\t|[-*+>][ \t]|\d{1,9}[.)][ \t]")


def _chunks(text: str) -> Iterator[str]:
    """Yield the runs of lines in a Markdown text that may hold a paragraph, in much less time than parsing all of it takes.

    They lie between blank lines, and are neither lists nor quotes nor code; what they are, a parser has to say.
    """
    chunk: list[str] = []
    fence = ""
    for line in (*text.split("\n"), ""):
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif (match := _FENCE.match(line)) or not line.strip():
            fence = match[1] if match else ""
            if chunk and not _NO_PARAGRAPH.match(chunk[0]):
                yield _whole_lines("\n".join(chunk), _LONGEST_CHUNK)
            chunk = []
        elif chunk or not _HEADING_MARKS.match(line):
            chunk.append(line)


_NOT_ONE_PARAGRAPH = re.compile(
    r"""^[ \t]* (?: [#<>|=:$%{!] | `{3} | ~{3} | [-+*](?:[ \t]|$) | [-*_]{2}(?![^\s*_-]) | -+[ \t]*$ | \d{1,9}[.)]
    | \[[^\]]*\]: | \([\w-]+\)= | import[ ] | export[ ] | $ )""",
    re.MULTILINE | re.VERBOSE,
)
"""A line that may be something else than a part of a paragraph."""


def _whole_lines(text: str, length: int) -> str:
    """Return the lines at the start of *text* that fit into *length* characters, or those characters of the first line."""
    if len(text) <= length:
        return text
    end = text.rfind("\n", 0, length)
    return text[: end if end > 0 else length]


def _paragraphs(markdown: str) -> Iterator[str]:
    """Yield the paragraphs of prose in a Markdown text as plain text."""
    if not _NOT_ONE_PARAGRAPH.search(markdown) and not has_markup(markdown):
        if text := plain_text(markdown):  # no need of a parser to see that it is one
            yield text
        return
    for token, inline in itertools.pairwise(blocks(markdown, brief=True)[0]):
        is_prose = token.type == "paragraph_open" and token.level == 0 and not _NO_PROSE.match(inline.content)
        if is_prose and (text := plain_text(inline.content)):
            yield text


def plain_text(markdown: str) -> str:
    """Return one paragraph of Markdown without its marks: images go, links and emphasis keep their words."""
    tokens: list[Token] = []
    _PARSER.inline.parse(markdown.replace("\0", "\ufffd"), _PARSER, {}, tokens)
    return " ".join(_words(tokens).split())


def _words(tokens: Iterable[Token]) -> str:
    text = ""
    literal: list[str] = []  # what is in code or escaped, kept from being read as a label
    for token in tokens:
        if token.type == "code_inline":
            text = _ROLE_NAME.sub("", text)
        if token.type in ("code_inline", "text_special"):
            text += f"\0{len(literal)}\0"
            literal.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            text = text.removesuffix("\\") + " "
        elif token.type == "text":
            text += token.content
    text = _LINK_LABEL.sub(r"\1", _FOOTNOTE.sub("", text))
    return re.sub("\0(\\d+)\0", lambda match: literal[int(match[1])], text)


def without_images(text: str) -> str:
    """Return Markdown text without its inline images."""
    return _IMAGE.sub("", text).strip()


def excerpt(text: str, title: str) -> str:
    """Return an excerpt from front matter as one line, fit to be shown under *title*.

    The text is the author's and is not read as Markdown, with three exceptions for excerpts that a tool cut from the body:
    images and heading marks are left out, a repetition of the title at the start is left out, and dots at the end become
    one ellipsis.
    """
    line = " ".join(_HEADING_MARKS.sub("", _IMAGE.sub("", text)).split())
    head = line.rstrip(" .…")
    if "…" in line[len(head) :] or ".." in line[len(head) :].replace(" ", ""):
        line = f"{head}…"
    rest = _after_words(line, title)
    return rest if rest.strip("…. ") else line


def _after_words(text: str, start: str) -> str:
    """Return *text* without *start* at its beginning, both compared by letters and digits only."""
    wanted = [sign for sign in start.casefold() if sign.isalnum()]
    position = 0
    for sign in wanted:
        while position < len(text) and not text[position].isalnum():
            position += 1
        if position == len(text) or text[position].casefold() != sign:
            return text
        position += 1
    if position < len(text) and text[position].isalnum():
        return text
    return text[position:].lstrip(" .,:;!?–—-…") if len(wanted) > 3 else text


def shorten(text: str, length: int) -> str:
    """Return *text* cut at a blank to at most *length* characters, with an ellipsis if something was cut."""
    if len(text) <= length:
        return text
    head = text[:length]
    cut = head.rfind(" ")
    return head[: cut if cut > length // 2 else length].rstrip(" ,;:.") + "…"


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same letters and digits, whatever their case, blanks and punctuation."""
    first, second = ("".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other))
    return first == second if first or second else one.split() == other.split()


def reading_minutes(body: str) -> int:
    """Return the minutes that reading a Markdown text takes, at least 1.

    Words with Hangul, other blank-separated words, and the characters of Chinese and Japanese each have their own speed.
    """
    words = body.split()
    if body.isascii() or not _EAST_ASIAN.search(body):
        return max(math.ceil(len(words) / OTHER_WORDS_A_MINUTE), 1)
    hangul = sum(1 for word in words if not word.isascii() and _HANGUL.search(word))
    characters = len(_HAN_KANA.findall(body))
    runs = sum(1 for word in words if not word.isascii() and _HAN_KANA.search(word)) if characters else 0
    others = max(len(words) - hangul - runs, 0)
    minutes = hangul / HANGUL_WORDS_A_MINUTE + others / OTHER_WORDS_A_MINUTE + characters / HAN_KANA_A_MINUTE
    return max(math.ceil(minutes), 1)


def language(text: str) -> str | None:
    """Return ``ko`` or ``ja`` for a text written mainly in Hangul or with kana, None for anything else."""
    if text.isascii() or not _HANGUL_OR_KANA.search(text):
        return None
    letters = len(_LETTER.findall(text))
    if letters and len(_HANGUL.findall(text)) / letters > 0.3:
        return "ko"
    if letters and len(_KANA.findall(text)) / letters > 0.2:
        return "ja"
    return None
