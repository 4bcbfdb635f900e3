"""The questions that pages ask the catalogue.

A page that shows something of other posts asks a query and is made from the answer. The query and a fingerprint of the
answer are remembered with the page; at the next build the query is asked again, and a page whose answer differs is read
anew. This is the whole of incremental building: what a page does not ask, it must not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol, TypeVar

from ..fields.record import Author, Cover
from ..taxonomy import Taxonomy
from .catalogue import Catalogue
from .collection import Collection
from .post import Post
from .selection import EVERYTHING, Selection
from .terms import Term

Answer = TypeVar("Answer", covariant=True)


class Query(Protocol[Answer]):
    """A question with an answer that depends on the catalogue alone; equal queries are the same question."""

    def answer(self, catalogue: Catalogue) -> Answer:
        """Return the answer: data with a ``repr`` that tells different answers apart."""


def fingerprint(answer: object) -> str:
    """Return a short text that differs when what an answer shows differs."""
    return blake2b(repr(answer).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be linked to."""

    docname: str | None
    """The page; None for something without a page, which is only named."""
    title: str
    language: str | None = None
    """The language of the title, if it is known."""


def _to_post(post: Post | None) -> Target | None:
    return Target(post.docname, post.title, post.language) if post else None


def _to_group(term: Term) -> Target:
    return Target(term.docname, term.name)


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """The place of an article in a series."""

    series: Target
    number: int
    """Counted from 1."""
    total: int
    before: Target | None
    after: Target | None


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """All that the page of an article shows."""

    post: Post
    categories: tuple[tuple[Target, ...], ...]
    """The ways to its categories, each from the outermost one; its main one first."""
    tags: tuple[Target, ...]
    authors: tuple[Target, ...]
    part: SeriesPart | None
    older: Target | None
    newer: Target | None
    parent: str | None
    """The index page under which it lies: that of its main category, or of all posts."""


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """What does the page *docname* show, if it is an article?"""

    docname: str

    def answer(self, catalogue: Catalogue) -> ArticleAnswer | None:
        post = catalogue.by_docname.get(self.docname)
        if post is None:
            return None
        collection = catalogue.collection_of(post)
        older, newer = map(_to_post, collection.neighbours(post))
        ways = [collection.with_parents(term) for term in collection.terms_of(post, Taxonomy.CATEGORY)]
        return ArticleAnswer(
            post,
            tuple(tuple(map(_to_group, way)) for way in ways),
            tuple(_from_tag(term, post) for term in collection.terms_of(post, Taxonomy.TAG)),
            tuple(map(_to_group, collection.terms_of(post, Taxonomy.AUTHOR))),
            _part(post, collection),
            older,
            newer,
            parent(post, collection),
        )


def parent(post: Post, collection: Collection) -> str | None:
    """Return the index page under which an article lies."""
    terms = collection.terms_of(post, Taxonomy.CATEGORY)
    return (terms[0].docname if terms else None) or collection.page("posts")


def _from_tag(term: Term, post: Post) -> Target:
    """Return where a tag of *post* leads: to its page, or if it is too rare for one to the only other post that has it."""
    others = [other for other in term.posts if other.docname != post.docname]
    docname = term.docname or (others[0].docname if len(others) == 1 else None)
    return Target(docname, term.name)


def _part(post: Post, collection: Collection) -> SeriesPart | None:
    terms = collection.terms_of(post, Taxonomy.SERIES)
    if not terms:
        return None
    docnames = [other.docname for other in terms[0].posts]
    if post.docname not in docnames:
        return None
    place = docnames.index(post.docname)
    before, after = (terms[0].posts[place - 1] if place else None, *terms[0].posts[place + 1 : place + 2], None)[:2]
    return SeriesPart(_to_group(terms[0]), place + 1, len(docnames), _to_post(before), _to_post(after))


@dataclass(frozen=True, slots=True)
class ListingAnswer:
    """The posts on one page of a listing, and how many pages there are."""

    posts: tuple[Post, ...]
    pages: int
    unknown: tuple[tuple[Taxonomy, str], ...] = ()
    """The groups that the listing names and that do not exist."""
    categories: tuple[tuple[str, ...], ...] = ()
    """What the categories of each post are called."""


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """Which posts?"""

    selection: Selection = EVERYTHING
    collection: str = ""
    page: int | None = None
    """Which page, counted from 1, of *page_size* posts; None for all on one."""
    page_size: int = 24

    def answer(self, catalogue: Catalogue) -> ListingAnswer:
        collection = catalogue.collection(self.collection)
        selected = collection.select(self.selection)
        posts, number_of_pages = selected.posts, 1
        if self.page is not None:
            start, number_of_pages = (self.page - 1) * self.page_size, pages(len(posts), self.page_size)
            posts = posts[start : start + self.page_size]
        return ListingAnswer(posts, number_of_pages, selected.unknown, tuple(map(collection.category_names, posts)))


def pages(count: int, page_size: int) -> int:
    """Return how many pages *count* posts take; at least one."""
    return max(-(-count // max(page_size, 1)), 1)


@dataclass(frozen=True, slots=True)
class TermSummary:
    """A group in an overview."""

    target: Target
    slug: str
    count: int
    description: str
    cover: Cover | None
    """Its own, or that of its newest post with one."""
    newest: Target
    inner: tuple[Target, ...]
    """The groups that lie in it."""
    posts: tuple[Target, ...]
    """Its posts, if it has no page of its own."""
    author: Author | None
    profile: tuple[object, ...] = ()
    """What is known of the author that ``repr`` leaves out, for telling answers apart."""


@dataclass(frozen=True, slots=True)
class TermListQuery:
    """Which groups of a kind are there, in the order of their index?"""

    taxonomy: Taxonomy
    collection: str = ""
    within: str = ""
    """Only the groups that lie just in this one; all that lie in none if empty."""

    def answer(self, catalogue: Catalogue) -> tuple[TermSummary, ...]:
        collection = catalogue.collection(self.collection)
        outer = collection.term(self.taxonomy, self.within) if self.within else None
        if self.within and outer is None:
            return ()
        return tuple(_summary(term, collection) for term in collection.within(self.taxonomy, outer.key if outer else ()))


def _summary(term: Term, collection: Collection) -> TermSummary:
    covers = (post.cover for post in term.posts if post.cover and post.cover.usable)
    return TermSummary(
        _to_group(term),
        term.slug,
        len(term.posts),
        term.metadata.description,
        term.metadata.cover or next(covers, None),
        Target(term.newest.docname, term.newest.title, term.newest.language),
        tuple(map(_to_group, collection.within(term.taxonomy, term.key))),
        () if term.docname else tuple(Target(post.docname, post.title) for post in term.posts),
        term.author,
        term.author.profile if term.author else (),
    )


@dataclass(frozen=True, slots=True)
class TermHeaderAnswer:
    """What stands at the head of the index of a group."""

    way: tuple[Target, ...]
    """The pages above it: the overview, then the groups that it lies in."""
    summary: TermSummary


@dataclass(frozen=True, slots=True)
class TermHeaderQuery:
    """What is known of a group, beside its posts?"""

    taxonomy: Taxonomy
    slug: str
    collection: str = ""

    def answer(self, catalogue: Catalogue) -> TermHeaderAnswer | None:
        collection = catalogue.collection(self.collection)
        term = collection.by_slug[self.taxonomy].get(self.slug)
        if term is None:
            return None
        above = collection.with_parents(term)[:-1]
        way = (Target(collection.page(self.taxonomy.index), ""), *map(_to_group, above))
        return TermHeaderAnswer(way, _summary(term, collection))


@dataclass(frozen=True, slots=True)
class YearActivity:
    """How many posts were published in a year."""

    year: int
    page: str | None
    months: tuple[int, ...]
    """Twelve numbers."""


@dataclass(frozen=True, slots=True)
class ActivityQuery:
    """How many posts were published when? Newest year first unless years are sorted by name, without gaps."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[YearActivity, ...]:
        collection = catalogue.collection(self.collection)
        counts = Counter((post.published.year, post.published.month) for post in collection.posts if post.published)
        if not counts:
            return ()
        pages = {term.key[0]: term.docname for term in collection.terms[Taxonomy.YEAR].values()}
        years = [year for year, _ in counts]
        newest_first = tuple(
            YearActivity(year, pages.get(f"{year:04}"), tuple(counts[year, month] for month in range(1, 13)))
            for year in range(max(years), min(years) - 1, -1)
        )
        return newest_first[::-1] if collection.settings.index("archive").sort == "name" else newest_first


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An article on the map of links."""

    docname: str
    title: str
    category: str
    """The outermost of its main category; empty if it has none."""


@dataclass(frozen=True, slots=True)
class LinkMapQuery:
    """Which articles are on the map of a collection? Newest first."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[MapPoint, ...]:
        collection = catalogue.collection(self.collection)
        result = []
        for post in collection.posts:
            terms = collection.terms_of(post, Taxonomy.CATEGORY)
            result.append(MapPoint(post.docname, post.title, collection.with_parents(terms[0])[0].name if terms else ""))
        return tuple(result)


@dataclass(frozen=True, slots=True)
class ChaptersQuery:
    """Which pages belong under an index page, and which of them does the sidebar show?"""

    category: str | None
    """The slug of a category; None for the page of all posts, which takes in those without a category."""
    collection: str = ""

    def answer(self, catalogue: Catalogue) -> ChaptersAnswer:
        collection = catalogue.collection(self.collection)
        term = collection.by_slug[Taxonomy.CATEGORY].get(self.category) if self.category is not None else None
        if self.category is not None and term is None:
            return ChaptersAnswer((), ())
        page = term.docname if term else collection.page("posts")
        posts = term.posts if term else collection.posts
        inner = collection.within(Taxonomy.CATEGORY, term.key) if term else ()
        return ChaptersAnswer(
            tuple(other.docname for other in inner if other.docname),
            tuple(post.docname for post in posts if parent(post, collection) == page),
        )


@dataclass(frozen=True, slots=True)
class ChaptersAnswer:
    """The docnames of what lies under an index page."""

    categories: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentionQuery:
    """What does a reference to a post or a group lead to?"""

    taxonomy: str
    """``post``, or the value of a :class:`.taxonomy.Kind`."""
    name: str

    def answer(self, catalogue: Catalogue) -> Target | None:
        if self.taxonomy == "post":
            return _to_post(catalogue.find(self.name))
        term = catalogue.find_term(Taxonomy(self.taxonomy), self.name)
        if term is None:
            return None
        only = term.posts[0].docname if len(term.posts) == 1 else None
        return Target(term.docname or only, term.name)


@dataclass(frozen=True, slots=True)
class SidebarAnswer:
    """The index pages of a collection that the sidebar leads to."""

    title: str
    """As the option says; empty for the words of the interface."""
    indexes: tuple[str, ...]
    """The pages of all posts and of all groups of a kind, but not of categories."""
    categories: tuple[str, ...]
    """The overview of categories, and those that lie in no other."""


@dataclass(frozen=True, slots=True)
class SidebarQuery:
    """Which index pages of a collection does the sidebar lead to?"""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> SidebarAnswer:
        collection = catalogue.collection(self.collection)
        taxonomies = (
            taxonomy for taxonomy in Taxonomy if taxonomy is not Taxonomy.CATEGORY and collection.is_in_sidebar(taxonomy)
        )
        names = ["posts", *(taxonomy.index for taxonomy in taxonomies), "map"]
        outermost = (term.docname for term in collection.within(Taxonomy.CATEGORY))
        return SidebarAnswer(
            collection.settings.title,
            _present(collection.page(name) for name in names),
            _present([collection.page("categories"), *outermost]),
        )


def _present(docnames: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(docname for docname in docnames if docname)
