"""Read the anchors, the links and the redirect of an HTML page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

_MAIN = re.compile(r"""<\w+\b[^>]*\brole=["']?main\b""")
_GENERATED = "anthology-"
"""The prefix of the classes of elements that the extension generates."""
_ARTICLE = "anthology-article"
"""The class with that prefix whose element has the author's text."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_NUMBERED = re.compile(r"(?:id|footnote-|footnote-reference-|citation-reference-)\d+")
"""Anchors that docutils numbers. They change with the text, so nobody can rely on them."""
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+?)['\"]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The author's text in the main part of a page, and the redirect of the page."""

    anchors: frozenset[str]
    """The names of link targets in the text."""
    links: tuple[str, ...]
    """The addresses in the text, as written."""
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
        return cls(anchors, tuple(parser.links), parser.redirect)


class _PageParser(HTMLParser):
    """Collects anchors and links from the main part of a page, outside of generated elements."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
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
        if tag not in _VOID:
            self._open.append((tag, is_own))

    def _collect(self, tag: str, attributes: dict[str, str]) -> None:
        is_link = tag == "a"
        names = ("id", "name") if is_link else ("id",)
        self.anchors += [attributes[name] for name in names if attributes.get(name)]
        if is_link and attributes.get("href"):
            self.links.append(attributes["href"])

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of a name, and all in it. An end tag without an element is ignored."""
        positions = [position for position, (name, _) in enumerate(self._open) if name == tag]
        if positions:
            del self._open[positions[-1] :]
            self._is_over = not self._open
