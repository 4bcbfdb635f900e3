"""Terms of taxonomies: the posts that share a category, a tag, an author, a series or a year.

Posts may spell the name of a term in several ways. Two spellings name the same term if their slugs are equal (see
:mod:`.slugs`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..fields.record import Author, Cover
from ..settings import Settings
from ..slugs import make_unique, slugify
from .colours import derive_colour
from .post import Post
from .selection import make_natural_key, newest_first, sort_posts
from .taxonomy import Taxonomy
from .versions import Versions

Key = tuple[str, ...]
"""The slugs of a term's name and of its parents' names, outermost first. It identifies the term, whatever its address is."""

_SEPARATOR = re.compile(r"\s*[/>»›]\s*")
_RESERVED = re.compile(r"index|page-\d+")
"""Last parts that a slug must not have: the index page in a folder, and the further pages of the parent."""


_TRUSTED_WEIGHT = 1_000_000
"""How many untrusted posts must spell a term alike to outweigh a trusted one."""


@dataclass(frozen=True, slots=True)
class TermMetadata:
    """What the configuration or a handwritten page says of a term beside its posts."""

    name: str = ""
    """The name to show; empty for the spelling of most posts."""
    slug: str = ""
    """The last part of the address; empty for the slug of the name."""
    description: str = ""
    cover: Cover | None = None
    order: int | None = None
    """The place among its siblings. Terms without a place follow, sorted as the index says."""
    docname: str = ""
    """The handwritten page that replaces the generated one."""
    colour: str = ""
    """The colour as ``#rrggbb``; empty for one that is derived from the name."""


NO_METADATA = TermMetadata()
MetadataByTerm = Mapping[tuple[Taxonomy, Key], TermMetadata]


@dataclass(frozen=True, slots=True)
class Term:
    """The posts that share a category, a tag, an author, a series or a year."""

    taxonomy: Taxonomy
    key: Key
    slug: str
    """The address in the folder of its taxonomy. A category below another has the slug of its parent and a slash in front."""
    names: tuple[str, ...]
    """The names of its parents, outermost first, then its own: the configured one, or the spelling of most posts."""
    posts: tuple[Post, ...]
    """The posts that its page lists, never none, in the order of the page: each article once (see :mod:`.versions`)."""
    members: tuple[Post, ...]
    """The listed posts in all languages, in the same order."""
    docname: str | None
    """Its first page, or None if it has no page."""
    metadata: TermMetadata = field(default=NO_METADATA)
    author: Author | None = None
    """The author, if the taxonomy is that of authors."""

    @property
    def name(self) -> str:
        """The name without its parents."""
        return self.names[-1]

    @property
    def full_name(self) -> str:
        """The name with its parents: ``AI / Models``."""
        return " / ".join(self.names)

    @property
    def colour(self) -> str:
        """The colour, as ``#rrggbb``: the given one, or else one that is always the same for the name."""
        return self.metadata.colour or derive_colour("/".join(self.key))

    @property
    def newest(self) -> Post:
        """The post published last."""
        return min(self.posts, key=newest_first)


def make_category_key(path: Iterable[str]) -> Key:
    """Return the key of a category, given its parents' names and its own. Blank names are skipped."""
    return tuple(slug for name in path if (slug := slugify(name)))


def parse_term_key(name: str) -> Key:
    """Return the key of the term that a full name such as ``AI / Models`` denotes. ``/``, ``>``, ``»`` and ``›`` separate."""
    return make_category_key(_SEPARATOR.split(name))


_Membership = tuple[Key, str]
"""The key of a term that a post belongs to, and the post's spelling of its name."""


def _category_memberships(post: Post) -> Iterator[_Membership]:
    """Yield a post's categories, each after its parents."""
    for path in post.categories:
        names = [name for name in path if slugify(name)]
        for depth, name in enumerate(names, start=1):
            yield make_category_key(names[:depth]), name


def _named_memberships(*names: str) -> Iterator[_Membership]:
    for name in names:
        if slug := slugify(name):
            yield (slug,), name


_MEMBERSHIPS: Mapping[Taxonomy, Callable[[Post], Iterable[_Membership]]] = {
    Taxonomy.CATEGORY: _category_memberships,
    Taxonomy.TAG: lambda post: _named_memberships(*post.tags),
    Taxonomy.AUTHOR: lambda post: _named_memberships(*(author.name for author in post.authors)),
    Taxonomy.SERIES: lambda post: _named_memberships(post.series or ""),
    Taxonomy.YEAR: lambda post: _named_memberships(str(post.published.year) if post.published else ""),
}


def list_term_keys(post: Post, taxonomy: Taxonomy) -> tuple[Key, ...]:
    """Return the keys of the terms that *post* names, in its order and each after its parents."""
    return tuple(dict.fromkeys(key for key, _ in _MEMBERSHIPS[taxonomy](post)))


def build_terms(versions: Versions, taxonomy: Taxonomy, settings: Settings, term_metadata: MetadataByTerm) -> dict[Key, Term]:
    """Group the posts of a collection into the terms of a taxonomy.

    :param settings: those of the collection.
    :returns: the terms by key, in the order of the index page.
    """
    members: dict[Key, dict[str, Post]] = defaultdict(dict)
    spellings: dict[Key, Counter[str]] = defaultdict(Counter)
    for post in versions.posts:
        for key, name in _MEMBERSHIPS[taxonomy](post):
            members[key][post.docname] = post
            spellings[key][name] += 1 if post.is_untrusted else _TRUSTED_WEIGHT
    untrusted = {key for key, found in members.items() if all(post.is_untrusted for post in found.values())}
    # Sorted, so that each key comes after those of its parents, and terms of untrusted posts alone take no address of others.
    keys = sorted(members, key=lambda key: (key in untrusted, key))
    metadata = {key: term_metadata.get((taxonomy, key), NO_METADATA) for key in keys}
    slugs, names = _assign_slugs(taxonomy, metadata), _choose_names(metadata, spellings)
    builder = _TermBuilder(taxonomy, settings, metadata, slugs, names, versions)
    terms = [builder.build(key, tuple(found.values())) for key, found in members.items()]
    return {term.key: term for term in sorted(terms, key=builder.sort_key)}


@dataclass(frozen=True, slots=True)
class _TermBuilder:
    """Builds the terms of one taxonomy of one collection."""

    taxonomy: Taxonomy
    settings: Settings
    metadata: Mapping[Key, TermMetadata]
    slugs: Mapping[Key, str]
    names: Mapping[Key, tuple[str, ...]]
    versions: Versions

    def build(self, key: Key, members: tuple[Post, ...]) -> Term:
        """Return the term of *key*, given its posts in any order."""
        options = self.settings.index(self.taxonomy.index)
        # In a timeline, a pinned post would be in the wrong month.
        in_order = sort_posts(members, options.order, options.layout != "timeline", self.settings.language)
        # A translation may have names of its own, but an article has one date.
        choose = self.versions.keep_listed if self.taxonomy is Taxonomy.YEAR else self.versions.choose
        posts = choose(in_order)
        has_page = options.shown and (self.taxonomy is not Taxonomy.TAG or len(posts) >= self.settings.tag_min_posts)
        docname = f"{self.settings.browse}/{options.folder}/{self.slugs[key]}" if has_page else None
        metadata = self.metadata[key]
        author = _choose_author(members, key) if self.taxonomy is Taxonomy.AUTHOR else None
        slug, names = self.slugs[key], self.names[key]
        return Term(self.taxonomy, key, slug, names, posts, in_order, metadata.docname or docname, metadata, author)

    def sort_key(self, term: Term) -> tuple[object, ...]:
        """Return the sort key of a term on the index page: its given place, then the configured order, then its name."""
        order, sort = term.metadata.order, self.settings.index(self.taxonomy.index).sort
        place: tuple[object, ...] = (order is None, order or 0)
        if sort == "count":
            place += (-len(term.posts),)
        elif sort == "newest":
            place += newest_first(term.newest)[:2]
        return (*place, tuple(make_natural_key(name, self.settings.language) for name in term.names), term.slug)


def _choose_names(metadata: Mapping[Key, TermMetadata], spellings: Mapping[Key, Counter[str]]) -> dict[Key, tuple[str, ...]]:
    """Return the names of each term, its parents' first. Parents must come before their children in *metadata*."""
    names: dict[Key, tuple[str, ...]] = {}
    for key, given in metadata.items():
        names[key] = (*names.get(key[:-1], ()), given.name or _most_common(spellings[key]))
    return names


def _most_common(spellings: Counter[str]) -> str:
    """Return the most common spelling. Ties are broken by code points, so that the order of posts changes nothing."""
    return min(spellings, key=lambda name: (-spellings[name], name))


def _assign_slugs(taxonomy: Taxonomy, metadata: Mapping[Key, TermMetadata]) -> dict[Key, str]:
    """Return a unique slug for each term. Parents must come before their children in *metadata*."""
    slugs: dict[Key, str] = {}
    taken: set[str] = set()
    for key, given in metadata.items():
        last = given.slug or key[-1]
        if _RESERVED.fullmatch(last):
            last = f"{last}-{taxonomy.value}"
        parent = slugs.get(key[:-1])
        slugs[key] = make_unique(f"{parent}/{last}" if parent else last, taken)
        taken.add(slugs[key])
    return slugs


def _choose_author(posts: Iterable[Post], key: Key) -> Author:
    """Return the most detailed record of an author; of equally detailed ones that of the first post.

    Records of untrusted posts count only if no other post has the author.
    """
    posts = list(posts)
    trusted = [post for post in posts if not post.is_untrusted]
    records = [author for post in trusted or posts for author in post.authors if slugify(author.name) == key[0]]
    return max(records, key=lambda author: (bool(author.key), bool(author.picture), bool(author.url)))
