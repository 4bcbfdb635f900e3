"""Typographic quotation marks, only where there is something to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.transforms.universal import SmartQuotes
from sphinx.transforms import SphinxSmartQuotes

_USUAL = "qDe"
"""What is replaced unless a project says otherwise: quotation marks, dashes, ellipses."""
_REPLACED = re.compile(r"""["'`\\\x00]|--|\.\.\.|\. \. \.|&\#""")
"""What is replaced then; of escapes docutils makes numbers for a while, and cannot tell them from those of the author."""


class _Document:
    """A document of which only those blocks are seen that have something to replace, or something to be said of."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def findall(self, condition: type[nodes.Node]) -> Iterator[nodes.Node]:
        """Yield the blocks; of texts in texts the outermost are blocks."""
        for node in self._document.findall(condition):
            if isinstance(node.parent, nodes.TextElement) or _is_concerned(node):
                yield node


def _is_concerned(block: nodes.Node) -> bool:
    if any(_REPLACED.search(text) for text in block.findall(nodes.Text)):
        return True
    # Of a language without quotation marks there is a warning, whatever there is to replace.
    return isinstance(block, nodes.Element) and bool(block.get_language_code())


def apply(self: SphinxSmartQuotes, **kwargs: Any) -> None:
    """Replace quotation marks as Sphinx does."""
    if not self.is_available():
        return
    self.smartquotes_action = self.config.smartquotes_action  # type: ignore[misc]
    document = self.document
    if self.smartquotes_action == _USUAL:
        self.document = _Document(document)  # type: ignore[assignment]
    try:
        SmartQuotes.apply(self)
    finally:
        self.document = document
