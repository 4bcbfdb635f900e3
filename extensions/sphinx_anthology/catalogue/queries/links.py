"""The queries about links between pages, which can be answered when all pages have been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from ..related import Relation

Answer = TypeVar("Answer", covariant=True)


class Backlink(NamedTuple):
    """A page that links to an article, with the sentence around its first link."""

    docname: str
    title: str
    anchor: str
    """The id of the heading that it links to; empty for the article itself."""
    before: str
    """The words of the sentence before the link."""
    words: str
    """The words of the link."""
    after: str
    """The words of the sentence after the link."""


class LinkIndex(Protocol):
    """The links between all pages of a site."""

    @property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The pages that each page links to, by docname."""

    @property
    def related(self) -> Mapping[str, tuple[Relation, ...]]:
        """The related articles of each article, by docname."""

    @property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """The pages that link to each article, by docname."""


class LinkQuery(Protocol[Answer]):
    """A question whose answer depends on the links of all pages. Equal queries have the same answer."""

    def answer(self, index: LinkIndex) -> Answer:
        """Return the answer. Its ``repr`` must differ when the page that shows it differs."""


@dataclass(frozen=True, slots=True)
class ArticleLinks:
    """What stands below an article because of links."""

    related: tuple[Relation, ...]
    backlinks: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True)
class ArticleLinksQuery:
    """Ask for the related articles and the backlinks of an article."""

    docname: str

    def answer(self, index: LinkIndex) -> ArticleLinks:
        """Return the answer; both lists are empty if the page is no article."""
        return ArticleLinks(index.related.get(self.docname, ()), index.backlinks.get(self.docname, ()))


@dataclass(frozen=True, slots=True)
class LinkGraphQuery:
    """Ask for all links of the site."""

    def answer(self, index: LinkIndex) -> Mapping[str, tuple[str, ...]]:
        """Return the pages that each page links to, by docname, in the order of docnames."""
        return dict(sorted(index.links.items()))
