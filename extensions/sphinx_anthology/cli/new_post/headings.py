"""Titles that are headings of the text, in Markdown and in reStructuredText."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ...markup.text.restructuredtext import measure_width

_MARKDOWN = re.compile(r"[\\`*_\[\]<>{}$#&~|^]")
_REST = re.compile(r"[\\`*_|<>]|^[-+:.=#~^!$%&,;?@/•‣⁃]")
_ENUMERATOR = re.compile(r"^(\(?\w+)([.)]\s)")
"""What docutils takes for an item of a list at the beginning of a line."""
_ESCAPED = r"\\\g<0>"
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1+[ \t]*")


def make_markdown_heading(title: str) -> str:
    """Return the line of a heading that shows a title as it is."""
    return f"# {_MARKDOWN.sub(_ESCAPED, title)}"


def make_rest_heading(title: str, adornment: str) -> str:
    """Return the lines of a heading that shows a title as it is.

    :param adornment: the character of the line below it; twice if there is also one above it.
    """
    text = _ENUMERATOR.sub(r"\1\\\2", _REST.sub(_ESCAPED, title))
    rule = adornment[0] * max(measure_width(text), 3)
    return "\n".join([rule, text, rule] if len(adornment) == 2 else [text, rule])


def find_adornment(texts: Iterable[str]) -> str:
    """Return the adornment of the first heading of most texts, for :func:`make_rest_heading`."""
    counts: Counter[str] = Counter()
    for text in texts:
        lines = text.split("\n")
        for number, line in enumerate(lines[1:], start=1):
            if _RULE.fullmatch(line) and lines[number - 1].strip():
                has_overline = number > 1 and lines[number - 2].strip() == line.strip()
                counts[line[0] * (2 if has_overline else 1)] += 1
                break
    return counts.most_common(1)[0][0] if counts else "="
