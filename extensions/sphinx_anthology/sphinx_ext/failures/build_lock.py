"""One build at a time in a folder of doctrees.

Builds of several builders may share the folder, and each changes what the others rely on. So a build locks a file in it, and
another build waits. Where a file cannot be locked, such as in a folder that cannot be written or on some network file systems,
builds go on without a lock.

The lock belongs to the process: the system releases it when the process ends, however it ends. Processes that it has forked do
not hold it, and several applications in one process share it. Forked processes end with the process that forked them: otherwise
they would go on writing while the next build reads.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import weakref
from multiprocessing.util import register_after_fork
from pathlib import Path

from fasteners import InterProcessLock
from sphinx.application import Sphinx
from sphinx.util import logging

from ...acceleration import seams_of

logger = logging.getLogger(__name__)

LOCK_FILE = "anthology.lock"
LAST = 10**6
"""A priority after that of all other handlers."""


class _FolderLock:
    """The lock of a folder in this process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = InterProcessLock(folder / LOCK_FILE)
        self._builds = 0
        """The number of builds in this process that have not ended."""

    @property
    def is_held(self) -> bool:
        """Whether the folder is locked."""
        return self._builds > 0

    def acquire(self) -> bool:
        """Begin a build, and return whether the folder is locked. Wait for builds of other processes."""
        if not self._builds:
            try:
                if not self._file.acquire(blocking=False):
                    logger.info("Another build is running in '%s'. This one goes on when that has finished.", self._folder)
                    self._file.acquire()
            except (OSError, threading.ThreadError):
                return False
        self._builds += 1
        return True

    def release(self) -> None:
        """End a build. The last one unlocks the folder."""
        self._builds -= 1
        if not self._builds:
            self._file.release()

    def forget(self) -> None:
        """Forget the builds of the process that has forked this one.

        Their file is closed now, because to close it later would unlock the folder for a build of this process.
        """
        if self._builds:
            self._builds = 0
            self._file.release()


class _ParentWatch:
    """Ends processes with the one that forks them, if it forks them while this object exists."""

    def __init__(self) -> None:
        register_after_fork(self, _ParentWatch.start)

    def start(self) -> None:
        """Watch the parent process beside the work of this one."""
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


class _BuildLock:
    """The lock as one application uses it."""

    def __init__(self, app: Sphinx) -> None:
        self._folder = _lock_of(app.doctreedir)
        self._watch: _ParentWatch | None = None
        self._unlock: weakref.finalize[..., Sphinx] | None = None

    def acquire(self, app: Sphinx) -> None:
        """Lock the folder, unless this application has."""
        self._watch = self._watch or _ParentWatch()
        if not (self._unlock and self._unlock.alive) and self._folder.acquire():
            # An application that never builds, or whose last handlers are not called, unlocks the folder when it is gone.
            self._unlock = weakref.finalize(app, self._folder.release)

    def release(self) -> None:
        """Unlock the folder, unless another application needs it."""
        self._watch = None
        if self._unlock:
            self._unlock()


_locks: dict[Path, _FolderLock] = {}


def _lock_of(folder: Path) -> _FolderLock:
    return _locks.setdefault(folder, _FolderLock(folder))


def is_locked(doctrees: Path) -> bool:
    """Return whether a build of this process has locked a folder of doctrees, so that no other process builds there."""
    return doctrees in _locks and _locks[doctrees].is_held


def forget_locks() -> None:
    """Forget the locks of the process that has forked this one. They are not held here."""
    for lock in _locks.values():
        lock.forget()
    _locks.clear()


def lock_doctrees(app: Sphinx) -> None:
    """Wait until no other process builds in the folder of doctrees, and let others wait until this build is finished.

    Call it before the environment is loaded. A build that starts late locks the folder when it starts.
    """
    lock = _BuildLock(app)

    def lock_again(app: Sphinx, *_arguments: object) -> list[str]:
        lock.acquire(app)  # a program may build several times with one application
        return []

    if seams_of(app).starts_late:
        app.connect("builder-inited", lock_again, priority=0)
    else:
        lock.acquire(app)
    app.connect("env-get-outdated", lock_again, priority=0)
    app.connect("build-finished", lambda app, exception: lock.release(), priority=LAST)
