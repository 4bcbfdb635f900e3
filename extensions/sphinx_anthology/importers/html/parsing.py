"""HTML of an export as elements, whatever it is."""

from __future__ import annotations

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup


def parse_html(html: str) -> BeautifulSoup:
    """Return the elements of HTML. A declaration that the parser does not understand is text."""
    try:
        return BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        return BeautifulSoup(html.replace("<!", "&lt;!"), "html.parser")
