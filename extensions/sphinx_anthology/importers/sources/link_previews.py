"""Previews of other pages as links with their titles."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag


def make_link_paragraph(soup: BeautifulSoup, address: str, title: str) -> Tag:
    """Return a paragraph with a link, whose text is the address if there is no title."""
    paragraph, link = soup.new_tag("p"), soup.new_tag("a", href=address)
    link.string = title or address
    paragraph.append(link)
    return paragraph


def read_address(link: Tag | None) -> str:
    """Return where a link leads; empty if there is no link or no address."""
    return str(link.get("href") or "") if link is not None else ""


def read_label(element: Tag | None) -> str:
    """Return the text of an element without blanks around it; empty if there is no element."""
    return element.get_text(strip=True) if element is not None else ""


def insert_paragraphs(soup: BeautifulSoup, place: Tag, *parts: Tag | None) -> None:
    """Move the content of each part that has text into a paragraph before an element."""
    for part in parts:
        if part is not None and read_label(part):
            paragraph = soup.new_tag("p")
            paragraph.extend([child.extract() for child in list(part.children)])
            place.insert_before(paragraph)
