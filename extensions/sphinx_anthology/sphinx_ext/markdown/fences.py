"""Fenced code blocks: code, directives of the project's choice, and diagrams."""

from __future__ import annotations

import re
from functools import lru_cache

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.highlighting import lexer_classes, lexers

from ..option_values import limit_line_numbers
from .nesting import NestingRenderer

_DIAGRAMS = {
    "dot": ("sphinx.ext.graphviz", "graphviz"),
    "graphviz": ("sphinx.ext.graphviz", "graphviz"),
    "mermaid": ("sphinxcontrib.mermaid", "mermaid"),
    "plantuml": ("sphinxcontrib.plantuml", "uml"),
}
"""The extension that draws diagrams in a language, and its directive."""
_LANGUAGE = re.compile(r"\s*(?:\{\s*\.)?([\w-]+)")


class FenceRenderer(NestingRenderer):
    """MyST's renderer, with fences as other engines have them."""

    has_diagrams = True
    """Whether code in the language of a diagram is drawn, if there is an extension for it."""

    def create_highlighted_code_block(self, *values: object, **options: object) -> nodes.Element:
        if isinstance(lines := options.get("emphasize_lines"), str):
            options["emphasize_lines"] = limit_line_numbers(lines)
        return super().create_highlighted_code_block(*values, **options)  # type: ignore[arg-type]

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render a fence: as a directive if the project says so, as a diagram if it is one, else as code."""
        info: str | None = (token.meta or {}).get("info")
        if info is None or token.token is None:
            super().render_fence(token)
        elif not self.md_config.fence_as_directive.isdisjoint(info.split(maxsplit=1)[:1]):
            token.token.info = info
            token.attrs.pop("emphasize-lines", None)
            token.attrs.pop("lineno-start", None)
            super().render_fence(token)
        elif directive := self._find_diagram(info):
            self._render_diagram(token, directive)
        else:
            self._render_code(token)

    def _find_diagram(self, info: str) -> str:
        """Return the directive that draws code with an info string; empty if there is none."""
        language = _LANGUAGE.match(info)
        extension, directive = _DIAGRAMS.get(language[1].lower() if language else "", ("", ""))
        return directive if self.has_diagrams and extension in self.sphinx_env._app.extensions else ""

    def _render_diagram(self, token: SyntaxTreeNode, directive: str) -> None:
        """Render a diagram. All of its code is content: a line ``---`` or ``:`` begins no options of a directive."""
        assert token.token is not None
        caption = token.meta["caption"]
        token.token.content = "\n" + token.content
        self.render_directive(token, directive, "", additional_options={"caption": caption} if caption else None)

    def _render_code(self, token: SyntaxTreeNode) -> None:
        assert token.token is not None
        if token.info and not _has_lexer(token.info):
            token.token.info = "text"
        before = len(self.current_node)
        super().render_fence(token)
        block = self.current_node[-1] if len(self.current_node) > before else None
        if isinstance(block, nodes.literal_block):
            block["force"] = True  # code that is not valid in its language is shown without a warning
            if caption := token.meta["caption"]:
                wrapper = nodes.container("", literal_block=True, classes=["literal-block-wrapper"])
                self.add_line_and_source_path(wrapper, token)
                self.current_node.replace(block, wrapper)
                wrapper += nodes.caption(caption, caption)
                wrapper += block


@lru_cache(maxsize=1000)
def _has_lexer(name: str) -> bool:
    """Return whether Pygments can highlight code in a language."""
    if name in ("none", "default", "guess") or name in lexers or name in lexer_classes:
        return True
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True
