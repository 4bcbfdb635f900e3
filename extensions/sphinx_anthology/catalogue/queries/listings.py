"""The query for one page of a list of posts."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import Catalogue
from ..collection import Collection
from ..post import Post
from ..selection import ALL_POSTS, Selection
from ..taxonomy import Taxonomy
from .emblems import Emblem


@dataclass(frozen=True, slots=True)
class ListingEntry:
    """A post in a listing, with what only its collection knows."""

    post: Post
    category_names: tuple[str, ...]
    """The site's names of its categories, each with its parents: ``AI / Models``. The main category comes first."""
    emblem: Emblem
    """What stands for its cover if it has none."""
    colour: str = ""
    """The colour of its main category as ``#rrggbb``; empty if it has no category."""

    @classmethod
    def from_post(cls, post: Post, collection: Collection) -> ListingEntry:
        """Return the entry of a post in its collection."""
        categories = collection.terms_of(post, Taxonomy.CATEGORY)
        names, colour = tuple(term.full_name for term in categories), categories[0].colour if categories else ""
        return cls(post, names, Emblem.from_post(post, collection), colour)


@dataclass(frozen=True, slots=True)
class ListingAnswer:
    """The posts on one page of a listing."""

    entries: tuple[ListingEntry, ...]
    pages: int
    """The number of pages of the whole listing."""
    unknown: tuple[tuple[Taxonomy, str], ...] = ()
    """The terms that the selection names and that do not exist: taxonomy and name."""

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of the entries."""
        return tuple(entry.post for entry in self.entries)


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Ask for one page of the posts of a selection."""

    selection: Selection = ALL_POSTS
    collection: str = ""
    page: int | None = None
    """The number of the page, counted from 1; None for all posts on one page."""
    page_size: int = 24
    """Posts on one page; ignored if *page* is None."""

    def answer(self, catalogue: Catalogue) -> ListingAnswer:
        """Return the answer. A page after the last one has no entries."""
        collection = catalogue.collection(self.collection)
        selected = collection.select(self.selection)
        posts, number_of_pages = selected.posts, 1
        if self.page is not None:
            start, number_of_pages = (self.page - 1) * self.page_size, count_pages(len(posts), self.page_size)
            posts = posts[start : start + self.page_size]
        entries = tuple(ListingEntry.from_post(post, collection) for post in posts)
        return ListingAnswer(entries, number_of_pages, selected.unknown)


def count_pages(posts: int, page_size: int) -> int:
    """Return the number of pages that a number of posts takes; at least 1."""
    return max(-(-posts // max(page_size, 1)), 1)
