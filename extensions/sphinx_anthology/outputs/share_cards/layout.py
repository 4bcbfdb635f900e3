"""Lines of a text that has to fit into a width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Measure = Callable[[str], float]
"""Returns the width of a text in pixels."""

ELLIPSIS = "..."
"""Three dots, because ``…`` is in the middle of the line in Korean fonts."""
_CJK = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CLOSING = "\u3001\u3002\uff0c\uff01\uff1f\u300d\u300f"
_PIECE = re.compile(f"[{_CJK}][{_CLOSING}]*|[^ {_CJK}]+| +")
"""What no line is broken in: a Chinese or Japanese character with the punctuation after it, or a word."""


def break_lines(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text. A word that is wider than a line is broken, too."""
    lines, line = [], ""
    for piece in _split(text, width, measure):
        if line and piece.strip() and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece).lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _split(text: str, width: float, measure: Measure) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        while measure(piece) > width:
            end = _fitting_length(piece, width, measure)
            yield piece[:end]
            piece = piece[end:]
        yield piece


def shorten_lines(lines: Sequence[str], number: int, width: float, measure: Measure) -> list[str]:
    """Return at most *number* lines, with an ellipsis at the end if others are left out."""
    if len(lines) <= number:
        return list(lines)
    return [*lines[: number - 1], cut_line(f"{lines[number - 1]} {lines[number]}", width, measure, must=True)]


def cut_line(text: str, width: float, measure: Measure, must: bool = False) -> str:
    """Return a text that fits on a line, with an ellipsis at the end if its end is left out.

    :param must: whether something follows the text that is left out, so that it needs an ellipsis anyway.
    """
    if not must and measure(text) <= width:
        return text
    end = _fitting_length(text, width - measure(ELLIPSIS), measure)
    return text[:end].rstrip(" ,.;:·—–-") + ELLIPSIS


def _fitting_length(text: str, width: float, measure: Measure) -> int:
    """Return how many characters of a text fit into a width; at least one."""
    low, high = 1, max(len(text), 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return low
