"""The query for the page of an article."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import Catalogue
from ..collection import Collection
from ..post import Post
from ..taxonomy import Taxonomy
from ..terms import Term
from .base import Target
from .navigation import parent_page


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """The place of an article in its series."""

    series: Target
    number: int
    """Counted from 1."""
    total: int
    before: Target | None
    """The previous part."""
    after: Target | None
    """The next part."""


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """Everything that the page of an article shows."""

    post: Post
    categories: tuple[tuple[Target, ...], ...]
    """For each category its path, outermost category first. The main category comes first."""
    tags: tuple[Target, ...]
    authors: tuple[Target, ...]
    part: SeriesPart | None
    """None if the article belongs to no series."""
    older: Target | None
    """The article published before this one."""
    newer: Target | None
    """The article published after this one."""
    parent: str | None
    """The docname of the index page above the article (see :func:`.parent_page`)."""
    translations: tuple[Target, ...]
    """The article in other languages, sorted by language."""


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Ask for everything that the page of an article shows."""

    docname: str

    def answer(self, catalogue: Catalogue) -> ArticleAnswer | None:
        """Return the answer, or None if the page is not an article."""
        post = catalogue.by_docname.get(self.docname)
        if post is None:
            return None
        collection = catalogue.collection_of(post)
        older, newer = collection.neighbours(post)
        paths = [collection.with_parents(term) for term in collection.terms_of(post, Taxonomy.CATEGORY)]
        return ArticleAnswer(
            post,
            tuple(tuple(map(Target.from_term, path)) for path in paths),
            tuple(_tag_target(term, post) for term in collection.terms_of(post, Taxonomy.TAG)),
            tuple(map(Target.from_term, collection.terms_of(post, Taxonomy.AUTHOR))),
            _series_part(post, collection),
            Target.from_post(older) if older else None,
            Target.from_post(newer) if newer else None,
            parent_page(post, collection),
            tuple(Target.from_post(catalogue.by_docname[name]) for name in post.translations if name in catalogue.by_docname),
        )


def _tag_target(tag: Term, post: Post) -> Target:
    """Return the target of a tag on the page of *post*: the tag's page, or else the only other post with that tag."""
    if tag.docname or len(tag.posts) > 2:
        return Target.from_term(tag)
    others = [other.docname for other in tag.posts if other.docname != post.docname]
    return Target(others[0] if len(others) == 1 else None, tag.name)


def _series_part(post: Post, collection: Collection) -> SeriesPart | None:
    """Return the place of *post* in its series, or None if it has no series or is hidden and so not listed in it."""
    position = collection.series_positions.get(post.docname)
    if position is None:
        return None
    (series,) = collection.terms_of(post, Taxonomy.SERIES)
    before = Target.from_post(series.posts[position - 1]) if position else None
    after = Target.from_post(series.posts[position + 1]) if position + 1 < len(series.posts) else None
    return SeriesPart(Target.from_term(series), position + 1, len(series.posts), before, after)
