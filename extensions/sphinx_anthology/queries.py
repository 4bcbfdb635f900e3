"""The questions that pages ask the catalogue.

A page that shows something of other posts asks a query and is made from the answer. The query and a fingerprint of the
answer are remembered with the page; at the next build the query is asked again, and a page whose answer differs is read
anew. This is the whole of incremental building: what a page does not ask, it must not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol, TypeVar

from .catalogue import Catalogue
from .post import Post

Answer = TypeVar("Answer", covariant=True)


class Query(Protocol[Answer]):
    """A question with an answer that depends on the catalogue alone; equal queries are the same question."""

    def answer(self, catalogue: Catalogue) -> Answer:
        """Return the answer: data with a ``repr`` that tells different answers apart."""


def fingerprint(answer: object) -> str:
    """Return a short text that differs when what an answer shows differs."""
    return blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be linked to: a post by its docname, a category by its slug."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """All that the page of an article shows."""

    post: Post
    categories: tuple[Target, ...]
    older: Target | None
    newer: Target | None


@dataclass(frozen=True, slots=True)
class Article:
    """What does the page *docname* show, if it is an article?"""

    docname: str

    def answer(self, catalogue: Catalogue) -> ArticleAnswer | None:
        post = catalogue.by_docname.get(self.docname)
        if post is None:
            return None
        older, newer = (Target(other.docname, other.title) if other else None for other in catalogue.neighbours(post))
        categories = tuple(Target(group.slug, group.name) for group in catalogue.groups_of(post))
        return ArticleAnswer(post, categories, older, newer)


@dataclass(frozen=True, slots=True)
class ListingAnswer:
    """The posts on one page of a listing, newest first, and how many pages there are."""

    posts: tuple[Post, ...]
    pages: int
    found: bool = True
    """False if the listing names a category that does not exist."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which posts, newest first?"""

    category: str | None = None
    """The name or slug of a category; None for all posts."""
    limit: int | None = None
    page: int | None = None
    """Which page, counted from 1, of *page_size* posts; None for all on one."""
    page_size: int = 24

    def answer(self, catalogue: Catalogue) -> ListingAnswer:
        posts = catalogue.posts
        if self.category is not None:
            group = catalogue.category(self.category)
            if group is None:
                return ListingAnswer((), 0, found=False)
            posts = group.posts
        posts = posts[: self.limit]
        if self.page is None:
            return ListingAnswer(posts, 1)
        start = (self.page - 1) * self.page_size
        return ListingAnswer(posts[start : start + self.page_size], pages(len(posts), self.page_size))


def pages(count: int, page_size: int) -> int:
    """Return how many pages *count* posts take; at least one."""
    return max(-(-count // max(page_size, 1)), 1)


@dataclass(frozen=True, slots=True)
class CategorySummary:
    """A category in an overview."""

    slug: str
    name: str
    count: int
    newest: Post


@dataclass(frozen=True, slots=True)
class Categories:
    """Which categories are there, in the order of their names?"""

    def answer(self, catalogue: Catalogue) -> tuple[CategorySummary, ...]:
        groups = catalogue.categories.values()
        return tuple(CategorySummary(group.slug, group.name, len(group.posts), group.posts[0]) for group in groups)


@dataclass(frozen=True, slots=True)
class Chapters:
    """Which articles belong under an index page: those whose main category it is, or that have none?"""

    category: str | None
    """The slug of a category; None for the page of all posts, which takes in those without a category."""

    def answer(self, catalogue: Catalogue) -> tuple[str, ...]:
        if self.category is None:
            return tuple(post.docname for post in catalogue.posts if not catalogue.groups_of(post))
        group = catalogue.categories.get(self.category)
        posts = group.posts if group else ()
        return tuple(post.docname for post in posts if catalogue.groups_of(post)[0].slug == self.category)


@dataclass(frozen=True, slots=True)
class Mention:
    """What does a reference to a post or category lead to?"""

    kind: str
    """``post`` or ``category``."""
    name: str

    def answer(self, catalogue: Catalogue) -> Target | None:
        if self.kind == "category":
            group = catalogue.category(self.name)
            return Target(group.slug, group.name) if group else None
        post = catalogue.find(self.name)
        return Target(post.docname, post.title) if post else None


@dataclass(frozen=True, slots=True)
class Navigation:
    """Which index pages does the sidebar lead to?"""

    def answer(self, catalogue: Catalogue) -> tuple[Target, ...]:
        return tuple(Target(group.slug, group.name) for group in catalogue.categories.values())
