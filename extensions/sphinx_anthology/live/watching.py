"""Which files were edited, when a burst of edits has settled."""

from __future__ import annotations

import asyncio
import os
import re
import stat
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from watchfiles import awatch

FileState = tuple[int, int] | None
"""The modification time and the size of a file; None if there is no file."""

_SETTLED_MS, _AT_MOST_MS = 30, 200
"""Edits that follow each other faster than the first belong together, but no longer than the second."""
_BURST = 3
"""The number of files from which on edits are a burst: a checkout, or a folder that is copied."""
_BURST_SETTLED_MS = 300
"""A burst has ended when nothing was edited for so long."""
_GIT_SECONDS = 30
"""How long a running command of Git is waited for, at most."""
_SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".idea", ".vscode", ".nox", ".tox", ".venv", "venv", "node_modules", "__pycache__", ".mypy_cache"}
)
_TEMPORARY = re.compile(
    r"""
    \..* | .*~ | \#.*\#            # hidden files: swap files, locks and the like; backups; Emacs
    | .*\.(sw[a-z]|tmp|temp|bak|part|crdownload|crswap|orig|rej|pyc|pyo)
    | .*\.(tmp|temp)[.-].*         # a file that becomes another one
    | 4913                         # Vim tries whether it may write
    | sed[A-Za-z0-9]{6}            # sed -i
    | .*___jb_(tmp|old)___         # JetBrains
    """,
    re.VERBOSE,
)
"""The names of files that editors and other programs write beside those that they edit."""


@dataclass(frozen=True)
class Watched:
    """What is watched. All paths are absolute."""

    paths: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    """Files and folders in which builds write, or that no build reads."""
    restarting: tuple[str, ...] = ()
    """Files and folders that are loaded once by the process that builds."""

    def needs_restart(self, path: str) -> bool:
        """Return whether a file is loaded once."""
        return _is_below(path, self.restarting)

    def is_relevant(self, path: str) -> bool:
        """Return whether a build may read a file."""
        name = os.path.basename(path)  # noqa: PTH119
        if _is_below(path, self.ignored) or _TEMPORARY.fullmatch(name):
            return False
        root = next((root for root in self.paths if _is_below(path, (root,))), "")
        folders = Path(path).relative_to(root).parts[:-1] if root else ()
        if _SKIPPED_FOLDERS.intersection(folders):
            return False
        # Builds compile message catalogues.
        return not (name.endswith(".mo") and os.path.exists(f"{path[:-2]}po"))  # noqa: PTH110

    def list_folders(self) -> tuple[set[str], set[str]]:
        """Return the folders to watch with all that is in them, and those of single files, because editors replace files."""
        paths = {*self.paths, *self.restarting}
        folders = {path for path in paths if os.path.isdir(path)}  # noqa: PTH112
        around = {os.path.dirname(path) for path in paths - folders}  # noqa: PTH120
        top = {folder for folder in folders if not _is_below(folder, folders - {folder})}
        return top, {folder for folder in around if os.path.isdir(folder) and not _is_below(folder, top)}  # noqa: PTH112


def _is_below(path: str, others: Iterable[str]) -> bool:
    """Return whether a path is one of others, or in one of them."""
    return any(path == other or path.startswith(other.rstrip(os.sep) + os.sep) for other in others)


class FileWatch:
    """Waits for edits."""

    def __init__(self, watched: Watched, states: dict[str, FileState] | None = None) -> None:
        """Watch files.

        :param states: the states of files that were known to a watch before this one, which goes on with them.
        """
        self.watched = watched
        self.states: dict[str, FileState] = states or {}
        """The state of each file when it was last looked at."""
        self._found: asyncio.Queue[set[str]] = asyncio.Queue()
        self._locks = _find_git_locks(watched.paths)

    async def wait_for_edits(self) -> AsyncIterator[Set[str]]:
        """Yield the files that were edited, each time that edits have settled. Cancel it to end the watch."""
        top, around = self.watched.list_folders()
        async with asyncio.TaskGroup() as tasks:
            for folders, recursive in ((top, True), (around, False)):
                if folders:
                    tasks.create_task(self._watch(folders, recursive))
            if edited := await asyncio.to_thread(self._look_at_all, top, around):
                yield edited
            while True:
                changes = await self._found.get()
                await self._wait_until_settled(changes)
                if edited := {path for path in changes if self._has_changed(path)}:
                    yield edited

    async def _watch(self, folders: Set[str], recursive: bool) -> None:
        watch = awatch(
            *sorted(folders),
            watch_filter=lambda _change, path: self._is_watched(path),
            debounce=_AT_MOST_MS,
            step=_SETTLED_MS,
            ignore_permission_denied=True,
            recursive=recursive,
        )
        async for found in watch:
            self._found.put_nowait({path for _change, path in found})

    async def _wait_until_settled(self, changes: set[str]) -> None:
        """Add the rest of a burst to the edits that have been found."""
        end = time.monotonic() + _GIT_SECONDS
        while len(changes) >= _BURST or any(map(_is_empty, changes)) or self._is_git_running():
            try:
                changes |= await asyncio.wait_for(self._found.get(), _BURST_SETTLED_MS / 1000)
            except TimeoutError:
                if not self._is_git_running() or time.monotonic() > end:
                    break

    def _is_git_running(self) -> bool:
        return any(map(os.path.exists, self._locks))

    def _is_watched(self, path: str) -> bool:
        return self.watched.is_relevant(path) and _is_below(path, (*self.watched.paths, *self.watched.restarting))

    def _look_at_all(self, top: Set[str], around: Set[str]) -> set[str]:
        """Look at all files. Return those that were known before and are not as they were."""
        files = {os.path.join(folder, name) for root in top for folder, name in _walk(root)}  # noqa: PTH118
        files |= {os.path.join(folder, name) for folder in around for name in os.listdir(folder)}  # noqa: PTH118, PTH208
        known = {*self.states}
        return {path for path in files | known if self._is_watched(path) and self._has_changed(path) and path in known}

    def _has_changed(self, path: str) -> bool:
        """Return whether a file is not as it was when it was last asked for. Files that came and went have not changed."""
        before, self.states[path] = self.states.get(path), _read_state(path)
        return before != self.states[path]


def _walk(root: str) -> Iterator[tuple[str, str]]:
    """Yield the folder and the name of each file in a folder and those in it."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _SKIPPED_FOLDERS]
        yield from ((folder, name) for name in names)


def _read_state(path: str) -> FileState:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return None if stat.S_ISDIR(status.st_mode) else (status.st_mtime_ns, status.st_size)


def _is_empty(path: str) -> bool:
    """Return whether a file is empty, perhaps because a program has begun to write it."""
    state = _read_state(path)
    return state is not None and state[1] == 0


def _find_git_locks(paths: Iterable[str]) -> set[str]:
    """Return the files that exist while a command of Git changes the files of a repository."""
    repositories = (folder for path in paths for folder in (Path(path), *Path(path).parents) if (folder / ".git").is_dir())
    return {str(folder / ".git" / "index.lock") for folder in repositories}
