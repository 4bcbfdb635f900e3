"""Files of an export, copied piece by piece, so that memory is bounded."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from ..archives import Export

_CHUNK = 2**18


def digest_file(file: Path) -> str | None:
    """Return the digest of a file; None if there is no regular file."""
    if not file.is_file():
        return None
    hashed = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def digest_export_file(export: Export, name: str) -> str:
    """Return the digest of a file in an export.

    :raises ImportRefusedError: it cannot be read, or is too large.
    """
    hashed = blake2b(digest_size=16)
    for chunk in export.read_chunks(name):
        hashed.update(chunk)
    return hashed.hexdigest()


def copy_file(export: Export, name: str, target: Path) -> None:
    """Copy a file of an export, as a whole or not at all.

    :raises ImportRefusedError: it cannot be read, or is too large.
    :raises OSError: it cannot be written.
    """
    write_chunks(target, export.read_chunks(name))


def write_chunks(target: Path, chunks: Iterable[bytes]) -> None:
    """Replace a file as a whole with pieces of content.

    :raises OSError: it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".anthology-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def delete_temporary_files(folder: Path) -> None:
    """Delete what an interrupted import has left in the folder of a post."""
    for file in folder.glob(".anthology-*.tmp"):
        with suppress(OSError):
            file.unlink()
