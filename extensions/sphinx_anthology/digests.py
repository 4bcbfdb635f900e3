"""Reading of files, and content digests to detect changed ones.

The modification time alone is not sufficient: a fresh clone of a repository has new times and unchanged contents.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_MIN_READ = 65_536
"""Number of bytes that are read of a file whose size the system does not know."""


@dataclass(frozen=True, slots=True)
class FileState:
    """The content digest of a file, with the size and times for which it is valid.

    Times are in nanoseconds since 1970. Tools that unpack archives set the time of modification as they like, to the same for
    all files or to that of another machine. The time of the last change of the status is that of the system.
    """

    modified_ns: int
    changed_ns: int
    size: int
    digest: bytes

    @classmethod
    def of(cls, status: os.stat_result, data: bytes) -> FileState:
        """Return the state of a file with a status and a content."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, digest(data))

    def is_current(self, status: os.stat_result) -> bool:
        """Return whether a file with this status has the same size and times."""
        return (self.modified_ns, self.changed_ns, self.size) == (status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def read_regular_file(file: Path | str, max_size: int | None = None) -> bytes:
    """Return the content of a file. A named pipe is not waited for.

    :param max_size: the maximum number of bytes; None for no limit.
    :raises OSError: the file cannot be read, is larger, or is a pipe, a socket or a device.
    """
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(file))
        # Python allocates what it is told to read at once.
        data = stream.read(-1 if max_size is None else min(max_size, max(status.st_size, _MIN_READ)) + 1)
    if max_size is not None and len(data) > max_size:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return data


def digest(data: bytes) -> bytes:
    """Return the digest of *data*: 16 bytes."""
    return blake2b(data, digest_size=16).digest()


def digest_chunks(chunks: Iterable[bytes]) -> bytes:
    """Return what :func:`digest` returns for all chunks together, of which only one is in memory."""
    result = blake2b(digest_size=16)
    for chunk in chunks:
        result.update(chunk)
    return result.digest()


def read_file_state(file: Path | str, known: FileState | None = None) -> FileState | None:
    """Return the state of a file, or None if it cannot be read.

    :param known: an earlier state. If size and times are the same, it is returned and the file is not opened.
    """
    try:
        status = os.stat(file)  # noqa: PTH116  several times faster, for thousands of files
        if known and known.is_current(status):
            return known
        return FileState.of(status, read_regular_file(file))
    except OSError:
        return None
