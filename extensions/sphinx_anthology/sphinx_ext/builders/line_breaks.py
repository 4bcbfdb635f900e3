"""Line breaks in formats that are not HTML."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..site import site_of
from ..translation.translated_paragraphs import is_break_tag
from .text_builder import LINE_BREAK

_BREAKS = {"latex": "\\leavevmode\\newline\n", "texinfo": "@*\n", "man": "\n.br\n"}
_RAW_FORMATS = {"man": "manpage"}
"""The names of formats in raw nodes, where they differ from those of builders."""


class BreakLines(SphinxPostTransform):
    """Break lines where Markdown or a tag ``<br>`` does. MyST does so in HTML alone, and in LaTeX without tags."""

    default_priority = 50  # when messages are translated and lists are made
    formats: ClassVar[tuple[str, ...]] = ("latex", "texinfo", "man", "text")  # type: ignore[misc]

    def run(self, **kwargs: Any) -> None:
        """Put a break of the builder's format in the place of each one of HTML, in a project with posts."""
        if not site_of(self.env).catalogue.with_pages:
            return
        format_ = self.env._builder_cls.format
        for tag in list(self.document.findall(nodes.raw)):
            if tag.get("format") == "html" and is_break_tag(tag.astext().strip()) and isinstance(tag.parent, nodes.TextElement):
                following = tag.next_node(descend=False, siblings=True)
                if isinstance(following, nodes.raw) and following.get("format") == "latex":
                    following.parent.remove(following)  # what MyST has would end the row of a table
                tag.replace_self(_make_break(format_))


def _make_break(format_: str) -> nodes.Node:
    if format_ == "text":
        return nodes.Text(LINE_BREAK)
    return nodes.raw("", _BREAKS[format_], format=_RAW_FORMATS.get(format_, format_))
