"""The text of a post of Substack: what only its editor has, in the form of other HTML.

Source: ``packages/mg-substack/lib/process.js`` in https://github.com/TryGhost/migrate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from ..html.formulas import FORMULA
from ..html.parsing import parse_html
from .link_previews import make_link_paragraph, read_address, read_label
from .selection import select_present

_CDN = re.compile(
    r"https?://(?:substackcdn\.com|cdn\.substack\.com)/image/fetch/[^\"\s]{0,500}?(https?(?::|%3A)[^\"\s]{1,2000})",
    re.IGNORECASE,
)
_DROPPED = (
    ".subscription-widget-wrap, .subscription-widget-wrap-editor, .subscription-widget, .image-link-expand, "
    ".install-substack-app-embed, .community-chat, .poll-embed, .cta-caption, .comment-actions, .hide-text"
)


def prepare_text(html: str, notes: list[str]) -> str:
    """Return the HTML of a post as other services would write it."""
    soup = parse_html(html)
    if soup.select_one(".paywall-jump") is not None:
        notes.append("it had a paywall within its text")
    if soup.select_one(".poll-embed") is not None:
        notes.append("a poll is left out")
    for selector, change in _CHANGES.items():
        for element in select_present(soup, selector):
            change(soup, element)
    for element in select_present(soup, _DROPPED):
        element.decompose()
    for button in select_present(soup, ".button-wrapper, .captioned-button-wrap"):
        if "%%" in read_address(button.select_one("a")) or "action=share" in read_address(button.select_one("a")):
            button.decompose()
    for element in soup.find_all(["img", "a"]):
        attribute = "src" if element.name == "img" else "href"
        element[attribute] = _find_original(str(element.get(attribute) or ""))
    return str(soup)


def _find_original(address: str) -> str:
    """Return the address of the picture that one of Substack's image service shows."""
    match = _CDN.match(address)
    return unquote(match[1]) if match else address


def _read_attributes(element: Tag) -> Mapping[str, Any]:
    """Return the data that the editor keeps in an attribute."""
    try:
        values = json.loads(str(element.get("data-attrs") or "{}"))
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _use_gallery(soup: BeautifulSoup, element: Tag) -> None:
    gallery = _read_attributes(element).get("gallery")
    images = gallery.get("images") if isinstance(gallery, dict) else None
    figure = soup.new_tag("figure")
    for image in images if isinstance(images, list) else []:
        if isinstance(image, dict) and isinstance(image.get("src"), str):
            figure.append(soup.new_tag("img", src=image["src"], alt=str(image.get("alt") or "")))
    caption = gallery.get("caption") if isinstance(gallery, dict) else None
    if isinstance(caption, str) and caption:
        label = soup.new_tag("figcaption")
        label.string = caption
        figure.append(label)
    if figure.find("img"):
        element.replace_with(figure)


def _use_player(soup: BeautifulSoup, element: Tag) -> None:
    identity = str(_read_attributes(element).get("videoId") or "")
    service = "https://player.vimeo.com/video/" if "vimeo" in str(element.get("class")) else "https://www.youtube.com/embed/"
    if re.fullmatch(r"[\w-]{5,20}", identity):
        element.replace_with(soup.new_tag("iframe", src=f"{service}{identity}"))


def _use_formula(soup: BeautifulSoup, element: Tag) -> None:
    formula = _read_attributes(element).get("persistentExpression")
    if isinstance(formula, str) and formula.strip():
        block = soup.new_tag("pre", attrs={FORMULA: "1"})
        block.string = formula.strip()
        element.replace_with(block)


def _use_link(soup: BeautifulSoup, element: Tag) -> None:
    """Turn the preview of a post into a link with its title."""
    values = _read_attributes(element)
    address = next((str(values[key]) for key in ("canonical_url", "url") if values.get(key)), "") or read_address(
        element.select_one("a")
    )
    if address:
        element.replace_with(make_link_paragraph(soup, address, str(values.get("title") or "")))


def _use_tweet(soup: BeautifulSoup, element: Tag) -> None:
    """Turn a quoted message into a quotation with a link to it."""
    values = _read_attributes(element)
    text = str(values.get("full_text") or "") or read_label(element.select_one(".tweet-text"))
    address = str(values.get("url") or "") or read_address(element.select_one("a"))
    quotation, paragraph = soup.new_tag("blockquote"), soup.new_tag("p")
    paragraph.string = text
    quotation.append(paragraph)
    if address:
        quotation.append(make_link_paragraph(soup, address.partition("?")[0], str(values.get("name") or "")))
    element.replace_with(quotation)


def _use_file(soup: BeautifulSoup, element: Tag) -> None:
    address = read_address(element.select_one(".file-embed-button")) or read_address(element.select_one("a"))
    element.replace_with(make_link_paragraph(soup, address, read_label(element.select_one(".file-embed-details-h1"))))


def _use_quotation(_soup: BeautifulSoup, element: Tag) -> None:
    element.name = "blockquote"


_CHANGES: Mapping[str, Callable[[BeautifulSoup, Tag], None]] = {
    ".image-gallery-embed": _use_gallery,
    ".youtube-wrap, .vimeo-wrap": _use_player,
    ".latex-rendered": _use_formula,
    ".digest-post-embed, .embedded-post-wrap, .embedded-publication-wrap": _use_link,
    ".tweet, .twitter-embed": _use_tweet,
    ".file-embed-wrapper": _use_file,
    ".pullquote": _use_quotation,
}
