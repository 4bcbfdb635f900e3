"""The queries for lists of terms and for the top of a term page."""

from __future__ import annotations

from dataclasses import dataclass

from ...fields.record import Author, Cover, ProfileLink
from ...urls import Url
from ..catalogue import Catalogue
from ..collection import Collection
from ..taxonomy import Taxonomy
from ..terms import Term
from .base import Target
from .emblems import Emblem


@dataclass(frozen=True, slots=True)
class AuthorProfile:
    """What pages show of an author beside the posts."""

    name: str
    url: Url
    role: str
    bio: str
    links: tuple[ProfileLink, ...]
    portrait: Cover | None

    @classmethod
    def from_author(cls, author: Author) -> AuthorProfile:
        """Return the profile of *author*."""
        return cls(author.name, author.url, author.role, author.bio, author.links, author.portrait)


@dataclass(frozen=True, slots=True)
class TermSummary:
    """What a list of terms shows of one term."""

    target: Target
    slug: str
    count: int
    """The number of its posts."""
    description: str
    cover: Cover | None
    """The term's own cover, or else the cover of its first post with one."""
    newest: Target
    """The post published last."""
    inner: tuple[Target, ...]
    """The terms directly below it."""
    posts: tuple[Target, ...]
    """Its posts, if the term has no page; otherwise empty."""
    author: AuthorProfile | None
    """The author, if the taxonomy is that of authors."""
    emblem: Emblem
    """What stands for its picture if it has none."""


@dataclass(frozen=True, slots=True)
class TermListQuery:
    """Ask for the terms of a taxonomy, in the order of their index page."""

    taxonomy: Taxonomy
    collection: str = ""
    within: str = ""
    """The name or slug of a term: ask for the terms directly below it. If empty, ask for the terms without a parent."""

    def answer(self, catalogue: Catalogue) -> tuple[TermSummary, ...]:
        """Return the terms; none if *within* names no term."""
        collection = catalogue.collection(self.collection)
        outer = collection.find_term(self.taxonomy, self.within) if self.within else None
        if self.within and outer is None:
            return ()
        return tuple(_summarise(term, collection) for term in collection.children(self.taxonomy, outer.key if outer else ()))


@dataclass(frozen=True, slots=True)
class TermHeaderAnswer:
    """What a term page shows above its posts."""

    index: Target
    """The page of all terms of the taxonomy. Its title is empty unless the project configures one."""
    parents: tuple[Target, ...]
    """The terms above this one, outermost first."""
    summary: TermSummary


@dataclass(frozen=True, slots=True)
class TermHeaderQuery:
    """Ask for what the page of a term shows above its posts."""

    taxonomy: Taxonomy
    slug: str
    collection: str = ""

    def answer(self, catalogue: Catalogue) -> TermHeaderAnswer | None:
        """Return the answer, or None if there is no such term."""
        collection = catalogue.collection(self.collection)
        term = collection.by_slug[self.taxonomy].get(self.slug)
        if term is None:
            return None
        index = self.taxonomy.index
        parents = collection.with_parents(term)[:-1]
        return TermHeaderAnswer(
            Target(collection.index_page(index), collection.settings.index(index).title),
            tuple(map(Target.from_term, parents)),
            _summarise(term, collection),
        )


def _summarise(term: Term, collection: Collection) -> TermSummary:
    covers = (post.cover for post in term.posts if post.cover and post.cover.is_usable)
    return TermSummary(
        Target.from_term(term),
        term.slug,
        len(term.posts),
        term.metadata.description,
        term.metadata.cover or next(covers, None),
        Target.from_post(term.newest),
        tuple(map(Target.from_term, collection.children(term.taxonomy, term.key))),
        () if term.docname else tuple(Target(post.docname, post.title) for post in term.posts),
        AuthorProfile.from_author(term.author) if term.author else None,
        Emblem.from_term(term),
    )
