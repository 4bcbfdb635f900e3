"""Pictures of each kind, made for tests."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageCms

SECRET = "Place and owner"
"""What the metadata of pictures say."""
PLACE = (37.0, 33.0, 58.0)
BANDS = ((200, 40, 40), (40, 160, 60), (40, 60, 200), (230, 200, 40))
"""The colours of the quarters of a picture: above left and right, below left and right."""
TURNED = {2: 1, 3: 3, 4: 2, 5: 0, 6: 2, 7: 3, 8: 1}
"""The quarter of a file that is seen above left, by orientation."""


def quarters(width: int = 1600, height: int = 900) -> Image.Image:
    """Return a picture whose quarters have different colours, so that its orientation can be seen."""
    image = Image.new("RGB", (2, 2))
    for number, colour in enumerate(BANDS):
        image.putpixel((number % 2, number // 2), colour)
    return image.resize((width, height), Image.Resampling.NEAREST)


def encode(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the file of a picture."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def decode(data: bytes) -> Image.Image:
    """Return a picture as it is seen, in RGB or RGBA."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corner(data: bytes) -> tuple[int, ...]:
    """Return the colour of the quarters that is nearest to the one above left."""
    image = decode(data).convert("RGB")
    seen = image.getpixel((image.width // 8, image.height // 8))
    assert isinstance(seen, tuple)
    return min(BANDS, key=lambda colour: sum(abs(one - other) for one, other in zip(colour, seen, strict=True)))


def notes(orientation: int = 1) -> Image.Exif:
    """Return what a camera notes: a place, an owner, an orientation."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, SECRET
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", PLACE
    return exif


@cache
def profile(name: str = "sRGB") -> bytes:
    """Return a colour profile, the same each time; any name but ``sRGB`` makes it one that browsers do not assume."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data if name == "sRGB" else data.replace(b"s\0R\0G\0B", b"x\0R\0G\0B").replace(b"sRGB", b"xRGB")


def png(width: int, height: int, rows: bytes, depth: int = 8, colour: int = 0) -> bytes:
    """Return a PNG with coded rows as they are."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """Return a PNG of few bytes with 900 million pixels."""
    return png(30_000, 30_000, b"\0" * 1000, depth=1)
