"""What a translated paragraph keeps of the original: the checkbox of a task, and hard line breaks.

Sphinx replaces all that is in a paragraph by its translation, and a message has no line breaks.
"""

from __future__ import annotations

import re
from typing import Any, cast

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

_CHECKBOXES = "anthology:checkboxes"
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
_TRANSLATION = ":<translated>"
"""The end of the source of a message that Sphinx parses."""
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_message(document: nodes.document) -> bool:
    """Return whether a document is a message that Sphinx has translated."""
    return str(document["source"]).endswith(_TRANSLATION)


def is_break_tag(html: str) -> bool:
    """Return whether a piece of HTML is a line break."""
    return _BREAK_TAG.fullmatch(html) is not None


def mark_hard_breaks(paragraph: nodes.TextElement, token: SyntaxTreeNode) -> None:
    """Show the hard line breaks of a paragraph to its translators, as tags."""
    breaks = sum(1 for node in token.walk() if node.type == "hardbreak") if "\n" in paragraph.rawsource else 0
    if breaks and len(_HARD_BREAK.findall(paragraph.rawsource)) == breaks:  # else there is code with two blanks at its end
        paragraph.rawsource = _HARD_BREAK.sub("<br>", paragraph.rawsource)


def note_checkbox(box: nodes.raw, env: BuildEnvironment) -> None:
    """Let a task that is translated keep its checkbox."""
    boxes = cast("list[tuple[nodes.Element, nodes.raw]]", env.current_document.setdefault(_CHECKBOXES, []))
    boxes.append((cast("nodes.Element", box.parent), box))


class KeepCheckboxes(SphinxTransform):
    """Put the checkbox of each task that has been translated back in front of it."""

    default_priority = 25  # after Sphinx has translated the page

    def apply(self, **kwargs: Any) -> None:
        for task, box in cast("list[tuple[nodes.Element, nodes.raw]]", self.env.current_document.get(_CHECKBOXES, ())):
            if box not in task.children:
                task.insert(0, box)
