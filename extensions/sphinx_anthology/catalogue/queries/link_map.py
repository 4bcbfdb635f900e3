"""The query for the articles on the link map."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import Catalogue
from ..taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An article on the link map."""

    docname: str
    title: str
    category: str
    """The outermost parent of its main category; empty if it has no category."""
    translations: tuple[str, ...] = ()
    """The docnames of its other versions, whose links are its own."""


@dataclass(frozen=True, slots=True)
class LinkMapQuery:
    """Ask for the articles of a collection that the link map shows. The links between them are not part of the answer."""

    collection: str = ""

    def answer(self, catalogue: Catalogue) -> tuple[MapPoint, ...]:
        """Return the articles, newest first."""
        collection = catalogue.collection(self.collection)
        points = []
        for post in collection.articles:
            categories = collection.terms_of(post, Taxonomy.CATEGORY)
            outermost = collection.with_parents(categories[0])[0].name if categories else ""
            points.append(MapPoint(post.docname, post.title, outermost, collection.versions.list_others(post)))
        return tuple(points)
