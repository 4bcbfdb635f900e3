"""Cards: grids of posts, categories, series or people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..catalogue.queries import Emblem
from ..fields.record import Cover
from .context import WritingContext
from .elements import paragraph, thumbnail
from .emblems import cover_emblem

STRETCHED = ["anthology-card-link"]
"""The classes of a link that covers its whole card."""
_PICTURE = ["anthology-thumbnail"]


def card_grid(cards: Iterable[nodes.list_item], columns: int | None = None, classes: Iterable[str] = ()) -> nodes.bullet_list:
    """Return a list that the style sheet lays out as a grid.

    :param columns: cards side by side on a wide screen; None for as many as fit, and three at most.
    """
    wide = [] if columns is None else [f"anthology-cards-{columns}"]
    return nodes.bullet_list("", *cards, classes=["anthology-cards", *wide, *classes], bullet="-")


def card(
    title: nodes.Node,
    prose: Iterable[nodes.Node],
    footer: Sequence[nodes.Node],
    picture: nodes.Node | None = None,
    classes: Iterable[str] = (),
) -> nodes.list_item:
    """Return one card of a grid."""
    heading = paragraph(title, classes=["anthology-card-title"])
    body = nodes.container("", heading, *prose, is_div=True, classes=["anthology-card-body"])
    if footer:
        body += paragraph(*footer, classes=["anthology-byline"])
    own = ["anthology-card", *classes]
    parts = [body] if picture is None else [picture, body]
    return nodes.list_item("", nodes.container("", *parts, is_div=True, classes=own))


def card_pictures(pairs: Sequence[tuple[Cover | None, Emblem]], page: WritingContext) -> list[nodes.Element | None]:
    """Return the pictures of cards that stand together.

    If one of them has a cover, those without get a letter, so that the grid is even. If none has, there are no letters, which
    would be most of what readers see.
    """
    pictures: list[nodes.Element | None] = [thumbnail(cover, page, _PICTURE) for cover, _emblem in pairs]
    if not page.is_browser or not any(pictures):
        return pictures
    return [picture or cover_emblem(emblem, _PICTURE) for picture, (_, emblem) in zip(pictures, pairs, strict=True)]
