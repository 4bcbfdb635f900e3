"""Constructs that are blocks: from an opening to its closing, and what they become in the tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from .code_fences import FenceTracker
from .elements import CodeBlock, Details, Hyperlink, Image, Math, Note, Piece, Text, Video
from .escaping import escape_markdown
from .parse_state import MarkupState, Pairs
from .tags import Construct, Syntax, Tag

_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def construct_block(
    state: StateBlock, known: MarkupState, syntax: Syntax, tag: Tag, start: int, end: int, silent: bool, flowing: bool = False
) -> bool:
    """Read a construct that is a block: its tags stand alone on their lines, or all of it on one.

    :param flowing: whether one that stands in sentences, too, may be a paragraph of its own.
    """
    construct = syntax.find(tag)
    if construct is None or (construct.flowing and not flowing) or (construct.paired and not tag.opens):
        return False
    body, first, last = "", start, alone(state, tag.end)
    if construct.paired:
        closing = _closing(state, known, syntax, construct, tag, start, end)
        if closing is None and not construct.alone:
            return False
        if closing is not None:
            last = alone(state, closing.end)
            if last is not None:
                body, first = _between(state, tag, closing, start)
    if last is None or (construct.flowing and _BLANK_LINE.search(body)):
        return False
    piece = construct.make(syntax.use(tag, body))
    if piece is None:
        return False
    if not silent:
        put(state, known, piece, (start, last + 1), first)
        state.line = last + 1
    return True


def _closing(
    state: StateBlock, known: MarkupState, syntax: Syntax, construct: Construct, tag: Tag, start: int, end: int
) -> Tag | None:
    """Return what closes *tag*, which begins on the line *start*, before the line *end*."""
    pairs = known.pairs.setdefault((syntax.kind(tag), state.blkIndent, end), Pairs())
    if not pairs.knows(tag):
        pairs.add(_tags(state, syntax, construct, tag, range(start, end), pairs), construct.verbatim)
    return pairs.closings.get(tag.start)


def _tags(state: StateBlock, syntax: Syntax, construct: Construct, tag: Tag, lines: range, pairs: Pairs) -> Iterator[Tag]:
    """Yield *tag* and the tags of its name in the rest of its block, without those in code."""
    fences, position = FenceTracker(), tag.start
    for line in lines:
        if line > lines.start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        first, limit = max(position, state.bMarks[line] + state.tShift[line]), state.eMarks[line]
        if not construct.verbatim and line > lines.start:
            fences.feed(state.src[first:limit])
        for found in () if fences.is_open else syntax.tags(tag.name, state.src, first, limit):
            position = found.end
            yield found
        pairs.end = limit


def _between(state: StateBlock, tag: Tag, closing: Tag, start: int) -> tuple[str, int]:
    """Return the text between two tags, and the line on which it begins."""
    opened, line = line_of(state, tag.end), line_of(state, closing.start)
    if opened == line:
        return state.src[tag.end : closing.start], line
    head = state.src[tag.end : state.eMarks[opened]]
    tail = state.src[state.bMarks[line] + state.tShift[line] : closing.start]
    middle = state.getLines(opened + 1, line, min(state.blkIndent, state.sCount[start]), False) if line > opened + 1 else ""
    parts = [head] if head.strip() else []
    parts += [middle] if line > opened + 1 else []
    parts += [tail] if tail.strip() else []
    return "\n".join(parts), opened if head.strip() else opened + 1


def alone(state: StateBlock, position: int) -> int | None:
    """Return the line on which *position* lies, if nothing comes after it there."""
    line = line_of(state, position)
    return None if line >= state.lineMax or state.src[position : state.eMarks[line]].strip() else line


def line_of(state: StateBlock, position: int) -> int:
    """Return the line on which *position* lies, the one that it ends included."""
    return bisect_left(state.eMarks, position)


def put(state: StateBlock, known: MarkupState, piece: Piece, lines: tuple[int, int], first: int) -> None:
    """Put a piece into the tokens.

    :param first: the line on which its body begins.
    """
    match piece:
        case CodeBlock():
            text = dedent(piece.text.expandtabs(4) if "\t" in piece.text[:1] else piece.text)
            token = _push(state, "fence", lines, content=f"{text}\n", info=piece.language)
            token.info += f" {{{piece.lines}}}" if piece.lines else ""
            token.markup, token.meta = "```", {"caption": piece.caption}
        case Math():
            _push(state, "math_block", lines, content=piece.tex)
        case Video():
            _push(state, "video", lines).meta = {"element": piece}
        case Image(caption=caption) if caption:
            _push(state, "figure", lines).meta = {"element": piece}
        case Image() | Hyperlink():
            _paragraph(state, lines, piece.markdown())
        case Note() | Details():
            name = "admonition" if isinstance(piece, Note) else "details"
            token = state.push(f"{name}_open", "div", 1)
            token.map, token.meta = list(lines), {"title": piece.title}
            token.info = piece.kind if isinstance(piece, Note) else ""
            _nested(state, known, piece.body, first)
            state.push(f"{name}_close", "div", -1)
        case Text():
            if piece.lead:
                _paragraph(state, lines, f"**{escape_markdown(piece.lead)}**")
            _nested(state, known, piece.markdown, first, piece.raw)


def _paragraph(state: StateBlock, lines: tuple[int, int], markdown: str) -> None:
    """Put a paragraph into the tokens whose text is not rewritten."""
    state.push("paragraph_open", "p", 1).map = list(lines)
    token = _push(state, "inline", lines, content=markdown)
    token.children, token.meta = [], {"raw": True}
    state.push("paragraph_close", "p", -1)


def _push(state: StateBlock, kind: str, lines: tuple[int, int], content: str = "", info: str = "") -> Token:
    token = state.push(kind, "", 0)
    token.map, token.content, token.info = list(lines), content, info
    return token


def _nested(state: StateBlock, known: MarkupState, body: str, first: int, raw: bool = False) -> None:
    """Parse *body*, which begins on the line *first*, and put its blocks into the tokens."""
    outer = known.pairs, known.raw
    known.depth, known.pairs, known.raw = known.depth + 1, {}, known.raw or raw
    tokens: list[Token] = []
    state.md.block.parse(dedent(body), state.md, state.env, tokens)
    known.depth, (known.pairs, known.raw) = known.depth - 1, outer
    for token in tokens:
        token.level += state.level
        if token.map:
            token.map = [line + first for line in token.map]
        if raw and token.type in ("inline", "html_block"):
            token.meta = {**token.meta, "raw": True}
    state.tokens.extend(tokens)
