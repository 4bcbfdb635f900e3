"""Limits for rules of other plugins, so that no text takes more than linear time.

Inline rules are called only where they can match. The cells that a table lacks are added up to a number; the rows after it
are no table, but text. What is nested too deeply is text, too; markdown-it would leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .parse_state import get_markup_state

_InlineRule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]

_STARTS = {
    "myst_role": re.compile(r"\{[a-zA-Z0-9_+:-]+\}`"),
    "gfm_autolink_protocol": re.compile(r"(?:(?<=http)|(?<=https))://|(?:(?<=mailto)|(?<=xmpp)):[A-Za-z0-9.+_-]"),
}
"""What matches where a rule can, by its name. The rules copy the text after it, or search all of the text before."""
_MAX_PENDING = 100
"""Number of characters before its place that a rule may need."""
_SUBSTITUTION = "substitution_inline"
_MAX_EMPTY_CELLS = 5000
"""Maximum number of cells that are added to the tables of a text."""
_CUT_TABLE = f"Tables lack more than {_MAX_EMPTY_CELLS} cells; rows from here on are shown as text. Write the missing cells."
MAX_LEVEL = 50
"""Maximum number of levels of blocks; a list has two."""
TOO_DEEP = f"Blocks are nested more than {MAX_LEVEL} levels deep; what is inside is shown as it is written. Nest fewer."
_EMPHASIS = ("em_", "strong_", "s_")
"""The beginnings of the types of tokens for emphasis."""
_CONTAINERS = ("blockquote", "list", "deflist", "footnote_def", "fieldlist")
_OPENINGS = {"math_block": re.compile(r"\$\$"), "amsmath": re.compile(r"\\begin\{[A-Za-z]+\*?\}")}
"""The beginnings of blocks that need an end, by the names of their rules."""


def limit_rules(md: MarkdownIt, closing_brace: str = "}") -> None:
    """Limit the rules of a parser, after all plugins have been added.

    :param closing_brace: half of what ends a substitution.
    """
    for rule in md.inline.ruler.__rules__:
        if start := _STARTS.get(rule.name):
            md.inline.ruler.at(rule.name, partial(_call_at, start, rule.fn))
        elif rule.name == _SUBSTITUTION:
            md.inline.ruler.at(rule.name, partial(_call_before, 2 * closing_brace, rule.fn))
    for block_rule in md.block.ruler.__rules__:
        if block_rule.name == "table":
            md.block.ruler.at("table", partial(_parse_table, block_rule.fn), {"alt": block_rule.alt})
        elif block_rule.name in _CONTAINERS:
            md.block.ruler.at(block_rule.name, partial(_parse_container, block_rule.fn), {"alt": block_rule.alt})
        elif opening := _OPENINGS.get(block_rule.name):
            md.block.ruler.at(block_rule.name, partial(_search_end, opening, block_rule.fn), {"alt": block_rule.alt})
    md.core.ruler.before("block", "deep_blocks", partial(_set_nesting, 2 * MAX_LEVEL))
    md.core.ruler.after("block", "flat_text", partial(_set_nesting, md.options["maxNesting"]))
    md.core.ruler.after("inline", "flat_emphasis", _limit_emphasis)


def _set_nesting(levels: int, state: StateCore) -> None:
    """Set the number of levels after which markdown-it leaves out blocks, and takes text as it is."""
    get_markup_state(state.env).unclosed = {}
    state.md.options["maxNesting"] = levels


def _parse_container(rule: _BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a block that contains others, unless it is too deep."""
    markup = get_markup_state(state.env)
    if markup.level + state.level < MAX_LEVEL:
        return rule(state, start, end, silent)
    if rule(state, start, end, True):
        markup.note_limit(TOO_DEEP, start)
    return False


def _limit_emphasis(state: StateCore) -> None:
    """Show marks of emphasis as text where emphasis is nested too deeply."""
    for token in state.tokens:
        if token.children and sum(map(token.content.count, "*_~")) > MAX_LEVEL:
            depth = 0
            for child in token.children:
                if child.type.startswith(_EMPHASIS):
                    depth += min(child.nesting, 0)
                    is_too_deep = depth >= MAX_LEVEL
                    depth += max(child.nesting, 0)
                    if is_too_deep:
                        child.type, child.tag, child.nesting, child.content = "text", "", 0, child.markup
                        get_markup_state(state.env).note_limit(TOO_DEEP, token.map[0] if token.map else 0)


def _call_at(start: re.Pattern[str], rule: _InlineRule, state: StateInline, silent: bool) -> bool:
    if start.match(state.src, state.pos) is None:
        return False
    if not silent and len(state.pending) > 2 * _MAX_PENDING:
        pending = state.pending
        state.pending = pending[:-_MAX_PENDING]
        state.pushPending()
        state.pending = pending[-_MAX_PENDING:]
    return rule(state, silent)


def _call_before(end: str, rule: _InlineRule, state: StateInline, silent: bool) -> bool:
    return _find_last(end, state.src) > state.pos and rule(state, silent)


@lru_cache(maxsize=1)
def _find_last(end: str, text: str) -> int:
    """Return the last position of *end*. The text is the same at each place of a paragraph."""
    return text.rfind(end)


def _search_end(opening: re.Pattern[str], rule: _BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a block that needs an end, unless a search from a line before has found none."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    found = opening.match(line)
    if found is None or state.is_code_block(start):
        return False
    # A formula may end on its line, and an environment that is indented less than its list is none: both without a search.
    is_settled = "$$" in line[2:] if found[0] == "$$" else state.sCount[start] < state.blkIndent
    if is_settled:
        return rule(state, start, end, silent)
    unclosed = get_markup_state(state.env).unclosed
    first, last = unclosed.get(found[0], (0, 0))
    if first <= start < last and end <= last:
        return False
    if rule(state, start, end, silent):
        return True
    unclosed[found[0]] = (start, end)
    return False


def _parse_table(rule: _BlockRule, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table up to the row with which too many cells would be missing."""
    if silent:
        return rule(state, start, end, silent)
    markup = get_markup_state(state.env)
    is_too_much = markup.empty_cells > _MAX_EMPTY_CELLS
    if not rule(state, start, min(start + 2, end) if is_too_much else end, silent):
        return False
    if is_too_much:
        return True
    columns = _count_cells(state, start)
    for line in range(start + 2, state.line):
        markup.empty_cells += max(columns - _count_cells(state, line), 0)
        if markup.empty_cells > _MAX_EMPTY_CELLS:
            markup.note_limit(_CUT_TABLE, line)
            _cut_table(state, start, line)
            break
    return True


def _cut_table(state: StateBlock, start: int, line: int) -> None:
    """Remove the rows from a line on from the table that was parsed last."""
    *_cells, body_end, table_end = state.tokens
    row = next(place for place in reversed(range(len(state.tokens))) if _begins_row(state.tokens[place], line))
    has_rows = line > start + 2
    state.tokens[row - (not has_rows) :] = [body_end, table_end] if has_rows else [table_end]
    for token in reversed(state.tokens):
        if token.type in ("tbody_open", "table_open") and token.map:
            token.map[1] = line
        if token.type == "table_open":
            break
    state.line = line


def _begins_row(token: Token, line: int) -> bool:
    return token.type == "tr_open" and token.map is not None and token.map[0] == line


def _count_cells(state: StateBlock, line: int) -> int:
    row = state.src[state.bMarks[line] : state.eMarks[line]].strip().removeprefix("|").removesuffix("|")
    return row.count("|") + 1
