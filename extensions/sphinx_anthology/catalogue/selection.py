"""The filters of a listing, and the orders of posts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from ..characters import is_korean
from .post import Post

MATCHABLE_TEXTS: Mapping[str, Callable[[Post], str]] = {
    "title": lambda post: f"{post.title}\n{post.subtitle}",
    "excerpt": lambda post: post.summary,
    "category": lambda post: "\n".join(post.category_names),
    "tag": lambda post: "\n".join(post.tags),
    "author": lambda post: "\n".join(author.name for author in post.authors),
    "series": lambda post: post.series or "",
    "slug": lambda post: post.slug,
}
"""The texts of a post that :attr:`Selection.match` can search, by name."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters and the order of a listing. A post must pass all filters; of several values in one filter, one suffices."""

    category: str = ""
    """Names or slugs of categories, separated by commas. Posts in a category below one of them pass, too."""
    tag: str = ""
    """Names or slugs of tags, separated by commas."""
    author: str = ""
    """Names or slugs of authors, separated by commas."""
    series: str = ""
    """Names or slugs of series, separated by commas."""
    years: tuple[int, int] | None = None
    """The first and the last year of publication."""
    language: str = ""
    """A language tag; ``pt`` includes ``pt-BR``."""
    pinned: bool | None = None
    match: str = ""
    """Words that must all occur, ignoring case, also as parts of words."""
    match_in: tuple[str, ...] = ("title", "excerpt", "tag")
    """The names of the :data:`MATCHABLE_TEXTS` to search."""
    sort: str = ""
    """One of :data:`.settings.SORTS`. If empty, one term keeps the order of its page, and all else that of all posts."""
    pinned_first: bool = True
    """Whether pinned posts come first where the order is newest first."""
    offset: int = 0
    """The number of posts to skip."""
    limit: int | None = None
    """The maximum number of posts; None for all."""

    def matches_language(self, post: Post) -> bool:
        """Return whether a post passes the filter of languages."""
        return not self.language or _is_in_language(post, self.language)

    def matches(self, post: Post) -> bool:
        """Return whether a post passes the filters that do not name terms."""
        if self.years and not (post.published and self.years[0] <= post.published.year <= self.years[1]):
            return False
        if not self.matches_language(post):
            return False
        if self.pinned is not None and post.pinned is not self.pinned:
            return False
        if not self.match:
            return True
        text = _fold("\n".join(MATCHABLE_TEXTS[name](post) for name in self.match_in))
        return all(word in text for word in _fold(self.match).split())


_NUMBER = re.compile(r"([0-9]+)")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]+")
_BEFORE_LETTERS = "`"
"""The character before ``a`` and after digits. It makes what follows come before Latin letters."""

ALL_POSTS = Selection()
"""The selection without filters."""


def _is_in_language(post: Post, language: str) -> bool:
    return f"{post.language or ''}-".casefold().startswith(f"{language}-".casefold())


def _fold(text: str) -> str:
    return normalize("NFC", text).casefold()


def sort_posts(posts: Iterable[Post], sort: str, pinned_first: bool = True, language: str = "en") -> tuple[Post, ...]:
    """Return posts in an order of :data:`.settings.SORTS`. The order never depends on that of *posts*.

    :param pinned_first: whether pinned posts come first if *sort* is ``newest``.
    :param language: that of the site, by which titles are sorted.
    """
    if sort == "title":
        return tuple(sorted(posts, key=lambda post: (make_natural_key(post.title, language), post.path)))
    key = _SORT_KEYS[sort]
    if sort == "newest" and pinned_first:
        return tuple(sorted(posts, key=lambda post: (not post.pinned, *newest_first(post))))
    return tuple(sorted(posts, key=key))


def newest_first(post: Post) -> tuple[Any, ...]:
    """Return the sort key for newest first. Posts without a date come last; ties are broken by title, in natural order."""
    return (*by_moment(post.published, newest_first=True), *_by_title(post))


def oldest_first(post: Post) -> tuple[Any, ...]:
    """Return the sort key for oldest first. Posts without a date come last; ties are broken by title, in natural order."""
    return (*by_moment(post.published), *_by_title(post))


def by_moment(moment: datetime | None, newest_first: bool = False) -> tuple[bool, float]:
    """Return the sort key for a moment. None comes last."""
    seconds = moment.timestamp() if moment else 0.0
    return (moment is None, -seconds if newest_first else seconds)


def _by_title(post: Post) -> tuple[Any, ...]:
    return (make_natural_key(post.title), post.path)


@lru_cache(maxsize=1 << 16)
def make_natural_key(text: str, language: str = "en") -> tuple[tuple[int, str], ...]:
    """Return a sort key that ignores case and compares numbers by their value: ``Part 2`` comes before ``Part 10``.

    Hangul is in the order of dictionaries, single consonants included. In Korean it comes before Latin letters, as Unicode's
    CLDR has it, and elsewhere after them.
    """
    normal = normalize("NFKC", text).casefold()
    place = _BEFORE_LETTERS if is_korean(language) else ""
    normal = _HANGUL.sub(lambda found: "".join(place + letter for letter in normalize("NFD", found[0])), normal)
    parts = _NUMBER.split(normal)  # texts and numbers in turn
    # A number that has more digits is larger; as strings, because numbers of thousands of digits are slow.
    return tuple((len(part.lstrip("0")), part.lstrip("0")) if place % 2 else (0, part) for place, part in enumerate(parts))


def _last_updated_first(post: Post) -> tuple[Any, ...]:
    return (*by_moment(post.updated or post.published, newest_first=True), *_by_title(post))


def _by_part(post: Post) -> tuple[Any, ...]:
    """Sort by the given place; posts without one come last. Ties are broken by date, oldest first, then by title."""
    return (post.order is None, post.order or 0, *oldest_first(post))


_SORT_KEYS: Mapping[str, Callable[[Post], tuple[Any, ...]]] = {
    "newest": newest_first,
    "oldest": oldest_first,
    "updated": _last_updated_first,
    "part": _by_part,
}
