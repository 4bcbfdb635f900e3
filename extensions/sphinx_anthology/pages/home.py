"""What a landing page shows below the author's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from docutils import nodes

from ..catalogue.queries import IndexLinksQuery, ListingQuery, TermListQuery
from ..catalogue.selection import Selection
from ..catalogue.taxonomy import Taxonomy
from ..outputs.indexes.pages import index_titles
from .context import WritingContext
from .elements import heading, joined, paragraph, text
from .feed_link import feed_link
from .i18n import _
from .post_lists import SHOWN, Layout, PostList
from .term_lists import compact_terms

_POSTS = 7
"""A featured article, and two rows of three."""


@dataclass(frozen=True, slots=True)
class Home:
    """A featured article, the latest ones, the categories, and links to all else."""

    posts: ListingQuery
    categories: TermListQuery
    indexes: IndexLinksQuery

    @classmethod
    def of_collection(cls, name: str = "") -> Home:
        """Return the content for the collection *name*."""
        newest = Selection(sort="newest", limit=_POSTS)
        return cls(ListingQuery(newest, name), TermListQuery(Taxonomy.CATEGORY, name), IndexLinksQuery(name))

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the content of the page."""
        listing = PostList(self.posts, Layout("featured", shown=SHOWN["featured"]))
        parts = [*_search(page), *listing.make_nodes(page)]
        links = list(self._links(page))
        if links:
            parts.append(paragraph(*joined(links, " "), classes=["anthology-home-links"]))
        if categories := page.answer(self.categories):
            parts += [heading(text(_("Categories"))), compact_terms(categories, page)]
        return [nodes.container("", *parts, is_div=True, classes=["anthology-landing", "no-search"])]

    def _links(self, page: WritingContext) -> Iterator[nodes.Node]:
        """Yield the links to all articles, to the other indexes, and to the feed."""
        docnames, titles = page.answer(self.indexes), index_titles(_)
        if posts := docnames.get("posts"):
            yield page.link(posts, f"{titles['posts']} →", ["anthology-more"])
        for name in ("archive", "tags", "series", "authors"):
            if name in docnames:
                yield page.link(docnames[name], titles[name])
        if feed := feed_link(page):
            yield feed


def _search(page: WritingContext) -> Iterator[nodes.Node]:
    """Yield a search field, in browsers."""
    if page.search_page is None:
        return
    words = escape(_("Search"))
    field = f'<input type="search" name="q" placeholder="{words}" aria-label="{words}" autocomplete="off">'
    attributes = f'class="anthology-home-search" action="{escape(page.search_page)}" role="search" aria-label="{words}"'
    yield nodes.raw("", f"<form {attributes}>{field}</form>", format="html")
