"""The query for the articles on the link map, and the links around one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..catalogue import Catalogue
from ..collection import Collection
from ..post import Post
from ..taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An article on the link map."""

    docname: str
    title: str
    category: str
    """The outermost parent of its main category; empty if it has no category."""
    colour: str = ""
    """The colour of that category."""
    translations: tuple[str, ...] = ()
    """The docnames of its other versions, whose links are its own."""


class Neighbourhood(NamedTuple):
    """The articles that an article links to, and those that link to it."""

    points: tuple[MapPoint, ...] = ()
    """The article itself, then its neighbours."""
    links: tuple[tuple[int, int], ...] = ()
    """The links between them, as positions among them."""


@dataclass(frozen=True, slots=True)
class LinkMapQuery:
    """Ask for the articles of a collection that the link map shows. The links between them are not part of the answer."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[MapPoint, ...]:
        """Return the articles, newest first."""
        collection = catalogue.collection(self.collection)
        return tuple(make_map_point(post, collection) for post in collection.articles)


def make_map_point(post: Post, collection: Collection) -> MapPoint:
    """Return what a drawing of links shows of an article of a collection."""
    categories = collection.terms_of(post, Taxonomy.CATEGORY)
    others = collection.versions.list_others(post)
    if not categories:
        return MapPoint(post.docname, post.title, "", translations=others)
    outermost = collection.with_parents(categories[0])[0]
    return MapPoint(post.docname, post.title, outermost.name, outermost.colour, others)
