"""Any feed: Atom, RSS 2.0, RSS 1.0 or JSON Feed. It often has the latest articles alone, and sometimes only their beginnings.

Sources: https://www.rfc-editor.org/rfc/rfc4287, https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec,
https://web.resource.org/rss/1.0/modules/content/, https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..archives import Export
from ..entry import Entry, ImportRefusedError
from ..html.plain_text import make_plain_line
from ..web_addresses import drop_tracking, find_site, split_address
from .json_documents import Record, find_records, get_text, list_json_files, list_names, read_json
from .moments import read_moment
from .notes import AddNote
from .xml_stream import Element, read_elements

_ROOT = re.compile(r"<(?:[a-z]{1,10}:)?(feed|rss|RDF)[\s>]")
_PARENTS = {"feed": ("feed", "atom:feed"), "rss": ("channel",), "RDF": ("rdf:RDF", "RDF")}
_ITEMS = frozenset({"entry", "item"})
_SHORT = 500
"""Number of characters up to which a description without a full text may be a summary."""


def recognises(export: Export) -> bool:
    """Return whether an export has a feed."""
    return bool(_list_feeds(export)) or any(_find_items(export, name) for name in list_json_files(export)[:5])


def _list_feeds(export: Export) -> list[tuple[str, str]]:
    """Return the feeds in XML, with their root elements."""
    names = [
        name for name in export.names if name.lower().endswith((".xml", ".atom", ".rss", ".rdf")) or len(export.names) == 1
    ]
    found = ((name, _ROOT.search(export.read_beginning(name)[:4000])) for name in names[:1000])
    return [(name, match[1]) for name, match in found if match]


def _find_items(export: Export, name: str) -> list[Record]:
    document = read_json(export, name)
    is_feed = isinstance(document, dict) and "jsonfeed.org/version" in str(document.get("version"))
    return find_records(document, "items") if is_feed else []


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the articles of feeds, each once.

    :raises ImportRefusedError: there is no feed, or it is damaged.
    """
    seen: set[str] = set()
    for name, root in _list_feeds(export):
        for entry in _read_feed(export, name, root):
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry
    for name in list_json_files(export):
        for number, item in enumerate(_find_items(export, name), 1):
            entry = _read_json_item(item, f"{name}:{number}")
            if entry.id not in seen:
                seen.add(entry.id)
                yield entry
    if not seen:
        raise ImportRefusedError("There is no feed with articles in the export: Atom, RSS or JSON Feed.")


def _read_feed(export: Export, name: str, root: str) -> Iterator[Entry]:
    site = ""
    parent = next((parent for parent in _PARENTS[root] if f"<{parent}" in export.read_beginning(name)), _PARENTS[root][0])
    with export.open(name) as stream:
        for element in read_elements(stream, parent):
            kind = element.name.rpartition(":")[2]
            if kind == "channel":
                site = site or find_site(element.find_text("link"))
            elif kind == "link" and element.attributes.get("rel", "alternate") == "alternate":
                site = site or find_site(element.attributes.get("href") or element.text.strip())
            elif kind in _ITEMS:
                yield _read_item(element, f"{name}:{element.line}", site)


def _children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children with one of some names, in the order of the names. A prefix ``atom:`` means nothing."""
    for name in names:
        yield from (child for child in element.children if child.name.removeprefix("atom:") == name)


def _text(element: Element, *names: str) -> str:
    return next((child.text.strip() for child in _children(element, *names) if child.text.strip()), "")


def _read_item(element: Element, place: str, site: str) -> Entry:
    address = _find_address(element)
    identity = _text(element, "id", "guid") or element.attributes.get("rdf:about", "") or address or _text(element, "title")
    full = _find_html(element, "content:encoded", "content")
    summary = _find_html(element, "description", "summary")
    authors = [_text(author, "name") or author.text for author in _children(element, "author", "dc:creator")]
    terms = [
        term.attributes.get("label") or term.attributes.get("term") or term.text
        for term in _children(element, "category", "dc:subject")
    ]
    is_cut = not full and len(make_plain_line(summary)) < _SHORT
    return Entry(
        id=identity,
        place=place,
        title=make_plain_line(_find_html(element, "title")),
        body=full or summary,
        slug=_find_slug(address),
        published=read_moment(_text(element, "published", "pubDate", "dc:date", "issued", "updated")),
        updated=read_moment(_text(element, "updated", "modified")),
        tags=tuple(dict.fromkeys(make_plain_line(term) for term in terms if term.strip())),
        authors=tuple(dict.fromkeys(name for name in map(_clean_author, authors) if name)),
        excerpt=make_plain_line(summary)[:1000] if full and len(summary) < len(full) else "",
        cover=_find_cover(element),
        permalink=address,
        feed_id=_text(element, "id", "guid"),
        site=find_site(address) or site,
        notes=("the feed may have the beginning of the text alone",) if is_cut else (),
    )


def _find_address(element: Element) -> str:
    for link in _children(element, "feedburner:origLink", "link"):
        if link.attributes.get("rel", "alternate") == "alternate":
            address = link.attributes.get("href") or link.text.strip()
            if address.startswith(("http://", "https://")):
                return drop_tracking(address)
    guid = _text(element, "guid")
    return guid if guid.startswith(("http://", "https://")) else ""


def _find_html(element: Element, *names: str) -> str:
    """Return the first text that is not empty, as HTML."""
    for child in _children(element, *names):
        kind = child.attributes.get("type", "")
        if kind in ("xhtml", "application/xhtml+xml"):
            html = child.to_html()
        else:
            html = child.text.strip()
            if kind == "text":
                html = html.replace("&", "&amp;").replace("<", "&lt;")
        if html.strip():
            return html
    return ""


def _clean_author(name: str) -> str:
    """Return the name of an author. RSS 2.0 writes ``mail@example.org (Name)``."""
    name = make_plain_line(name)
    match = re.fullmatch(r"\S+@\S+\s*\((.{1,200})\)", name)
    return match[1] if match else "" if "@" in name and " " not in name else name


def _find_cover(element: Element) -> str:
    media = [child for child in element.children if child.name in ("media:content", "media:thumbnail", "enclosure")]
    nested = [child for group in element.find_all("media:group") for child in group.children]
    for child in (*media, *nested):
        values = child.attributes
        is_image = (
            values.get("type", "").startswith("image/") or values.get("medium") == "image" or child.name == "media:thumbnail"
        )
        if is_image and values.get("url", "").startswith("http"):
            return unescape(values["url"])
    return ""


def _find_slug(address: str) -> str:
    path = unquote(split_address(address).path).rstrip("/")
    stem, suffix = posixpath.splitext(posixpath.basename(path))
    if stem in ("index", "default"):
        stem = posixpath.basename(posixpath.dirname(path))
    if stem.isdigit():
        return ""
    return stem if suffix.lower() in ("", ".html", ".htm", ".php", ".aspx", ".md") else posixpath.basename(path)


def _read_json_item(item: Record, place: str) -> Entry:
    address = get_text(item, "url")
    return Entry(
        id=get_text(item, "id") or address,
        place=place,
        title=get_text(item, "title"),
        body=get_text(item, "content_html")
        or "".join(f"<p>{line}</p>" for line in _escape_lines(get_text(item, "content_text"))),
        slug=_find_slug(address),
        published=read_moment(item.get("date_published")),
        updated=read_moment(item.get("date_modified")),
        tags=list_names(item.get("tags")),
        authors=list_names(item.get("authors"))
        or list_names([item.get("author")] if isinstance(item.get("author"), dict) else None),
        excerpt=get_text(item, "summary"),
        cover=get_text(item, "image", "banner_image"),
        permalink=address,
        feed_id=get_text(item, "id"),
        canonical=get_text(item, "external_url"),
        site=find_site(address),
    )


def _escape_lines(text: str) -> list[str]:
    return [line.replace("&", "&amp;").replace("<", "&lt;") for line in text.split("\n") if line.strip()]
