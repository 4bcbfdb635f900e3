"""A site as readers have it: the articles of a built folder, where they are, what in them can be linked to, and their links.

Everything is read from the output of ``html`` or ``dirhtml``, so it holds for what is really published. What the pages show
around the text of the author does not count; it is known by its classes.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_OBJECT = re.compile(r"(.+?) (\S+:\S+) (-?\d+) (.*)")
_HEADER_LINES = 4
_MAIN = re.compile(r"""<\w+\b[^>]*\brole=["']?main\b""")
_AROUND = "anthology-"
"""What the classes of those elements begin with that are not the author's."""
_ARTICLE = "anthology-article"
"""The one of them that the author's text is in."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BY_NUMBER = re.compile(r"(?:id|footnote-|footnote-reference-|citation-reference-)\d+")
"""Names of places that are made by counting, and so promise nothing."""
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+?)['\"]?\s*", re.IGNORECASE)
_GROUPS = frozenset({"blog:category", "blog:tag", "blog:author", "blog:series"})


class NotBuiltError(ValueError):
    """A folder does not hold what a build of this extension writes; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """What others may know of a published article."""

    id: str
    """What feeds call it: its slug."""
    address: str
    """The path of its page in the site, with a slash before it, and not percent-encoded."""
    anchors: frozenset[str]
    """The names of places in its text."""


class PublishedSite:
    """The articles in the output folder of a build."""

    def __init__(self, folder: Path) -> None:
        """Read the inventory of a built site.

        :raises NotBuiltError: it has none, or none that can be read.
        """
        self.folder = folder
        self._objects = list(_objects(folder))

    @cached_property
    def articles(self) -> Mapping[str, PublishedArticle]:
        """The articles by their slugs, in the order of these."""
        addresses = {slug: f"/{_address(file)}" if self._is_dirhtml else f"/{file}" for slug, file in self._files.items()}
        return {slug: PublishedArticle(slug, addresses[slug], self._page(file).anchors) for slug, file in self._files.items()}

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """The articles that the text of each article links to, by their slugs."""
        return {slug: self._linked(file, slug) for slug, file in self._files.items()}

    @cached_property
    def linked_by_pages(self) -> frozenset[str]:
        """The articles that a page of the author's links to which is neither an article nor an index page."""
        others = self._documents - set(self._files.values()) - self._group_pages
        return frozenset(slug for file in others for slug in self._linked(file))

    def forwards(self, address: str) -> str | None:
        """Return the path of the page that a redirect at an address leads to, or its whole address if it is elsewhere.

        :param address: one of this site, as articles have it.
        :returns: None if there is no redirect, or if it leads nowhere.
        """
        file = _file(address.removeprefix("/"))
        if not _is_below(file) or not (self.folder / file).is_file():
            return None
        target = self._page(file).refresh
        if target is None or urlsplit(target).netloc:
            return target
        found = _resolved(target, file)
        return f"/{found}" if found and (self.folder / _file(found)).is_file() else None

    def at(self, address: str) -> PublishedArticle | None:
        """Return the article at an address, or the one that a redirect there leads to."""
        places = (place for place in (address, self.forwards(address)) if place)
        slugs = (self._slugs.get(_file(place.removeprefix("/"))) for place in places)
        return next((self.articles[slug] for slug in slugs if slug), None)

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The file of each article, by slug."""
        found = {name: file for name, kind, file in self._objects if kind == "blog:post"}
        return dict(sorted(found.items()))

    @cached_property
    def _slugs(self) -> Mapping[str, str]:
        return {file: slug for slug, file in self._files.items()}

    @cached_property
    def _documents(self) -> frozenset[str]:
        return frozenset(file for _, kind, file in self._objects if kind == "std:doc")

    @cached_property
    def _group_pages(self) -> frozenset[str]:
        return frozenset(file for _, kind, file in self._objects if kind in _GROUPS)

    @cached_property
    def _is_dirhtml(self) -> bool:
        """Whether pages are shown at the addresses of folders."""
        return all(posixpath.basename(file) == "index.html" for file in self._documents)

    def _linked(self, file: str, own: str = "") -> tuple[str, ...]:
        """Return the slugs of the articles that a page links to, but not its *own*."""
        found = (_resolved(link, file) for link in self._page(file).links)
        slugs = {self._slugs[target] for place in found if place is not None and (target := _file(place)) in self._slugs}
        return tuple(sorted(slugs - {own}))

    def _page(self, file: str) -> _Page:
        if file not in self._pages:
            self._pages[file] = _Page.of(self.folder / file)
        return self._pages[file]

    @cached_property
    def _pages(self) -> dict[str, _Page]:
        return {}


def _objects(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and file of each object in the inventory of a site that has a page there."""
    inventory = folder / "objects.inv"
    try:
        *_, packed = inventory.read_bytes().split(b"\n", _HEADER_LINES)
        lines = zlib.decompress(packed).decode().splitlines()
    except OSError:
        raise NotBuiltError(
            f"There is no 'objects.inv' in '{folder}': build the site with the builder html or dirhtml."
        ) from None
    except (ValueError, zlib.error):
        raise NotBuiltError(f"'{inventory}' is not an inventory of Sphinx: build the site anew.") from None
    for line in lines:
        if (match := _OBJECT.fullmatch(line)) and (file := _existing(folder, match[4])):
            yield match[1], match[2], file


def _existing(folder: Path, rest: str) -> str | None:
    """Return the file that an entry of an inventory begins with; nothing tells blanks in its name from the one that ends it."""
    words = rest.split(" ")
    for count in range(1, len(words)):
        location = " ".join(words[:count]).partition("#")[0]
        for written in (unquote(location), location):  # one builder encodes addresses, the other does not
            file = _file(written)
            if _is_below(file) and (folder / file).is_file():
                return file
    return None


def _is_below(file: str) -> bool:
    return not file.startswith("/") and ".." not in file.split("/") and "\0" not in file


def _file(place: str) -> str:
    """Return the file that a server shows for a path in a site."""
    return f"{place}index.html" if place == "" or place.endswith("/") else place


def _address(file: str) -> str:
    return file.removesuffix("index.html")


def _resolved(link: str, file: str) -> str | None:
    """Return the path in the site that a link in a file leads to; None if it leads out of the site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return file
    found = posixpath.normpath(posixpath.join("/", posixpath.dirname(file), path)).lstrip("/")
    return f"{found}/" if found and (path.endswith(("/", "/.", "/..")) or path in (".", "..")) else found


@dataclass(frozen=True, slots=True)
class _Page:
    """What an HTML page has in its main part, and where it leads readers."""

    anchors: frozenset[str]
    links: tuple[str, ...]
    refresh: str | None

    @classmethod
    def of(cls, file: Path) -> _Page:
        html = file.read_text(encoding="utf-8", errors="replace")
        main = _MAIN.search(html)
        reader = _Reader()
        # Menus and sidebars are most of a page; without a main part there may be a redirect.
        reader.feed(html[main.start() :] if main else html)
        reader.close()
        anchors = frozenset(name for name in reader.ids if not _BY_NUMBER.fullmatch(name))
        return cls(anchors, tuple(reader.links), reader.refresh)


class _Reader(HTMLParser):
    """Reads the ids and links of the main part of a page that are the author's."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.refresh: str | None = None
        self._open: list[tuple[str, bool]] = []
        """The elements around, from the main part inwards, each with whether what is in it counts."""
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.fullmatch(given.get("content", ""))
            self.refresh = match[1] if match else None
        is_main = not self._open and not self._is_over and given.get("role") == "main"
        if not self._open and not is_main:
            return
        classes = given.get("class", "").split()
        own = not any(name.startswith(_AROUND) for name in classes) or _ARTICLE in classes
        counts = is_main or (self._open[-1][1] and own)
        if counts and not is_main:
            self.ids += [value for name, value in given.items() if value and (name == "id" or (name == "name" and tag == "a"))]
            self.links += [given["href"]] if tag == "a" and given.get("href") else []
        if tag not in _VOID:
            self._open.append((tag, counts))

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]
            self._is_over = not self._open
