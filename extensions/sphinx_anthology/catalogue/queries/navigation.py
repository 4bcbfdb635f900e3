"""The queries for the place of pages in the toctrees and the sidebar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...settings import INDEXES
from ..catalogue import Catalogue
from ..collection import Collection
from ..post import Post
from ..taxonomy import Taxonomy

_MAX_CATEGORIES = 12
"""Maximum number of categories that the sidebar shows unfolded."""


def parent_page(post: Post, collection: Collection) -> str | None:
    """Return the docname of the index page above an article: that of its main category, or else that of all posts.

    :returns: None if neither has a page.
    """
    categories = collection.terms_of(post, Taxonomy.CATEGORY)
    return (categories[0].docname if categories else None) or collection.index_page("posts")


@dataclass(frozen=True, slots=True)
class ChaptersAnswer:
    """The docnames of the pages directly below an index page."""

    categories: tuple[str, ...]
    """Category pages, which the sidebar shows."""
    posts: tuple[str, ...]
    """Articles, which the sidebar does not show."""


@dataclass(frozen=True, slots=True)
class ChaptersQuery:
    """Ask for the pages directly below an index page."""

    category: str | None
    """The slug of a category; None for the index page of all posts, which has the posts without a category page."""
    collection: str = ""

    def answer(self, catalogue: Catalogue) -> ChaptersAnswer:
        """Return the pages; none if there is no such category."""
        collection = catalogue.collection(self.collection)
        if self.category is None:
            return ChaptersAnswer((), _children(collection.posts, collection.index_page("posts"), collection))
        term = collection.by_slug[Taxonomy.CATEGORY].get(self.category)
        if term is None:
            return ChaptersAnswer((), ())
        inner = collection.children(Taxonomy.CATEGORY, term.key)
        return ChaptersAnswer(_existing(one.docname for one in inner), _children(term.members, term.docname, collection))


@dataclass(frozen=True, slots=True)
class SidebarAnswer:
    """The index pages of a collection that the sidebar shows, as docnames."""

    title: str
    """The caption that the project configures; empty if it configures none."""
    indexes: tuple[str, ...]
    """The pages of all posts, of the taxonomies except categories, and of the link map."""
    categories: tuple[str, ...]
    """The page of all categories, then the pages of the outermost categories, unless these are in :attr:`inner`."""
    inner: tuple[str, ...] = ()
    """The pages of the outermost categories if there are many. They are below the page of all categories, and folded."""
    categories_title: str = ""
    """The configured title of the page of all categories; empty for the usual one."""


@dataclass(frozen=True, slots=True)
class SidebarQuery:
    """Ask for the index pages of a collection that the sidebar shows."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> SidebarAnswer:
        """Return the pages; none if there is no such collection."""
        collection = catalogue.collection(self.collection)
        shown = (one for one in Taxonomy if one is not Taxonomy.CATEGORY and collection.is_in_sidebar(one))
        names = ["posts", *(taxonomy.index for taxonomy in shown), "map"]
        overview = collection.index_page("categories")
        outermost = _existing(term.docname for term in collection.children(Taxonomy.CATEGORY))
        is_folded = overview is not None and len(outermost) > _MAX_CATEGORIES
        return SidebarAnswer(
            collection.settings.title,
            _existing(collection.index_page(name) for name in names),
            _existing([overview, *(() if is_folded else outermost)]),
            outermost if is_folded else (),
            collection.settings.index("categories").title,
        )


@dataclass(frozen=True, slots=True)
class IndexLinksQuery:
    """Ask for the index pages of a collection, by the names of the indexes."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> Mapping[str, str]:
        """Return the docnames; none of an index that does not exist."""
        collection = catalogue.collection(self.collection)
        return {name: docname for name in INDEXES if (docname := collection.index_page(name))}


def _children(posts: Iterable[Post], page: str | None, collection: Collection) -> tuple[str, ...]:
    """Return the docnames of those *posts* whose parent page is *page*."""
    return tuple(post.docname for post in posts if parent_page(post, collection) == page)


def _existing(docnames: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(docname for docname in docnames if docname)
