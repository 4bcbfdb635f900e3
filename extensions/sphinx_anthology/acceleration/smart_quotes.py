"""Typographic quotation marks, only in paragraphs that have something to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms.universal import SmartQuotes
from sphinx.transforms import SphinxSmartQuotes

_DEFAULT_ACTION = "qDe"
"""The default of ``smartquotes_action``: replace quotation marks, dashes and ellipses."""
REPLACED = re.compile(r"""["'`\\\x00]|--|\.\.\.|\. \. \.|&\#""")
"""What the default action replaces. Numeric references are included because docutils uses them for escapes meanwhile."""


class _FilteredDocument:
    """A document that shows only the blocks with something to replace, or with something to warn about."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def findall(self, condition: type[nodes.Node]) -> Iterator[nodes.Node]:
        """Yield blocks; of nested text elements, the outermost is the block."""
        for node in self._document.findall(condition):
            if isinstance(node.parent, nodes.TextElement) or _is_affected(node):
                yield node


def _is_affected(block: nodes.Node) -> bool:
    if any(REPLACED.search(text) for text in block.findall(nodes.Text)):
        return True
    # docutils warns about a language without quotation marks, even if there are none to replace.
    return isinstance(block, nodes.Element) and bool(block.get_language_code())


def apply_smart_quotes(self: SphinxSmartQuotes, **kwargs: Any) -> None:
    """Replace quotation marks as Sphinx does."""
    if not self.is_available():
        return
    self.smartquotes_action = self.config.smartquotes_action  # type: ignore[misc]
    document = self.document
    if self.smartquotes_action == _DEFAULT_ACTION:
        self.document = _FilteredDocument(document)  # type: ignore[assignment]
    try:
        SmartQuotes.apply(self)
    finally:
        self.document = document
