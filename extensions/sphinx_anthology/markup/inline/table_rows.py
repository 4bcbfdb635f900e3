"""Tags and expressions in rows of tables, whose vertical bars do not end a cell: ``| {{ "/a.png" | absolute_url }} |``.

Before blocks are parsed, such a bar is replaced by a character that no text has, and afterwards it is put back everywhere.
"""

from __future__ import annotations

import re

_BAR = "\ufdd0"
_TAG = re.compile(r"\{\{(?:(?!\}\}|\{\{)[^\n]){1,2000}\}\}|\{%(?:(?!%\}|\{%)[^\n]){1,2000}%\}")

_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


def hide_bars(text: str) -> str:
    """Replace the vertical bars of tags and expressions, on lines that have other vertical bars, too."""
    if "|" not in text or ("{{" not in text and "{%" not in text) or _BAR in text:
        return text
    return "\n".join(_hide_in_line(line) if "|" in line else line for line in text.split("\n"))


def _hide_in_line(line: str) -> str:
    hidden = _TAG.sub(lambda match: _UNESCAPED_BAR.sub(_BAR, match[0]), line)
    return hidden if "|" in hidden else line


def show_bars(text: str) -> str:
    """Put the vertical bars back."""
    return text.replace(_BAR, "|")
