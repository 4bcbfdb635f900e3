"""The rule that reads blocks of foreign markup, by the sign that a line begins with."""

from __future__ import annotations

import re

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph

from . import containers, heading_ids, jsx_components, mdx_imports
from .block_tags import alone, construct_block, line_of, put
from .code_fences import FenceTracker
from .elements import Text
from .embeds import embedded_alone
from .escaping import escape_markdown
from .hugo_shortcodes import SHORTCODES
from .inline_rewriter import EXPRESSION, Rewriting
from .jsx_components import COMMENTS, COMPONENTS
from .liquid_tags import LIQUID
from .parse_state import MarkupState, Unknown, UnknownReason, state_of

_REFERENCE = re.compile(r"\[(?!\^)([^\[\]]{1,500})\]:[ \t]*(\S.{0,1000})$")
_DESTINATION = re.compile(r"""<?([^\s<>]+)>?(?:\s+(["'(])(.*)["')])?\s*$""")
_IGNORED_LINE = re.compile(r"\{::?[^{}]*\}[ \t]*$")
_ABBREVIATION = re.compile(r"\*\[[^\[\]]{1,100}\]:[^*]*$")
_DEEPEST = 8


def block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: read the construct that begins on the line *start*."""
    position = state.bMarks[start] + state.tShift[start]
    lead = state.src[position : position + 1]
    rule = _RULES.get(lead)
    if rule is None or state.is_code_block(start) or state.sCount[start] < 0:
        return False
    known = state_of(state.env)
    if known.depth >= _DEEPEST:
        return False
    return rule(state, known, start, end, silent)


def line_text(state: StateBlock, line: int) -> str:
    """Return a line without its indentation and the marks of the blocks around."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _brace(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """``{% tag %}``, ``{{< shortcode >}}``, a comment of MDX, and attribute lists of kramdown."""
    position = state.bMarks[start] + state.tShift[start]
    second = state.src[position + 1 : position + 2]
    if second == ":":
        line = line_text(state, start)
        if (silent and state.parentType != "table") or not _IGNORED_LINE.match(line):
            return False
        if state.tokens and state.tokens[-1].type == "heading_close" and (state.tokens[-3].map or [0])[-1] == start:
            heading_ids.name(state.tokens[-3], line)
        state.line = start + 1
        return True
    syntax = {"/": COMMENTS, "%": LIQUID, "{": SHORTCODES}.get(second)
    if known.raw:
        return False
    if syntax is None:
        return known.expressions and not silent and _expression(state, start, end)
    tag = syntax.read(state.src, position)
    if tag is None or tag.closes or tag.end > state.eMarks[end - 1]:
        return False
    return construct_block(state, known, syntax, tag, start, end, silent)


def _expression(state: StateBlock, start: int, end: int) -> bool:
    """An expression of MDX that is alone on its lines: it stays text, whatever HTML is in it."""
    position = state.bMarks[start] + state.tShift[start]
    stop = jsx_components.braces(state.src, position)
    last = alone(state, stop) if stop and stop <= state.eMarks[end - 1] else None
    if last is None:
        return False
    shown = state.src[position:stop]
    if not jsx_components.is_blank(shown):
        _mark_unknown(state, Unknown(EXPRESSION, shown, reason=UnknownReason.EXPRESSION), start)
        if not state_of(state.env).brief:
            put(state, state_of(state.env), Text(escape_markdown(shown), raw=True), (start, last + 1), start)
    state.line = last + 1
    return True


def _angle(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """A component whose tag stands alone, or in upper case what is no tag."""
    position = state.bMarks[start] + state.tShift[start]
    if not state.src[position + 1 : position + 3].lstrip("/")[:1].isupper():
        return False
    tag = jsx_components.read(state.src, position)
    if tag is None or tag.end > state.eMarks[end - 1]:
        return False
    tag = tag._replace(arguments=jsx_components.resolved(tag.arguments, known.imports))
    construct = jsx_components.find(tag)
    is_sure = known.components or known.brief
    if not is_sure and (construct is None or not (tag.complete or tag.arguments or construct.paired or tag.closes)):
        return not silent and paragraph(state, start, end, silent)  # not HTML, which nobody would see
    is_transparent = tag.closes or jsx_components.is_transparent(construct)
    if not is_transparent and construct_block(state, known, COMPONENTS, tag, start, end, silent, flowing=not silent):
        return True
    last = alone(state, tag.end)
    if last is None or (construct and construct.flowing):
        return is_sure and not silent and paragraph(state, start, end, silent)
    if not silent:
        if reason := jsx_components.why_lost(tag, construct):
            _mark_unknown(state, Unknown(COMPONENTS.kind(tag), state.src[tag.start : tag.end], reason=reason), start)
        state.line = last + 1
    return True


def _mark_unknown(state: StateBlock, found: Unknown, line: int) -> None:
    token = state.push("foreign_unknown", "", 0)
    token.map, token.meta = [line, line + 1], {"unknown": found}


def _container(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """``:::note``."""
    container = containers.read(line_text(state, start))
    if container is None:
        return False
    if silent:
        return True
    nesting, line, fences = containers.Nesting(container.colons), start + 1, FenceTracker()
    while line < end and (state.sCount[line] >= state.blkIndent or state.isEmpty(line)):
        text = line_text(state, line)
        if not fences.feed(text) and not fences.is_open and nesting.closes(text):
            break
        line += 1
    body = state.getLines(start + 1, line, state.sCount[start], False) if line > start + 1 else ""
    last = min(line + 1, end) if line < end and nesting.done else line
    if not nesting.done:
        _mark_unknown(state, Unknown(":::", line_text(state, start), reason=UnknownReason.BOX), start)
    put(state, known, container.piece(body), (start, last), start + 1)
    state.line = max(last, start + 1)
    return True


def _esm(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """Leave out imports and exports."""
    if silent or state.tShift[start] or state.blkIndent or state.level:
        return False
    position = state.bMarks[start]
    if state.src[position : position + 6] not in ("import", "export"):
        return False
    stop = mdx_imports.esm(state.src, position, known.components)
    if stop is None:
        return False
    known.components = True
    if found := mdx_imports.imported(state.src[position:stop]):
        known.imports[found[0]] = found[1]
    state.line = min(line_of(state, stop), state.lineMax - 1) + 1
    return True


def _embed(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """``@[youtube](id)`` and ``%[address]``, alone on a line."""
    piece = embedded_alone(line_text(state, start))
    if piece is None:
        return False
    if not silent:
        put(state, known, piece, (start, start + 1), start)
        state.line = start + 1
    return True


def _reference(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """``[label]: {{ site.baseurl }}/x``: the definition of a link with a tag in it."""
    line = line_text(state, start)
    if silent or ("{%" not in line and "{{" not in line):
        return False
    match = _REFERENCE.match(line)
    if match is None:
        return False
    target = _DESTINATION.match(Rewriting(f"[](<{match[2]}", MarkupState()).result()[4:])
    if target is None:
        return False
    references = state.env.setdefault("references", {})
    href = state.md.normalizeLink(target[1])
    references.setdefault(normalizeReference(match[1]), {"title": target[3] or "", "href": href, "map": [start, start + 1]})
    state.line = start + 1
    return True


def _abbreviation(state: StateBlock, known: MarkupState, start: int, end: int, silent: bool) -> bool:
    """``*[HTML]: Hypertext …`` of kramdown, which has no place on a page."""
    if not _ABBREVIATION.match(line_text(state, start)):
        return False
    state.line = start + 1
    return True


_RULES = {
    "*": _abbreviation,
    "{": _brace,
    "<": _angle,
    ":": _container,
    "i": _esm,
    "e": _esm,
    "@": _embed,
    "%": _embed,
    "[": _reference,
}
