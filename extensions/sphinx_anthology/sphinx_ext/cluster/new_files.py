"""The files that a batch has left in the folders of a worker."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..warm_start.folders import list_files

_State = tuple[int, int, int]


class WatchedFolders:
    """Folders in which one process at a time writes."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Note the files that are there.

        :param folders: the folders by name. One that is in another is part of that.
        """
        self._folders = folders
        self._known = {name: self._list(folder) for name, folder in folders.items()}

    def _list(self, folder: Path) -> dict[str, _State]:
        found = {}
        for path in list_files(folder):
            status = os.stat(folder / path)  # noqa: PTH116  several times faster
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def _list_new(self, name: str) -> list[str]:
        known = self._known[name]
        return sorted(path for path, state in self._list(self._folders[name]).items() if known.get(path) != state)

    def take(self) -> dict[str, dict[str, bytes]]:
        """Return the content of new and changed files, by folder and path, and delete them."""
        found: dict[str, dict[str, bytes]] = {}
        for name, folder in self._folders.items():
            for path in self._list_new(name):
                found.setdefault(name, {})[path] = (folder / path).read_bytes()
        self.clean()
        return found

    def clean(self) -> None:
        """Delete the files that were not there at first, such as those of a process that was killed."""
        for name, folder in self._folders.items():
            for path in self._list_new(name):
                if path not in self._known[name]:
                    (folder / path).unlink()
