"""What a page tells the functions that make nodes for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from docutils import nodes

from ..catalogue.queries import Query
from ..catalogue.queries.links import LinkQuery
from ..outputs.pictures.picture import PictureRecord
from ..urls import Url

Answer = TypeVar("Answer")


class PageContext(Protocol):
    """The page that nodes are made for.

    While a page is read, links are references that Sphinx resolves later; while it is written, they are resolved already.
    """

    @property
    def language(self) -> str:
        """The language of the site, as a Sphinx language code."""

    def link(self, docname: str | None, words: str, classes: Iterable[str] = ()) -> nodes.Element:
        """Return *words* with a link to a page; without one if *docname* is None or not part of this build."""


class WritingContext(PageContext, Protocol):
    """The page that is being written, by one builder."""

    @property
    def is_html(self) -> bool:
        """Whether the page is one for a browser, or part of an EPUB."""

    def shows_picture(self, uri: str) -> bool:
        """Return whether a small picture beside a link is shown: none on paper, and in an EPUB only what its readers know."""

    @property
    def is_browser(self) -> bool:
        """Whether the page is one for a browser, which may have drawings, links to files and forms."""

    def answer(self, query: Query[Answer]) -> Answer:
        """Return the answer to a query that the page asked when it was read.

        :raises LookupError: the page did not ask this query, so it would not be written again if the answer changed.
        """

    def picture(self, file: str) -> PictureRecord | None:
        """Return what is known of a picture by its path relative to the source folder; None if it has no variants."""

    def answer_from_links(self, query: LinkQuery[Answer]) -> Answer:
        """Return the answer to a query about links that the page asked when it was read.

        :raises LookupError: the page did not ask this query.
        """

    def web_address(self) -> str:
        """Return the absolute address of the page; empty if that of the site is not known, or the page is in no site."""

    def feed(self) -> tuple[str, str] | None:
        """Return the title of the feed with the posts of this page, and its URL relative to this page; None if it has none."""

    @property
    def search_page(self) -> str | None:
        """The URL of the page of the search, relative to this page; None if there is none."""

    def address(self, docname: str | None, fragment: str = "") -> str | None:
        """Return the URL of a page, relative to this one; None if the page is not part of this build."""

    def address_outside(self, url: Url) -> str | None:
        """Return a URL of another site, relative to this page if it is relative to this site; None if it is empty."""

    def link_to(self, address: str | None, words: nodes.Node) -> nodes.Element:
        """Return *words* with a link to an address; without one if it is None."""
