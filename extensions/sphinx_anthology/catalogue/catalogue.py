"""All posts of a site, in order and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

from ..taxonomy import Taxonomy
from .collection import Collection
from .file_names import file_names, without_date
from .permalinks import Permalinks
from .post import Page, Post
from .terms import Term


@dataclass(frozen=True)
class Catalogue:
    """All posts of a site. Nothing in it changes after it is made."""

    collections: Mapping[str, Collection] = field(default_factory=lambda: {"": Collection()})
    """The posts that listings show, by the names of their collections; the main one, whose name is empty, comes first."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """The files in posts folders that are not articles, by docname."""
    hidden: tuple[Post, ...] = ()
    """Posts with a page that no listing shows, newest first."""
    unpublished: tuple[Post, ...] = ()
    """Posts without a page, newest first: drafts, and those whose day has not come or is over."""

    @property
    def main(self) -> Collection:
        """The main collection; the only one of most sites."""
        return self.collections[""]

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The posts that listings show, collection by collection, newest first."""
        return tuple(post for collection in self.collections.values() for post in collection.posts)

    @cached_property
    def with_pages(self) -> tuple[Post, ...]:
        """The posts that have pages: those of the listings, then the hidden ones."""
        return (*self.posts, *self.hidden)

    @property
    def all_posts(self) -> tuple[Post, ...]:
        """All posts: those of the listings, the hidden ones, then those without a page."""
        return (*self.with_pages, *self.unpublished)

    @cached_property
    def by_docname(self) -> Mapping[str, Post]:
        """The posts by Sphinx's names of their pages."""
        return {post.docname: post for post in self.with_pages}

    @cached_property
    def by_slug(self) -> Mapping[str, Post]:
        """The posts by their stable names."""
        return {post.slug: post for post in self.with_pages}

    @cached_property
    def _by_title(self) -> Mapping[str, Post]:
        return {post.title: post for post in reversed(self.with_pages)}

    @cached_property
    def _by_file(self) -> Mapping[str, Post]:
        """The posts by the names of their files, with and without a date in front; of several the newest."""
        names = ((name, post) for post in reversed(self.with_pages) for name in file_names(post.path))
        return dict(names)

    @cached_property
    def _by_folded(self) -> Mapping[str, Post]:
        """The posts by their names without regard to case, slugs before titles."""
        names = {name.casefold(): post for name, post in self._by_title.items()}
        return names | {slug.casefold(): post for slug, post in self.by_slug.items()}

    @cached_property
    def fingerprint(self) -> bytes:
        """A short text that is another one if there may be other answers to what pages ask."""
        collections = [
            (one.settings, one.posts, sorted(one.term_metadata.items(), key=repr)) for one in self.collections.values()
        ]
        people = {author: author.profile for post in self.posts for author in post.authors}
        return blake2b(
            repr((collections, list(people.items()), self.pages, self.hidden)).encode("utf-8", "surrogatepass")
        ).digest()

    def collection(self, name: str) -> Collection:
        """Return the collection of a name. One that the project has no longer is empty; pages may have asked it before."""
        return self.collections.get(name) or Collection()

    def collection_of(self, post: Post) -> Collection:
        """Return the collection that *post* belongs to."""
        return self.collections[post.collection]

    @cached_property
    def permalinks(self) -> Permalinks:
        """What finds posts by their addresses in the blog that they come from."""
        return Permalinks(self)

    def find(self, name: str) -> Post | None:
        """Return the post with the slug, or else the title, or else the name of the file, *name*; at last in any case."""
        found = self.by_slug.get(name) or self._by_title.get(name) or self._by_file.get(name)
        # A file may have lost the date in its name on the way here.
        return found or self._by_file.get(without_date(name)) or self._by_folded.get(name.casefold())

    def find_term(self, taxonomy: Taxonomy, name: str) -> Term | None:
        """Return the group of that name or slug, in the first collection that has one, or in the one named: ``notes:Fixes``."""
        found = (collection.term(taxonomy, name) for collection in self.collections.values())
        if term := next((term for term in found if term), None):
            return term
        named, _, rest = name.partition(":")
        return self.collections[named].term(taxonomy, rest) if rest and named in self.collections else None
