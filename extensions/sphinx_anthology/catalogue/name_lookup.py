"""Lookup of posts by slug, title or file name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from .file_names import get_link_names, strip_date
from .post import Post


class NameLookup:
    """Finds posts by name. Of posts with the same title or file name the first wins."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts

    @cached_property
    def _by_slug(self) -> Mapping[str, Post]:
        return {post.slug: post for post in self._posts}

    @cached_property
    def _by_title(self) -> Mapping[str, Post]:
        return {title: post for post in reversed(self._posts) for title in (post.title, post.own_title)}

    @cached_property
    def _by_file_name(self) -> Mapping[str, Post]:
        """Posts by the name of their file, with and without a date in front."""
        return {name: post for post in reversed(self._posts) for name in get_link_names(post.path)}

    @cached_property
    def _by_old_slug(self) -> Mapping[str, Post]:
        return {slug: post for post in reversed(self._posts) for slug in post.old_slugs}

    @cached_property
    def _by_folded_name(self) -> Mapping[str, Post]:
        """Posts by slug or title, ignoring case. Slugs win over titles."""
        titles = {title.casefold(): post for title, post in self._by_title.items()}
        return titles | {slug.casefold(): post for slug, post in self._by_slug.items()}

    def find(self, name: str) -> Post | None:
        """Return the post with the slug *name*, or else with that old slug, title or file name; at last ignoring case."""
        found = self._by_slug.get(name) or self._by_old_slug.get(name) or self._by_title.get(name)
        found = found or self._by_file_name.get(name)
        # The file may have lost the date in its name when it was moved here.
        return found or self._by_file_name.get(strip_date(name)) or self._by_folded_name.get(name.casefold())
