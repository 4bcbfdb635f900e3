"""Metadata of pictures: the orientation is read, and everything that is not needed to show them is removed without loss.

Cameras note place, time, owner and device, and programs their history. What is kept is what a browser needs: pixels, colour
profile, size, animation and orientation. Sources: JPEG (ITU T.81), Exif 3.0, PNG (third edition), WebP container (RFC 9649),
GIF89a. For AVIF and HEIC see :mod:`.boxes`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from .boxes import blank_notes
from .picture_formats import AVIF, GIF, HEIC, JPEG, PNG, WEBP, find_format

_EXIF = b"Exif\0\0"
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker in the coded pixels of a JPEG that ends them."""
_SCAN, _END = 0xDA, 0xD9
_PNG_START = 8
_PNG_KEPT = frozenset(
    b"tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT cICP mDCV mDCv cLLI cLLi".split(),
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
"""Flags of the chunk ``VP8X``."""
_GIF_EXTENSION, _GIF_IMAGE, _GIF_END = 0x21, 0x2C, 0x3B
_GIF_COMMENT, _GIF_APPLICATION = 0xFE, 0xFF
_GIF_KEPT = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})
"""The applications whose data say how an image is shown: how often an animation is repeated, and its colours."""


class _Part(NamedTuple):
    """A segment or chunk of a file."""

    data: bytes
    is_kept: bool
    exif: bytes = b""
    """Its Exif data, if that is what it has."""


def remove_metadata(data: bytes) -> tuple[bytes, int]:
    """Return a picture without metadata, and its orientation: 1 to 8, as Exif defines it.

    :returns: the same bytes if there is nothing to remove, or if the file cannot be read.
    """
    kind = find_format(data)
    try:
        if kind in (AVIF, HEIC):
            return blank_notes(data), 1  # what they say of their orientation is no metadata
        if kind not in _PARSE:
            return data, 1
        parts = list(_PARSE[kind](data))
        orientation = next((_read_orientation(part.exif) for part in parts if part.exif), 1)
        if all(part.is_kept for part in parts) and sum(len(part.data) for part in parts) == len(data):
            return data, orientation
        kept = [part.data for part in parts if part.is_kept]
        exif = _make_exif(orientation) if orientation != 1 else b""
        return _JOIN[kind](kept, exif), orientation
    except (ValueError, IndexError, struct.error):
        return data, 1


def _parse_jpeg(data: bytes) -> Iterator[_Part]:
    """Yield the segments of a JPEG up to its end. What follows is not part of the picture, such as a video or its depth."""
    yield _Part(data[:2], True)
    position = 2
    while position < len(data):
        if data[position] != 0xFF:
            raise ValueError("no marker")
        marker = data[position + 1]
        if marker == 0xFF:  # a byte that fills
            position += 1
            continue
        if marker == _END:
            yield _Part(data[position : position + 2], True)
            return
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        body = data[position + 4 : end]
        if marker == _SCAN:
            following = _MARKER.search(data, end)
            end = following.start() if following else len(data)
        exif = body[len(_EXIF) :] if marker == 0xE1 and body.startswith(_EXIF) else b""
        yield _Part(data[position:end], _is_kept_in_jpeg(marker, body), exif)
        position = end


def _is_kept_in_jpeg(marker: int, body: bytes) -> bool:
    """Return whether a segment is kept: all but comments and the data of applications other than JFIF, ICC and Adobe."""
    if not 0xE0 <= marker <= 0xEF:
        return marker != 0xFE
    return (marker, body[:5]) in ((0xE0, b"JFIF\0"), (0xEE, b"Adobe")) or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))


def _join_jpeg(kept: list[bytes], exif: bytes) -> bytes:
    if exif:
        segment = b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(exif)) + _EXIF + exif
        place = 2 if len(kept) > 1 and kept[1].startswith(b"\xff\xe0") else 1  # JFIF comes first
        kept.insert(place, segment)
    return b"".join(kept)


def _parse_png(data: bytes) -> Iterator[_Part]:
    yield _Part(data[:_PNG_START], True)
    position = _PNG_START
    while position < len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + size
        is_needed = not kind[0] & 0x20  # a decoder must know it
        exif = data[position + 8 : end - 4] if kind == b"eXIf" else b""
        yield _Part(data[position:end], is_needed or kind in _PNG_KEPT, exif.removeprefix(_EXIF))
        position = end
        if kind == b"IEND":
            return


def _join_png(kept: list[bytes], exif: bytes) -> bytes:
    if exif:
        import zlib

        chunk = b"eXIf" + exif
        kept.insert(2, struct.pack(">I", len(exif)) + chunk + struct.pack(">I", zlib.crc32(chunk)))
    return b"".join(kept)


def _parse_webp(data: bytes) -> Iterator[_Part]:
    yield _Part(data[:12], True)
    position, last = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while position + 8 <= last:
        kind, size = struct.unpack_from("<4sI", data, position)
        end = position + 8 + size + size % 2
        exif = data[position + 8 : position + 8 + size] if kind == b"EXIF" else b""
        yield _Part(data[position:end], kind in _WEBP_KEPT, exif.removeprefix(_EXIF))
        position = end


def _join_webp(kept: list[bytes], exif: bytes) -> bytes:
    header, *chunks = kept
    if chunks and chunks[0].startswith(b"VP8X"):
        flags = chunks[0][8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if exif else 0)
        chunks[0] = chunks[0][:8] + bytes([flags]) + chunks[0][9:]
        if exif:
            chunks.append(b"EXIF" + struct.pack("<I", len(exif)) + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(chunks)
    return header[:4] + struct.pack("<I", len(body)) + body


def _parse_gif(data: bytes) -> Iterator[_Part]:
    """Yield the blocks of a GIF up to its end."""
    position = 13 + _table_size(data[10])
    yield _Part(data[:position], True)
    while data[position] != _GIF_END:
        start, is_kept = position, True
        if data[position] == _GIF_EXTENSION:
            kind, name = data[position + 1], data[position + 3 : position + 14]
            is_kept = kind != _GIF_COMMENT and (kind != _GIF_APPLICATION or name in _GIF_KEPT)
            position += 2
        elif data[position] == _GIF_IMAGE:
            position += 11 + _table_size(data[position + 9])
        else:
            raise ValueError("no block")
        while data[position]:
            position += 1 + data[position]
        position += 1
        yield _Part(data[start:position], is_kept)
    yield _Part(data[position : position + 1], True)


def _table_size(flags: int) -> int:
    """Return the number of bytes of a table of colours, by the flags of what it belongs to."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _join_gif(kept: list[bytes], _exif: bytes) -> bytes:
    return b"".join(kept)


_PARSE = {JPEG: _parse_jpeg, PNG: _parse_png, WEBP: _parse_webp, GIF: _parse_gif}
_JOIN = {JPEG: _join_jpeg, PNG: _join_png, WEBP: _join_webp, GIF: _join_gif}


def _read_orientation(exif: bytes) -> int:
    """Return the orientation in Exif data; 1 if it has none."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for number in range(count):
            tag, kind, _number, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if kind == 3 and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _make_exif(orientation: int) -> bytes:
    """Return Exif data that says nothing but the orientation."""
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
