"""Read the anchors, the links and the redirect of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from ..loading.data.url_manifest import name_headings

_MAIN = re.compile(r"""<\w+\b[^>]*\brole=["']?main\b""")
_GENERATED = "anthology-"
"""The prefix of the classes of elements that the extension generates."""
_ARTICLE = "anthology-article"
"""The class with that prefix whose element has the author's text."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NUMBERED = re.compile(r"(?:id|footnote-|footnote-reference-|citation-reference-)\d+")
"""Anchors that docutils numbers. They change with the text, so nobody can rely on them."""
_NUMBERED_ID = re.compile(r"id\d+")
_HEADING = re.compile(r"h[1-6]")
_NOT_WORDS = frozenset({"headerlink", "section-number"})
"""Classes of what is in a heading and does not belong to its words."""
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+?)['\"]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The author's text in the main part of a page, and the redirect of the page."""

    anchors: frozenset[str]
    """The names of link targets in the text."""
    links: tuple[str, ...]
    """The addresses in the text, as written."""
    headings: tuple[str, ...]
    """The names of the headings of sections (see :func:`.name_headings`)."""
    numbered: Mapping[str, str]
    """The names of the headings below the title that numbered ids lead to, by id."""
    written_numbers: frozenset[str]
    """The anchors that the author has written with the name of a numbered id."""
    redirect: str | None
    """The address that the page redirects to; None if it does not redirect."""

    @classmethod
    def read(cls, file: Path) -> HtmlPage:
        """Read a page from a file.

        :raises OSError: the file is not readable.
        """
        html = file.read_text(encoding="utf-8", errors="replace")
        main = _MAIN.search(html)
        parser = _PageParser()
        # Menus and sidebars before the main part are most of a page. A redirect page has no main part.
        parser.feed(html[main.start() :] if main else html)
        parser.close()
        anchors = frozenset(anchor for anchor in parser.anchors if not _NUMBERED.fullmatch(anchor))
        headings = name_headings(parser.titles)
        # Without the id of the title, too, a link leads to the beginning of the page.
        numbered = {one: headings[place] for one, place in parser.numbered.items() if place}
        return cls(anchors, tuple(parser.links), tuple(headings), numbered, frozenset(parser.written_numbers), parser.redirect)


class _PageParser(HTMLParser):
    """Collects anchors and links from the main part of a page, outside of generated elements."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.titles: list[str] = []
        """The words of the headings of sections."""
        self.numbered: dict[str, int] = {}
        """The places of headings in :attr:`titles` by numbered id."""
        self.written_numbers: list[str] = []
        self._waiting: list[str] | None = None
        """The numbered ids of the section whose heading comes next; None if none comes."""
        self._heading_depth = 0
        """The number of open elements around the words of a heading; 0 outside of headings."""
        self._ignored_depth = 0
        self.redirect: str | None = None
        self._open: list[tuple[str, bool]] = []
        """The open elements from the main part inwards, each with whether its content is the author's."""
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect from the start tag of an element, and note that the element is open."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.fullmatch(attributes.get("content", ""))
            self.redirect = match[1] if match else None
        is_main = not self._open and not self._is_over and attributes.get("role") == "main"
        if not self._open and not is_main:
            return
        classes = attributes.get("class", "").split()
        is_generated = any(name.startswith(_GENERATED) for name in classes) and _ARTICLE not in classes
        is_own = is_main or (self._open[-1][1] and not is_generated)
        if is_own and not is_main:
            self._collect(tag, attributes)
            self._find_heading(tag, attributes)
        if tag not in _VOID:
            self._open.append((tag, is_own))

    def _collect(self, tag: str, attributes: dict[str, str]) -> None:
        is_link = tag == "a"
        names = ("id", "name") if is_link else ("id",)
        self.anchors += [attributes[name] for name in names if attributes.get(name)]
        if is_link and attributes.get("href"):
            self.links.append(attributes["href"])

    def _find_heading(self, tag: str, attributes: dict[str, str]) -> None:
        """Note the beginning of a section and of its heading, and the ids between them."""
        element_id = attributes.get("id", "")
        if tag == "section":
            self._waiting = []
        elif self._waiting is not None and _HEADING.fullmatch(tag):
            self.numbered.update(dict.fromkeys(self._waiting, len(self.titles)))
            self.titles.append("")
            self._waiting, self._heading_depth, self._ignored_depth = None, len(self._open) + 1, 0
            return
        elif self._waiting is not None and tag != "span":
            self._waiting = None
        if self._heading_depth and not self._ignored_depth and _NOT_WORDS & set(attributes.get("class", "").split()):
            self._ignored_depth = len(self._open) + 1
        if not _NUMBERED_ID.fullmatch(element_id):
            return
        if self._waiting is not None:
            self._waiting.append(element_id)
        elif tag == "a" and "class" not in attributes:
            self.written_numbers.append(element_id)

    def handle_data(self, data: str) -> None:
        """Collect the words of a heading."""
        if self._heading_depth and not self._ignored_depth:
            self.titles[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of a name, and all in it. An end tag without an element is ignored."""
        positions = [position for position, (name, _) in enumerate(self._open) if name == tag]
        if positions:
            del self._open[positions[-1] :]
            self._is_over = not self._open
        self._heading_depth *= len(self._open) >= self._heading_depth
        self._ignored_depth *= len(self._open) >= self._ignored_depth
