"""All posts of a site, with lookup by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b

from .address_lookup import AddressLookup
from .collection import Collection, find_term
from .name_lookup import NameLookup
from .post import Page, Post
from .taxonomy import Taxonomy
from .terms import Term


@dataclass(frozen=True)
class Catalogue:
    """All posts of a site. Immutable."""

    collections: Mapping[str, Collection] = field(default_factory=lambda: {"": Collection()})
    """The listed posts, by the name of their collection. The main collection, whose name is empty, comes first."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """The files in posts folders that are not articles, by docname."""
    hidden: tuple[Post, ...] = ()
    """The posts that have a page and are in no listing, newest first."""
    unpublished: tuple[Post, ...] = ()
    """The posts without a page, newest first: drafts, scheduled and expired posts."""
    former_ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The ids that headings had on the published site, each with the name of its heading, by docname."""

    @property
    def main(self) -> Collection:
        """The main collection. Most sites have no other."""
        return self.collections[""]

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The listed posts, collection by collection, newest first."""
        return tuple(post for collection in self.collections.values() for post in collection.posts)

    @cached_property
    def articles(self) -> tuple[Post, ...]:
        """The posts that lists of all articles show, each article once, collection by collection, newest first."""
        return tuple(post for collection in self.collections.values() for post in collection.articles)

    @cached_property
    def with_pages(self) -> tuple[Post, ...]:
        """The posts that have a page: the listed ones, then the hidden ones."""
        return (*self.posts, *self.hidden)

    @property
    def all_posts(self) -> tuple[Post, ...]:
        """All posts: the listed ones, then the hidden ones, then those without a page."""
        return (*self.with_pages, *self.unpublished)

    @cached_property
    def by_docname(self) -> Mapping[str, Post]:
        """The posts that have a page, by docname."""
        return {post.docname: post for post in self.with_pages}

    @cached_property
    def by_slug(self) -> Mapping[str, Post]:
        """The posts that have a page, by slug."""
        return {post.slug: post for post in self.with_pages}

    @cached_property
    def _by_trust(self) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
        """The posts that have a page: the trusted ones, then the others. An untrusted post takes no name of a trusted one."""
        untrusted = tuple(post for post in self.with_pages if post.is_untrusted)
        trusted = tuple(post for post in self.with_pages if not post.is_untrusted) if untrusted else self.with_pages
        return trusted, untrusted

    @cached_property
    def _names(self) -> tuple[NameLookup, NameLookup]:
        trusted, untrusted = self._by_trust
        return NameLookup(trusted), NameLookup(untrusted)

    @cached_property
    def _unpublished_names(self) -> NameLookup:
        return NameLookup(self.unpublished)

    @cached_property
    def fingerprint(self) -> bytes:
        """A hash of everything that answers to queries depend on. If it is unchanged, so are all answers."""
        collections = [
            (one.settings, one.posts, sorted(one.term_metadata.items(), key=repr), one.language)
            for one in self.collections.values()
        ]
        profiles = {author: author.profile for post in self.posts for author in post.authors}
        content = repr((collections, list(profiles.items()), self.pages, self.hidden, self.former_ids))
        return blake2b(content.encode("utf-8", "surrogatepass")).digest()

    @cached_property
    def addresses(self) -> AddressLookup:
        """The lookup of posts and index pages by addresses of the old blog and by paths of files."""
        trusted, untrusted = self._by_trust
        return AddressLookup(trusted, self.collections, AddressLookup(untrusted, self.collections) if untrusted else None)

    def with_edited(self, posts: Iterable[Post]) -> Catalogue:
        """Return this catalogue with other versions of some posts, which keep their places in all lists."""
        edited = {post.docname: post for post in posts}
        collections = {
            name: replace(one, posts=tuple(edited.get(post.docname, post) for post in one.posts))
            for name, one in self.collections.items()
        }
        hidden = tuple(edited.get(post.docname, post) for post in self.hidden)
        return replace(self, collections=collections, hidden=hidden)

    def find_entry(self, docname: str) -> Post | Page | None:
        """Return what is known of the file in a posts folder that has a docname: its post, if it is an article."""
        return self.by_docname.get(docname) or self.pages.get(docname)

    def collection(self, name: str) -> Collection:
        """Return the collection with a name, or an empty one, because pages may still ask for one that is gone."""
        return self.collections.get(name) or Collection()

    def collection_of(self, post: Post) -> Collection:
        """Return the collection that *post* belongs to."""
        return self.collections[post.collection]

    def find(self, name: str) -> Post | None:
        """Return the post with the slug *name*, or else with that title, or else with that file name; at last ignoring case."""
        trusted, untrusted = self._names
        return trusted.find(name) or untrusted.find(name)

    def find_unpublished(self, name: str) -> Post | None:
        """Return the post without a page that has a name, as :meth:`find` does."""
        return self._unpublished_names.find(name)

    def find_mentioned(self, name: str, path: str = "") -> Post | None:
        """Return the post that a reference by name means: as :meth:`find` does, or else by the path of the post's file.

        :param name: a name, or a path as note-taking programs write it: below the folder of posts, or relative to *path*.
        :param path: the file with the reference, relative to the source folder.
        """
        if found := self.find(name):
            return found
        places = (name, f"/{name}") if name.startswith(".") else (f"/{name.lstrip('/')}", name)
        docnames = (self.addresses.find(place, path) for place in places)
        return next((post for docname in docnames if docname and (post := self.by_docname.get(docname))), None)

    def find_term(self, taxonomy: Taxonomy, name: str) -> Term | None:
        """Return the term with a name or slug, as :func:`.collection.find_term` does."""
        return find_term(self.collections, taxonomy, name)
