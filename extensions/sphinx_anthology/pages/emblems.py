"""Drawings in the colour of a term, which stand for pictures that are missing.

They are inline SVG whose colours are attributes, so that they look the same in each theme and under a strict Content Security
Policy. Screen readers skip them.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from docutils import nodes

from ..catalogue.colours import text_colour
from ..catalogue.queries import Emblem
from ..urls import is_remote
from .pictures import AVATAR

_COVER, _PORTRAIT = (1200, 630), (100, 100)
_LETTER = 0.42
"""The size of letters, as a share of the height."""


def cover_emblem(emblem: Emblem, classes: Iterable[str]) -> nodes.raw:
    """Return a drawing of the size of a cover."""
    return _drawing(emblem, _COVER, [*classes, "anthology-emblem"])


def portrait_emblem(emblem: Emblem) -> nodes.raw:
    """Return a square drawing, which the style sheet makes round."""
    return _drawing(emblem, _PORTRAIT, ["anthology-portrait", "anthology-emblem"])


def avatar_emblem(emblem: Emblem) -> nodes.raw:
    """Return the initials of an author as the style sheet shows them, in the colour of the link around them.

    They are no text, because what is read out, copied or parsed is the name that follows.
    """
    html = f'<span class="{AVATAR}" data-initials="{escape(emblem.letters)}" aria-hidden="true"></span>'
    return nodes.raw("", html, format="html")


def stand_in(image: nodes.image, emblem: Emblem) -> nodes.image:
    """Return a portrait for which the initials stand in if another host does not have it any more."""
    if is_remote(image["uri"]):
        image["initials"] = emblem.letters
    return image


def _drawing(emblem: Emblem, size: tuple[int, int], classes: Iterable[str]) -> nodes.raw:
    width, height = size
    letters = (
        f'<text x="50%" y="50%" dy=".36em" text-anchor="middle" font-size="{height * _LETTER:g}" '
        f'fill="{text_colour(emblem.colour)}">{escape(emblem.letters)}</text>'
    )
    shape = f'<rect width="{width}" height="{height}" fill="{emblem.colour}"/>{letters if emblem.letters else ""}'
    svg = f'<svg class="{" ".join(classes)}" viewBox="0 0 {width} {height}" aria-hidden="true">{shape}</svg>'
    return nodes.raw("", svg, format="html")
