"""The node that stands for a list until its page is written.

A list of cards is thousands of nodes. In the doctree, every transform would walk through them and every build would copy and
store them. So a page holds one node, whose content is made when the page is written, from the answers to queries that the page
asked when it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from docutils import nodes

from ..fields.record import Cover
from .context import PageContext, WritingContext


class DeferredContent(Protocol):
    """Content that is made when its page is written. It is pickled with the page, so it is small."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the content for *page*."""


class deferred(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """Stands for a :class:`DeferredContent` (attribute ``content``) until the page is written.

    ``docname`` is the page, ``files`` are the files of each picture that the content shows, relative to the source folder,
    each with that for dark pages.
    """


class inline_deferred(nodes.Inline, deferred):  # noqa: N801
    """Stands for content inside a paragraph."""


class ReadingContext(PageContext, Protocol):
    """The page that is being read."""

    def defer(self, content: DeferredContent, pictures: Iterable[Cover | None] = ()) -> deferred:
        """Return the node for content inside a paragraph of the page, which may show *pictures*."""
