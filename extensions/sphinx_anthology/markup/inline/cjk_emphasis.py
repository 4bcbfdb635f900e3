"""Emphasis next to Hangul, Han and kana, whose words have no spaces around them: ``**한글(괄호)**은``.

In CommonMark, emphasis does not end between punctuation and a letter, because a word begins there in other scripts. If the
letter belongs to one of these scripts, the plugin treats it like punctuation, so that the emphasis opens and closes. Text in
other scripts is parsed as in CommonMark.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

_InlineRule = Callable[[StateInline, bool], bool]

_CJK_LETTER = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f\uffa1-\uffdc\U00020000-\U0003ffff]"
)


def cjk_emphasis_plugin(md: MarkdownIt) -> None:
    """Add emphasis and strikethrough next to East Asian letters to a markdown-it parser."""
    md.inline.ruler.at("emphasis", _make_rule(emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _make_rule(strikethrough.tokenize))


def _make_rule(tokenize: _InlineRule) -> _InlineRule:
    """Return a rule that calls *tokenize* and corrects the delimiters that it adds."""

    def rule(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not tokenize(state, silent):
            return False
        if len(state.delimiters) > known:
            before = state.src[start - 1] if start else " "
            after = state.src[state.pos] if state.pos < state.posMax else " "
            if _is_cjk_boundary(before, after) or _is_cjk_boundary(after, before):
                for delimiter in state.delimiters[known:]:
                    delimiter.open = delimiter.close = True
        return True

    return rule


def _is_cjk_boundary(letter: str, mark: str) -> bool:
    """Return whether *letter* is East Asian and *mark* is punctuation."""
    return (isMdAsciiPunct(ord(mark)) or isPunctChar(mark)) and _CJK_LETTER.match(letter) is not None
