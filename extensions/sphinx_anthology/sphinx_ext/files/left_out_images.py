"""Images that cannot be shown: their alternative text takes their place."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref

_LINKS = (nodes.reference, pending_xref, download_reference)


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
