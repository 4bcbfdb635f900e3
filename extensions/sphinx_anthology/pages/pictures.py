"""Pictures of pages, and how wide pages show them."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from ..outputs.pictures.picture import PictureRecord

COVER, CARD, PORTRAIT = "anthology-cover", "anthology-thumbnail", "anthology-portrait"
AVATAR, AVATAR_SIZE = "anthology-avatar", 24
FEATURED, RELATED = "anthology-featured-picture", "anthology-related-picture"
"""The classes of pictures that are not part of a text."""
_COLUMN = 576
"""How wide the text of an article is beside which there is room, in pixels."""
_TEXT_SIZES = f"(min-width: 769px) {_COLUMN}px, 96vw"
SIZES: Mapping[str, str] = {
    COVER: _TEXT_SIZES,
    FEATURED: "(min-width: 992px) 680px, 92vw",
    RELATED: "(min-width: 768px) 280px, (min-width: 576px) 46vw, 92vw",
    CARD: "(min-width: 768px) 370px, (min-width: 576px) 46vw, 92vw",
    PORTRAIT: "72px",
    AVATAR: f"{AVATAR_SIZE}px",
}
"""How wide pages show pictures, by class, as the attribute ``sizes`` says it."""
_MIN_FIRST = 200
"""Minimum width in pixels of the picture that loads first. Smaller ones are badges and icons."""


class picture(nodes.image):  # noqa: N801  docutils names nodes in lower case
    """An image that browsers choose a size of. In ``picture`` it has what is known of its file, or None."""


def sizes(node: nodes.image) -> str:
    """Return how wide the page shows a picture."""
    if place := next((name for name in SIZES if name in node["classes"]), ""):
        return SIZES[place]
    pixels = str(node.get("width", "")).removesuffix("px")
    is_narrow = pixels.isdigit() and int(pixels) < _COLUMN
    return f"(max-width: {pixels}px) 92vw, {pixels}px" if is_narrow else _TEXT_SIZES


def has_original(node: nodes.image) -> bool:
    """Return whether a picture leads to its original. Cards and avatars lead to pages, and portraits to nothing."""
    return not {CARD, PORTRAIT, AVATAR} & set(node["classes"])


def may_load_first(node: nodes.image, known: PictureRecord | None) -> bool:
    """Return whether a picture loads before others, if it is the first of its page."""
    classes = node["classes"]
    return COVER in classes or (not {PORTRAIT, AVATAR} & set(classes) and (known is None or known.width >= _MIN_FIRST))
