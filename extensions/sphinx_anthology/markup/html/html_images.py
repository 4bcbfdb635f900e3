"""Images and links to posts in raw HTML, so that the images are copied and the links are checked."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from ..syntax.elements import Hyperlink, Image, make_link
from ..syntax.link_destinations import POST_SCHEME, accept_destination

_PART = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<skipped>pre|code|script|style|textarea|svg|picture|noscript)\b.*?(?:</(?P=skipped)\s*>|\Z)
      | (?P<image><img\b(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}')*>)
      | <a\s[^<>]{0,500}?href=["']?(?P<post>post:[^"'\s>]*)["']?[^<>]{0,500}>(?P<text>[^<]{0,500})</a>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_STYLE_WIDTH = re.compile(r"(?:^|;)\s*(?:max-)?width\s*:\s*(\d+(?:\.\d+)?(?:px|%|em|rem))")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(px|%|em|ex|ch|rem|vw|cm|mm|in|pt|pc)?")


class HtmlPart(NamedTuple):
    """A part of HTML."""

    content: str | Image | Hyperlink
    line: int
    """The line on which it begins, counted from 0."""


def split_html(html: str) -> list[HtmlPart]:
    """Split HTML into images with a source, links to posts, and the HTML between them."""
    parts: list[HtmlPart] = []
    position = line = 0
    for match in _PART.finditer(html):
        element: Image | Hyperlink | None = None
        if match["image"]:
            element = _parse_image(match["image"])
        elif match["post"]:
            element = make_link(unescape(match["post"]), unescape(match["text"]).strip())
        if element is not None:
            parts.append(HtmlPart(html[position : match.start()], line))
            line += html.count("\n", position, match.start())
            parts.append(HtmlPart(element, line))
            line += html.count("\n", match.start(), match.end())
            position = match.end()
    parts.append(HtmlPart(html[position:], line))
    return [part for part in parts if part.content]


def _parse_image(tag: str) -> Image | None:
    """Parse an ``img`` tag. Return None if its source is neither a file nor an allowed address: it stays the author's HTML."""
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag[4:-1]):
        value = match[2] or match[3] or match[4] or ""
        attributes.setdefault(match[1].lower(), unescape(value))
    address = attributes.get("src", "").strip() or attributes.get("data-src", "").strip()
    source = accept_destination(address)
    if source is None or source.startswith(("{", POST_SCHEME)):
        return None
    width = attributes.get("width", "")
    if style := _STYLE_WIDTH.search(attributes.get("style", "")):
        width = width or style[1]
    width, height = _normalise_size(width), _normalise_size(attributes.get("height", ""))
    if not width and height.isdigit():
        height += "px"  # themes set the height of images to auto, and only a style overrides that
    html = tag if attributes.get("srcset") or attributes.get("id") else ""
    return Image(source, attributes.get("alt", ""), width=width, height=height, html=html)


def _normalise_size(text: str) -> str:
    """Return a size in the form that docutils accepts, or an empty string if there is none."""
    match = _SIZE.fullmatch(text.strip())
    return f"{match[1]}{match[2] or ''}" if match and float(match[1]) > 0 else ""
