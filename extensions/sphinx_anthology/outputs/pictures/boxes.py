"""AVIF and HEIC: their size, and the removal of metadata without loss.

What images note about themselves is overwritten where it is, so that no offset in the file changes. Sources: ISO base media
file format (ISO/IEC 14496-12), HEIF (ISO/IEC 23008-12).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"})
_NOTES = frozenset({b"uuid", b"udta", b"jumb", b"free", b"skip"})
"""Boxes that say something about an image, or nothing. Readers need none of them."""
_ITEMS = frozenset({b"Exif", b"mime", b"uri "})
"""The types of items that say something about an image: Exif, XMP and links."""
_NO_EXIF = b"\0\0\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"
"""Exif without an entry, as an item has it."""


class _Box(NamedTuple):
    kind: bytes
    start: int
    content: int
    end: int


def find_box_format(data: bytes) -> str:
    """Return the format of a file of boxes: ``AVIF`` or ``HEIC``; empty for any other file."""
    if data[4:8] != b"ftyp":
        return ""
    end = min(struct.unpack_from(">I", data)[0], len(data), 256)
    brands = [data[8:12], *(data[place : place + 4] for place in range(16, end, 4))]
    named = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "")
    return named or ("HEIC" if _HEIF_BRANDS & set(brands) else "")


def blank_notes(data: bytes) -> bytes:
    """Return the file with nothing in the place of its metadata; the same bytes if there is none.

    :raises ValueError: the file is cut off or damaged.
    :raises struct.error: likewise.
    """
    result = bytearray(data)
    for box in _list_boxes(data, 0, len(data)):
        _blank_box(result, data, box)
    return data if result == data else bytes(result)


def measure_boxes(data: bytes) -> tuple[int, int]:
    """Return width and height of the primary image as it is seen, in pixels; zeros if they are unknown.

    :raises ValueError: the file is cut off or damaged.
    :raises struct.error: likewise.
    """
    size, turns = (0, 0), 0
    for meta in _find(_list_boxes(data, 0, len(data)), b"meta"):
        parts = {box.kind: box for box in _list_boxes(data, meta.content + 4, meta.end)}
        if b"pitm" not in parts or b"iprp" not in parts:
            continue
        primary, _ = _read_id(data, parts[b"pitm"].content + 4, is_long=data[parts[b"pitm"].content] > 0)
        for box in _list_properties(data, parts[b"iprp"], primary):
            if box.kind == b"ispe":
                size = struct.unpack_from(">II", data, box.content + 4)
            elif box.kind == b"irot":
                turns = data[box.content] & 3
    return size[::-1] if turns % 2 else size


def _list_boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, content)
            content += 8
        last = start + size if size else end
        if not content <= last <= end:
            raise ValueError("a box is longer than what it is in")
        yield _Box(kind, start, content, last)
        start = last


def _find(boxes: Iterable[_Box], kind: bytes) -> list[_Box]:
    return [box for box in boxes if box.kind == kind]


def _blank_box(result: bytearray, data: bytes, box: _Box, depth: int = 0) -> None:
    if box.kind in _NOTES:
        result[box.start + 4 : box.start + 8] = b"free"
        result[box.content : box.end] = bytes(box.end - box.content)
    elif box.kind == (b"moov", b"trak", b"")[depth]:  # of an animation
        for inner in _list_boxes(data, box.content, box.end):
            _blank_box(result, data, inner, depth + 1)
    elif box.kind == b"meta":
        _blank_items(result, data, box)


def _blank_items(result: bytearray, data: bytes, meta: _Box) -> None:
    """Overwrite the items of a box that say something about the image."""
    parts = {box.kind: box for box in _list_boxes(data, meta.content + 4, meta.end)}
    for kind in _NOTES & parts.keys():
        _blank_box(result, data, parts[kind])
    if b"iinf" not in parts or b"iloc" not in parts:
        return
    info = parts[b"iinf"]
    entries = _list_boxes(data, info.content + (6 if data[info.content] == 0 else 8), info.end)
    kinds = dict(_read_entry(data, entry) for entry in _find(entries, b"infe") if data[entry.content] >= 2)
    inner = parts[b"idat"].content if b"idat" in parts else None
    places = [one for one in _list_extents(data, parts[b"iloc"], inner) if kinds.get(one[0]) in _ITEMS]
    if sum(size for _item, _start, size in places) > len(data):
        raise ValueError("parts of items overlap")
    for item, start, size in places:
        if start + size <= len(data):
            filling = _NO_EXIF if kinds[item] == b"Exif" and size >= len(_NO_EXIF) else b""
            result[start : start + size] = filling + (b" " if kinds[item] == b"mime" else b"\0") * (size - len(filling))


def _read_entry(data: bytes, entry: _Box) -> tuple[int, bytes]:
    """Return the id and the type of an item."""
    item, place = _read_id(data, entry.content + 4, is_long=data[entry.content] > 2)
    return item, data[place + 2 : place + 6]


def _read_id(data: bytes, place: int, *, is_long: bool) -> tuple[int, int]:
    """Return the id of an item, and the place behind it."""
    return struct.unpack_from(">I" if is_long else ">H", data, place)[0], place + (4 if is_long else 2)


def _list_extents(data: bytes, box: _Box, inner: int | None) -> Iterator[tuple[int, int, int]]:
    """Yield the id of an item, and the beginning and the length of each of its parts in the file.

    :param inner: the beginning of the data that the same box has; None if it has none.
    """
    version, sizes = data[box.content], struct.unpack_from(">H", data, box.content + 4)[0]
    offset, length, base, index = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0)
    count, place = _read_id(data, box.content + 6, is_long=version > 1)
    for _ in range(count):
        item, place = _read_id(data, place, is_long=version > 1)
        method = 0
        if version:
            method, place = data[place + 1] & 15, place + 2
        start = _number(data, place + 2, base)
        (extents,) = struct.unpack_from(">H", data, place + 2 + base)
        place += 4 + base
        for _ in range(extents):
            place += index
            first, size = start + _number(data, place, offset), _number(data, place + offset, length)
            place += offset + length
            if method == 0:
                yield item, first, size
            elif method == 1 and inner is not None:
                yield item, inner + first, size


def _number(data: bytes, place: int, size: int) -> int:
    if place + size > len(data):
        raise ValueError("a number is cut off")
    return int.from_bytes(data[place : place + size], "big")


def _list_properties(data: bytes, box: _Box, item: int) -> Iterator[_Box]:
    """Yield the properties of an item."""
    inner = list(_list_boxes(data, box.content, box.end))
    properties = [one for store in _find(inner, b"ipco") for one in _list_boxes(data, store.content, store.end)]
    for links in _find(inner, b"ipma"):
        is_wide = data[links.content + 3] & 1
        (count,) = struct.unpack_from(">I", data, links.content + 4)
        place = links.content + 8
        for _ in range(count):
            owner, place = _read_id(data, place, is_long=data[links.content] > 0)
            size = data[place] * (2 if is_wide else 1)
            numbers = data[place + 1 : place + 1 + size]
            place += 1 + size
            if owner == item:
                found = struct.unpack(f">{size // 2}H", numbers) if is_wide else numbers
                mask = 0x7FFF if is_wide else 0x7F
                yield from (properties[(one & mask) - 1] for one in found if 0 < one & mask <= len(properties))
