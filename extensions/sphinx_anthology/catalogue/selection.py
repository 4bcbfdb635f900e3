"""Which posts, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from .post import Post

MATCHED: Mapping[str, Callable[[Post], str]] = {
    "title": lambda post: f"{post.title}\n{post.subtitle}",
    "excerpt": lambda post: post.summary,
    "category": lambda post: "\n".join(post.category_names),
    "tag": lambda post: "\n".join(post.tags),
    "author": lambda post: "\n".join(author.name for author in post.authors),
    "series": lambda post: post.series or "",
    "slug": lambda post: post.slug,
}
"""The texts of a post in which words can be looked for, by name."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a listing asks for. Of several values of one filter a post has to meet one; of several filters all."""

    category: str = ""
    """A name or slug in any spelling, or several with commas between; so are the three that follow.

    A category takes in those that lie in it.
    """
    tag: str = ""
    author: str = ""
    series: str = ""
    years: tuple[int, int] | None = None
    """The first and the last year of publication."""
    language: str = ""
    """A language tag; ``pt`` takes in ``pt-BR``."""
    pinned: bool | None = None
    match: str = ""
    """Words that all have to occur, in any case, as parts of words too."""
    match_in: tuple[str, ...] = ("title", "excerpt", "tag")
    """The names of texts of :data:`MATCHED` in which they are looked for."""
    sort: str = ""
    """One of :data:`.taxonomy.SORTS`; empty for the order of the index of what is asked for."""
    pinned_first: bool = True
    """Whether pinned posts come before all others where the newest come first."""
    offset: int = 0
    limit: int | None = None

    def meets(self, post: Post) -> bool:
        """Tell whether a post meets the filters that are not groups."""
        if self.years and not (post.published and self.years[0] <= post.published.year <= self.years[1]):
            return False
        if self.language and not _is_in(post.language or "", self.language):
            return False
        if self.pinned is not None and post.pinned is not self.pinned:
            return False
        if not self.match:
            return True
        text = _folded("\n".join(MATCHED[name](post) for name in self.match_in))
        return all(word in text for word in _folded(self.match).split())


EVERYTHING = Selection()


def _is_in(language: str, wanted: str) -> bool:
    return f"{language}-".casefold().startswith(f"{wanted}-".casefold())


def _folded(text: str) -> str:
    return normalize("NFC", text).casefold()


def ordered(posts: Iterable[Post], sort: str, pinned: bool = True) -> tuple[Post, ...]:
    """Return posts in an order of :data:`.taxonomy.SORTS`.

    :param pinned: whether pinned posts come before all others where the newest come first.
    """
    key = _SORTS[sort]
    if sort == "newest" and pinned:
        return tuple(sorted(posts, key=lambda post: (not post.pinned, *newest_first(post))))
    return tuple(sorted(posts, key=key))


def newest_first(post: Post) -> tuple[Any, ...]:
    """Sort posts by time, the newest first; those without a date come last."""
    return (post.published is None, -post.published.timestamp() if post.published else 0.0, post.path)


def oldest_first(post: Post) -> tuple[Any, ...]:
    """Sort posts by time, the oldest first; those without a date come last."""
    return (post.published is None, post.published.timestamp() if post.published else 0.0, post.path)


def _last_updated_first(post: Post) -> tuple[Any, ...]:
    moment = post.updated or post.published
    return (moment is None, -moment.timestamp() if moment else 0.0, post.path)


def _by_part(post: Post) -> tuple[Any, ...]:
    return (post.order is None, post.order or 0, *oldest_first(post))


_SORTS: Mapping[str, Callable[[Post], tuple[Any, ...]]] = {
    "newest": newest_first,
    "oldest": oldest_first,
    "updated": _last_updated_first,
    "title": lambda post: (post.title.casefold(), post.path),
    "part": _by_part,
}
