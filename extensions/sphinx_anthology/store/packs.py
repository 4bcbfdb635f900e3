"""Packs: the compressed contents of many files in one, named after the digest of the whole."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator

from .snapshots import StoredFile

_LEVEL = 1
"""Little compression: a higher level takes longer than most networks need for what it saves."""
_PACK_SIZE = 1 << 24
"""The size from which on a pack is full, in bytes."""


def digest_content(data: bytes) -> str:
    """Return the digest by which a content is found."""
    return hashlib.sha256(data).hexdigest()


def make_packs(contents: Iterable[bytes]) -> Iterator[tuple[str, bytes, list[StoredFile]]]:
    """Yield packs of contents: the name, the data, and the place of each content in the order given."""
    parts: list[bytes] = []
    places: list[tuple[str, int, int, int]] = []
    start = 0
    for content in contents:
        part = zlib.compress(content, _LEVEL)
        places.append((digest_content(content), len(content), start, len(part)))
        parts.append(part)
        start += len(part)
        if start >= _PACK_SIZE:
            yield _close(parts, places)
            parts, places, start = [], [], 0
    if parts:
        yield _close(parts, places)


def _close(parts: list[bytes], places: list[tuple[str, int, int, int]]) -> tuple[str, bytes, list[StoredFile]]:
    data = b"".join(parts)
    name = digest_content(data)
    return name, data, [StoredFile(digest, size, name, start, length) for digest, size, start, length in places]


def check_pack(name: str, data: bytes) -> None:
    """Check that a pack has the content that its name says.

    :raises ValueError: it has another one.
    """
    if digest_content(data) != name:
        raise ValueError("The pack is damaged.")


def unpack(data: bytes, file: StoredFile) -> bytes:
    """Return the content of a file from its pack, which was checked.

    :raises ValueError: there is another content.
    """
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(data[file.start : file.start + file.length], file.size + 1)
    except zlib.error as error:
        raise ValueError("The pack is damaged.") from error
    if len(content) != file.size:
        raise ValueError("The pack is damaged.")
    return content
