"""Lines of links and images inside paragraphs, so that messages name the right one. markdown-it knows those of blocks."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

LINE_OFFSET = "line_offset"
"""The name in ``Token.meta`` of the number of lines between the start of a paragraph and a link or an image in it."""
_BREAKS = frozenset({"softbreak", "hardbreak"})
_NAMED_IN_MESSAGES = frozenset({"image", "link_open"})


def inline_lines_plugin(md: MarkdownIt) -> None:
    """Note the lines of links and images. Add it after plugins that drop line breaks, so that it comes before them."""
    md.core.ruler.after("inline", "inline_lines", _note_lines)


def _note_lines(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and "\n" in token.content:
            offset = 0
            for child in token.children:
                if child.type in _BREAKS:
                    offset += 1
                elif offset and child.type in _NAMED_IN_MESSAGES:
                    child.meta = {**child.meta, LINE_OFFSET: offset}
