"""Cards: grids of posts, categories, series or people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from ..fields.record import Cover
from .context import WritingContext
from .elements import paragraph, thumbnail

STRETCHED = ["sd-stretched-link", "anthology-card-link"]
"""The classes of a link that covers its whole card."""


def card_grid(cards: Iterable[nodes.list_item], columns: int | None = None) -> nodes.bullet_list:
    """Return a list that the classes of sphinx-design lay out as a grid.

    :param columns: cards side by side on a wide screen; None for as many as fit.
    """
    wide = ["sd-row-cols-sm-2"] if columns is None else [f"sd-row-cols-sm-{min(columns, 2)}", f"sd-row-cols-md-{columns}"]
    classes = ["anthology-cards", "sd-row", "sd-row-cols-1", *wide, "sd-g-4"]
    return nodes.bullet_list("", *cards, classes=classes, bullet="-")


def card(
    title: nodes.Node,
    prose: Iterable[nodes.Node],
    footer: Sequence[nodes.Node],
    picture: nodes.Node | None = None,
    classes: Iterable[str] = (),
) -> nodes.list_item:
    """Return one card of a grid."""
    body = nodes.container("", paragraph(title, classes=["sd-card-title"]), *prose, is_div=True, classes=["sd-card-body"])
    if footer:
        body += paragraph(*footer, classes=["anthology-byline"])
    own = ["sd-card", "sd-sphinx-override", "sd-shadow-sm", "sd-card-hover", "anthology-card", *classes]
    parts = [body] if picture is None else [picture, body]
    return nodes.list_item("", nodes.container("", *parts, is_div=True, classes=own), classes=["sd-col"])


def card_pictures(covers: Sequence[Cover | None], page: WritingContext) -> list[nodes.Element | None]:
    """Return the pictures of cards that stand together, one for each of *covers*.

    If at least half of the cards have a picture, the others get a coloured area. If fewer have one, such areas would be most of
    what readers see, so there are none.
    """
    classes = ["sd-card-img-top", "anthology-thumbnail"]
    pictures: list[nodes.Element | None] = [thumbnail(cover, page, classes) for cover in covers]
    if not page.is_html or pictures.count(None) > len(pictures) / 2:
        return pictures
    return [_placeholder() if picture is None else picture for picture in pictures]


def _placeholder() -> nodes.container:
    return nodes.container("", is_div=True, classes=["anthology-thumbnail", "anthology-no-cover"])
