"""Constructs that are blocks: from an opening to its closing, and what they become in the tokens."""

from __future__ import annotations

import re
from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from .pieces import CodeBlock, Construct, Details, Image, Link, Math, Note, Piece, Text, Video
from .state import State
from .tags import Syntax, Tag

FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
"""The beginning of a line that opens or closes a block of code."""


def construct_block(
    state: StateBlock, known: State, syntax: Syntax, construct: Construct, tag: Tag, lines: tuple[int, int], silent: bool
) -> bool:
    """Read a construct that is a block: its tags stand alone on their lines, or all of it on one."""
    start = lines[0]
    if construct.flowing or (construct.paired and not tag.opens):
        return False
    body, first, last = "", start, alone(state, tag.end, start)
    if construct.paired:
        found = _closing(state, known, syntax, construct, tag, lines)
        if found is None:
            return False
        closing, line = found
        last = alone(state, closing.end, line)
        if last is not None:
            body, first = _between(state, tag, closing, start, line)
    if last is None:
        return False
    piece = construct.make(syntax.use(tag, body))
    if piece is None:
        return False
    if not silent:
        put(state, known, piece, (start, last + 1), first)
        state.line = last + 1
    return True


def _closing(
    state: StateBlock, known: State, syntax: Syntax, construct: Construct, tag: Tag, lines: tuple[int, int]
) -> tuple[Tag, int] | None:
    """Return the tag that closes *tag*, with its line.

    Where none is found, it is remembered up to which line: the next opening need not look there again.
    """
    start, end = lines
    key = (f"{syntax.__name__} {tag.name}", state.blkIndent, end)
    if start < known.unclosed.get(key, 0):
        return None
    pattern, depth, fence, position, line = syntax.pattern(tag.name), 1, "", tag.end, start
    for line in range(start, end):
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        first, limit = max(position, state.bMarks[line] + state.tShift[line]), state.eMarks[line]
        if not construct.verbatim and line > start and (mark := FENCE.match(state.src, first, limit)):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence:
            continue
        for match in pattern.finditer(state.src, first, limit):
            found: Tag | None = syntax.read(state.src, match.start())
            if found is None or found.name != tag.name or found.complete:
                continue
            depth += -1 if found.closes else 0 if construct.verbatim else 1
            if depth == 0:
                return found, line
    else:
        line = end
    known.unclosed[key] = line
    return None


def _between(state: StateBlock, tag: Tag, closing: Tag, start: int, line: int) -> tuple[str, int]:
    """Return the text between two tags, and the line on which it begins."""
    opened = line_of(state, tag.end, start)
    if opened == line:
        return state.src[tag.end : closing.start], line
    head = state.src[tag.end : state.eMarks[opened]]
    tail = state.src[state.bMarks[line] + state.tShift[line] : closing.start]
    middle = state.getLines(opened + 1, line, min(state.blkIndent, state.sCount[start]), False) if line > opened + 1 else ""
    parts = [*([head] if head.strip() else []), *([middle] if line > opened + 1 else []), *([tail] if tail.strip() else [])]
    return "\n".join(parts), opened if head.strip() else opened + 1


def alone(state: StateBlock, position: int, line: int) -> int | None:
    """Return the line on which *position* lies, from *line* on, if nothing comes after it there."""
    while line < state.lineMax and state.eMarks[line] < position:
        line += 1
    return None if line >= state.lineMax or state.src[position : state.eMarks[line]].strip() else line


def line_of(state: StateBlock, position: int, line: int) -> int:
    while line < state.lineMax - 1 and state.eMarks[line] < position:
        line += 1
    return line


def put(state: StateBlock, known: State, piece: Piece, lines: tuple[int, int], first: int) -> None:
    """Put a piece into the tokens.

    :param first: the line on which its body begins.
    """
    match piece:
        case CodeBlock():
            text = dedent(piece.text.expandtabs(4) if "\t" in piece.text[:1] else piece.text)
            token = _push(state, "fence", lines, content=f"{text}\n", info=piece.language)
            token.markup, token.meta = "```", {"caption": piece.caption}
        case Math():
            _push(state, "math_block", lines, content=piece.tex)
        case Video():
            _push(state, "video", lines).meta = {"piece": piece}
        case Image(caption=caption) if caption:
            _push(state, "figure", lines).meta = {"piece": piece}
        case Image() | Link():
            state.push("paragraph_open", "p", 1).map = list(lines)
            token = _push(state, "inline", lines, content=piece.markdown())
            token.children, token.meta = [], {"raw": True}
            state.push("paragraph_close", "p", -1)
        case Note() | Details():
            name = "admonition" if isinstance(piece, Note) else "details"
            token = state.push(f"{name}_open", "div", 1)
            token.map, token.meta = list(lines), {"title": piece.title}
            token.info = piece.kind if isinstance(piece, Note) else ""
            _nested(state, known, piece.body, first)
            state.push(f"{name}_close", "div", -1)
        case Text():
            _nested(state, known, piece.markdown, first, piece.raw)


def _push(state: StateBlock, kind: str, lines: tuple[int, int], content: str = "", info: str = "") -> Token:
    token = state.push(kind, "", 0)
    token.map, token.content, token.info = list(lines), content, info
    return token


def _nested(state: StateBlock, known: State, body: str, first: int, raw: bool = False) -> None:
    """Parse *body*, which begins on the line *first*, and put its blocks into the tokens."""
    outer = known.unclosed, known.raw
    known.depth, known.unclosed, known.raw = known.depth + 1, {}, known.raw or raw
    tokens: list[Token] = []
    state.md.block.parse(dedent(body), state.md, state.env, tokens)
    known.depth, (known.unclosed, known.raw) = known.depth - 1, outer
    for token in tokens:
        token.level += state.level
        if token.map:
            token.map = [line + first for line in token.map]
        if raw and token.type in ("inline", "html_block"):
            token.meta = {**token.meta, "raw": True}
    state.tokens.extend(tokens)
