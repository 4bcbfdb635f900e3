"""Excerpts of articles: opening words from the text, and excerpts from front matter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from .plaintext import INLINE_IMAGE, shorten, strip_markdown
from .plugin import parse_blocks
from .tags import has_markup

_EXCERPT_END = re.compile(
    r"<!--\s*(?:more|truncate|end_excerpt|excerpt|read-?\s?more|summary_end)\s*-->|\{/\*\s*(?:truncate|more)\s*\*/\}",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(r":{3}|%|\([\w-]+\)=|\{[%{<:]|import |export |\$\$")
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_OPENING_LIES_IN = 4_000
"""Characters at the start of a body in which its first paragraph is looked for, where all of them have to be parsed."""
_EXCERPT_LIES_IN = 40_000
"""Characters at the start of a body in which its first paragraph, or the mark that ends the excerpt, is looked for."""
_EXCERPT_LENGTH = 300


def extract_opening(body: str, length: int = 200) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are passed over. Where the author has marked the end of the
    excerpt (``<!-- more -->`` and the like), it is all paragraphs before the mark, cut near 300 characters.
    """
    end = find_excerpt_end(body, _EXCERPT_LIES_IN)
    if end and (text := " ".join(_paragraphs(body[:end]))):
        return shorten(text, max(length, _EXCERPT_LENGTH))
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
        if text := strip_markdown(markdown):  # no need of a parser to see that it is one
            yield text
        return
    for token, inline in itertools.pairwise(parse_blocks(markdown, brief=True)[0]):
        is_prose = token.type == "paragraph_open" and token.level == 0 and not _NO_PROSE.match(inline.content)
        if is_prose and (text := strip_markdown(inline.content)):
            yield text


def find_excerpt_end(body: str, end: int) -> int | None:
    """Return where the first mark stands that ends the excerpt of a text; None if there is none before *end*."""
    if "<!--" not in body and "{/*" not in body:
        return None
    mark = _EXCERPT_END.search(body, 0, end)
    return mark.start() if mark else None


def clean_excerpt(text: str, title: str) -> str:
    """Return an excerpt from front matter as one line, fit to be shown under *title*.

    The text is the author's and is not read as Markdown, with three exceptions for excerpts that a tool cut from the body:
    images and heading marks are left out, a repetition of the title at the start is left out, and dots at the end become
    one ellipsis.
    """
    line = " ".join(_HEADING_MARKS.sub("", INLINE_IMAGE.sub("", text)).split())
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
