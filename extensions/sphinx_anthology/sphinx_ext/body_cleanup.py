"""Removal of what blog engines ask authors to repeat, and of what docutils does not allow."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref

from .. import urls
from ..fields.record import Cover

_LINKS = (nodes.reference, pending_xref, download_reference)


def drop_repeated_cover(section: nodes.section, body_start: int, cover: Cover | None) -> None:
    """Remove the first image of a body if it is the cover again.

    :param body_start: the index of the first child of *section* that belongs to the body.
    """
    if cover is None:
        return
    for child in section.children[body_start:]:
        if image := next(child.findall(nodes.image), None):
            has_caption = isinstance(image.parent, nodes.figure) and len(image.parent.children) > 1
            if _is_same_address(image["uri"], cover.reference) and not has_caption:
                remove_with_empty_parents(image)
            return


def _is_same_address(one: str, other: str) -> bool:
    first, second = (address.strip().removeprefix("./").lstrip("/") for address in (one, other))
    return urls.extract_path(first) == urls.extract_path(second)


def remove_with_empty_parents(node: nodes.Node) -> None:
    """Remove a node, and the paragraph, link or figure that is empty without it."""
    parent = node.parent
    parent.remove(node)
    is_wrapper = isinstance(parent, (nodes.paragraph, nodes.figure, *_LINKS))
    # Images are removed from the first to the last, so the last child of a long paragraph decides at once.
    if is_wrapper and not any(map(_shows_something, reversed(parent.children))):
        remove_with_empty_parents(parent)


def _shows_something(node: nodes.Node) -> bool:
    return bool(node.astext().strip()) or any(node.findall(nodes.image))


def replace_by_alternative(image: nodes.image) -> None:
    """Replace an image that cannot be shown by its alternative text. The caption of a figure stays."""
    words = image.get("alt", "").strip()
    link = image.parent if isinstance(image.parent, _LINKS) else None
    parent = link.parent if link else image.parent
    is_in_text = isinstance(parent, nodes.TextElement)
    if isinstance(parent, nodes.figure) and words == _find_caption(parent):
        words = ""
    if not words or not (is_in_text or link or isinstance(parent, (nodes.figure, nodes.section))):
        remove_with_empty_parents(image)
        if isinstance(parent, nodes.figure):
            _unwrap_caption(parent)
        return
    text = nodes.inline("", words, classes=["anthology-missing-image"])
    image.parent.replace(image, text)
    if not is_in_text:
        paragraph = nodes.paragraph()
        parent.replace(link or text, paragraph)
        paragraph.append(link or text)


def _find_caption(figure: nodes.figure) -> str:
    return next((child.astext().strip() for child in figure if isinstance(child, nodes.caption)), "")


def _unwrap_caption(figure: nodes.figure) -> None:
    """Replace a figure that has nothing but a caption by a paragraph. Writers of HTML expect more in a figure."""
    if figure.parent is not None and len(figure) == 1 and isinstance(figure[0], nodes.caption):
        figure.replace_self(nodes.paragraph("", "", *figure[0].children))


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


def _is_last(node: nodes.Node) -> bool:
    """Return whether only footnotes follow a node in its document. MyST draws a rule of its own above them."""
    while node.parent is not None:
        siblings = node.parent.children
        if not all(isinstance(sibling, nodes.footnote) for sibling in siblings[siblings.index(node) + 1 :]):
            return False
        node = node.parent
    return True
