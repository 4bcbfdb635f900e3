"""Excerpts of articles: the opening of a text, and excerpts from front matter."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ...characters import join_lines
from ..inline.inline_rewriter import may_have_markup
from ..plugin import parse_blocks
from .plain_words import has_reference, list_references, read_words, replace_references
from .plaintext import shorten, strip_images, take_lines

_EXCERPT_END = re.compile(
    r"<!--\s*(?:more|truncate|end_excerpt|excerpt|read-?\s?more|summary_end)\s*-->|\{/\*\s*(?:truncate|more)\s*\*/\}",
    re.IGNORECASE,
)
_NOT_PROSE = re.compile(r":{3}|%|\([\w-]+\)=|\{[%{<:]|import |export |\$\$")
"""The start of a paragraph that is markup which CommonMark does not know."""
_HEADING_MARKS = re.compile(r"(?m)^[ \t]*#{1,6}[ \t]+")
_QUOTE_MARKS = re.compile(r"(?m)^[ \t]*>+[ \t]?(?:\[![A-Za-z]+\][-+]?)?")
_MARK_LINE = re.compile(r"[ \t]*(?:`{3,}[^`]*|~{3,}.*|:{3,}.*|(?:[-*_=][ \t]*){3,})")
"""A line of a fence, a horizontal rule, or the underline of a heading."""
_PYTHON_NAME = re.compile(
    r"(?<!\w)__(all|call|del|dict|doc|enter|exit|file|future|init|iter|len|main|name|new|repr|slots|str)__(?!\w)"
)
"""Names that are not in bold."""
_LIST_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_MARK = re.compile(r"[*_`~\[\]<&\\$#>|=:{+-]")
"""A character without which a text has no marks."""
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


def extract_opening(body: str, length: int = OPENING_LENGTH, has_math: bool = False, paragraphs: int | None = None) -> str:
    """Return the first paragraph of prose in a Markdown text as plain text, cut near *length* characters.

    Headings, lists, quotes, tables, images, HTML blocks and code are skipped. If the author marked the end of the excerpt, for
    example with ``<!-- more -->``, the opening is all paragraphs before the mark, cut near 300 characters.

    :param has_math: whether the author writes TeX between dollar signs.
    :param paragraphs: the number of paragraphs that the author wants, cut near 300 characters; None for one.
    :returns: the text, with references in the place of titles (see :mod:`.plain_words`).
    """
    end = _find_excerpt_end(body)
    if end and (excerpt := " ".join(_iter_paragraphs(body[:end], has_math))):
        return _shorten(excerpt, max(length, _EXCERPT_LENGTH))
    head = take_lines(body, _MAX_SEARCH)
    chunks = [take_lines(head, _MAX_PARSE)] if "{%" in head or "{{" in head else _iter_chunks(head)
    found = (text for chunk in chunks for text in _iter_paragraphs(chunk, has_math))
    if paragraphs is None:
        return _shorten(next(found, ""), length)
    return _shorten(" ".join(itertools.islice(found, paragraphs)), max(length, _EXCERPT_LENGTH))


def _shorten(text: str, length: int) -> str:
    """Return a text cut as :func:`shorten` does. References are not cut, and count as what they show without a post."""
    if not has_reference(text):
        return shorten(text, length)
    references = iter(list_references(text))
    short = shorten(replace_references(text, lambda words: "\x02" * max(len(words), 1)), length)
    return re.sub("\x02+", lambda _: next(references), short)


def clean_excerpt(text: str, title: str) -> str:
    """Return an excerpt from front matter as readers would read it, on one line, to be shown below *title*.

    Marks of Markdown, HTML tags and images are left out. Because some tools cut excerpts from the body, so is a repetition of
    the title at the start, and dots at the end become one ellipsis.

    :returns: the text, with references in the place of titles (see :mod:`.plain_words`).
    """
    if _MARK.search(text):
        text = _PYTHON_NAME.sub(r"\\_\\_\1\\_\\_", _strip_blocks(text))
        # Images with spaces in their addresses are none in CommonMark.
        line = strip_images(" ".join(read_words(piece, is_excerpt=True) for piece in _split(text)))
    else:
        line = join_lines(text)
    head = line.rstrip(" .…")
    if "…" in line[len(head) :] or ".." in line[len(head) :].replace(" ", ""):
        line = f"{head}…"
    rest = _remove_start(line, title)
    return rest if rest.strip("…. ") else line


def _split(text: str) -> Iterator[str]:
    """Yield a text in pieces that end at a line break or a space, because parsing takes long for very long paragraphs."""
    start = 0
    while len(text) - start > _MAX_PARSE:
        end = max(text.rfind(sign, start, start + _MAX_PARSE) for sign in "\n ") + 1 or start + _MAX_PARSE
        yield text[start:end]
        start = end
    yield text[start:]


def _strip_blocks(text: str) -> str:
    """Return Markdown without the marks of headings, quotes, callouts and fences, and those of lists of several lines."""
    lines = _QUOTE_MARKS.sub("", _HEADING_MARKS.sub("", text)).split("\n")
    kept = [line for line in lines if not _MARK_LINE.fullmatch(line)]
    return "\n".join(_LIST_MARK.sub("", line) for line in kept) if len(kept) > 1 else "\n".join(kept)


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


def _iter_paragraphs(markdown: str, has_math: bool) -> Iterator[str]:
    """Yield the paragraphs of prose in a Markdown text as plain text."""
    if not _NOT_PARAGRAPH_LINE.search(markdown) and not may_have_markup(markdown):
        if text := read_words(markdown, has_math=has_math):
            yield text
        return
    for token, inline in itertools.pairwise(parse_blocks(markdown, omit_unknown=True).tokens):
        is_prose = token.type == "paragraph_open" and token.level == 0 and not _NOT_PROSE.match(inline.content)
        if is_prose and (text := read_words(inline.content, has_math=has_math)):
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
