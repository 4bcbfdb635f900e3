"""One import at a time into a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import ThreadError

from fasteners import InterProcessLock

from ..entry import ImportRefusedError

LOCK_NAME = ".anthology-import.lock"


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Keep other imports out of a folder. The system releases the lock of a process that ends, however it ends.

    Where a file cannot be locked, as on some network file systems, imports go on without a lock.

    :raises ImportRefusedError: another import into the folder is running.
    :raises OSError: the folder cannot be made.
    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOCK_NAME
    lock = InterProcessLock(file)
    try:
        while is_locked := lock.acquire(blocking=False):
            if _is_same(lock, file):
                break
            lock.release()  # the import before has deleted the file in between
    except (OSError, ThreadError):
        yield
        return
    if not is_locked:
        raise ImportRefusedError(f"Another import into '{folder}' is running. Run this one when that has finished.")
    try:
        yield
    finally:
        with suppress(PermissionError):  # Windows keeps a file that is open, and an empty file does no harm
            file.unlink(missing_ok=True)
        lock.release()
        if is_new:
            with suppress(OSError):  # something was written into it
                folder.rmdir()


def _is_same(lock: InterProcessLock, file: Path) -> bool:
    """Return whether the locked file is still the one with its name."""
    try:
        return os.path.samestat(os.fstat(lock.lockfile.fileno()), file.stat())
    except FileNotFoundError:
        return False
