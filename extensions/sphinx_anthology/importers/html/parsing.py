"""HTML of an export as elements, whatever it is."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, ResultSet
from bs4.exceptions import ParserRejectedMarkup


class _Element(Tag):
    """An element that finds others by their names, and the places of its children, in a fraction of the library's time.

    The library makes a filter of each name, and calls it for each element: for names alone, that is most of the time of a
    conversion.
    """

    _last_place = 0

    def find_all(self, *args: Any, **kwargs: Any) -> Any:
        """Return the elements in this one. See the library for the arguments."""
        names = _list_names(args, kwargs)
        return super().find_all(*args, **kwargs) if names is None else ResultSet(None, _select(self.descendants, names))

    def find(self, *args: Any, **kwargs: Any) -> Any:
        """Return the first element in this one; None if there is none. See the library for the arguments."""
        names = _list_names(args, kwargs)
        return super().find(*args, **kwargs) if names is None else next(_select(self.descendants, names), None)

    def find_parent(self, *args: Any, **kwargs: Any) -> Any:
        """Return the innermost element that this one is in; None if there is none. See the library for the arguments."""
        names = _list_names(args, kwargs)
        return super().find_parent(*args, **kwargs) if names is None else next(_select(self.parents, names), None)

    def index(self, element: PageElement) -> int:
        """Return the place of a child: in constant time, if it is near the one before.

        The library looks at all children from the first on, for each one that is moved, so that a thousand siblings take a
        million steps.

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


def _list_names(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Container[str] | None:
    """Return the names that are the only argument; None if there is any other."""
    if kwargs or len(args) != 1:
        return None
    (name,) = args
    if isinstance(name, str):
        return (name,)
    return frozenset(name) if isinstance(name, list) else None


def _select(nodes: Iterable[PageElement], names: Container[str]) -> Iterator[Tag]:
    """Yield the elements with one of some names."""
    return (node for node in nodes if isinstance(node, Tag) and node.name in names)


class _Document(BeautifulSoup, _Element):
    """The root of elements."""


def parse_html(html: str) -> BeautifulSoup:
    """Return the elements of HTML. A declaration that the parser does not understand is text."""
    try:
        return _Document(html, "html.parser", element_classes={Tag: _Element})
    except ParserRejectedMarkup:
        return _Document(html.replace("<!", "&lt;!"), "html.parser", element_classes={Tag: _Element})
