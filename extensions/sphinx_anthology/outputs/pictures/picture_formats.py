"""Formats of pictures, by their content and by their suffix."""

from __future__ import annotations

from .boxes import find_box_format

JPEG, PNG, GIF, WEBP, BMP, AVIF, HEIC = "JPEG", "PNG", "GIF", "WebP", "BMP", "AVIF", "HEIC"
_SUFFIXES = {
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".jpe": JPEG,
    ".jfif": JPEG,
    ".png": PNG,
    ".apng": PNG,
    ".gif": GIF,
    ".webp": WEBP,
    ".bmp": BMP,
    ".avif": AVIF,
    ".avifs": AVIF,
    ".heic": HEIC,
    ".heif": HEIC,
    ".svg": "SVG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
_SIGNATURES = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"GIF87a": GIF, b"GIF89a": GIF, b"BM": BMP}


def find_format(data: bytes) -> str:
    """Return the format of a picture by its first bytes; empty if it is none whose metadata can be removed."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if name := find_box_format(data):
        return name
    return next((name for start, name in _SIGNATURES.items() if data.startswith(start)), "")


def format_of_suffix(suffix: str) -> str:
    """Return the format that a suffix stands for; empty for a suffix of no picture."""
    return _SUFFIXES.get(suffix.lower(), "")


def has_variants(name: str) -> bool:
    """Return whether pictures in a format can have variants."""
    return name in (JPEG, PNG, GIF, WEBP, BMP)
