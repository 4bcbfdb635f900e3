"""Plain text from and about Markdown: opening words, headings, comparison, reading time.

They are for what is shown *about* an article, on cards and in meta tags; the article itself is made by MyST.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_NO_PROSE = re.compile(r":{3}|%|\([\w-]+\)=|\{[%{<:]|import |export ")
_LINK_LABEL = re.compile(r"\[(?!\^)([^\[\]]+)\](?:\[[^\[\]]*\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_ROLE_NAME = re.compile(r"\{[\w:+-]+\}$")
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_OPENING_LIES_IN = 4000
"""Characters at the start of a body in which its first paragraph is looked for."""

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
    tokens = _blocks(body)
    for token, inline in itertools.pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1" and token.map and inline.content:
            return Heading(inline.content, token.map[0] + 1)
    return None


def opening(body: str, length: int = 200) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are passed over.
    """
    tokens = _blocks(body[:_OPENING_LIES_IN])
    for token, inline in itertools.pairwise(tokens):
        is_prose = token.type == "paragraph_open" and token.level == 0 and not _NO_PROSE.match(inline.content)
        if is_prose and (text := plain_text(inline.content)):
            return shorten(text, length)
    return ""


def _blocks(markdown: str) -> list[Token]:
    """Return the block tokens of a Markdown text; what is inside of the blocks is not parsed."""
    tokens: list[Token] = []
    _PARSER.block.parse(markdown.replace("\0", "\ufffd"), _PARSER, {}, tokens)
    return tokens


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
    hangul = sum(1 for word in words if _HANGUL.search(word)) if _HANGUL.search(body) else 0
    characters = len(_HAN_KANA.findall(body))
    runs = sum(1 for word in words if _HAN_KANA.search(word)) if characters else 0
    others = max(len(words) - hangul - runs, 0)
    minutes = hangul / HANGUL_WORDS_A_MINUTE + others / OTHER_WORDS_A_MINUTE + characters / HAN_KANA_A_MINUTE
    return max(math.ceil(minutes), 1)


def language(text: str) -> str | None:
    """Return ``ko`` or ``ja`` for a text written mainly in Hangul or with kana, None for anything else."""
    letters = len(_LETTER.findall(text))
    if letters and len(_HANGUL.findall(text)) / letters > 0.3:
        return "ko"
    if letters and len(_KANA.findall(text)) / letters > 0.2:
        return "ja"
    return None
