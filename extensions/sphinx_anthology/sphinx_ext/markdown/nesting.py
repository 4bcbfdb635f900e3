"""Blocks in blocks: Python would run out of stack, so what is nested too deeply is shown as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from ...markup.syntax.parse_state import MarkupState, get_markup_state
from ...markup.syntax.rule_limits import MAX_LEVEL, TOO_DEEP
from .post_links import PostLinkRenderer

_LEVELS_OF_DIRECTIVE = 2


class NestingRenderer(PostLinkRenderer):
    """MyST's renderer, with a limit for directives in directives."""

    def render_directive(self, token: SyntaxTreeNode, *values: Any, **options: Any) -> None:
        with self._inside(token.level):
            super().render_directive(token, *values, **options)

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        with self._inside(token.level):
            super().render_colon_fence(token)

    def nested_render_text(self, text: str, lineno: int, inline: bool = False, *values: Any, **options: Any) -> None:
        """Render a text inside of a block. What is nested too deeply is shown as it is written."""
        with self._inside(0 if inline else _LEVELS_OF_DIRECTIVE, lineno) as markup:
            if markup.level <= MAX_LEVEL:
                super().nested_render_text(text, lineno, inline, *values, **options)
            else:
                self._show_too_deep(text, lineno)

    @contextmanager
    def _inside(self, levels: int, first_line: int | None = None) -> Iterator[MarkupState]:
        """Note the place of the text that is rendered: the levels of blocks around it, and its first line."""
        markup = get_markup_state(self.md_env)
        outer = markup.level, markup.first_line
        markup.level += levels
        markup.first_line = markup.first_line if first_line is None else first_line
        try:
            yield markup
        finally:
            markup.level, markup.first_line = outer

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Render reStructuredText. Text that is nested too deeply for its parser is shown as it is written."""
        before = len(self.current_node)
        try:
            super().render_restructuredtext(token)
        except RecursionError:
            del self.current_node[before:]
            self._show_too_deep(token.content, token_line(token, 0))

    def _show_too_deep(self, text: str, line: int) -> None:
        get_markup_state(self.md_env).reached_limits.setdefault(TOO_DEEP, line)
        block = nodes.literal_block(text, text, language="none")
        block.source, block.line = self.document["source"], line
        self.current_node.append(block)
