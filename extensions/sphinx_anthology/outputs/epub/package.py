"""The list of files of an EPUB, completed: Sphinx's has empty elements, and does not say what is in a page.

Sphinx puts pages that no toctree names outside of the reading order. A reader of the book finds them by links; those without a
link to them are at the end of the order.

Sources: https://www.w3.org/TR/epub-33/#sec-opf-metadata and https://www.w3.org/TR/epub-33/#app-item-properties-vocab
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

_EMPTY = re.compile(r"^ *<(dc:(?:contributor|creator|description|publisher|rights)|meta)(?: [^<>]*)?></\1>\n", re.MULTILINE)
_PAGE = re.compile(r'(<item id="[^"]*" href="([^"]*)" media-type="application/xhtml\+xml") />')
_ITEM = re.compile(r'<item id="([^"]*)" href="([^"]*)"')
_OUTSIDE = re.compile(r'(<itemref idref="([^"]*)") linear="no" />')
"""A page outside of the reading order."""
_LINK = re.compile(rb'<a\s[^<>]*?href="([^"#?]+)')
_ELEMENTS = re.compile(
    rb"<(?:(?P<svg>svg)|(?P<mathml>math)|(?P<scripted>script|form)|(?P<remote>(?:audio|source|track|video)"
    rb'(?=[^>]*\ssrc="\s*(?:https?:)?//)))[\s/>]',
    re.IGNORECASE,
)
"""The elements of a page that its properties name. Only tags have such a character in XML."""
_PROPERTIES = {"svg": "svg", "mathml": "mathml", "scripted": "scripted", "remote": "remote-resources"}


def complete_package(package: str, read_page: Callable[[str], bytes]) -> str:
    """Return a package document without empty elements and with the properties of pages.

    :param package: the text of ``content.opf`` as Sphinx writes it.
    :param read_page: returns a page, given its path in the book.
    """

    linked: set[str] = set()

    def add_properties(item: re.Match[str]) -> str:
        path = _read_path(item[2])
        page = read_page(path)
        linked.update(_find_linked_pages(path, page))
        names = {found.lastgroup or "" for found in _ELEMENTS.finditer(page)}
        properties = " ".join(value for name, value in _PROPERTIES.items() if name in names)
        return f'{item[1]} properties="{properties}" />' if properties else item[0]

    text = _PAGE.sub(add_properties, _EMPTY.sub("", package))
    paths = {identifier: _read_path(path) for identifier, path in _ITEM.findall(text)}
    return _OUTSIDE.sub(lambda page: page[0] if paths.get(page[2]) in linked else f"{page[1]} />", text)


def _read_path(address: str) -> str:
    return unquote(unescape(address))


def _find_linked_pages(path: str, page: bytes) -> Iterator[str]:
    """Yield the paths of the other files of the book that a page links to."""
    for link in _LINK.findall(page):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), _read_path(link.decode("utf-8", "replace"))))
        if target != path:
            yield target
