"""The link by which readers of an index page find its feed."""

from __future__ import annotations

from dataclasses import dataclass

from docutils import nodes

from .context import WritingContext
from .elements import paragraph
from .i18n import _


@dataclass(frozen=True, slots=True)
class IndexFeed:
    """The link to the feed of an index page. There is one in browsers only, and only if the page has a feed."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the link; nothing if the page has no feed."""
        found = page.feed()
        if found is None:
            return []
        title, address = found
        link = nodes.reference("", _("Feed"), refuri=address, reftitle=title, internal=True, classes=["anthology-feed"])
        return [paragraph(link, classes=["anthology-feeds", "no-search"])]
