"""The files that browsers choose from: sizes of a picture, formats, and the one for dark pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from ...outputs.pictures.picture import AVIF, FOLDER, MAX_WIDTH, WEBP, PictureRecord
from ...pages.pictures import picture
from .site_pictures import SitePictures

_DARK = 'class="anthology-dark" media="(prefers-color-scheme: dark)" '
"""What a ``source`` for dark pages has. A script corrects it where a page is dark and the system is not, or the reverse."""


class SourceList:
    """The elements ``source`` of a picture."""

    def __init__(self, builder: StandaloneHTMLBuilder, widths: str) -> None:
        """Begin without any.

        :param widths: how wide the page shows the picture, as the attribute ``sizes`` says it.
        """
        self._builder, self._widths, self._elements = builder, widths, list[str]()
        self._folder = posixpath.join(posixpath.dirname(builder.imgpath), FOLDER)

    def candidates(self, address: str, known: PictureRecord) -> dict[str, str]:
        """Return the attributes for a picture of several sizes.

        :param address: that of the original.
        """
        original = [f"{address} {known.width}w"] if known.width <= MAX_WIDTH else []
        return {"srcset": ", ".join([*self._variants(known, WEBP), *original]), "sizes": self._widths}

    def _variants(self, known: PictureRecord, kind: str) -> Iterator[str]:
        return (f"{self._folder}/{known.variant(width, kind)} {width}w" for width in known.widths)

    def add_avif(self, known: PictureRecord, *, more: str = "") -> None:
        """Add the sizes of a picture as AVIF, if it has them in that format."""
        if AVIF in known.formats:
            attributes = {"type": "image/avif", "srcset": ", ".join(self._variants(known, AVIF)), "sizes": self._widths}
            self._add(attributes, more)

    def add_dark(self, node: picture, pictures: SitePictures) -> str:
        """Add the picture for dark pages, and return the address of its original."""
        file = node["dark"].removeprefix("/")
        is_local = file != node["dark"]
        name = self._builder.images.get(file, "")
        if is_local and not name:
            return ""
        address = posixpath.join(self._builder.imgpath, quote(name)) if is_local else node["dark"]
        known = pictures.find(file) if is_local and pictures.are_responsive else None
        pixels = (known.width, known.height) if known and known.width else node["dark_size"]
        more = f'{_DARK}width="{pixels[0]}" height="{pixels[1]}" ' if pixels else _DARK
        if known and known.widths:
            self.add_avif(known, more=more)
            self._add(self.candidates(address, known), more)
        else:
            self._add({"srcset": _spell(address)}, more)
        return address

    def _add(self, attributes: dict[str, str], more: str) -> None:
        text = "".join(f'{name}="{escape(value)}" ' for name, value in attributes.items())
        self._elements.append(f"<source {more}{text}/>")

    def wrap(self, tag: str) -> str:
        """Return the HTML of an image with what browsers choose from."""
        if not self._elements:
            return tag
        return f"<picture>{''.join(self._elements)}{tag.rstrip()}</picture>{line_end(tag)}"


def _spell(address: str) -> str:
    """Return an address as ``srcset`` can have it, in which commas and spaces separate."""
    return address.replace(",", "%2C").replace(" ", "%20")


def line_end(tag: str) -> str:
    """Return the white space at the end of some HTML."""
    return tag[len(tag.rstrip()) :]
