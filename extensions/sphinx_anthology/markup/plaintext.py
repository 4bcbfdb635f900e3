"""Plain text of Markdown: the words of a paragraph, the first heading, the language, comparison and shortening.

It is used for data about an article, such as its title, the texts on cards and meta tags. MyST renders the article itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..characters import clean_text, join_lines
from .cjk_emphasis import cjk_emphasis_plugin
from .formulas import formulas_plugin
from .plugin import parse_blocks

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(cjk_emphasis_plugin).use(formulas_plugin)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK_LABEL = re.compile(r"\[(?!\^)([^\[\]]+)\](?:\[[^\[\]]*\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_ROLE_NAME = re.compile(r"\{[\w:+-]+\}$")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL_OR_KANA = re.compile(r"[가-힣\u3040-\u30ff]")
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_SILENT_LINE = re.compile(r"\([\w-]+\)=|%[^\n]*|\+\+\+|\[\[?toc\]?\]", re.IGNORECASE)
"""A label, a comment or a block break of MyST, or the place of a table of contents."""
_SILENT_DIRECTIVES = ("{post}", "{meta}", "{index}", "{contents}", "{tableofcontents}")
_LITERAL_TOKENS = frozenset({"code_inline", "text_special", "math_inline", "math_inline_double"})
_SILENT_TOKENS = frozenset({"hr", "inline", "heading_open"})
"""Tokens of rules, of what the token before opened, and of headings without words."""
_LETTER = re.compile(r"[^\W\d_]")
_MAX_SEARCH = 200_000
"""Maximum number of characters in which a heading is searched. Parsing takes up to a kilobyte of memory for each of them."""
_KOREAN_SHARE = 0.3
"""Minimum share of Hangul in the letters of a Korean text."""
_JAPANESE_SHARE = 0.2
"""Minimum share of kana in the letters of a Japanese text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str
    """The text as Markdown."""
    line: int
    """The line of the text, counted from 1."""


def take_lines(text: str, length: int) -> str:
    """Return the lines at the start of *text* that fit into *length* characters, or those characters of the first line."""
    if len(text) <= length:
        return text
    end = text.rfind("\n", 0, length)
    return text[: end if end > 0 else length]


def find_title_heading(body: str) -> Heading | None:
    """Return the heading that names a Markdown text, in its first 200,000 characters; None if there is none.

    It is a heading of any level that opens the text: only images, comments and labels are before it. Else it is the only
    heading of level 1. Of several such headings, each names a part of the text.
    """
    opens = True
    top: list[Heading] = []
    for token, inline in itertools.pairwise(parse_blocks(take_lines(body, _MAX_SEARCH)).tokens):
        if token.level:
            continue
        if token.type == "heading_open" and token.map and strip_images(inline.content).strip():
            heading = Heading(inline.content, token.map[0] + 1)
            if opens:
                return heading
            if token.tag == "h1":
                top.append(heading)
        elif opens:
            opens = _is_silent(token, inline)
    return top[0] if len(top) == 1 else None


def _is_silent(token: Token, following: Token) -> bool:
    """Return whether a token of a block shows no words."""
    if token.type == "html_block":
        return not _TAG_OR_COMMENT.sub("", token.content).strip()
    if token.type == "paragraph_open":
        text = strip_images(following.content).strip()
        return not text or _SILENT_LINE.fullmatch(text) is not None or not strip_markdown(text)
    if token.type == "fence":
        return token.info.startswith(_SILENT_DIRECTIVES)
    return token.type in _SILENT_TOKENS or token.nesting < 0


def strip_markdown(markdown: str) -> str:
    """Return the words of a paragraph of Markdown. Images are left out; links, code and emphasis keep their text.

    Control characters that entities such as ``&#8238;`` stand for are left out.
    """
    tokens: list[Token] = []
    _PARSER.inline.parse(markdown.replace("\0", "\ufffd"), _PARSER, {}, tokens)
    return join_lines(clean_text(_join_text(tokens)))


def _join_text(tokens: Iterable[Token]) -> str:
    text = ""
    literals: list[str] = []  # code, formulas and escaped signs, which must not count as brackets of a label
    for token in tokens:
        if token.type == "code_inline":
            text = _ROLE_NAME.sub("", text)
        if token.type in _LITERAL_TOKENS:
            text += f"\0{len(literals)}\0"
            literals.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            text = text.removesuffix("\\") + ("\n" if token.type == "softbreak" else " ")
        elif token.type == "text":
            text += token.content
    text = _LINK_LABEL.sub(r"\1", _FOOTNOTE.sub("", text))
    return re.sub("\0(\\d+)\0", lambda match: literals[int(match[1])], text)


def strip_images(markdown: str) -> str:
    """Return Markdown without its inline images."""
    return _IMAGE.sub("", markdown)


def shorten(text: str, length: int) -> str:
    """Return *text* cut at a space to at most *length* characters, with an ellipsis if something was cut."""
    if len(text) <= length:
        return text
    head = text[:length]
    cut = head.rfind(" ")
    return head[: cut if cut > length // 2 else length].rstrip(" ,;:.") + "…"


def has_same_words(one: str, other: str) -> bool:
    """Return whether two texts have the same letters and digits. Case, spaces and punctuation do not matter."""
    first, second = ("".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other))
    return first == second if first or second else one.split() == other.split()


def detect_language(text: str) -> str | None:
    """Return ``ko`` or ``ja`` for a text that is mainly in Hangul or with kana, or None for any other text."""
    if text.isascii() or not _HANGUL_OR_KANA.search(text):
        return None
    letters = len(_LETTER.findall(text))
    if letters and len(_HANGUL.findall(text)) / letters > _KOREAN_SHARE:
        return "ko"
    if letters and len(_KANA.findall(text)) / letters > _JAPANESE_SHARE:
        return "ja"
    return None
