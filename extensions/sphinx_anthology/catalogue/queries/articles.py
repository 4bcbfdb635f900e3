"""The query for the page of an article."""

from __future__ import annotations

from dataclasses import dataclass

from ...fields.languages import LanguageMatch, compare_languages
from ...fields.record import Cover, Status
from ..catalogue import Catalogue
from ..collection import Collection
from ..post import Post
from ..taxonomy import Taxonomy
from ..terms import Term
from ..versions import Versions
from .base import Target
from .emblems import Emblem
from .navigation import parent_page

_MAX_PARTS = 9
"""Maximum number of parts of a series that an article names, so that a long series has no long list on each of its pages."""


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """The place of an article in its series."""

    series: Target
    number: int
    """Counted from 1."""
    total: int
    after: Target | None
    """The next part."""
    nearest: tuple[Target, ...] = ()
    """All parts, or of a long series the nearest ones, in order; the article itself is one of them."""
    first: int = 1
    """The number of the first of :attr:`nearest`."""


@dataclass(frozen=True, slots=True)
class ArticleAuthor:
    """What an article shows of one of its authors."""

    target: Target
    portrait: Cover | None
    """None if it cannot be shown."""
    emblem: Emblem
    """What stands for the portrait if there is none."""

    @classmethod
    def from_term(cls, term: Term) -> ArticleAuthor:
        """Return the author whose articles are those of *term*."""
        portrait = term.author.portrait if term.author else None
        return cls(Target.from_term(term), portrait if portrait and portrait.is_usable else None, Emblem.from_term(term))


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """Everything that the page of an article shows."""

    post: Post
    categories: tuple[tuple[Target, ...], ...]
    """For each category its path, outermost category first. The main category comes first."""
    tags: tuple[Target, ...]
    authors: tuple[ArticleAuthor, ...]
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
    default: str
    """The docname of the version for readers of a language that the article does not have."""

    def list_versions(self, site_language: str) -> list[tuple[str, str]]:
        """Return the language tag and the docname of the article and its translations.

        A version in an unknown language counts as one in the language of the site, unless another version is that; then its
        tag is empty.
        """
        versions = [(one.language, one.docname) for one in (Target.from_post(self.post), *self.translations)]
        is_taken = any(compare_languages(tag, site_language) < LanguageMatch.UNKNOWN for tag, _ in versions)
        unknown = "" if is_taken else site_language.replace("_", "-")
        return [(tag or unknown, docname or "") for tag, docname in versions]


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
        others = (catalogue.by_docname[name] for name in post.translations if name in catalogue.by_docname)
        translations = [other for other in others if other.status is not Status.HIDDEN]
        shown = translations if post.status is Status.HIDDEN else [post, *translations]
        paths = [collection.with_parents(term) for term in collection.terms_of(post, Taxonomy.CATEGORY)]
        return ArticleAnswer(
            post,
            tuple(tuple(map(Target.from_term, path)) for path in paths),
            tuple(_tag_target(term, post, collection.versions) for term in collection.terms_of(post, Taxonomy.TAG)),
            tuple(map(ArticleAuthor.from_term, collection.terms_of(post, Taxonomy.AUTHOR))),
            _series_part(post, collection),
            Target.from_post(older) if older else None,
            Target.from_post(newer) if newer else None,
            parent_page(post, collection),
            tuple(map(Target.from_post, translations)),
            collection.versions.choose_default(shown or (post, *translations)).docname,
        )


def _tag_target(tag: Term, post: Post, versions: Versions) -> Target:
    """Return the target of a tag on the page of *post*: the tag's page, or else the only other article with that tag."""
    if tag.docname or len(tag.posts) > 2:
        return Target.from_term(tag)
    others = [versions.find(other, post.language).docname for other in tag.posts if versions.key(other) != versions.key(post)]
    return Target(others[0] if len(others) == 1 else None, tag.name, colour=tag.colour)


def _series_part(post: Post, collection: Collection) -> SeriesPart | None:
    """Return the place of *post* in its series, or None if it has no series or is hidden and so not listed in it."""
    position = collection.series_positions.get(post.docname)
    if position is None:
        return None
    (series,) = collection.terms_of(post, Taxonomy.SERIES)
    after = _version_target(series.posts[position + 1], post, collection) if position + 1 < len(series.posts) else None
    start = max(min(position - _MAX_PARTS // 2, len(series.posts) - _MAX_PARTS), 0)
    nearest = tuple(_version_target(other, post, collection) for other in series.posts[start : start + _MAX_PARTS])
    return SeriesPart(Target.from_term(series), position + 1, len(series.posts), after, nearest, start + 1)


def _version_target(other: Post, post: Post, collection: Collection) -> Target:
    """Return the target of another article on the page of *post*."""
    return Target.from_post(collection.versions.find(other, post.language))
