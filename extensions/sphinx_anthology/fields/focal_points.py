"""Reader of the focal point of a cover: what stays in view where the image is cut.

CSS writes it as ``object-position``. Hugo Blox has names such as ``TopLeft``; WordPress and Sanity have mappings with ``x`` and
``y``.
"""

from __future__ import annotations

import re

from ..frontmatter.model import Value
from .context import Context, is_blank

_ACROSS = {"left": 0, "right": 100, "왼쪽": 0, "오른쪽": 100}
_DOWN = {"top": 0, "bottom": 100, "위": 0, "아래": 100}
_MIDDLE = frozenset({"center", "centre", "middle", "mid", "가운데", "중앙"})
_UNSET = frozenset({"smart", "auto", "none", "null", "~", "inherit", "initial", "false"})
"""Words that leave the choice to the engine."""
_PART = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})%?|[^\W\d_]{1,20}")
_SEPARATOR = re.compile(r"[\s,;/]{1,9}|(?<=[^\W\d_])[-_](?=[^\W\d_])|(?<=[a-z])(?=[A-Z])")
_MAX_LENGTH = 60
_FORM = "a position such as 'top', 'left bottom' or '30% 20%'"


def read_focal_point(value: Value, context: Context) -> str | None:
    """Read a focal point, and return it in percent of the width and the height: ``30% 20%``.

    Numbers without a percent sign are percents, or shares if all are between 0 and 1. One word or number leaves the other
    direction in the middle, as in CSS.
    """
    parts = _split(value)
    if parts is None or len(parts) > 2:
        context.report_form(_FORM)
        return None
    words = [part.casefold() for part in parts if part.casefold() not in _UNSET]
    if not words:
        return None
    point = _read_words(words)
    if point is None:
        context.report_form(_FORM)
        return None
    return f"{point[0]}% {point[1]}%"


def _split(value: Value) -> list[str] | None:
    """Return the words and numbers of a value; None if it has another form. Of two numbers, the first is the horizontal one."""
    if is_blank(value):
        return []
    if isinstance(value, dict):
        axes = {key.casefold(): item for key, item in value.items()}
        value = [axes.get("x"), axes.get("y")] if {"x", "y"} & axes.keys() else None
        value = value and ["50%" if is_blank(item) else item for item in value]
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _MAX_LENGTH:
            return None
        return [part for part in _SEPARATOR.split(text) if part]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value if isinstance(item, str)]
    return None


def _read_words(words: list[str]) -> tuple[int, int] | None:
    """Return the point that one or two words or numbers mean; None if they mean none."""
    if not all(map(_PART.fullmatch, words)):
        return None
    if words[0] in _DOWN or (len(words) > 1 and words[1] in _ACROSS):
        words = [*words[1:], words[0]] if len(words) > 1 else ["center", words[0]]
    x, y = words if len(words) > 1 else (words[0], "center")
    numbers = [word for word in (x, y) if word[-1].isdigit() or word.endswith(".")]
    scale = 100 if numbers and all(float(number) <= 1 for number in numbers) else 1
    across, down = _read_part(x, _ACROSS, scale), _read_part(y, _DOWN, scale)
    return None if across is None or down is None else (across, down)


def _read_part(word: str, names: dict[str, int], scale: int) -> int | None:
    """Return a number of percents from 0 to 100; None if the word means none."""
    if word in _MIDDLE:
        return 50
    if word[0].isalpha():
        return names.get(word)
    percent = float(word.rstrip("%")) * (1 if word.endswith("%") else scale)
    return round(percent) if 0 <= percent <= 100 else None
