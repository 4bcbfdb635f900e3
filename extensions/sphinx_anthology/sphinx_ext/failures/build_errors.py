"""Builds that cannot go on because of their folders: a full disk, or a folder that may not be written.

Sphinx shows an error of the system with a traceback, and goes on after some of them, with pages that are cut off. Here one
sentence says what is wrong, and the build ends. The next build does what was not finished.
"""

from __future__ import annotations

import errno
import logging
import os
import re
from bdb import BdbQuit
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.locale import __
from sphinx.util import logging as sphinx_logging

logger = sphinx_logging.getLogger(__name__)

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_DISK = "The disk is full. Free some space, and build again."
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_PROCESS = re.compile(
    r"[\w.]+: (?:Handler .* threw an exception \(exception: )?\[Errno (\d+)\] (.*?)(?:: '(.*)')?\)?", re.DOTALL
)
"""What Sphinx keeps of an error of the system in a process that it has forked, also of one in a handler of an event."""
_ERROR_NUMBER = re.compile(r"\[Errno (\d+)\] ")


class BuildStoppedError(SphinxError, BdbQuit):
    """A build cannot go on, and a logged sentence says why. Sphinx shows nothing more of it, because it is a ``BdbQuit``."""

    category = "Build stopped"


def stop_build(sentence: str) -> NoReturn:
    """Log why a build cannot go on, and end it."""
    logger.error("%s", sentence)
    raise BuildStoppedError(sentence)


def check_folders(app: Sphinx) -> None:
    """Check that the output folder can be written, or made, and that the folder of doctrees can be made.

    A folder of doctrees that cannot be written is sufficient for a build that reads nothing.

    :raises BuildStoppedError: it is not so.
    """
    _check_folder("output folder", app.outdir)
    if not app.doctreedir.is_dir():
        _check_folder("folder of doctrees", app.doctreedir)


def check_doctrees(app: Sphinx) -> None:
    """Check that the folder of doctrees can be written, before Sphinx writes there.

    :raises BuildStoppedError: it cannot.
    """
    if not _can_write(app.doctreedir):
        _keep_environment(app)
    _check_folder("folder of doctrees", app.env.doctreedir)


def _keep_environment(app: Sphinx) -> None:
    """Let a failing build not delete the environment. Sphinx would try to, and show only that it cannot."""
    app.doctreedir = app.env.doctreedir / "none"


def _check_folder(name: str, folder: Path) -> None:
    if not _can_write(folder):
        stop_build(f"The {name} '{folder}' cannot be written. Allow writing there, or choose another one.")


def _can_write(folder: Path) -> bool:
    """Return whether a folder can be written, or made."""
    nearest = next((each for each in (folder, *folder.parents) if os.path.exists(each)), folder)  # noqa: PTH110  never raises
    return os.access(nearest, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


@contextmanager
def failures_explained(app: Sphinx) -> Iterator[None]:
    """Raise :class:`BuildStoppedError` for errors of the system that are not errors of a program."""
    try:
        yield
    except OSError as error:
        if not _can_write(app.doctreedir):
            check_doctrees(app)
        explain_failure(app, error)
        raise


def explain_failure(app: Sphinx, exception: Exception) -> None:
    """Say in one sentence why a build has failed, if it was a full disk or a folder that may not be written.

    :raises BuildStoppedError: it was.
    """
    if isinstance(exception, BuildStoppedError):
        return
    for cause in _list_causes(exception):
        if sentence := _explain(app, _as_system_error(cause)):
            stop_build(sentence)


def is_full_disk(exception: Exception) -> bool:
    """Return whether an error is that of a full disk, or was raised because of one."""
    return any(isinstance(cause, OSError) and cause.errno in _FULL for cause in _list_causes(exception))


def _list_causes(exception: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, and what it was raised for."""
    while exception is not None:
        yield exception
        exception = getattr(exception, "orig_exc", None) or exception.__cause__


def _as_system_error(exception: BaseException) -> OSError | None:
    """Return an exception if it is an error of the system, also in another process."""
    if isinstance(exception, SphinxParallelError):
        message = str(exception)
        if found := _IN_PROCESS.fullmatch(message):
            return OSError(int(found[1]), found[2], found[3])
        if message.endswith(_FULL_DISK):
            return OSError(errno.ENOSPC, message)
    return exception if isinstance(exception, OSError) else None


def _explain(app: Sphinx, error: OSError | None) -> str | None:
    """Return a sentence for an error that is not one of a program."""
    if error and error.errno in _FULL:
        return _FULL_DISK
    if error and error.errno in _FORBIDDEN and error.filename:
        file = Path(os.fsdecode(error.filename))
        if file.is_relative_to(app.outdir) or file.is_relative_to(app.doctreedir):
            return f"'{file}' cannot be written: {error.strerror}. Allow it, or choose another folder."
    return None


class _FullDiskWatch(logging.Handler):
    """Stops a build at the first warning about a full disk. Sphinx would go on, and leave pages that are cut off."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._process = os.getpid()
        self.has_stopped = False

    def emit(self, record: logging.LogRecord) -> None:
        """Raise an exception in the code that has logged the warning."""
        if self.has_stopped or not _is_about_full_disk(record):
            return
        self.has_stopped = True
        if os.getpid() != self._process:
            raise BuildStoppedError(_FULL_DISK)  # the main process logs it
        stop_build(_FULL_DISK)


def _is_about_full_disk(record: logging.LogRecord) -> bool:
    arguments = record.args if isinstance(record.args, tuple) else ()
    if any(isinstance(each, OSError) and each.errno in _FULL for each in arguments):
        return True
    # In a record from another process the arguments are part of the message, which may also name a file.
    message, start = record.getMessage(), __("error writing file %s: %s").partition("%s")[0]
    numbers = _ERROR_NUMBER.findall(message) if message.startswith(start) else []
    return bool(numbers) and int(numbers[-1]) in _FULL


def watch_disk(app: Sphinx) -> None:
    """Stop the build when a warning says that the disk is full."""
    watch = _FullDiskWatch()
    root = logging.getLogger(sphinx_logging.NAMESPACE)
    root.handlers.insert(0, watch)  # first, so that the warning itself is not shown

    def finish(app: Sphinx, exception: Exception | None) -> None:
        root.removeHandler(watch)
        if watch.has_stopped and exception is None:  # Sphinx ignores exceptions while it starts processes
            raise BuildStoppedError(_FULL_DISK)

    app.connect("build-finished", finish, priority=0)
