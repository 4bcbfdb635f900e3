"""Images and links in raw HTML, so that they become real ones: files that are copied and links that are checked."""

from __future__ import annotations

import re
from html import unescape

from .elements import Hyperlink, Image
from .link_destinations import POST_SCHEME

_PART = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<skipped>pre|code|script|style|textarea|svg|picture|noscript)\b.*?(?:</(?P=skipped)\s*>|\Z)
      | (?P<image><img\b(?:[^>"']|"[^"]{0,4000}"|'[^']{0,4000}')*>)
      | <a\s[^<>]{0,500}?href=["']?(?P<post>post:[^"'\s>]*)["']?[^<>]{0,500}>(?P<text>[^<]{0,500})</a>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_WIDTH = re.compile(r"(?:^|;)\s*(?:max-)?width\s*:\s*(\d+(?:\.\d+)?(?:px|%|em|rem))")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(px|%|em|ex|ch|rem|vw|cm|mm|in|pt|pc)?")


def split_html(html: str) -> list[str | Image | Hyperlink]:
    """Return the parts of a piece of HTML: images that have a source, links to posts, and all the rest as it is."""
    parts: list[str | Image | Hyperlink] = []
    position = 0
    for match in _PART.finditer(html):
        part: Image | Hyperlink | None = None
        if match["image"]:
            part = _image(match["image"])
        elif match["post"]:
            part = Hyperlink(unescape(match["post"]), unescape(match["text"]).strip())
        if part is not None:
            parts += [html[position : match.start()], part]
            position = match.end()
    parts.append(html[position:])
    return [part for part in parts if part]


def _image(tag: str) -> Image | None:
    """Return the image of an ``img`` tag; None if it has no source that can be a file or an address."""
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(tag[4:-1]):
        value = match[2] or match[3] or match[4] or ""
        attributes.setdefault(match[1].lower(), unescape(value))
    source = attributes.get("src", "").strip() or attributes.get("data-src", "").strip()
    if not source or source.startswith(("data:", "{", POST_SCHEME)):
        return None
    width = attributes.get("width", "")
    if style := _WIDTH.search(attributes.get("style", "")):
        width = width or style[1]
    width, height = _size(width), _size(attributes.get("height", ""))
    if not width and height.isdigit():
        height += "px"  # themes set the height of images to auto: only a style is stronger
    return Image(source, attributes.get("alt", ""), width=width, height=height)


def _size(text: str) -> str:
    """Return a size as docutils reads it; empty where it does not."""
    match = _SIZE.fullmatch(text.strip())
    return f"{match[1]}{match[2] or ''}" if match and float(match[1]) > 0 else ""
