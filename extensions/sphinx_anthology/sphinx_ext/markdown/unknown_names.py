"""Directives and roles that nothing defines: what they have inside is shown as text, beside the warning of MyST."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives, roles
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


class UnknownNamesRenderer(SphinxRenderer):
    """Renders what is in unknown directives and roles, which MyST leaves out."""

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *values: Any, **options: Any
    ) -> list[nodes.Element]:
        """Return what a directive makes; for an unknown one the text after its name and its body."""
        result = super().run_directive(name, first_line, content, position, *values, **options)
        if any(not isinstance(node, nodes.system_message) for node in result):
            return result
        if directives.directive(name, self.language_module_rst, self.document)[0]:
            return result
        text = "\n".join(filter(None, (first_line, content.rstrip("\n"))))
        block = nodes.literal_block(text, text, language="none")
        block.source, block.line = self.document["source"], position
        return [*result, block] if text else result

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; an unknown one as its text."""
        before = len(self.current_node)
        super().render_myst_role(token)
        if any(not isinstance(node, nodes.system_message) for node in self.current_node.children[before:]):
            return
        line = token_line(token) if token.map else 0
        if not roles.role(token.meta["name"], self.language_module_rst, line, self.reporter)[0]:
            self.current_node += nodes.literal("", token.content)
