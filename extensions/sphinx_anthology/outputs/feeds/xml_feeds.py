"""Feeds in the formats Atom and RSS 2.0.

Sources: https://www.rfc-editor.org/rfc/rfc4287, https://www.rssboard.org/rss-specification and
https://www.rssboard.org/media-rss
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from io import StringIO
from typing import Any, Protocol

from feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from feedgenerator.django.utils.feedgenerator import Stylesheet, rfc3339_date

from ... import urls
from ..._version import __version__
from ...characters import clean_xml
from ...fields.record import Author
from .document import FeedDocument
from .entries import FeedEntry, Picture

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MEDIA = "http://search.yahoo.com/mrss/"
_GENERATOR = "sphinx-anthology"


class _Handler(Protocol):
    """The writer that the library hands to its hooks."""

    def addQuickElement(self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None) -> None:  # noqa: N802
        """Write an element without elements inside."""

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # noqa: N802
        """Write the start of an element."""

    def endElement(self, name: str) -> None:  # noqa: N802
        """Write the end of an element."""


def write_atom(document: FeedDocument) -> bytes:
    """Return a document in Atom."""
    return _write(_Atom, document)


def write_rss(document: FeedDocument) -> bytes:
    """Return a document in RSS 2.0."""
    return _write(_Rss, document)


def _write(kind: Callable[..., Any], document: FeedDocument) -> bytes:
    feed = kind(
        title=clean_xml(document.title),
        link=document.page_url,
        # RSS demands a description.
        description=clean_xml(document.description or (document.title if kind is _Rss else "")),
        language=document.language,
        feed_url=document.url,
        feed_guid=document.id,
        stylesheets=[Stylesheet(document.style_sheet, "text/css", None)],
        document=document,
    )
    for entry in document.entries:
        add_entry(feed, entry)
    stream = StringIO()
    feed.write(stream, "utf-8")
    return f"{stream.getvalue()}\n".encode()


def add_entry(feed: Any, entry: FeedEntry) -> None:
    """Add an entry to a feed of the library."""
    picture = entry.picture
    is_enclosure = picture is not None and picture.size is not None and bool(picture.mime_type)
    feed.add_item(
        title=clean_xml(entry.title),
        link=entry.url,
        description=escape(clean_xml(entry.summary), quote=False) or None,
        content=entry.content or None,
        pubdate=entry.published,
        updateddate=entry.updated,
        unique_id=entry.guid,
        unique_id_is_permalink=False,
        categories=[clean_xml(name) for name in entry.categories],
        enclosures=[Enclosure(picture.url, str(picture.size), picture.mime_type)] if picture and is_enclosure else [],
        entry=entry,
    )


def _add_history(handler: _Handler, document: FeedDocument, link: str) -> None:
    """Write how archive documents are chained. Source: https://www.rfc-editor.org/rfc/rfc5005#section-4"""
    if document.is_archive:
        handler.addQuickElement("fh:archive")
    relations = {"current": document.current_url, "prev-archive": document.older_url, "next-archive": document.newer_url}
    for relation, url in relations.items():
        if url:
            handler.addQuickElement(link, None, {"rel": relation, "href": url})


def _add_picture(handler: _Handler, picture: Picture | None) -> None:
    if picture is None:
        return
    values = {
        "url": picture.url,
        "medium": "image",
        "type": picture.mime_type,
        "width": str(picture.width or ""),
        "height": str(picture.height or ""),
    }
    handler.startElement("media:content", {name: value for name, value in values.items() if value})
    if picture.alt:
        handler.addQuickElement("media:description", clean_xml(picture.alt), {"type": "plain"})
    handler.endElement("media:content")


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """An Atom feed with several authors and an image for each entry."""

    def write(self, outfile: StringIO, encoding: str) -> None:
        """Write the feed, with a style sheet in front of it, which the library writes for RSS only."""
        text = StringIO()
        super().write(text, encoding)
        start, _, rest = text.getvalue().partition("\n")
        outfile.write(f"{start}\n<?xml-stylesheet {self.feed['stylesheets'][0]}?>\n{rest}")

    def root_attributes(self) -> dict[str, str]:
        """Return the attributes of the root: language and namespaces."""
        return {**super().root_attributes(), "xmlns:fh": _HISTORY, "xmlns:media": _MEDIA}

    def add_root_elements(self, handler: _Handler) -> None:
        """Write what describes the feed. Its author is the site, for entries without one."""
        super().add_root_elements(handler)
        handler.startElement("author", {})
        handler.addQuickElement("name", self.feed["title"])
        handler.endElement("author")
        handler.addQuickElement("generator", _GENERATOR, {"version": __version__})
        _add_history(handler, self.feed["document"], "link")

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        """Return the language of an entry, if it is not that of the feed."""
        language = item["entry"].language
        return {"xml:lang": language} if language and language != self.feed["language"] else {}

    def add_item_elements(self, handler: _Handler, item: Mapping[str, Any]) -> None:
        """Write an entry."""
        entry: FeedEntry = item["entry"]
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": item["link"]})
        handler.addQuickElement("id", entry.id)
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        for author in entry.authors:
            _add_person(handler, author)
        for name in item["categories"]:
            handler.addQuickElement("category", None, {"term": name})
        if entry.summary:
            handler.addQuickElement("summary", clean_xml(entry.summary))
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        for enclosure in item["enclosures"]:
            values = {"href": enclosure.url, "length": enclosure.length, "type": enclosure.mime_type}
            handler.addQuickElement("link", None, {"rel": "enclosure"} | values)
        _add_picture(handler, entry.picture)


def _add_person(handler: _Handler, author: Author) -> None:
    handler.startElement("author", {})
    handler.addQuickElement("name", clean_xml(author.name))
    if urls.is_web_url(author.url):
        handler.addQuickElement("uri", clean_xml(urls.add_scheme(author.url)))
    handler.endElement("author")


class _Rss(Rss201rev2Feed):  # type: ignore[misc]  # the library has no types
    """An RSS feed with several authors, full text and an image for each item."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the root: version and namespaces."""
        return {
            "version": self._version,
            "xmlns:atom": _ATOM,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:fh": _HISTORY,
            "xmlns:media": _MEDIA,
        }

    def add_root_elements(self, handler: _Handler) -> None:
        """Write what describes the feed."""
        super().add_root_elements(handler)
        handler.addQuickElement("generator", f"{_GENERATOR} {__version__}")
        _add_history(handler, self.feed["document"], "atom:link")

    def add_item_elements(self, handler: _Handler, item: Mapping[str, Any]) -> None:
        """Write an item."""
        super().add_item_elements(handler, item)
        entry: FeedEntry = item["entry"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", clean_xml(author.name))
        if entry.updated > entry.published:
            handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if entry.language and entry.language != self.feed["language"]:
            handler.addQuickElement("dc:language", entry.language)
        _add_picture(handler, entry.picture)
