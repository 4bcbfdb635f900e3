"""Line breaks in paragraphs of Chinese and Japanese, which stand for no space: ``换\\n行`` is ``换行``."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...characters import has_spaceless_breaks, is_spaceless_break

_NOT_LETTERS = frozenset({"image", "math_inline", "math_inline_double", "hardbreak"})
"""Tokens beside which a line break is a space."""
_INVISIBLE = frozenset({"html_inline", "footnote_ref"})
"""Tokens that stand between letters without being one."""


def soft_breaks_plugin(md: MarkdownIt) -> None:
    """Drop line breaks between Chinese and Japanese characters."""
    md.core.ruler.after("inline", "cjk_soft_breaks", _drop_in_all)


def _drop_in_all(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and "\n" in token.content and has_spaceless_breaks(token.content):
            token.children = drop_spaceless_breaks(token.children)


def drop_spaceless_breaks(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a text without the line breaks that are no spaces, whatever emphasis or link is around them."""
    kept: list[Token | None] = []
    breaks: list[int] = []
    before = ""
    for token in tokens:
        if token.type == "softbreak":
            breaks.append(len(kept))
        elif token.type in _NOT_LETTERS:
            before, breaks = "", []
        elif token.content and token.type not in _INVISIBLE:
            if breaks and is_spaceless_break(before, token.content[0]):
                for position in breaks:
                    kept[position] = None
            before, breaks = token.content[-1], []
        kept.append(token)
    return [token for token in kept if token is not None]
