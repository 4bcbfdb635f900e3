"""Emphasis next to Hangul, Han and kana, whose words have no blanks around them: ``**한글(괄호)**은``.

CommonMark closes no emphasis between punctuation and a letter, because in other scripts a word begins there. Where the letter
is one of these scripts, it counts as if it were punctuation: then the marks open and close. All other texts are read as ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

Rule = Callable[[StateInline, bool], bool]

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f\uffa1-\uffdc\U00020000-\U0003ffff]"
)


def cjk_emphasis_plugin(md: MarkdownIt) -> None:
    """Teach a parser to read emphasis and strikethrough next to East Asian letters."""
    md.inline.ruler.at("emphasis", _rule(emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _rule(strikethrough.tokenize))


def _rule(tokenize: Rule) -> Rule:
    def rule(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not tokenize(state, silent):
            return False
        if len(state.delimiters) > known:
            before = state.src[start - 1] if start else " "
            after = state.src[state.pos] if state.pos < state.posMax else " "
            if _meet(before, after) or _meet(after, before):
                for delimiter in state.delimiters[known:]:
                    delimiter.open = delimiter.close = True
        return True

    return rule


def _meet(letter: str, mark: str) -> bool:
    return (isMdAsciiPunct(ord(mark)) or isPunctChar(mark)) and _EAST_ASIAN.match(letter) is not None
