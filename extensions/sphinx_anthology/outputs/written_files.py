"""Files that a build writes beside its pages, such as feeds.

They are written only if they differ, and deleted if nothing wants them any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ..cache import CacheFile, write_atomically


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
        if not self._is_inside(file) or file.is_dir():
            return  # a link out of the output folder, or a page with that name
        if not file.is_file() or file.read_bytes() != data:
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
        return file.resolve().is_relative_to(self._output)
