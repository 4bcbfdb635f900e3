"""Callouts in block quotes, of GitHub and Obsidian: ``> [!NOTE] Title``, ``> [!tip]- Folded title``.

Sources: https://help.obsidian.md/callouts and https://github.com/orgs/community/discussions/16925.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from ..syntax.block_tokens import fill_box_tokens
from ..syntax.elements import Admonition, Details, make_callout

_MARK = re.compile(r"\[!([^\[\]|\n]{1,50})(?:\|[^\[\]\n]{0,100})?\]([+-]?)(?:[ \t]+([^\n]*))?(?:\n|$)")


def convert_callouts(tokens: Sequence[Token]) -> None:
    """Turn block quotes that begin with the mark of a callout into admonitions and details.

    The mark and the title are taken out of the first paragraph. A paragraph that becomes empty is marked as such.
    """
    opened: list[tuple[Token, Admonition | Details | None]] = []
    for position, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append((token, _take_mark(tokens[position + 1 : position + 3])))
        elif token.type == "blockquote_close":
            opening, box = opened.pop()
            if box:
                fill_box_tokens(opening, token, box)


def _take_mark(first_block: Sequence[Token]) -> Admonition | Details | None:
    """Take the mark of a callout out of the tokens at the start of a block quote, and return a box without its body."""
    if [token.type for token in first_block] != ["paragraph_open", "inline"]:
        return None
    paragraph, inline = first_block
    match = _MARK.match(inline.content)
    if match is None:
        return None
    inline.content = inline.content[match.end() :]
    if not inline.content:
        inline.meta = {**inline.meta, "empty": True}
    for token in (paragraph, inline):
        if token.map:
            token.map = [token.map[0] + 1, token.map[1]]
    return make_callout(match[1], "", (match[3] or "").strip(), match[2])
