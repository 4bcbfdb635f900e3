"""The posts of one blog, with their terms. A site has one collection or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..settings import Settings
from ..slugs import slugify
from .post import Post
from .selection import Selection, sort_posts
from .taxonomy import Taxonomy
from .terms import Key, MetadataByTerm, Term, build_terms, list_term_keys, parse_term_key
from .versions import Versions


@dataclass(frozen=True, slots=True)
class SelectedPosts:
    """The posts of a selection."""

    posts: tuple[Post, ...]
    unknown: tuple[tuple[Taxonomy, str], ...] = ()
    """The terms that the selection names and that do not exist: taxonomy and name."""


@dataclass(frozen=True)
class Collection:
    """The posts of one blog, which have their own indexes. Immutable."""

    settings: Settings = field(default_factory=Settings)
    posts: tuple[Post, ...] = ()
    """The listed posts in all languages, newest first. Posts without a date come last."""
    term_metadata: MetadataByTerm = field(default_factory=dict)
    language: str = "en"
    """The language tag of the site."""
    _selected: dict[Selection, SelectedPosts] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The results of earlier selections, because each page of an index asks for the same one. A copy has none."""

    @property
    def name(self) -> str:
        """The name; empty for the main collection."""
        return self.settings.collection

    @cached_property
    def versions(self) -> Versions:
        """The versions of each article in several languages."""
        return Versions(self.posts, self.language, self.settings.list_translations)

    @cached_property
    def articles(self) -> tuple[Post, ...]:
        """The posts that a list of all articles shows, newest first: each article once."""
        return self.versions.choose(self.posts)

    @cached_property
    def terms(self) -> Mapping[Taxonomy, Mapping[Key, Term]]:
        """All terms by taxonomy and key, in the order of the index pages."""
        return {taxonomy: build_terms(self.versions, taxonomy, self.settings, self.term_metadata) for taxonomy in Taxonomy}

    @cached_property
    def by_slug(self) -> Mapping[Taxonomy, Mapping[str, Term]]:
        """All terms by taxonomy and slug."""
        return {taxonomy: {term.slug: term for term in terms.values()} for taxonomy, terms in self.terms.items()}

    @cached_property
    def _by_name(self) -> Mapping[Taxonomy, Mapping[str, Term]]:
        """Terms by the slug of their name without parents. Of terms with the same name the outermost wins."""
        result: dict[Taxonomy, dict[str, Term]] = {}
        for taxonomy, terms in self.terms.items():
            innermost_first = sorted(terms.values(), key=lambda term: (-len(term.key), term.key))
            by_shown_name = {slugify(term.name): term for term in innermost_first}
            result[taxonomy] = by_shown_name | {term.key[-1]: term for term in innermost_first}
        return result

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """The position of each post's article among all articles, by docname."""
        return self._place(self.posts, self.articles)

    @cached_property
    def series_positions(self) -> Mapping[str, int]:
        """The position of each post's article in its series, counted from 0, by docname. Posts without a series are missing."""
        series = self.terms[Taxonomy.SERIES].values()
        return {name: position for term in series for name, position in self._place(term.members, term.posts).items()}

    def _place(self, posts: Iterable[Post], articles: Iterable[Post]) -> dict[str, int]:
        """Return the position of each post's article, by the docname of the post."""
        positions = {self.versions.key(post): position for position, post in enumerate(articles)}
        pairs = ((post.docname, positions.get(self.versions.key(post))) for post in posts)
        return {name: position for name, position in pairs if position is not None}

    def find_term(self, taxonomy: Taxonomy, name: str) -> Term | None:
        """Return the term with a slug or a name, in any spelling, with its parents (``AI / Models``) or without."""
        terms = self.terms[taxonomy]
        found = self.by_slug[taxonomy].get(name) or terms.get((slugify(name),)) or terms.get(parse_term_key(name))
        return found or self._by_name[taxonomy].get(slugify(name))

    def terms_of(self, post: Post, taxonomy: Taxonomy) -> tuple[Term, ...]:
        """Return the terms of a taxonomy that *post* names, the main one first.

        A post in ``AI / Models`` names that category alone, and not its parent. A hidden post may name terms that no listed
        post has; they do not exist.
        """
        terms = self.terms[taxonomy]
        keys = list_term_keys(post, taxonomy)
        named = [key for key in keys if not any(other != key and other[: len(key)] == key for other in keys)]
        return tuple(terms[key] for key in named if key in terms)

    def category_names(self, post: Post) -> tuple[str, ...]:
        """Return the site's names of a post's categories, each with its parents: ``AI / Models``."""
        return tuple(term.full_name for term in self.terms_of(post, Taxonomy.CATEGORY))

    def with_parents(self, term: Term) -> tuple[Term, ...]:
        """Return the parents of a term, outermost first, then the term itself."""
        terms = self.terms[term.taxonomy]
        return tuple(terms[term.key[:depth]] for depth in range(1, len(term.key) + 1))

    @cached_property
    def _children(self) -> Mapping[tuple[Taxonomy, Key], tuple[Term, ...]]:
        result: dict[tuple[Taxonomy, Key], list[Term]] = {}
        for taxonomy, terms in self.terms.items():
            for term in terms.values():
                result.setdefault((taxonomy, term.key[:-1]), []).append(term)
        return {parent: tuple(terms) for parent, terms in result.items()}

    def children(self, taxonomy: Taxonomy, key: Key = ()) -> tuple[Term, ...]:
        """Return the terms directly below the term with a key, or the terms without a parent if *key* is empty."""
        return self._children.get((taxonomy, key), ())

    def index_page(self, index: str) -> str | None:
        """Return the docname of the first page of an index (see :data:`.settings.INDEXES`), or None if it has no page."""
        options = self.settings.index(index)
        taxonomy = next((taxonomy for taxonomy in Taxonomy if taxonomy.index == index), None)
        minimum = 2 if index == "map" else 1  # a single article has nothing to link to
        if not options.shown or len(self.terms[taxonomy] if taxonomy else self.articles) < minimum:
            return None
        return f"{self.settings.browse}/{options.folder}"

    def is_in_sidebar(self, taxonomy: Taxonomy) -> bool:
        """Return whether the sidebar shows the index page of a taxonomy. A single author needs no page to be found."""
        return len(self.terms[taxonomy]) > (1 if taxonomy is Taxonomy.AUTHOR else 0)

    def neighbours(self, post: Post) -> tuple[Post | None, Post | None]:
        """Return the next older and newer article, in the language of *post* where they have it; a hidden post has neither."""
        position = self._positions.get(post.docname)
        if position is None:
            return None, None
        older = self.articles[position + 1] if position + 1 < len(self.articles) else None
        newer = self.articles[position - 1] if position else None
        return older and self.versions.find(older, post.language), newer and self.versions.find(newer, post.language)

    def select(self, selection: Selection) -> SelectedPosts:
        """Return the posts of a selection, and the names of terms in it that do not exist."""
        if selection not in self._selected:
            self._selected[selection] = self._select(selection)
        return self._selected[selection]

    def _select(self, selection: Selection) -> SelectedPosts:
        filters = self._resolve_filters(selection)
        unknown = tuple((taxonomy, name) for taxonomy, terms in filters.items() for name, term in terms.items() if not term)
        terms = [term for found in filters.values() for term in found.values() if term]
        posts = self.posts if not filters else _intersect([_union(found.values()) for found in filters.values()])
        if selection.language:
            posts = tuple(post for post in posts if selection.matches_language(post))
        posts = tuple(post for post in self.versions.choose(posts, selection.language) if selection.matches(post))
        # The posts of one term already have the order of its page.
        if selection.sort or len(terms) != 1:
            order = selection.sort or self.settings.index("posts").order
            posts = sort_posts(posts, order, selection.pinned_first, self.settings.language)
        end = None if selection.limit is None else selection.offset + selection.limit
        return SelectedPosts(posts[selection.offset : end], unknown)

    def _resolve_filters(self, selection: Selection) -> dict[Taxonomy, dict[str, Term | None]]:
        """Return the terms that a selection names, by taxonomy and name as written; None for terms that do not exist."""
        filters = {
            Taxonomy.CATEGORY: selection.category,
            Taxonomy.TAG: selection.tag,
            Taxonomy.AUTHOR: selection.author,
            Taxonomy.SERIES: selection.series,
        }
        return {
            taxonomy: {name: self.find_term(taxonomy, name) for name in self._split_names(taxonomy, names)}
            for taxonomy, names in filters.items()
            if names
        }

    def _split_names(self, taxonomy: Taxonomy, names: str) -> list[str]:
        """Split names at commas, unless the whole is the name of a term with a comma in it."""
        if self.find_term(taxonomy, names):
            return [names]
        return [name for part in names.split(",") if (name := part.strip())]


def find_term(collections: Mapping[str, Collection], taxonomy: Taxonomy, name: str) -> Term | None:
    """Return the term with a name or slug in the first collection that has one, or in the collection named: ``notes:Fixes``."""
    found = (collection.find_term(taxonomy, name) for collection in collections.values())
    if term := next((term for term in found if term), None):
        return term
    collection, _, rest = name.partition(":")
    return collections[collection].find_term(taxonomy, rest) if rest and collection in collections else None


def _union(terms: Iterable[Term | None]) -> tuple[Post, ...]:
    """Return the posts of several terms, each once."""
    return tuple({post.docname: post for term in terms if term for post in term.members}.values())


def _intersect(lists: Sequence[tuple[Post, ...]]) -> tuple[Post, ...]:
    """Return the posts that are in all lists, in the order of the first."""
    posts = lists[0]
    for others in lists[1:]:
        docnames = {post.docname for post in others}
        posts = tuple(post for post in posts if post.docname in docnames)
    return posts
