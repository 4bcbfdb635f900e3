"""Lines of HTML after which Markdown goes on: ``<br>``, ``<img src="a.png">``, ``<details>``, ``<summary>…</summary>``.

In CommonMark, a block of HTML goes on to the next empty line, so that a heading directly below ``<br>`` would be text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from markdown_it.token import Token

from ..syntax.parse_state import BlockContext

_ATTRIBUTES = r"""(?:[^<>"'{}]|"[^"\n]*+"|'[^'\n]*+')*+"""
_LINE = re.compile(
    rf"""(?: </br\s*> | <(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b{_ATTRIBUTES}>
           | </?details\b{_ATTRIBUTES}> | <summary\b{_ATTRIBUTES}>(?:(?!</summary\b).)*+</summary\s*> | &nbsp; | \s++ )++\Z""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_SUMMARY = re.compile(r"<(/?)summary\b", re.IGNORECASE)
_DETAILS = re.compile(r"<(/?)details\b", re.IGNORECASE)
_MAX_LENGTH = 2000
"""Maximum number of characters of such a line."""
_MAX_SUMMARY_LINES = 20


def find_html_end(context: BlockContext) -> int | None:
    """Return the line after HTML that is complete on its own; None if other HTML begins in the context, or none."""
    state, end = context.state, context.start + 1
    html = context.get_line(context.start)
    while _has_open_summary(html) and end < min(context.end, context.start + _MAX_SUMMARY_LINES) and not state.isEmpty(end):
        html += f"\n{context.get_line(end)}"
        end += 1
    if len(html) > _MAX_LENGTH or not _LINE.match(html):
        return None
    goes_on_with_code = end < context.end and not state.isEmpty(end) and state.is_code_block(end)
    return None if goes_on_with_code else end


def _has_open_summary(html: str) -> bool:
    marks = _SUMMARY.findall(html)
    return bool(marks) and marks[-1] == ""


def mark_headings_in_details(tokens: Sequence[Token]) -> None:
    """Set ``meta["in_details"]`` of the headings between ``<details>`` and ``</details>``, where no section can begin."""
    opened: list[int] = []
    depths: Counter[int] = Counter()  # changes of the depth, by the position of their token
    for position, token in enumerate(tokens):
        for closing in _DETAILS.findall(token.content) if token.type == "html_block" else ():
            if not closing:
                opened.append(position)
            elif opened:
                depths[opened.pop()] += 1
                depths[position] -= 1
    depth = 0
    for position, token in enumerate(tokens if depths else ()):
        depth += depths[position]
        if depth and token.type == "heading_open":
            token.meta = {**token.meta, "in_details": True}
