"""What readers see of an article, in an export and on the page that is built of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

_INVISIBLE = re.compile("[\\s\u200b\ufeff\u2060\u00ad\ufe0e\ufe0f]+")
_DECORATION = (
    ".headerlink, .anthology-video-link, .copybtn, sup.fn, .footnote-reference, "
    ".label, .fn-backref, .backrefs, script, style, hr.footnotes"
)
_VIDEO = re.compile(r"(?:embed/|watch\?v=|vimeo\.com/(?:video/)?)([\w-]+)")


@dataclass(frozen=True)
class Visible:
    """What readers see of an article."""

    text: str
    """Its letters without blanks."""
    links: tuple[str, ...]
    images: tuple[tuple[str, str], ...]
    """The name of the file and the alternative text."""
    headings: tuple[str, ...]
    videos: tuple[str, ...]


def describe(html: str | Tag) -> Visible:
    """Return what readers see of HTML."""
    soup: Any = BeautifulSoup(html, "html.parser") if isinstance(html, str) else html
    for element in soup.select(_DECORATION):
        element.decompose()
    for element in soup.find_all(string=lambda text: isinstance(text, Comment)):
        element.extract()
    videos = [match[1] for frame in soup.find_all("iframe") if (match := _VIDEO.search(frame.get("src", "")))]
    links = [link["href"] for link in soup.find_all("a", href=True) if _is_shown(link)]
    images = [(_name(image.get("src", "")), image.get("alt", "")) for image in soup.find_all("img")]
    headings = [_squeeze(heading.get_text()) for heading in soup.find_all(re.compile("h[1-6]")) if heading.get_text(strip=True)]
    return Visible(_squeeze(soup.get_text()), tuple(map(_plain, links)), tuple(images), tuple(headings), tuple(videos))


def _is_shown(link: Tag) -> bool:
    return bool(link.get_text(strip=True) or link.find("img")) and not str(link["href"]).startswith("#id")


def _squeeze(text: str) -> str:
    """Return a text without blanks and without the difference between kinds of quotation marks and dashes."""
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    for kinds, plain in (("“”„", '"'), ("‘’", "'"), ("–—", "-"), ("…", "...")):
        text = re.sub(f"[{kinds}]", plain, text)
    return re.sub("-+", "-", text)


def _plain(address: str) -> str:
    return unquote(unescape(address)).rstrip("/")


def _name(address: str) -> str:
    return PurePosixPath(unquote(address.partition("?")[0])).name
