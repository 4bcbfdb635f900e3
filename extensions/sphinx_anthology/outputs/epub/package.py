"""The list of files of an EPUB, completed: Sphinx's has empty elements, and does not say what is in a page.

Sources: https://www.w3.org/TR/epub-33/#sec-opf-metadata and https://www.w3.org/TR/epub-33/#app-item-properties-vocab
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

_EMPTY = re.compile(r"^ *<(dc:(?:contributor|creator|description|publisher|rights)|meta)(?: [^<>]*)?></\1>\n", re.MULTILINE)
_PAGE = re.compile(r'(<item id="[^"]*" href="([^"]*)" media-type="application/xhtml\+xml") />')
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

    def add_properties(item: re.Match[str]) -> str:
        names = {found.lastgroup or "" for found in _ELEMENTS.finditer(read_page(unquote(unescape(item[2]))))}
        properties = " ".join(value for name, value in _PROPERTIES.items() if name in names)
        return f'{item[1]} properties="{properties}" />' if properties else item[0]

    return _PAGE.sub(add_properties, _EMPTY.sub("", package))
