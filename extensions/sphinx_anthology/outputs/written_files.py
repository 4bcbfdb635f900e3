"""Files that a build writes beside its pages, such as feeds.

They are written only if they differ, and deleted if nothing wants them any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from ..cache import CacheFile, write_atomically


class KeptFiles:
    """Files that must not be deleted, by any spelling where the file system does not tell upper from lower case."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Keep the files at some absolute paths."""
        self._paths = frozenset(paths)

    def __contains__(self, path: str) -> bool:
        """Return whether a file is kept."""
        if path in self._paths:
            return True
        other = self._by_key.get(path.casefold())
        return other is not None and is_same_file(path, other)

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {path.casefold(): path for path in self._paths}


def is_same_file(first: str | Path, second: str | Path) -> bool:
    """Return whether two paths lead to one file."""
    try:
        return Path(first).samefile(second)
    except OSError:
        return False


class WrittenFiles:
    """The files in the output folder of one builder, with a record of those that earlier builds wrote there."""

    def __init__(self, output: Path, record: CacheFile, foreign: Iterable[str] = ()) -> None:
        """Read the record of the last build.

        :param record: keeps the record between builds.
        :param foreign: the files that the author has put there, as POSIX paths relative to the output folder. They are never
            replaced or deleted.
        """
        self._output = output.resolve()
        self._record = record
        self._known: frozenset[str] = record.load() or frozenset()
        self._foreign = frozenset(foreign)
        self._inside: dict[Path, bool] = {}
        """Whether a folder is in the output folder, wherever links lead."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by their paths relative to the output folder, and delete those that are not among them any more.

        :raises OSError: a file cannot be written.
        """
        wanted = files.keys() - self._foreign
        self._save(self._known | wanted)  # before they are written, because the build may be interrupted
        for path in sorted(self._known - files.keys() - self._foreign):
            self._delete(path)
        for path in sorted(wanted):
            self._write_file(path, files[path])
        self._save(frozenset(wanted))

    def _save(self, paths: frozenset[str]) -> None:
        if paths != self._known:
            self._known = paths
            self._record.save(paths)

    def _write_file(self, path: str, data: bytes) -> None:
        file = self._output / path
        try:
            state = file.stat()
        except OSError:
            state = None
        if not self._is_inside(file) or (state and S_ISDIR(state.st_mode)):
            return  # a link out of the output folder, or a page with that name
        if not (state and S_ISREG(state.st_mode) and state.st_size == len(data) and file.read_bytes() == data):
            write_atomically(file, data, self._output)

    def _delete(self, path: str) -> None:
        """Delete a file and the folders that are then empty."""
        file = self._output / path
        if not self._is_inside(file) or not file.is_file():
            return
        with suppress(OSError):  # a folder is not empty
            file.unlink()
            for folder in file.parents:
                if folder == self._output:
                    break
                folder.rmdir()

    def _is_inside(self, file: Path) -> bool:
        if file.is_symlink():
            return file.resolve().is_relative_to(self._output)
        if file.parent not in self._inside:  # many files are in few folders
            self._inside[file.parent] = file.parent.resolve().is_relative_to(self._output)
        return self._inside[file.parent]
