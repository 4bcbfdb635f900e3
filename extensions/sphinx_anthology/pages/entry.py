"""The text of an article as part of an h-entry, for sites that are linked from it or that follow it.

Source: https://microformats.org/wiki/h-entry
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from docutils import nodes

from .. import urls
from ..catalogue.post import Post
from .context import WritingContext

END = "end_of_text"
"""The attribute of the node that ends the text."""


@dataclass(frozen=True, slots=True)
class EntryText:
    """The beginning of the text, and the addresses of the article. There is no such thing outside HTML."""

    title: str
    """The title; that on the page has a mark for links."""
    original: str = ""
    """The absolute address of the original, if the article is a copy."""
    social_post: str = ""
    """The address of a post in the fediverse about the article."""

    @classmethod
    def of_post(cls, post: Post) -> EntryText:
        """Return the beginning of the text of a post."""
        social_post = urls.make_absolute(post.social_post) if urls.is_web_url(post.social_post) else ""
        return cls(post.title, post.original, social_post)

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the elements, of which the last is closed by :func:`end_of_text`."""
        if not page.is_html:
            return []
        own = page.web_address()
        address = self.original if own and self.original else own
        syndication = self.social_post if own else ""
        html = _data("p-name", self.title) + _data("u-url u-uid", address) + _data("u-syndication", syndication)
        return [nodes.raw("", f'{html}<div class="e-content">\n', format="html")]


def end_of_text() -> nodes.raw:
    """Return the end of the text of an article. It counts for nothing where docutils asks what is last."""
    return nodes.raw("", "</div>\n", format="html", translatable=False, **{END: True})


def _data(classes: str, value: str) -> str:
    return f'<data class="{classes}" value="{escape(value)}"></data>' if value else ""
