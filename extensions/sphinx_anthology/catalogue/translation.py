"""A catalogue with the words of another language. Names, slugs and addresses stay those of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from ..fields.record import Cover
from .catalogue import Catalogue
from .collection import Collection
from .post import Post
from .selection import newest_first
from .taxonomy import Taxonomy
from .terms import Term, TermMetadata

_NAMED_BY_WORDS = (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.SERIES)
"""The taxonomies whose names can be translated."""


class Messages(Protocol):
    """The translated messages of a site."""

    language: str
    """The language tag of the site."""

    def find(self, docname: str, text: str) -> str:
        """Return the translation of a text on a page, or the text itself."""

    def find_opening(self, docname: str, opening: str) -> str:
        """Return the translation of the first words of a page, or the words themselves."""


def translate_catalogue(catalogue: Catalogue, messages: Messages) -> Catalogue:
    """Return the catalogue with the titles, excerpts and names that *messages* translate."""
    collections = {name: _translate_collection(one, messages) for name, one in catalogue.collections.items()}
    hidden = _translate_posts(catalogue.hidden, messages)
    return replace(catalogue, collections=collections, hidden=hidden)


def list_messages(post: Post, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Yield the texts of a post that are in no paragraph of its page, each with its line: those of its header.

    The names of terms belong to the pages of the terms. A term without a page is named by its posts.
    """
    yield post.subtitle, post.line("subtitle")
    yield post.excerpt, post.line("excerpt")
    if post.cover:
        yield post.cover.alt, post.line("cover")
        yield post.cover.credit, post.line("cover")
    collection = catalogue.collection_of(post)
    for taxonomy in _NAMED_BY_WORDS:
        for term in collection.terms_of(post, taxonomy):
            if term.docname is None:
                yield term.name, post.line(taxonomy.index)


def _translate_collection(collection: Collection, messages: Messages) -> Collection:
    posts = _translate_posts(collection.posts, messages)
    terms = (term for taxonomy in _NAMED_BY_WORDS for term in collection.terms[taxonomy].values())
    translated = {(term.taxonomy, term.key): _translate_term(term, messages) for term in terms}
    return replace(collection, posts=posts, term_metadata={**collection.term_metadata, **translated})


def _translate_posts(posts: Iterable[Post], messages: Messages) -> tuple[Post, ...]:
    """Return posts, newest first. The order of those of the same moment depends on their titles."""
    return tuple(sorted((_translate_post(post, messages) for post in posts), key=newest_first))


def _translate_term(term: Term, messages: Messages) -> TermMetadata:
    """Return what is known of a term, with its translated name. Its slug is that of the original name already."""
    pages = [term.docname] if term.docname else [post.docname for post in term.members]
    names = (messages.find(page, term.name) for page in pages)
    name = next((name for name in names if name != term.name), term.metadata.name)
    return replace(term.metadata, name=name, description=messages.find(pages[0], term.metadata.description))


def _translate_post(post: Post, messages: Messages) -> Post:
    title = messages.find(post.docname, post.title)
    return replace(
        post,
        title=title,
        source_title=post.title if title != post.title else "",
        subtitle=messages.find(post.docname, post.subtitle),
        excerpt=messages.find(post.docname, post.excerpt),
        language=messages.language if title != post.title else post.language,
        opening=messages.find_opening(post.docname, post.opening),
        cover=_translate_cover(post.docname, post.cover, messages),
    )


def _translate_cover(docname: str, cover: Cover | None, messages: Messages) -> Cover | None:
    if cover is None:
        return None
    return replace(cover, alt=messages.find(docname, cover.alt), credit=messages.find(docname, cover.credit))
