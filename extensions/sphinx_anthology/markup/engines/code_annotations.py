"""Comments in code that highlight lines of it, as Docusaurus and Shiki (VitePress, Astro, Next.js) have them.

==========================================  ======================================================
``// highlight-next-line``                  the next line
``# highlight-start``, ``# highlight-end``  the lines between them
``a = 1 // [!code highlight]``              this line; ``++``, ``--``, ``focus`` and others as well
``// [!code highlight:3]``                  the three lines from here, or from the next one if there is nothing else on it
==========================================  ======================================================

The comments are removed. One that is not complete stays as it is. Sources: https://docusaurus.io/docs/markdown-features/code-blocks
and https://shiki.style/packages/transformers.
"""

from __future__ import annotations

from typing import NamedTuple

_OPENINGS = ("{/*", "/*", "<!--", "//", "--", "#", "%", ";")
_CLOSINGS = ("*/}", "*/", "-->")
_NEXT_LINE, _START, _END = "highlight-next-line", "highlight-start", "highlight-end"
_SHIKI = "[!code"
_SHIKI_WORDS = frozenset("highlight hl focus ++ -- warning error info".split())
_MAX_ANNOTATION = 100
"""Maximum length of a comment. A line may have a megabyte."""


class AnnotatedCode(NamedTuple):
    """Code without the comments that highlight lines of it."""

    text: str
    lines: tuple[int, ...] = ()
    """The lines that they highlight, counted from 1."""


def read_annotations(code: str) -> AnnotatedCode:
    """Return code without its annotations, and the lines that they highlight."""
    if "highlight-" not in code and _SHIKI not in code:
        return AnnotatedCode(code)
    lines = code.split("\n")
    ends = _match_blocks(lines)
    kept: list[str] = []
    found: set[int] = set()
    opened = 0
    following = 0
    for number, line in enumerate(lines):
        word = _read_comment(line)
        if word == _NEXT_LINE:
            following = max(following, 1)
            continue
        if number in ends:
            opened += 1 if word == _START else -1
            continue
        text, count = _read_shiki(line)
        if count and not text.strip():
            following = max(following, count)
            continue
        kept.append(text)
        following = max(following, count)
        if opened or following:
            found.add(len(kept))
            following = max(following - 1, 0)
    return AnnotatedCode("\n".join(kept), tuple(sorted(number for number in found if number <= len(kept) - (not kept[-1]))))


def _match_blocks(lines: list[str]) -> set[int]:
    """Return the positions of the comments that begin or end a block; those without a counterpart are left out."""
    matched: set[int] = set()
    starts: list[int] = []
    for number, line in enumerate(lines):
        word = _read_comment(line)
        if word == _START:
            starts.append(number)
        elif word == _END and starts:
            matched |= {starts.pop(), number}
    return matched


def _read_comment(line: str) -> str:
    """Return the words of a line that is a comment; empty if it is none, or too long for an annotation."""
    if "highlight-" not in line or len(line) > _MAX_ANNOTATION:
        return ""
    text = line.strip()
    opening = next((one for one in _OPENINGS if text.startswith(one)), "")
    closing = next((one for one in _CLOSINGS if text.endswith(one)), "")
    return text[len(opening) : len(text) - len(closing)].strip() if opening else ""


def _read_shiki(line: str) -> tuple[str, int]:
    """Return a line without the annotation at its end, and the number of lines that this highlights; 0 if there is none."""
    place = line.rfind(_SHIKI)
    if place < 0 or len(line) - place > _MAX_ANNOTATION:
        return line, 0
    before = line[:place].rstrip()
    opening = next((one for one in _OPENINGS if before.endswith(one)), "")
    inner, bracket, after = line[place + len(_SHIKI) :].partition("]")
    if not opening or not bracket or after.strip() not in ("", *_CLOSINGS):
        return line, 0
    word, colon, number = inner.strip().partition(":")
    if word not in _SHIKI_WORDS or (colon and not (number.isascii() and number.isdigit() and len(number) < 6)):
        return line, 0
    return before.removesuffix(opening).rstrip(), int(number) if colon else 1
