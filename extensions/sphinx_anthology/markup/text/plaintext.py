"""Plain text of Markdown: the heading that names it, the language, and comparison.

It is used for data about an article, such as its title, the texts on cards and meta tags. MyST renders the article itself.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from markdown_it.token import Token

from ..plugin import parse_blocks
from .keywords import extract_prose
from .plain_words import strip_markdown

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL_OR_KANA = re.compile(r"[가-힣\u3040-\u30ff]")
_TAG_OR_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_SILENT_LINE = re.compile(r"\([\w-]+\)=|%[^\n]*|\+\+\+|\[\[?toc\]?\]", re.IGNORECASE)
"""A label, a comment or a block break of MyST, or the place of a table of contents."""
_SILENT_DIRECTIVES = ("{post}", "{meta}", "{index}", "{contents}", "{tableofcontents}")
_SILENT_TOKENS = frozenset({"hr", "inline", "heading_open"})
"""Tokens of rules, of what the token before opened, and of headings without words."""
_CODE_SPAN = re.compile(r"`[^`\n]+`")
_LETTER = re.compile(r"[^\W\d_]")
_MAX_SEARCH = 200_000
"""Maximum number of characters in which a heading is searched. Parsing takes up to a kilobyte of memory for each of them."""
_KOREAN_SHARE = 0.3
"""Minimum share of Hangul in the letters of a Korean text."""
_TITLE_WEIGHT = 4
"""Number of times that each letter of a title counts."""
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
        text = following.content.strip()
        return not text or _SILENT_LINE.fullmatch(text) is not None or not strip_images(strip_markdown(text)).strip()
    if token.type == "fence":
        return token.info.startswith(_SILENT_DIRECTIVES)
    return token.type in _SILENT_TOKENS or token.nesting < 0


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


def detect_language(text: str, title: str = "") -> str | None:
    """Return ``ko`` or ``ja`` for a text that is mainly in Hangul or with kana, or None for any other text.

    :param text: Markdown. Its code does not count.
    :param title: the title of the text, whose letters count several times. If it is mainly in one of these scripts, it counts
        half as much as the text at least, because a text about code has many English words.
    """
    if (text.isascii() and title.isascii()) or not _HANGUL_OR_KANA.search(f"{title} {text}"):
        return None
    text = _CODE_SPAN.sub(" ", extract_prose(text))
    letters, title_letters = len(_LETTER.findall(text)), len(_LETTER.findall(title))
    for script, share, language in ((_HANGUL, _KOREAN_SHARE, "ko"), (_KANA, _JAPANESE_SHARE, "ja")):
        in_title, in_text = len(script.findall(title)), len(script.findall(text))
        weight = float(_TITLE_WEIGHT)
        if in_title > title_letters / 2:
            weight = max(weight, letters / 2 / title_letters)
        if in_text + in_title * weight > share * (letters + title_letters * weight):
            return language
    return None
