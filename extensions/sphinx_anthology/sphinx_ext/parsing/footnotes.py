"""Footnotes with which Sphinx stops: references without a footnote, or in it, and tables without rows to keep footnotes in."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class UnlinkFootnotes(SphinxPostTransform):
    """Make plain numbers of references to footnotes that do not exist, and in LaTeX of those to the footnote they are in."""

    default_priority = 599  # before Sphinx moves the footnotes of LaTeX to where they are referred to

    def run(self, **kwargs: Any) -> None:
        is_latex = self.env._app.builder.format == "latex"
        footnotes = {
            (footnote.get("docname"), footnote["ids"][0]): footnote
            for footnote in self.document.findall(nodes.footnote)
            if footnote["ids"]
        }
        for reference in list(self.document.findall(nodes.footnote_reference)):
            footnote = footnotes.get((reference.get("docname"), reference.get("refid")))
            if "refid" not in reference or (is_latex and (footnote is None or _is_inside(reference, footnote))):
                reference.replace_self(nodes.superscript("", reference.astext()))
        if is_latex:
            _add_bodies(self.document)


def _is_inside(node: nodes.Node, outer: nodes.Node) -> bool:
    parent: nodes.Node | None = node.parent
    while parent is not None and parent is not outer:
        parent = parent.parent
    return parent is outer


def _add_bodies(document: nodes.document) -> None:
    """Give each table that has only a heading a body, because Sphinx puts the footnotes of tables into it."""
    for group in document.findall(nodes.tgroup):
        if not any(isinstance(child, nodes.tbody) for child in group.children):
            group += nodes.tbody()
