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

from . import cjk_emphasis
from .plugin import parse_blocks

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(cjk_emphasis.cjk_emphasis_plugin)
INLINE_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK_LABEL = re.compile(r"\[(?!\^)([^\[\]]+)\](?:\[[^\[\]]*\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_ROLE_NAME = re.compile(r"\{[\w:+-]+\}$")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_EAST_ASIAN = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_HANGUL_OR_KANA = re.compile(r"[가-힣\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
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


def find_first_heading(body: str) -> Heading | None:
    """Return the first level-1 heading of a Markdown text that has any text."""
    for token, inline in itertools.pairwise(parse_blocks(body)[0]):
        if token.type == "heading_open" and token.tag == "h1" and token.map and inline.content:
            return Heading(inline.content, token.map[0] + 1)
    return None


def strip_markdown(markdown: str) -> str:
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


def strip_images(text: str) -> str:
    """Return Markdown text without its inline images."""
    return INLINE_IMAGE.sub("", text).strip()


def shorten(text: str, length: int) -> str:
    """Return *text* cut at a blank to at most *length* characters, with an ellipsis if something was cut."""
    if len(text) <= length:
        return text
    head = text[:length]
    cut = head.rfind(" ")
    return head[: cut if cut > length // 2 else length].rstrip(" ,;:.") + "…"


def has_same_words(one: str, other: str) -> bool:
    """Tell whether two texts have the same letters and digits, whatever their case, blanks and punctuation."""
    first, second = ("".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other))
    return first == second if first or second else one.split() == other.split()


def estimate_reading_minutes(body: str) -> int:
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


def detect_language(text: str) -> str | None:
    """Return ``ko`` or ``ja`` for a text written mainly in Hangul or with kana, None for anything else."""
    if text.isascii() or not _HANGUL_OR_KANA.search(text):
        return None
    letters = len(_LETTER.findall(text))
    if letters and len(_HANGUL.findall(text)) / letters > 0.3:
        return "ko"
    if letters and len(_KANA.findall(text)) / letters > 0.2:
        return "ja"
    return None
