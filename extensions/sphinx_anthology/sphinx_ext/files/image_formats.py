"""Images in formats that a book cannot show: converted if Pillow can do it, else left out with a warning."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util.images import guess_mimetype

from ...problems import Code
from ..site import site_of
from ..warnings import warn
from .left_out_images import replace_by_alternative

_BOOKS = ("latex", "texinfo", "epub")
_PNG = "image/png"
_RASTER = tuple(f"image/{name}" for name in ("avif", "bmp", "gif", "jpeg", "tiff", "webp", "x-icon"))
_SHOWN_IN_EPUB = frozenset({"image/webp"})
"""What readers of EPUB show beside what Sphinx knows. Source: https://www.w3.org/TR/epub-33/#sec-core-media-types"""
_SUFFIXES = {".avif": "image/avif", ".bmp": "image/bmp", ".ico": "image/x-icon", ".tif": "image/tiff", ".tiff": "image/tiff"}
"""Formats that Sphinx does not know by their names."""


def is_shown_in_epub(path: str) -> bool:
    """Return whether readers of EPUB show an image, by its name."""
    return Path(path).suffix.lower() not in _SUFFIXES


class ConvertImages(ImageConverter):
    """Convert pixels to PNG. The converters of the project run first."""

    default_priority = 300  # after the converters of other extensions, at 200
    conversion_rules = [(kind, _PNG) for kind in _RASTER]  # noqa: RUF012  as in Sphinx

    def is_available(self) -> bool:
        """Return True: Pillow is installed with this package."""
        return True

    def match(self, node: nodes.image) -> bool:
        """Return whether an image is converted."""
        return self.env._builder_cls.name in _BOOKS and bool(site_of(self.env).catalogue.by_docname) and super().match(node)

    def guess_mimetypes(self, node: nodes.image) -> list[str]:
        """Return the formats in which an image is there."""
        found = _find_formats(node, self.env.srcdir)
        is_shown = self.env._builder_cls.name == "epub" and not _SHOWN_IN_EPUB.isdisjoint(found)
        return [] if is_shown else list(found)

    def handle(self, node: nodes.image) -> None:
        """Convert an image. The name keeps that of the format, so that those of ``a.gif`` and ``a.webp`` differ."""
        path = next(iter(_find_formats(node, self.env.srcdir).values()))
        target = self.imagedir / f"{self.env.images[path][1]}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        if self.convert(self.env.srcdir / path, target):
            node["candidates"], node["uri"] = {"*": str(target)}, str(target)
            self.env.original_image_uri[target] = path
            self.env.images.add_file(self.env.current_document.docname, str(target))

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Write the first picture of an image file as PNG, and return whether that was possible."""
        try:
            with Image.open(_from) as image:
                image.convert("RGBA" if image.has_transparency_data else "RGB").save(_to, "PNG")
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            return False
        return True


class LeaveOutImages(SphinxPostTransform):
    """Leave out images that TeX cannot show, such as SVG without a converter: it would stop at the first one."""

    default_priority = 310  # after all converters
    builders = ("latex", "texinfo")

    def run(self, **kwargs: object) -> None:
        if not site_of(self.env).catalogue.by_docname:
            return
        known = set(self.env._builder_cls.supported_image_types)
        for image in list(self.document.findall(nodes.image)):
            formats = _find_formats(image, self.env.srcdir)
            if formats and known.isdisjoint(formats):
                warn(Code.IMAGE_FORMAT, self._explain(image), image)
                replace_by_alternative(image)

    def _explain(self, image: nodes.image) -> str:
        name = Path(image["uri"]).suffix.lstrip(".").upper()
        builder = {"latex": "LaTeX", "texinfo": "Texinfo"}[self.env._builder_cls.name]
        path = str(self.env.original_image_uri.get(image["uri"], image["uri"]))
        advice = 'Add "sphinx.ext.imgconverter" to extensions, which needs ImageMagick, or use a PNG image.'
        return f"Image '{path}' is left out, because {builder} cannot show {name}. {advice}"


def _find_formats(image: nodes.image, folder: Path) -> dict[str, str]:
    """Return the files of an image by their formats; nothing for an image that is no file."""
    return dict(_list_formats(image, folder))


def _list_formats(image: nodes.image, folder: Path) -> Iterator[tuple[str, str]]:
    candidates: dict[str, str] = image.get("candidates", {})
    for kind, path in candidates.items():
        if kind == "*":
            file = folder / path
            yield _SUFFIXES.get(file.suffix.lower()) or guess_mimetype(file) or "unknown", path
        elif kind != "?":
            yield kind, path
