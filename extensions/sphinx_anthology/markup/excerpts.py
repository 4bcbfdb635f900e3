"""Excerpts of articles: the opening of a text, and excerpts from front matter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ..characters import join_lines
from .inline_rewriter import may_have_markup
from .plaintext import shorten, strip_images, strip_markdown, take_lines
from .plugin import parse_blocks

_EXCERPT_END = re.compile(
    r"<!--\s*(?:more|truncate|end_excerpt|excerpt|read-?\s?more|summary_end)\s*-->|\{/\*\s*(?:truncate|more)\s*\*/\}",
    re.IGNORECASE,
)
_NOT_PROSE = re.compile(r":{3}|%|\([\w-]+\)=|\{[%{<:]|import |export |\$\$")
"""The start of a paragraph that is markup which CommonMark does not know."""
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_NOT_PARAGRAPH = re.compile(r"[ ]{2}|[ ]?\t|[-*+>][ \t]|\d{1,9}[.)][ \t]")
"""The start of a list, a quote or code."""
_NOT_PARAGRAPH_LINE = re.compile(
    r"""^[ \t]* (?: [#<>|=:$%{!] | `{3} | ~{3} | [-+*](?:[ \t]|$) | [-*_]{2}(?![^\s*_-]) | -+[ \t]*$ | \d{1,9}[.)]
    | \[[^\]]*\]: | \([\w-]+\)= | import[ ] | export[ ] | $ )""",
    re.MULTILINE | re.VERBOSE,
)
"""A line that may be something else than a part of a paragraph."""

OPENING_LENGTH = 200
"""Number of characters near which an opening is cut."""
_EXCERPT_LENGTH = 300
_MAX_SEARCH = 40_000
"""Maximum number of characters of a text in which the first paragraph or the end of the excerpt is searched."""
_MAX_PARSE = 4_000
"""The same for a text with tags, because all these characters are parsed."""
_MAX_CHUNK = 800
"""Maximum number of characters of a paragraph that are parsed. An opening is much shorter."""


def extract_opening(body: str, length: int = OPENING_LENGTH) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are skipped. If the author marked the end of the excerpt, for
    example with ``<!-- more -->``, the opening is all paragraphs before the mark, cut near 300 characters.
    """
    end = _find_excerpt_end(body)
    if end and (excerpt := " ".join(_iter_paragraphs(body[:end]))):
        return shorten(excerpt, max(length, _EXCERPT_LENGTH))
    head = take_lines(body, _MAX_SEARCH)
    chunks = [take_lines(head, _MAX_PARSE)] if "{%" in head or "{{" in head else _iter_chunks(head)
    return shorten(next((text for chunk in chunks for text in _iter_paragraphs(chunk)), ""), length)


def clean_excerpt(text: str, title: str) -> str:
    """Return an excerpt from front matter on one line, to be shown below *title*.

    The text is not parsed as Markdown. Because some tools cut excerpts from the body, images, heading marks and a repetition of
    the title at the start are left out, and dots at the end become one ellipsis.
    """
    line = join_lines(_HEADING_MARKS.sub("", strip_images(text)))
    head = line.rstrip(" .…")
    if "…" in line[len(head) :] or ".." in line[len(head) :].replace(" ", ""):
        line = f"{head}…"
    rest = _remove_start(line, title)
    return rest if rest.strip("…. ") else line


def _find_excerpt_end(body: str) -> int | None:
    """Return the position of the mark that ends the excerpt, or None if there is none."""
    if "<!--" not in body and "{/*" not in body:
        return None
    mark = _EXCERPT_END.search(body, 0, _MAX_SEARCH)
    return mark.start() if mark else None


def _iter_chunks(text: str) -> Iterator[str]:
    """Yield the lines between empty lines that may contain a paragraph. It takes much less time than parsing the text."""
    chunk: list[str] = []
    fence = ""
    for line in (*text.split("\n"), ""):
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif (match := _FENCE.match(line)) or not line.strip():
            fence = match[1] if match else ""
            if chunk and not _NOT_PARAGRAPH.match(chunk[0]):
                yield take_lines("\n".join(chunk), _MAX_CHUNK)
            chunk = []
        elif chunk or not _HEADING_MARKS.match(line):
            chunk.append(line)


def _iter_paragraphs(markdown: str) -> Iterator[str]:
    """Yield the paragraphs of prose in a Markdown text as plain text."""
    if not _NOT_PARAGRAPH_LINE.search(markdown) and not may_have_markup(markdown):
        if text := strip_markdown(markdown):
            yield text
        return
    for token, inline in itertools.pairwise(parse_blocks(markdown, omit_unknown=True).tokens):
        is_prose = token.type == "paragraph_open" and token.level == 0 and not _NOT_PROSE.match(inline.content)
        if is_prose and (text := strip_markdown(inline.content)):
            yield text


def _remove_start(text: str, start: str) -> str:
    """Return *text* without *start* at its beginning. Only letters and digits are compared."""
    expected = [sign for sign in start.casefold() if sign.isalnum()]
    position = 0
    for sign in expected:
        while position < len(text) and not text[position].isalnum():
            position += 1
        if position == len(text) or text[position].casefold() != sign:
            return text
        position += 1
    if position < len(text) and text[position].isalnum():
        return text
    return text[position:].lstrip(" .,:;!?–—-…") if len(expected) > 3 else text
