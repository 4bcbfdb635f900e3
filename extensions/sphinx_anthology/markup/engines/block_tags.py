"""Tags that are blocks: both tags are alone on their lines, or the whole construct is on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..syntax.block_tokens import push_element
from ..syntax.parse_state import BlockContext
from ..syntax.tags import Tag, TagPairs, TagSyntax
from .code_fences import FenceTracker

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def parse_block_tag(context: BlockContext, syntax: TagSyntax, tag: Tag, allow_inline: bool = False) -> bool:
    """Convert a tag that is a block, with its body, and return whether it is one.

    :param tag: the tag at the start of the context.
    :param allow_inline: whether a tag that is part of sentences may be a paragraph of its own.
    """
    handler, replacements = syntax.find_handler(tag), context.markup.replacements
    if (
        handler is None
        or replacements.is_ignored(tag)
        or (handler.inline and not allow_inline)
        or (handler.paired and not tag.may_have_body)
    ):
        return False
    closing = _find_closing(context, syntax, tag, handler.verbatim) if handler.paired else None
    if closing is None and handler.paired and not handler.optional_closing:
        return False
    last = context.find_line_ending_at(closing.end if closing else tag.end)
    if last is None:
        return False
    body, body_line = _get_body(context, tag, closing) if closing else ("", context.start)
    if handler.inline and _EMPTY_LINE.search(body):
        return False
    element = syntax.convert(handler, tag, body, replacements.parameters)
    if element is None:
        return False
    if not context.silent:
        push_element(context.state, element, (context.start, last + 1), body_line)
        context.state.line = last + 1
    return True


def _find_closing(context: BlockContext, syntax: TagSyntax, tag: Tag, verbatim: bool) -> Tag | None:
    """Return the closing tag of *tag* in its block."""
    key = (syntax.make_label(tag), context.state.blkIndent, context.end)
    pairs = context.markup.tag_pairs.setdefault(key, TagPairs())
    return pairs.find_closing(tag, _iter_tags(context, syntax, tag, verbatim, pairs), verbatim)


def _iter_tags(context: BlockContext, syntax: TagSyntax, tag: Tag, verbatim: bool, pairs: TagPairs) -> Iterator[Tag]:
    """Yield *tag* and the tags of its name in the rest of its block. Tags in code are left out."""
    state = context.state
    fences, position = FenceTracker(), tag.start
    for line in range(context.start, context.end):
        is_first = line == context.start
        if not is_first and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        first, limit = max(position, state.bMarks[line] + state.tShift[line]), state.eMarks[line]
        if not verbatim and not is_first:
            fences.feed(state.src[first:limit])
        for found in () if fences.is_open else syntax.iter_tags(tag.name, state.src, first, limit):
            position = found.end
            yield found
        pairs.searched_to = limit


def _get_body(context: BlockContext, tag: Tag, closing: Tag) -> tuple[str, int]:
    """Return the text between two tags, and the line on which it begins."""
    state = context.state
    first, last = context.find_line(tag.end), context.find_line(closing.start)
    if first == last:
        return state.src[tag.end : closing.start], last
    parts = []
    head = state.src[tag.end : state.eMarks[first]]
    if head.strip():
        parts.append(head)
    if last > first + 1:
        indent = min(state.blkIndent, state.sCount[context.start])
        parts.append(state.getLines(first + 1, last, indent, False))
    tail = state.src[state.bMarks[last] + state.tShift[last] : closing.start]
    if tail.strip():
        parts.append(tail)
    return "\n".join(parts), first if head.strip() else first + 1
