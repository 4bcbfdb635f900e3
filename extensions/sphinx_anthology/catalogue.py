"""All posts of a site, in order, grouped and named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .derivation import file_names
from .post import Page, Post
from .slugs import slugify


@dataclass(frozen=True, slots=True)
class Group:
    """The posts that share a category."""

    slug: str
    name: str
    """The spelling that most posts use."""
    posts: tuple[Post, ...]
    """Newest first; never empty."""


@dataclass(frozen=True)
class Catalogue:
    """All posts of a site. Nothing in it changes after it is made."""

    posts: tuple[Post, ...] = ()
    """The posts that listings show, newest first; those without a date come last."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """The files in posts folders that are not articles, by docname."""
    hidden: tuple[Post, ...] = ()
    """Posts with a page that no listing shows, in the same order."""
    drafts: tuple[Post, ...] = ()
    """Posts without a page, in the same order."""

    @cached_property
    def with_pages(self) -> tuple[Post, ...]:
        """The posts that have pages: those of the listings, then the hidden ones."""
        return (*self.posts, *self.hidden)

    @property
    def all_posts(self) -> tuple[Post, ...]:
        """All posts: those of the listings, the hidden ones, then the drafts."""
        return (*self.with_pages, *self.drafts)

    @cached_property
    def by_docname(self) -> Mapping[str, Post]:
        """The posts by Sphinx's names of their pages."""
        return {post.docname: post for post in self.with_pages}

    @cached_property
    def by_slug(self) -> Mapping[str, Post]:
        """The posts by their stable names."""
        return {post.slug: post for post in self.with_pages}

    @cached_property
    def categories(self) -> Mapping[str, Group]:
        """The categories by slug, in the order of their names."""
        return _grouped(self.posts)

    @cached_property
    def _by_title(self) -> Mapping[str, Post]:
        return {post.title: post for post in reversed(self.with_pages)}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {post.docname: number for number, post in enumerate(self.posts)}

    @cached_property
    def _by_file(self) -> Mapping[str, Post]:
        """The posts by the names of their files, with and without a date in front; of several the newest."""
        names = ((name, post) for post in reversed(self.with_pages) for name in file_names(post.path))
        return dict(names)

    def find(self, name: str) -> Post | None:
        """Return the post with the slug, or else the title, or else the name of the file, *name*."""
        return self.by_slug.get(name) or self._by_title.get(name) or self._by_file.get(name)

    def category(self, name: str) -> Group | None:
        """Return the category of that name, in any spelling, or slug."""
        return self.categories.get(name) or self.categories.get(slugify(name))

    def groups_of(self, post: Post) -> tuple[Group, ...]:
        """Return the categories of *post*, its main one first; not those that hold hidden posts alone."""
        slugs = dict.fromkeys(map(slugify, post.category_names))
        return tuple(self.categories[slug] for slug in slugs if slug in self.categories)

    def neighbours(self, post: Post) -> tuple[Post | None, Post | None]:
        """Return the posts published just before and just after *post*; a hidden one has no neighbours."""
        position = self._positions.get(post.docname)
        if position is None:
            return None, None
        older = self.posts[position + 1] if position + 1 < len(self.posts) else None
        newer = self.posts[position - 1] if position else None
        return older, newer


def _grouped(posts: Iterable[Post]) -> dict[str, Group]:
    members: dict[str, dict[str, Post]] = defaultdict(dict)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for name in post.category_names:
            if slug := slugify(name):
                members[slug][post.docname] = post
                spellings[slug][name] += 1
    # Of equally frequent spellings the first in code point order is taken, so that the order of posts does not matter.
    names = {slug: min(count, key=lambda name: (-count[name], name)) for slug, count in spellings.items()}
    groups = [Group(slug, names[slug], tuple(found.values())) for slug, found in members.items()]
    return {group.slug: group for group in sorted(groups, key=lambda group: (group.name.casefold(), group.slug))}
