"""Files that later builds rely on.

Data that is kept from one build to the next is in a :class:`CacheFile`. It is valid for a key, which contains everything that
it was made from. All files that a later build relies on are written with :func:`write_atomically`: as a whole or not at all,
so that an interrupted build leaves the file of the build before.
"""

from __future__ import annotations

import gc
import os
import pickle
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from .digests import digest

_DIGEST_SIZE = len(digest(b""))
_TEMPORARY_NAME = ".anthology-{}.tmp"
"""The name of a temporary file. It is short, because the name of the file that it becomes may be as long as a name can be."""
_ABANDONED_AFTER = 3600
"""The age in seconds from which on a temporary file cannot be that of a running build."""

_State = tuple[int, int, int]
"""What changes when a file is replaced or written to."""


@dataclass(frozen=True, slots=True)
class CacheFile:
    """A file with one value and its key."""

    path: Path
    key: object = None
    """What the value is made from: any value that can be pickled and compared."""

    def load(self) -> Any:
        """Return the value, or None if the file is missing or damaged, or has a value for another key or from other code."""
        state, found = _preloaded.pop(str(self.path), (None, None))
        if state is None or state != _read_state(self.path):
            found = _read(self.path, self.key)
        return found[1] if found and found[0] == self.key else None

    def save(self, value: object) -> None:
        """Replace the file, in a folder that may not exist yet.

        :raises OSError: the file cannot be written. The file of an earlier build is unchanged then.
        """
        data = pickle.dumps(self.key, pickle.HIGHEST_PROTOCOL) + pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        write_atomically(self.path, digest(data) + data)

    def save_if_possible(self, value: object) -> None:
        """Replace the file if it can be written, where the value only saves time."""
        with suppress(OSError):
            self.save(value)


def change_cache_file(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the content of the file of a :class:`CacheFile` after a change of what is pickled in it."""
    changed = change(data[_DIGEST_SIZE:])
    return digest(changed) + changed


_preloaded: dict[str, tuple[_State, tuple[Any, Any]]] = {}
"""The keys and values of files, with the states in which they were loaded, by path."""


def preload(folder: Path) -> None:
    """Load all cache files in a folder, before there is a build. Each is loaded again if it has changed until it is needed.

    Only the next :meth:`CacheFile.load` of each gets what was loaded, because values may be changed.
    """
    for file in folder.glob("anthology*.pickle"):
        state = _read_state(file)  # before it is read
        if state and (found := _read(file)):
            _preloaded[str(file)] = state, found


def _read_state(file: Path) -> _State | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _read(file: Path, wanted: object = None) -> tuple[Any, Any] | None:
    """Return the key and the value in a file; None if they cannot be loaded.

    :param wanted: a key. The value of another one is not loaded.
    """
    try:
        data = file.read_bytes()
    except OSError:
        return None
    stream = BytesIO(data)
    if stream.read(_DIGEST_SIZE) != digest(data[_DIGEST_SIZE:]):
        return None
    with _paused_garbage_collection():
        try:
            key = pickle.load(stream)
            return (key, pickle.load(stream)) if wanted is None or key == wanted else None
        except Exception:  # classes that no longer exist or have changed can raise nearly anything
            return None


def write_atomically(file: Path, data: bytes | Iterable[bytes], temporary_folder: Path | None = None) -> None:
    """Replace a file as a whole, in a folder that may not exist yet.

    :param data: the content, or its chunks in order.
    :param temporary_folder: where the data is written first, on the same file system; by default the folder of the file. If the
        process is killed meanwhile, a temporary file stays there; see :func:`delete_abandoned_files`.
    :raises OSError: the file cannot be written; its path is in the error. A file that was there before is unchanged then.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(temporary_folder or file.parent, _TEMPORARY_NAME.format(secrets.token_hex(4)))
    try:
        if isinstance(data, bytes):
            temporary.write_bytes(data)
        else:
            with temporary.open("wb") as stream:
                stream.writelines(data)
        os.replace(temporary, file)  # noqa: PTH105  Sphinx gives its paths a method `replace` of another kind
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def delete_abandoned_files(folder: Path, is_shared: bool = True) -> None:
    """Delete the temporary files that processes left in a folder when they were killed.

    :param is_shared: whether other processes may be writing there, so that new files stay.
    """
    for file in folder.glob(_TEMPORARY_NAME.format("*")):
        with suppress(OSError):
            if not is_shared or file.stat().st_mtime < time.time() - _ABANDONED_AFTER:
                file.unlink()


@contextmanager
def _paused_garbage_collection() -> Iterator[None]:
    """Pause the garbage collector, which would check the growing number of new objects again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
