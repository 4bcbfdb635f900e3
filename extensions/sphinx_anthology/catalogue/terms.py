"""Posts that have something in common: a category, a tag, an author, a series, a year.

A name may be spelt in several ways; what tells groups apart is the slug of it (see :mod:`.slugs`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..fields.record import Author, Cover
from ..settings import Settings
from ..slugs import slugify, unique
from ..taxonomy import Taxonomy
from .post import Post
from .selection import ordered

Key = tuple[str, ...]
"""The slugs of a group and of those that it lies in, the outermost first: what its name says, whatever its address is."""

_SEPARATOR = re.compile(r"\s*[/>»›]\s*")
_RESERVED = re.compile(r"index|page-\d+")
"""What the last part of a slug cannot be: the overview, where addresses end in a slash, and the pages of the group above."""


@dataclass(frozen=True, slots=True)
class TermMetadata:
    """What is said of a group beside its name."""

    name: str = ""
    slug: str = ""
    """The last part of its address."""
    description: str = ""
    cover: Cover | None = None
    order: int | None = None
    """Its place among others; those without one come after, by name."""
    docname: str = ""
    """The page by hand that stands for it."""


NO_METADATA = TermMetadata()
MetadataByTerm = Mapping[tuple[Taxonomy, Key], TermMetadata]


@dataclass(frozen=True, slots=True)
class Term:
    """The posts that share a category, a tag, an author, a series or a year."""

    taxonomy: Taxonomy
    key: Key
    slug: str
    """The address below the folder of its kind; of a category in another one with a slash between."""
    names: tuple[str, ...]
    """Its name, in the spelling that most posts use, with those of the groups that it lies in before it."""
    posts: tuple[Post, ...]
    """In the order of its index; never empty."""
    docname: str | None
    """The page of its index; None if it has none."""
    metadata: TermMetadata = field(default=NO_METADATA)
    author: Author | None = None
    """The person, if it is an author's."""

    @property
    def name(self) -> str:
        """The name alone."""
        return self.names[-1]

    @property
    def full_name(self) -> str:
        """The name with those of the groups that it lies in: ``AI / Models``."""
        return " / ".join(self.names)

    @property
    def newest(self) -> Post:
        """The post that was published last."""
        return ordered(self.posts, "newest", pinned=False)[0]


def category_key(path: Iterable[str]) -> Key:
    """Return the key of a category, given the names on the way to it."""
    return tuple(slug for name in path if (slug := slugify(name)))


def named_key(name: str) -> Key:
    """Return the key of a group that is called *name*, such as ``AI / Models``."""
    return category_key(_SEPARATOR.split(name))


_Membership = tuple[Key, tuple[str, ...]]
"""That a post is in a group: the key, and the names as the post spells them."""


def _categories(post: Post) -> Iterator[_Membership]:
    """Yield a post's categories, and those that they lie in."""
    for path in post.categories:
        names = tuple(name for name in path if slugify(name))
        for depth in range(1, len(names) + 1):
            yield category_key(names[:depth]), names[:depth]


def _single(name: str) -> Iterator[_Membership]:
    if slug := slugify(name):
        yield (slug,), (name,)


_MEMBERSHIPS: Mapping[Taxonomy, Callable[[Post], Iterable[_Membership]]] = {
    Taxonomy.CATEGORY: _categories,
    Taxonomy.TAG: lambda post: (found for tag in post.tags for found in _single(tag)),
    Taxonomy.AUTHOR: lambda post: (found for author in post.authors for found in _single(author.name)),
    Taxonomy.SERIES: lambda post: _single(post.series or ""),
    Taxonomy.YEAR: lambda post: _single(f"{post.published:%Y}" if post.published else ""),
}


def term_keys(post: Post, taxonomy: Taxonomy) -> tuple[Key, ...]:
    """Return the keys of the groups of a kind that *post* names, in its order; those that they lie in come before them."""
    return tuple(dict.fromkeys(key for key, _ in _MEMBERSHIPS[taxonomy](post)))


def terms_by_key(
    posts: Iterable[Post], taxonomy: Taxonomy, settings: Settings, term_metadata: MetadataByTerm
) -> dict[Key, Term]:
    """Return all groups of a kind by their keys, in the order in which an overview shows them."""
    members: dict[Key, dict[str, Post]] = defaultdict(dict)
    spellings: dict[Key, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for key, way in _MEMBERSHIPS[taxonomy](post):
            members[key][post.docname] = post
            spellings[key][way[-1]] += 1
    options = settings.index(taxonomy.index)
    said = {key: term_metadata.get((taxonomy, key), NO_METADATA) for key in sorted(members)}
    slugs = _slugs(taxonomy, said)
    names: dict[Key, tuple[str, ...]] = {}
    for key, metadata in said.items():
        names[key] = (*names.get(key[:-1], ()), metadata.name or _commonest(spellings[key]))
    terms: list[Term] = []
    for key, found in members.items():
        # In a timeline, a pinned post would stand in a wrong month.
        found_in_order = ordered(found.values(), options.order, pinned=options.layout != "timeline")
        has_page = options.shown and (taxonomy is not Taxonomy.TAG or len(found) >= settings.tag_min_posts)
        address = f"{settings.browse}/{options.folder}/{slugs[key]}" if has_page else None
        author = _person(found.values(), key) if taxonomy is Taxonomy.AUTHOR else None
        docname = said[key].docname or address
        terms.append(Term(taxonomy, key, slugs[key], names[key], found_in_order, docname, said[key], author))
    return {term.key: term for term in sorted(terms, key=lambda term: _rank(term, options.sort))}


def _commonest(spellings: Counter[str]) -> str:
    """Return the commonest spelling; of equally frequent ones the first in code point order, whatever the order of posts."""
    return min(spellings, key=lambda name: (-spellings[name], name))


def _slugs(taxonomy: Taxonomy, term_metadata: Mapping[Key, TermMetadata]) -> dict[Key, str]:
    """Return the slug of each key; that of a key's beginning comes before its own."""
    result: dict[Key, str] = {}
    taken: set[str] = set()
    for key, metadata in term_metadata.items():
        last = metadata.slug or key[-1]
        if _RESERVED.fullmatch(last):
            last = f"{last}-{taxonomy.value}"
        above = result.get(key[:-1])
        result[key] = unique(f"{above}/{last}" if above else last, taken)
        taken.add(result[key])
    return result


def _person(posts: Iterable[Post], key: Key) -> Author:
    """Return the author as the newest post has them that says most of them."""
    people = [author for post in posts for author in post.authors if slugify(author.name) == key[0]]
    return max(people, key=lambda author: (bool(author.key), bool(author.picture), bool(author.url)))


def _rank(term: Term, sort: str) -> tuple[object, ...]:
    order = term.metadata.order
    first: tuple[object, ...] = (order is None, order or 0)
    if sort == "count":
        first += (-len(term.posts),)
    elif sort == "newest" and (published := term.newest.published):
        first += (0, -published.timestamp())
    elif sort == "newest":
        first += (1, 0.0)
    return (*first, tuple(name.casefold() for name in term.names), term.slug)
