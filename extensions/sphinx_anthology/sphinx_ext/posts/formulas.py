"""Formulas of posts in a browser."""

from __future__ import annotations

from docutils import nodes

IGNORED = "mathjax_ignore"
"""The class with which MyST hides the text of a page from MathJax, if dollar signs enclose formulas."""
MATHJAX_PROCESS = ("tex2jax_process", "mathjax_process")
"""Classes of formulas in such a text, for all versions of MathJax.

MyST configures MathJax to process all formulas, but only if the project enables ``dollarmath``, and not if a post does.
"""


def mark_formulas(document: nodes.document) -> None:
    """Let MathJax show the formulas of a document whose text is hidden from it."""
    for node in document.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))):
        assert isinstance(node, nodes.Element)
        node["classes"] += [name for name in MATHJAX_PROCESS if name not in node["classes"]]
