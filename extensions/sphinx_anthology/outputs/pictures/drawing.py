"""Draw the variants of pictures with Pillow.

Pixels are decoded once. Each variant is made of the next larger one, which takes half the time and looks the same.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from math import ceil
from typing import Any

from PIL import Image, ImageCms, features

from ...digests import digest
from .boxes import measure_boxes
from .metadata import remove_metadata
from .picture import AVIF, MAX_WIDTH, WEBP, WIDTHS, PictureRecord
from .picture_formats import find_format, format_of_suffix, has_variants

_JPEGS = ("JPEG", "MPO")
"""What Pillow calls JPEGs. Phones keep a depth map or a second picture in the same file."""
_PILLOW_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_MAX_HEIGHT = 16_383
"""Maximum height of a WebP in pixels. Source: RFC 9649."""
_SAVED: Mapping[str, Mapping[str, Any]] = {
    WEBP: {"format": "WEBP", "quality": 80, "method": 2},
    AVIF: {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},  # more threads give other bytes
}
"""How variants are saved, by format."""
_DAMAGED = ("is cut off or damaged", "Save it again.")
_BOOK_QUALITY, _ORIGINAL_QUALITY = 85, 95
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by its orientation."""
_SRGB = (b"sRGB", b"s\0R\0G\0B")
"""What profiles of the colours that browsers assume anyway have in their descriptions."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, and the files that were made of it."""

    picture: PictureRecord
    variants: Mapping[str, bytes] = field(default_factory=dict)
    """Its variants, by their names."""
    replacement: bytes = b""
    """What is published in its place; empty if it is published as it is."""


def is_avif_supported() -> bool:
    """Return whether this Pillow can write AVIF."""
    return bool(features.check("avif"))


def draw_picture(data: bytes, suffix: str, *, for_book: bool = False, avif: bool = False) -> Drawn:
    """Make the variants of a picture, or the one picture that a book has.

    :param suffix: the suffix of its name.
    :returns: a picture without variants if it has no larger size, is animated or no raster image, or has a fault.
    """
    picture = PictureRecord(digest(data).hex()[:16])
    kind, named = find_format(data), format_of_suffix(suffix)
    if not (kind or has_variants(named)):
        return Drawn(picture)
    cleaned, orientation = remove_metadata(data)
    plain = Drawn(picture) if cleaned is data else _replace(picture, cleaned, suffix)
    if not named:
        return plain
    if kind != named:
        wrong = f"is {'an' if kind == 'AVIF' else 'a'} {kind} image" if kind else f"is no {named} image"
        return _faulty(plain, f"{wrong}, though its name ends in '{suffix}'", "Rename it.")
    if not has_variants(kind):
        return _measure_boxes(data, plain)
    data = cleaned  # a reader would stop at very long metadata
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if for_book:
                return _draw_for_book(data, suffix, orientation, plain)
            return _draw_for_site(data, orientation, plain, (WEBP, AVIF) if avif else (WEBP,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        limit = (Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
        return _faulty(plain, f"has more than {limit} million pixels", "Make it smaller.")
    except Exception:  # Pillow raises nearly anything for a damaged file
        return _faulty(Drawn(picture), *_DAMAGED)


def _replace(picture: PictureRecord, data: bytes, suffix: str, mark: str = "") -> Drawn:
    """Return a picture in whose place another file is published."""
    return Drawn(replace(picture, replacement=f"{picture.digest}{mark}{suffix.lower()}"), replacement=data)


def _faulty(drawn: Drawn, fault: str, advice: str) -> Drawn:
    return replace(drawn, picture=replace(drawn.picture, fault=fault, advice=advice))


def _measure(image: Image.Image, orientation: int, plain: Drawn) -> Drawn:
    """Return a picture with its size as it is seen."""
    width, height = image.size if orientation < 5 else image.size[::-1]
    return replace(plain, picture=replace(plain.picture, width=width, height=height))


def _measure_boxes(data: bytes, plain: Drawn) -> Drawn:
    """Return a picture that has no variants with its size."""
    try:
        width, height = measure_boxes(data)
    except (ValueError, IndexError, struct.error):
        return _faulty(Drawn(plain.picture), *_DAMAGED)
    return replace(plain, picture=replace(plain.picture, width=width, height=height))


def _is_animated(image: Image.Image) -> bool:
    return image.format not in _JPEGS and bool(getattr(image, "is_animated", False))


def _draw_for_site(data: bytes, orientation: int, plain: Drawn, formats: tuple[str, ...]) -> Drawn:
    with Image.open(BytesIO(data), formats=_PILLOW_FORMATS) as image:
        if _is_animated(image):
            return plain
        plain = _measure(image, orientation, plain)
        if orientation != 1 and image.format == "WEBP":
            plain = _turn_upright(image, orientation, plain)
        picture = plain.picture
        widths = tuple(one for one in WIDTHS if one < picture.width and _height(picture, one) <= _MAX_HEIGHT)
        if not widths:
            image.load()  # to find a damaged one
            return plain
        return _draw_variants(image, orientation, replace(plain, picture=replace(picture, widths=widths, formats=formats)))


def _turn_upright(image: Image.Image, orientation: int, plain: Drawn) -> Drawn:
    """Return a picture that is published upright. Browsers do not turn a WebP."""
    pixels, profile = _simplify_colours(image.transpose(_TURNS[orientation]), image.info.get("icc_profile") or b"")
    return replace(plain, replacement=_save(pixels, icc_profile=profile, **{**_SAVED[WEBP], "quality": _ORIGINAL_QUALITY}))


def _draw_for_book(data: bytes, suffix: str, orientation: int, plain: Drawn) -> Drawn:
    """Return the picture upright, and at most as wide as paper and readers show it, in the same format."""
    with Image.open(BytesIO(data), formats=_PILLOW_FORMATS) as image:
        if _is_animated(image):
            return plain
        plain = _measure(image, orientation, plain)
        picture, width = plain.picture, min(plain.picture.width, MAX_WIDTH)
        if width == picture.width and orientation == 1:
            image.load()
            return plain
        kind = "JPEG" if image.format in _JPEGS else str(image.format)
        pixels, profile = _simplify_colours(_scale(image, picture, width, orientation), image.info.get("icc_profile") or b"")
    pixels = _resize(pixels, (width, _height(picture, width)))
    made = _save(pixels, format=kind, icc_profile=profile, **({} if kind == "PNG" else {"quality": _BOOK_QUALITY}))
    if orientation == 1 and len(made) >= len(plain.replacement or data):  # such as a drawing with few colours
        return plain
    return _replace(picture, made, suffix, "-book")


def _draw_variants(image: Image.Image, orientation: int, plain: Drawn) -> Drawn:
    """Draw all variants, the largest first."""
    picture = plain.picture
    variants: dict[str, bytes] = {}
    upright = _scale(image, picture, picture.widths[-1], orientation)
    pixels, profile = _simplify_colours(upright, image.info.get("icc_profile") or b"")
    for width in reversed(picture.widths):
        pixels = _resize(pixels, (width, _height(picture, width)))
        for kind in picture.formats:
            variants[picture.variant(width, kind)] = _save(pixels, icc_profile=profile, **_SAVED[kind])
    return replace(plain, picture=replace(picture, tone=_find_tone(pixels)), variants=variants)


def _height(picture: PictureRecord, width: int) -> int:
    return max(1, round(picture.height * width / picture.width))


def _scale(image: Image.Image, picture: PictureRecord, width: int, orientation: int) -> Image.Image:
    """Return the picture upright, decoded at a size that is at least that of a variant.

    JPEGs are decoded at a half, a quarter or an eighth of their size if that is enough, which saves most of the time.
    """
    if image.format in _JPEGS:
        share = width / picture.width
        image.draft(None, (ceil(image.width * share), ceil(image.height * share)))
    image.load()
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _simplify_colours(image: Image.Image, profile: bytes) -> tuple[Image.Image, bytes | None]:
    """Return the picture in RGB, perhaps with transparency, and the profile of its colours if it is needed."""
    mode, has_alpha = image.mode, "A" in image.getbands() or "transparency" in image.info
    space = profile[16:20]
    if mode == "CMYK" and space == b"CMYK":
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return converted or image.convert("RGB"), None
    if mode.startswith("I"):  # 16 bits
        image, has_alpha = image.point(lambda value: value * (1 / 256)).convert("L"), False
    is_needed = space == b"RGB " and mode in ("RGB", "RGBA", "P") and not any(name in profile for name in _SRGB)
    wanted = "RGBA" if has_alpha else "RGB"
    return image if image.mode == wanted else image.convert(wanted), profile if is_needed else None


def _resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a picture in a smaller size. Slower filters take a fifth longer, and nobody sees the difference."""
    return image if image.size == size else image.resize(size, Image.Resampling.HAMMING)


def _save(image: Image.Image, **options: Any) -> bytes:
    file = BytesIO()
    image.info.clear()  # Pillow would write what it knows of the original
    image.save(file, **options)
    return file.getvalue()


def _find_tone(image: Image.Image) -> str:
    """Return the main colour of a picture; empty if it is transparent, so that the colour would be seen through it."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] != 255:
        return ""
    colour = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(colour, tuple)
    return "-".join(str(channel // 32) for channel in colour)
