"""The versions of an article in several languages, and which of them a list or a reader gets.

Lists show each article once: in the language of the site, or else in its original language. A reader of one version is led to
other articles in the same language, where they exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..fields.languages import LanguageMatch, compare_languages
from .post import Post
from .selection import by_moment


@dataclass(frozen=True)
class Versions:
    """The versions of the articles of a collection."""

    posts: tuple[Post, ...]
    """The listed posts of the collection."""
    language: str
    """The language tag of the site."""
    are_separate: bool = False
    """Whether each version counts as an article of its own."""

    def key(self, post: Post) -> str:
        """Return what all versions of an article have in common."""
        return post.docname if self.are_separate else post.article

    @cached_property
    def _by_article(self) -> Mapping[str, Sequence[Post]]:
        """The versions of each article with several, by its key."""
        if self.are_separate:
            return {}
        result: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            if post.translations:
                result[post.article].append(post)
        return {key: versions for key, versions in result.items() if len(versions) > 1}

    @cached_property
    def _listed(self) -> frozenset[str]:
        """The docnames of the versions that lists of all articles show, of articles with several."""
        return frozenset(self.choose_default(versions).docname for versions in self._by_article.values())

    def choose(self, posts: Iterable[Post], language: str = "") -> tuple[Post, ...]:
        """Return one version of each article, in the order of *posts*.

        :param language: the language tag to prefer; empty for that of the site.
        """
        posts = tuple(posts)
        if not self._by_article:
            return posts
        groups: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            groups[post.article].append(post)
        chosen = {self.choose_default(versions, language).docname for versions in groups.values()}
        return tuple(post for post in posts if post.docname in chosen)

    def list_others(self, post: Post) -> tuple[str, ...]:
        """Return the docnames of the other versions of an article in the collection."""
        return tuple(other.docname for other in self._by_article.get(post.article, ()) if other is not post)

    def keep_listed(self, posts: Iterable[Post]) -> tuple[Post, ...]:
        """Return those versions that lists of all articles show; if there are none, one version of each article."""
        posts = tuple(posts)
        if not self._by_article:
            return posts
        shown = tuple(post for post in posts if post.docname in self._listed or post.article not in self._by_article)
        return shown or self.choose(posts)

    def choose_default(self, versions: Iterable[Post], language: str = "") -> Post:
        """Return the version in a language, or else the original one, or else the oldest one.

        :param language: the language tag to prefer; empty for that of the site.
        """
        return min(versions, key=lambda post: _rank(post, language or self.language))

    def find(self, post: Post, language: str | None) -> Post:
        """Return the version of an article for a reader of a language: in that language, or else the one in lists."""
        versions = self._by_article.get(post.article)
        if not versions:
            return post
        best = self.choose_default(versions, language or "")
        if compare_languages(best.language, language or self.language) < LanguageMatch.UNKNOWN:
            return best
        return self.choose_default(versions)


def _rank(post: Post, language: str) -> tuple[Any, ...]:
    return (compare_languages(post.language, language), bool(post.translation_of), by_moment(post.published), post.path)
