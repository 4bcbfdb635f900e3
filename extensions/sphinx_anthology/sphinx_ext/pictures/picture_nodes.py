"""The HTML of pictures: their sizes, what browsers choose from, when they load, and the way to the original."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from ...outputs.pictures.picture import PictureRecord
from ...pages.i18n import _
from ...pages.pictures import has_original, may_load_first, picture, sizes
from .picture_sources import SourceList, line_end
from .site_pictures import site_pictures

_FRAME = re.compile(r"<(?:a\s[^<>]{0,2000}?\bhref|picture\b)|</(?:a|picture)\b", re.IGNORECASE)
"""The beginning or the end of what cannot have a link inside: a link, or a ``picture``, in raw HTML."""
_FIRST = "anthology_has_first_picture"
"""Attribute of a translator whose page has begun to load a picture."""


class ShowPictures(SphinxPostTransform):
    """Tell browsers the size of each image, so that the page does not jump when the image arrives, and let them choose one.

    The size is kept apart from ``width`` and ``height`` until here, because LaTeX takes these for a size on paper.
    """

    default_priority = 500
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        open_frames = 0
        pictures = site_pictures(self.env._app)
        for node in list(self.document.findall(_is_image_or_html)):
            if isinstance(node, nodes.raw):
                open_frames = _count_open_frames(node, open_frames)
            elif isinstance(node, nodes.image):
                size, known = node.get("intrinsic"), pictures.find(node["uri"]) if pictures.are_responsive else None
                if known and known.width:
                    size = (known.width, known.height)
                if "intrinsic" in node and size:
                    node["width"], node["height"] = map(str, size)
                    node["classes"].append("no-scaled-link")  # the image has the size of its file, so there is nothing larger
                has_dark = pictures.is_site and "dark" in node
                if has_dark and (file := node["dark"].removeprefix("/")) in self.env.images:
                    self.env._app.builder.images[file] = self.env.images[file][1]
                if has_dark or (pictures.are_responsive and ("intrinsic" in node or "loading" in node)):
                    _make_picture(node, known, is_linked=open_frames > 0)


def _is_image_or_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.image | nodes.raw)


def _count_open_frames(node: nodes.raw, before: int) -> int:
    """Return how many links and pictures of raw HTML are open after a node."""
    if "html" not in node.get("format", ""):
        return before
    for match in _FRAME.finditer(node.astext()):
        before = max(0, before - 1) if match[0].startswith("</") else before + 1
    return before


def _make_picture(image: nodes.image, known: PictureRecord | None, *, is_linked: bool) -> None:
    """Replace an image by a picture."""
    node = picture("", **image.attributes)
    node.source, node.line = image.source, image.line
    node["picture"], node["is_linked"] = known, is_linked
    if known and known.widths:
        node["classes"].append("no-scaled-link")  # it gets a link below
    image.replace_self(node)


def visit_picture_html(self: HTML5Translator, node: picture) -> None:
    """Write a picture: the ``img`` as docutils writes it, with more attributes, in a link to its original."""
    pictures = site_pictures(self.builder._app)
    known: PictureRecord | None = node.get("picture") if pictures.are_responsive else None
    more = _choose_loading(self, node, known) if pictures.are_responsive else {}
    is_unlinked = not node.get("is_linked") and not _is_in_link(node)
    position = len(self.body)
    self.visit_image(node)
    tag = self.body[position]
    sources = SourceList(self.builder, sizes(node))
    dark = sources.add_dark(node, pictures) if "dark" in node and pictures.is_site else ""
    if known:
        more |= _missing_size(node, known, tag)
    if known and known.widths:
        sources.add_avif(known)
        more = sources.candidates(node["uri"], known) | more
        if known.tone and "dark" not in node:
            more["data-tone"] = known.tone
    if "initials" in node:
        more["data-initials"] = node["initials"]
    tag = sources.wrap(_add_attributes(tag, more))
    if known and known.widths and is_unlinked and has_original(node) and self.builder.config.html_scaled_image_link:
        tag = _link_original(tag, node, dark)
    self.body[position] = tag


def _choose_loading(translator: HTML5Translator, node: picture, known: PictureRecord | None) -> dict[str, str]:
    """Return the attributes that say when a picture is loaded. The first of a page comes before the others."""
    if hasattr(translator, _FIRST) or not may_load_first(node, known):
        node["loading"] = "lazy"
        return {"decoding": "async"}
    setattr(translator, _FIRST, True)
    node.attributes.pop("loading", None)
    return {"fetchpriority": "high"}


def depart_picture_html(self: HTML5Translator, node: picture) -> None:
    """End a picture."""
    self.depart_image(node)


def _is_in_link(node: nodes.Node) -> bool:
    place = node.parent
    while place is not None and not isinstance(place, nodes.reference):
        place = place.parent
    return place is not None


def _add_attributes(tag: str, attributes: dict[str, str]) -> str:
    """Return the HTML of an image with more attributes."""
    return tag.replace("<img ", "<img " + "".join(f'{name}="{escape(value)}" ' for name, value in attributes.items()), 1)


def _missing_size(node: picture, known: PictureRecord, tag: str) -> dict[str, str]:
    """Return width and height as attributes, for an image of which the author has given only one of them."""
    if not known.width or "scale" in node or ("height" in node) == ("width" in node):
        return {}
    if "height" in node:
        height = str(node["height"]).removesuffix("px")
        return {"width": str(max(1, round(int(height) * known.width / known.height)))} if height.isdigit() else {}
    width = str(node["width"]).removesuffix("px")
    if width.isdigit() and f'width="{width}"' in tag:
        return {"height": str(max(1, round(int(width) * known.height / known.width)))}
    return {"width": str(known.width), "height": str(known.height)} if ' width="' not in tag else {}


def _link_original(tag: str, node: picture, dark: str) -> str:
    """Return the HTML of a picture in a link to its original.

    :param dark: the address of the original for dark pages; empty if there is none.
    """
    words = _("Show the whole picture")
    label = "" if node.get("alt") else f' aria-label="{escape(words)}"'
    other = f' data-dark="{escape(dark)}"' if dark else ""
    return f'<a class="anthology-original" href="{escape(node["uri"])}"{other}{label}>{tag.rstrip()}</a>{line_end(tag)}'
