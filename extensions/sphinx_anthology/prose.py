"""Plain text from and about Markdown: opening words, headings, comparison, reading time.

These functions look at Markdown as text. They are for what is shown *about* an article, on cards and in meta tags; the
article itself is made by the Markdown parser.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}|:{3,})")
_ATX_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_NO_PROSE = re.compile(r"^\s*(?:[#>|<:%]|[-*+] |\d+[.)] |={3,}|-{3,}|\*{3,}|!\[|\[\^?[^\]]+\]:|import |export |\{[%{<:])")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(r"\[([^\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_EMPHASIS = re.compile(r"(\*{1,3}|~~|(?<!\w)_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"(`+)(.+?)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ROLE = re.compile(r"\{[\w:+-]+\}(?=`)")
_TRAILING_DOTS = re.compile(r"[\s.…]*(?:\.{2,}|…)[\s.…]*$")
_LONGEST_PARAGRAPH = 4000  # characters; keeps the patterns below linear on a body of one line
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[\u3040-\u30ff]")
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


def first_heading(body: str) -> Heading | None:
    """Return the first level-1 heading of a Markdown text, ATX or setext, outside fenced code."""
    previous = ""
    for line, text in _outside_fences(body):
        if (match := _ATX_HEADING.match(text)) and len(match[1]) == 1 and match[2]:
            return Heading(match[2], line)
        if previous.strip() and (match := _SETEXT_UNDERLINE.match(text)) and match[1][0] == "=":
            return Heading(previous.strip(), line - 1)
        previous = text
    return None


def opening(body: str, length: int = 200) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are passed over.
    """
    paragraph: list[str] = []
    for _, text in _outside_fences(body):
        if text.strip() and not (text.startswith(("    ", "\t")) and not paragraph) and not _NO_PROSE.match(text):
            paragraph.append(text.strip())
        elif paragraph:
            if plain := plain_text(" ".join(paragraph)[:_LONGEST_PARAGRAPH]):
                return shorten(plain, length)
            paragraph = []
    return shorten(plain_text(" ".join(paragraph)[:_LONGEST_PARAGRAPH]), length)


def _outside_fences(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside fenced blocks with their numbers; a fenced block is one empty line."""
    fence = ""
    for number, line in enumerate(body.split("\n"), start=1):
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif match:
            fence = match[1]
            yield number, ""
        else:
            yield number, line


def plain_text(markdown: str) -> str:
    """Return one paragraph of Markdown without its marks: images go, links and emphasis keep their words."""
    text = _TAG.sub("", _IMAGE.sub("", markdown))
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\2", _ROLE.sub("", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return " ".join(_ESCAPE.sub(r"\1", text).split())


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
    line = _TRAILING_DOTS.sub("…", line)
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
