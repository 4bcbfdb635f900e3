"""What a build has read before it knew what was edited, and whether that is still so.

``conf.py`` is run and extensions are set up before the next edit comes. That is of no use if one of the files that they have
read is another one then. Python tells which files are opened, which folders are listed and which programs are run, but not
which files were only looked for: so it only counts for edits of documents that are known.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from datetime import date

from sphinx.environment import BuildEnvironment

_FILES, _FOLDERS = "open", frozenset({"os.listdir", "os.scandir"})
_READS = frozenset("r+")
_PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect"})
_EVENTS = {_FILES, *_FOLDERS, *_PROGRAMS}
_PACKAGE = __name__.partition(".")[0]
_State = tuple[int, int, int]


class Preparation:
    """Notes what is read while a build is prepared. There is one at a time in a process."""

    def __init__(self) -> None:
        """Begin to take notes."""
        global _current
        self._states: dict[str, _State | None] = {}
        self._folders: set[str] = set()
        self._day = date.today()
        self.is_reliable = True
        """Whether nothing was asked that may have another answer each time: another program, or another machine."""
        _install()
        _current = self

    def end(self) -> None:
        """Take no more notes."""
        global _current
        _current = None

    def note(self, event: str, arguments: tuple[object, ...], module: str) -> None:
        """Note an event that Python audits.

        Source: https://docs.python.org/3/library/audit_events.html

        :param module: the name of the module that has caused it.
        """
        if event in _PROGRAMS:
            self.is_reliable = False
        elif event in _FOLDERS:
            # This package asks for names alone, and others may look at each of the files.
            is_looked_at = not module.startswith(f"{_PACKAGE}.")
            self._note_path(arguments[0] if arguments[0] is not None else os.curdir, is_looked_at)
        elif event == _FILES and (not isinstance(arguments[1], str) or _READS & {*arguments[1]}):
            self._note_path(arguments[0])

    def _note_path(self, path: object, is_looked_at: bool = False) -> None:
        if isinstance(path, (str, bytes, os.PathLike)):
            name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
            self._states.setdefault(name, _read_state(name))
            if is_looked_at:
                self._folders.add(name)

    def holds_after(self, edited: Iterable[str], env: BuildEnvironment) -> bool:
        """Return whether a build that was prepared may go on.

        :param edited: the absolute paths of files that were edited since the last build.
        :param env: the environment, as it was stored after the last build.
        """
        edited = [*edited]
        return (
            bool(edited)
            and self.is_reliable
            and date.today() == self._day
            and all(self._is_known_document(path, env) for path in edited)
            and all(_read_state(path) == state for path, state in self._states.items())
        )

    def _is_known_document(self, path: str, env: BuildEnvironment) -> bool:
        """Return whether a file is a document that was known, and that nobody has looked at so far."""
        folder = os.path.dirname(path)  # noqa: PTH120
        return folder not in self._folders and env.path2doc(path) in env.all_docs and os.path.isfile(path)  # noqa: PTH113


_current: Preparation | None = None
_is_installed = False


def _install() -> None:
    """Have Python tell about events. This cannot be undone, and goes on in processes that are forked."""
    global _is_installed
    if not _is_installed:
        _is_installed = True
        sys.addaudithook(_on_event)


def _on_event(event: str, arguments: tuple[object, ...]) -> None:
    if _current is not None and event in _EVENTS:
        _current.note(event, arguments, str(sys._getframe(1).f_globals.get("__name__", "")))


def _read_state(path: str) -> _State | None:
    """Return what changes when a file or folder does; None if it is neither."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    is_stored = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return (status.st_mtime_ns, status.st_size, status.st_ino) if is_stored else None
