"""Removal of what blog engines ask authors to repeat, and of what docutils does not allow."""

from __future__ import annotations

from docutils import nodes

from ... import urls
from ...fields.record import Cover
from ...pages.entry import END
from ..files.left_out_images import remove_with_empty_parents


def drop_repeated_cover(section: nodes.section, body_start: int, cover: Cover | None) -> None:
    """Remove the first image of a body if it is the cover again.

    :param body_start: the index of the first child of *section* that belongs to the body.
    """
    if cover is None:
        return
    for child in section.children[body_start:]:
        if image := next(child.findall(nodes.image), None):
            shown = image.parent if isinstance(image.parent, nodes.reference) else image
            has_caption = isinstance(shown.parent, nodes.figure) and len(shown.parent.children) > 1
            if _is_same_address(image["uri"], cover.reference) and not has_caption:
                remove_with_empty_parents(image)
            return


def _is_same_address(one: str, other: str) -> bool:
    first, second = (address.strip().removeprefix("./").lstrip("/") for address in (one, other))
    return urls.extract_path(first) == urls.extract_path(second)


def drop_trailing_ellipsis(section: nodes.section) -> None:
    """Remove a last paragraph that is an ellipsis, which tools leave where they cut a text."""
    last: nodes.Node = section
    while isinstance(last, nodes.section) and last.children:
        last = last.children[-1]
    words = last.astext().strip() if isinstance(last, nodes.paragraph) else ""
    if words and not words.strip(" .…"):  # a link that will show the title of its target has no words yet
        last.parent.remove(last)


def drop_misplaced_rules(document: nodes.document) -> None:
    """Remove the horizontal rules that docutils does not allow: below a heading, at the end, in a list, twice."""
    for rule in list(document.findall(nodes.transition)):
        is_inside = not isinstance(rule.parent, (nodes.document, nodes.section))
        before = rule.previous_sibling()
        if is_inside or isinstance(before, (nodes.title, nodes.transition, type(None))) or _is_last(rule):
            rule.parent.remove(rule)


def _is_below_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.footnote) or (isinstance(node, nodes.raw) and END in node)


def _is_last(node: nodes.Node) -> bool:
    """Return whether only footnotes follow a node in its document. MyST draws a rule of its own above them."""
    while node.parent is not None:
        siblings = node.parent.children
        if not all(map(_is_below_text, siblings[siblings.index(node) + 1 :])):
            return False
        node = node.parent
    return True
