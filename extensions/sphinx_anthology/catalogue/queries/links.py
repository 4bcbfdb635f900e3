"""The queries about links between pages, which can be answered when all pages have been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ...urls import NO_URL, Url
from ..related import Relation
from .emblems import PostCard
from .link_map import Neighbourhood

Answer = TypeVar("Answer", covariant=True)


class Backlink(NamedTuple):
    """A page that links to an article or mentions an object, with the sentence where it does so first."""

    docname: str
    """The page; empty if it is on another site."""
    title: str
    anchor: str
    """The id of the heading or object that it links to; empty for the article itself."""
    before: str
    """The words of the sentence before the link."""
    words: str
    """The words of the link."""
    after: str
    """The words of the sentence after the link."""
    url: Url = NO_URL
    """The URL of a page on another site; empty if only its title is known."""


class ApiObject(NamedTuple):
    """A documented object of this project, or of another one that intersphinx knows."""

    name: str
    """The full name."""
    type: str
    """The domain and the type: ``py:function``."""
    docname: str = ""
    """The page that documents it; empty in another project."""
    anchor: str = ""
    """Its id on that page."""
    url: Url = NO_URL
    """Its URL in another project. It may be relative to this site."""
    project: str = ""
    """The name of the other project."""
    inventory: str = ""
    """The name of the other project's inventory in the configuration."""


class LinkIndex(Protocol):
    """The links between all pages of a site."""

    @property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that each page links to, by docname."""

    @property
    def related(self) -> Mapping[str, tuple[Relation, ...]]:
        """The related articles of each article, by docname."""

    def card(self, docname: str) -> PostCard:
        """Return what a small card shows of an article.

        :raises KeyError: there is no such article.
        """

    @property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """The pages that link to each article, by docname."""

    @property
    def objects(self) -> Mapping[str, tuple[ApiObject, ...]]:
        """The documented objects that each article mentions, by docname."""

    def neighbourhood(self, docname: str) -> Neighbourhood:
        """Return the links around an article; nothing if it has too few neighbours."""

    @property
    def mentions(self) -> Mapping[str, Mapping[str, tuple[Backlink, ...]]]:
        """The articles that mention each object, by the docname and the id of the object."""


class LinkQuery(Protocol[Answer]):
    """A question whose answer depends on the links of all pages. Equal queries have the same answer."""

    def answer(self, index: LinkIndex) -> Answer:
        """Return the answer. Its ``repr`` must differ when the page that shows it differs."""


@dataclass(frozen=True, slots=True)
class ArticleLinks:
    """What stands below an article because of links."""

    related: tuple[Relation, ...]
    cards: tuple[PostCard, ...]
    """What the cards of the related articles show."""
    backlinks: tuple[Backlink, ...]
    objects: tuple[ApiObject, ...]
    neighbourhood: Neighbourhood

    @property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """The files of each cover, relative to the source folder: the image, and that for dark pages."""
        return tuple(card.cover.files for card in self.cards if card.cover)


@dataclass(frozen=True, slots=True)
class ArticleLinksQuery:
    """Ask for the related articles and the backlinks of an article, and for the objects that it mentions."""

    docname: str

    def answer(self, index: LinkIndex) -> ArticleLinks:
        """Return the answer; all lists are empty if the page is no article."""
        name, related = self.docname, index.related.get(self.docname, ())
        cards = tuple(index.card(relation.docname) for relation in related)
        return ArticleLinks(
            related, cards, index.backlinks.get(name, ()), index.objects.get(name, ()), index.neighbourhood(name)
        )


@dataclass(frozen=True, slots=True)
class ObjectMentionsQuery:
    """Ask for the articles that mention the objects which a page documents."""

    docname: str

    def answer(self, index: LinkIndex) -> Mapping[str, tuple[Backlink, ...]]:
        """Return the articles by the ids of objects, in the order of ids."""
        return index.mentions.get(self.docname, {})


@dataclass(frozen=True, slots=True)
class LinkGraphQuery:
    """Ask for all links of the site."""

    def answer(self, index: LinkIndex) -> Mapping[str, tuple[str, ...]]:
        """Return the pages that each page links to, by docname, in the order of docnames."""
        return dict(sorted(index.links.items()))
