"""A folder of HTML: a site that was written by hand, or a copy of one.

Each file is an article. What it says of itself is in ``meta`` elements, as search engines and social networks read them.

Sources: https://html.spec.whatwg.org/multipage/semantics.html#standard-metadata-names, https://ogp.me/#type_article, and
http://microformats.org/wiki/h-entry.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from ..archives import Export
from ..entry import Entry, ImportRefusedError, Visibility
from ..html.parsing import parse_html
from ..web_addresses import split_address
from .link_previews import read_label
from .moments import read_moment
from .notes import AddNote
from .selection import select_present

_SUFFIXES = (".html", ".htm", ".xhtml")
_BODIES = (
    ".e-content, article .entry-content, article .post-content, .entry-content, .post-content, .post-body, article, main, "
    "[role=main]"
)
_AROUND = (
    "header nav, nav, footer, aside, .sidebar, .navigation, .comments, #comments, .share, .breadcrumb, script, style, form"
)
_DATES = ("article:published_time", "date", "dc.date", "dcterms.date", "dcterms.created", "pubdate", "datepublished")
_UPDATES = ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "datemodified")


def recognises(export: Export) -> bool:
    """Return whether an export has HTML. Try all other services before."""
    return any(True for _ in _list_pages(export))


def _list_pages(export: Export) -> Iterator[str]:
    return (name for name in export.names if name.lower().endswith(_SUFFIXES))


def read(export: Export, add_note: AddNote) -> Iterator[Entry]:
    """Yield the pages of a folder.

    :raises ImportRefusedError: there are none.
    """
    pages = list(_list_pages(export))
    if not pages:
        raise ImportRefusedError("There is no HTML in the export.")
    names = {name.lower(): name for name in reversed(export.names)}  # servers of Windows take any case
    for name in pages:
        try:
            yield _read_page(export, name, names)
        except ImportRefusedError as error:
            add_note(name, 1, str(error))


def _read_page(export: Export, name: str, names: Mapping[str, str]) -> Entry:
    soup = parse_html(_read_html(export, name))
    meta = _read_meta(soup)
    published = _find_date(soup, meta)
    robots = {part.strip() for part in meta.get("robots", "").lower().split(",")}
    body = (
        next((found for selector in _BODIES.split(", ") if (found := soup.select_one(selector)) is not None), None)
        or soup.body
        or soup
    )
    for element in select_present(body, _AROUND):
        element.decompose()
    title = _take_title(soup, body, meta)
    files, links = _find_references(body, posixpath.dirname(name), export, names)
    canonical = soup.select_one("link[rel=canonical]")
    address = str(canonical.get("href") or "") if canonical is not None else ""
    author = meta.get("author", "") or read_label(soup.select_one(".p-author, [rel=author]"))
    return Entry(
        id=name,
        place=f"{name}:1",
        title=title or posixpath.splitext(posixpath.basename(name))[0],
        body=body.decode_contents() if isinstance(body, Tag) else str(body),
        visibility=Visibility.DRAFT if "noindex" in robots and published is None else Visibility.PUBLISHED,
        is_page=published is None,
        slug=_find_slug(name),
        published=published,
        updated=next((moment for key in _UPDATES if (moment := read_moment(meta.get(key, ""), None))), None),
        categories=((meta["article:section"],),) if meta.get("article:section") else (),
        tags=_find_tags(soup, meta),
        authors=(author,) if author and not author.startswith("http") else (),
        excerpt=meta.get("description") or meta.get("og:description", ""),
        permalink=f"/{name}",
        aliases=(f"/{posixpath.dirname(name)}/".replace("//", "/"),) if posixpath.basename(name).startswith("index.") else (),
        canonical=address if not split_address(address).path.endswith(f"/{name}") and address.startswith("http") else "",
        files=files,
        links=links,
    )


def _read_html(export: Export, name: str) -> str:
    """Return the HTML of a file in the encoding that it names."""
    text = export.read_text(name)
    match = re.search(r"charset=[\"']?([\w-]{2,20})", text[:2000], re.IGNORECASE)
    # UTF-16 in an element that UTF-8 can read is a mistake, which browsers correct.
    if match is None or match[1].lower().startswith("utf") or "\ufffd" not in text:
        return text
    try:
        return b"".join(export.read_chunks(name)).decode(match[1], errors="replace")
    except LookupError:
        return text


def _read_meta(soup: BeautifulSoup) -> dict[str, str]:
    """Return what ``meta`` elements say, by their names in lower case. The first of each name counts."""
    values: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = str(element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = " ".join(str(element.get("content") or "").split())
        if name and content:
            values.setdefault(name, content)
    return values


def _find_date(soup: BeautifulSoup, meta: Mapping[str, str]) -> datetime | None:
    times = [element for selector in (".dt-published", "time[pubdate]", "time[datetime]") for element in soup.select(selector)]
    texts = [*(meta[key] for key in _DATES if key in meta), *(str(time.get("datetime") or read_label(time)) for time in times)]
    return next((moment for text in texts if (moment := read_moment(text, None))), None)


def _take_title(soup: BeautifulSoup, body: Tag, meta: Mapping[str, str]) -> str:
    """Return the title of a page, and take its heading out of the text."""
    heading = body.select_one(".p-name, h1")
    if heading is not None and read_label(heading):
        return read_label(heading.extract())
    outer = soup.select(".p-name, h1")
    return (read_label(outer[0]) if len(outer) == 1 else "") or meta.get("og:title", "") or read_label(soup.title)


def _find_tags(soup: BeautifulSoup, meta: Mapping[str, str]) -> tuple[str, ...]:
    tags = [str(element.get("content") or "").strip() for element in soup.select('meta[property="article:tag"]')]
    tags = (
        tags
        or [read_label(element) for element in soup.select("a.p-category, a[rel~=tag]")]
        or meta.get("keywords", "").split(",")
    )
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _find_slug(name: str) -> str:
    stem = posixpath.splitext(posixpath.basename(name))[0]
    return posixpath.basename(posixpath.dirname(name)) if stem in ("index", "default") else stem


def _find_references(body: Tag, folder: str, export: Export, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files and the pages that a text refers to, by what it calls them.

    :param names: names of all files, by the same in lower case.
    """
    files: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in body.find_all(True):
        for attribute in ("src", "href", "poster"):
            path = unquote(str(element.get(attribute) or "").partition("#")[0].partition("?")[0])
            if not path or "://" in path or path.startswith(("//", "mailto:", "data:")):
                continue
            base = "" if path.startswith("/") else folder
            target = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
            candidates = (target, f"{target}/index.html", f"{target}.html")
            found = (place if place in export else names.get(place.lower(), "") for place in candidates)
            name = next(filter(None, found), "")
            if name.lower().endswith(_SUFFIXES):
                links[path] = name
            elif name:
                files[path] = name
    return files, links
