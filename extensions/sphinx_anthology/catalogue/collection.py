"""The posts of one blog, grouped: a site has one collection of posts, or several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..settings import Settings
from ..slugs import slugify
from ..taxonomy import Taxonomy
from .post import Post
from .selection import Selection, ordered
from .terms import Key, MetadataByTerm, Term, named_key, term_keys, terms_by_key


@dataclass(frozen=True, slots=True)
class Selected:
    """What was found of what a listing asks for."""

    posts: tuple[Post, ...]
    unknown: tuple[tuple[Taxonomy, str], ...] = ()
    """The groups that are asked for and do not exist: kind and name."""


@dataclass(frozen=True)
class Collection:
    """Posts that have their own indexes. Nothing in it changes after it is made."""

    settings: Settings = field(default_factory=Settings)
    posts: tuple[Post, ...] = ()
    """The posts that listings show, newest first; those without a date come last."""
    term_metadata: MetadataByTerm = field(default_factory=dict)
    _selected: dict[Selection, Selected] = field(default_factory=dict, repr=False, compare=False)
    """What was asked for already, for lists that many pages show a part of."""

    @property
    def name(self) -> str:
        """The name; empty for the main collection."""
        return self.settings.collection

    @cached_property
    def terms(self) -> Mapping[Taxonomy, Mapping[Key, Term]]:
        """All groups by kind and key, in the order in which overviews show them."""
        return {taxonomy: terms_by_key(self.posts, taxonomy, self.settings, self.term_metadata) for taxonomy in Taxonomy}

    @cached_property
    def by_slug(self) -> Mapping[Taxonomy, Mapping[str, Term]]:
        """All groups by kind and slug."""
        return {taxonomy: {term.slug: term for term in terms.values()} for taxonomy, terms in self.terms.items()}

    @cached_property
    def _by_name(self) -> Mapping[Taxonomy, Mapping[str, Term]]:
        """Groups by the slugs of their names alone; those with others in them before those that lie in others."""
        result: dict[Taxonomy, dict[str, Term]] = {}
        for taxonomy, terms in self.terms.items():
            inner_first = sorted(terms.values(), key=lambda term: (-len(term.key), term.key))
            result[taxonomy] = {slugify(term.name): term for term in inner_first} | {g.key[-1]: g for g in inner_first}
        return result

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {post.docname: number for number, post in enumerate(self.posts)}

    def term(self, taxonomy: Taxonomy, name: str) -> Term | None:
        """Return the group with the slug or, in any spelling, the name: ``AI / Models``, or ``Models`` alone."""
        terms = self.terms[taxonomy]
        found = self.by_slug[taxonomy].get(name) or terms.get((slugify(name),)) or terms.get(named_key(name))
        return found or self._by_name[taxonomy].get(slugify(name))

    @cached_property
    def series_positions(self) -> Mapping[str, int]:
        """The position of each listed post in its series, counted from 0, by docname. Posts without a series are missing."""
        series = self.terms[Taxonomy.SERIES].values()
        return {post.docname: position for term in series for position, post in enumerate(term.posts)}

    def terms_of(self, post: Post, taxonomy: Taxonomy) -> tuple[Term, ...]:
        """Return the groups of a kind that *post* names itself, its main one first; not those that hold hidden posts alone."""
        terms = self.terms[taxonomy]
        keys = term_keys(post, taxonomy)
        # A post in AI / Models is in AI as well, but it is AI / Models that it names.
        named = [key for key in keys if not any(other != key and other[: len(key)] == key for other in keys)]
        return tuple(terms[key] for key in named if key in terms)

    def category_names(self, post: Post) -> tuple[str, ...]:
        """Return the names of a post's categories as the site calls them, each with those that it lies in: ``AI / Models``."""
        return tuple(term.full_name for term in self.terms_of(post, Taxonomy.CATEGORY))

    def with_parents(self, term: Term) -> tuple[Term, ...]:
        """Return a group after those that it lies in, the outermost first."""
        terms = self.terms[term.taxonomy]
        return tuple(terms[term.key[:depth]] for depth in range(1, len(term.key) + 1))

    def within(self, taxonomy: Taxonomy, key: Key = ()) -> tuple[Term, ...]:
        """Return the groups that lie just in another; those that lie in no other if *key* is empty."""
        return tuple(term for term in self.terms[taxonomy].values() if term.key[:-1] == key)

    def page(self, index: str) -> str | None:
        """Return the docname of the first page of an index, or of the overview of its groups; None if there is none."""
        options = self.settings.index(index)
        taxonomy = next((taxonomy for taxonomy in Taxonomy if taxonomy.index == index), None)
        least = 2 if index == "map" else 1  # one article has nothing to link to
        if not options.shown or len(self.terms[taxonomy] if taxonomy else self.posts) < least:
            return None
        return f"{self.settings.browse}/{options.folder}"

    def is_in_sidebar(self, taxonomy: Taxonomy) -> bool:
        """Tell whether the sidebar leads to the overview of a kind: one author need not be looked for among authors."""
        return len(self.terms[taxonomy]) > (1 if taxonomy is Taxonomy.AUTHOR else 0)

    def neighbours(self, post: Post) -> tuple[Post | None, Post | None]:
        """Return the posts published just before and just after *post*; a hidden one has no neighbours."""
        position = self._positions.get(post.docname)
        if position is None:
            return None, None
        older = self.posts[position + 1] if position + 1 < len(self.posts) else None
        newer = self.posts[position - 1] if position else None
        return older, newer

    def select(self, selection: Selection) -> Selected:
        """Return the posts that a listing asks for."""
        if selection not in self._selected:
            self._selected[selection] = self._select(selection)
        return self._selected[selection]

    def _select(self, selection: Selection) -> Selected:
        wanted = {
            Taxonomy.CATEGORY: selection.category,
            Taxonomy.TAG: selection.tag,
            Taxonomy.AUTHOR: selection.author,
            Taxonomy.SERIES: selection.series,
        }
        unknown: list[tuple[Taxonomy, str]] = []
        terms: list[Term] = []
        lists: list[tuple[Post, ...]] = []
        for taxonomy, value in wanted.items():
            if value:
                found = {name: self.term(taxonomy, name) for name in self._names(taxonomy, value)}
                unknown += [(taxonomy, name) for name, term in found.items() if term is None]
                terms += (some := [term for term in found.values() if term])
                lists.append(tuple({post.docname: post for term in some for post in term.posts}.values()))
        posts = lists[0] if lists else self.posts
        for others in lists[1:]:
            known = {post.docname for post in others}
            posts = tuple(post for post in posts if post.docname in known)
        posts = tuple(post for post in posts if selection.meets(post))
        # The posts of one group have the order of its index already.
        if selection.sort or len(terms) != 1:
            posts = ordered(posts, selection.sort or self.settings.index("posts").order, selection.pinned_first)
        end = None if selection.limit is None else selection.offset + selection.limit
        return Selected(posts[selection.offset : end], tuple(unknown))

    def _names(self, taxonomy: Taxonomy, value: str) -> list[str]:
        """Return the names in a text with commas between; a name may have a comma itself."""
        if self.term(taxonomy, value):
            return [value]
        return [name for part in value.split(",") if (name := part.strip())]
