"""Code in Markdown of an export, in which nothing is rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|(?<!`)(`{1,8})(?!`)[^\n]*?(?<!`)\2(?!`)", re.M | re.S
)


def rewrite_outside_code(text: str, rewrite: Callable[[str], str]) -> str:
    """Return Markdown of which each part that is no code is rewritten."""
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        parts.extend((rewrite(text[position : code.start()]), code[0]))
        position = code.end()
    parts.append(rewrite(text[position:]))
    return "".join(parts)
