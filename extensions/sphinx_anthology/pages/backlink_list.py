"""The list of pages that link to or mention something, with their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes

from ..catalogue.queries.links import Backlink
from .context import WritingContext
from .elements import paragraph, text


def backlink_list(backlinks: Sequence[Backlink], page: WritingContext) -> nodes.bullet_list:
    """Return the list of pages, each with its title and the sentence."""
    items = []
    for link in backlinks:
        address = page.address(link.docname) if link.docname else page.address_outside(link.url)
        title = paragraph(nodes.strong("", "", page.link_to(address, text(link.title))), classes=["anthology-line"])
        quote = [text(link.before), nodes.emphasis("", "", text(link.words)), text(link.after)]
        items.append(nodes.list_item("", title, paragraph(*quote, classes=["anthology-quote"])))
    return nodes.bullet_list("", *items, classes=["anthology-backlinks"], bullet="-")
