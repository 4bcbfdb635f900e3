"""The line at the top of an index page: how many articles there are, and their feed."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes

from .context import WritingContext
from .dates_and_numbers import article_count
from .elements import SEPARATOR, joined, paragraph, text
from .i18n import _


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """The number of articles of a term, and the link to the feed of its page, which there is in browsers only."""

    count: int | None = None
    """None if the number is not shown."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the line; nothing if there is neither a number nor a feed."""
        number = None if self.count is None else text(article_count(self.count, page.language))
        parts: list[nodes.Node] = [part for part in (number, feed_link(page)) if part is not None]
        return [paragraph(*joined(parts, SEPARATOR), classes=["anthology-facts", "no-search"])] if parts else []


def feed_link(page: WritingContext) -> nodes.reference | None:
    """Return the link to the feed of a page; None if it has none."""
    found = page.feed()
    if found is None:
        return None
    title, address = found
    return nodes.reference("", _("Feed"), refuri=address, reftitle=title, internal=True, classes=["anthology-feed"])
