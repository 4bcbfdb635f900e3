"""HTML of an export as elements, whatever it is."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from bs4.exceptions import ParserRejectedMarkup


class _Element(Tag):
    """An element that finds its children in constant time, if one is near the one before.

    A tag of the library looks at all children from the first on, for each one that is moved, so that a thousand siblings take a
    million steps.
    """

    _last_place = 0

    def index(self, element: PageElement) -> int:
        """Return the place of a child.

        :raises ValueError: if the element is no child.
        """
        children = self.contents
        after = min(self._last_place, len(children))
        before = after - 1
        while before >= 0 or after < len(children):
            for place in (before, after):
                if 0 <= place < len(children) and children[place] is element:
                    self._last_place = place
                    return place
            before -= 1
            after += 1
        raise ValueError("Tag.index: element not in tag")


class _Document(BeautifulSoup, _Element):
    """The root of elements."""


def parse_html(html: str) -> BeautifulSoup:
    """Return the elements of HTML. A declaration that the parser does not understand is text."""
    try:
        return _Document(html, "html.parser", element_classes={Tag: _Element})
    except ParserRejectedMarkup:
        return _Document(html.replace("<!", "&lt;!"), "html.parser", element_classes={Tag: _Element})
