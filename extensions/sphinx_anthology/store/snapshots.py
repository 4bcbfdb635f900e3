"""What a build has left, and what it was made from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

_MOST_BYTES = 1 << 30
"""The maximum size of a snapshot, unpacked."""


class StoredFile(NamedTuple):
    """The place of a file's content in a store."""

    digest: str
    """The SHA-256 digest of the content, in hexadecimal digits."""
    size: int
    pack: str
    """The name of the pack."""
    start: int
    """Where the compressed content begins in the pack."""
    length: int
    """The number of its bytes there."""


@dataclass(frozen=True)
class Snapshot:
    """The files of a build. Paths are POSIX paths."""

    files: Mapping[str, Mapping[str, StoredFile]]
    """The files of each folder, by the name of the folder and their paths in it."""
    sources: Mapping[str, str]
    """Digests of the files that documents were made from, by their paths relative to the source folder."""
    folders: Mapping[str, str]
    """The paths of folders on the machine of the build, by their names."""
    configuration: str
    """A fingerprint of the configuration."""
    packs: Mapping[str, int]
    """The sizes of the packs that have contents of the files, by their names."""

    def to_bytes(self) -> bytes:
        """Return the snapshot in the form in which it is stored."""
        return zlib.compress(json.dumps(asdict(self), sort_keys=True).encode(), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Snapshot:
        """Return a snapshot from its stored form.

        :raises ValueError: the data is not that of a snapshot, or a path leads out of its folder.
        """
        unpacker = zlib.decompressobj()
        try:
            values: dict[str, Any] = json.loads(unpacker.decompress(data, _MOST_BYTES))
            values["files"] = {
                folder: {_checked(path): StoredFile(*file) for path, file in files.items()}
                for folder, files in values["files"].items()
            }
            return cls(**values)
        except (zlib.error, KeyError, TypeError, AttributeError) as error:
            raise ValueError("This is not a snapshot.") from error

    def stored_contents(self) -> dict[str, StoredFile]:
        """Return a place of each content, by its digest."""
        return {file.digest: file for files in self.files.values() for file in files.values()}


def _checked(path: str) -> str:
    """Return a path that stays in its folder.

    :raises ValueError: it does not.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\0" in path or "\\" in path or ":" in parts[0]:
        raise ValueError(f"The path {path!r} leads out of its folder.")
    return path
