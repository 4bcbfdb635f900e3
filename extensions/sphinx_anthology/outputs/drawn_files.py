"""Drawn files in a folder of the output, and in a cache that outlives it.

The name of a file contains a digest of what it shows, so a file with the name is up to date. A file is drawn if neither the
folder nor the cache has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..cache import CacheFile, write_atomically


@dataclass(frozen=True)
class _Record:
    """What is known of the files in an output folder."""

    tools: object = None
    """What all files were drawn with. None while some are not written."""
    files: frozenset[str] = frozenset()
    """The names of files that builds have written."""
    notes: object = None
    """What the build that wrote them noted."""


class DrawnFiles:
    """The drawn files of one kind in one output folder."""

    def __init__(self, output: Path, folder: str, cache: Path, record: CacheFile, tools: object) -> None:
        """Read the record of the last build.

        :param output: the output folder of the builder.
        :param folder: the folder in it, which may not exist.
        :param cache: the folder of files that have been drawn; it may not exist.
        :param record: keeps the record between builds.
        :param tools: what files are drawn with: code, libraries, options. Any value that can be pickled and compared.
        """
        self._output, self._folder = output, output / folder
        self._cache, self._record, self._tools = cache, record, tools
        self._known: _Record = record.load() or _Record()

    @property
    def notes(self) -> object:
        """What the last build noted, if it had the same tools."""
        return self._known.notes if self._known.tools == self._tools else None

    def write(self, wanted: Iterable[str], draw: Callable[[list[str]], object], notes: object = None) -> None:
        """Have the files drawn that are missing. Those of earlier builds stay.

        :param draw: calls :meth:`save` for each of the files that it gets, perhaps in other processes.
        :param notes: what the next build gets as :attr:`notes`.
        """
        names = list(dict.fromkeys(wanted))
        if missing := self.find_missing(names):
            self.start(missing)
            draw([name for name in missing if not self.copy(name)])
        self.finish(names, notes)

    def find_missing(self, names: Iterable[str]) -> list[str]:
        """Return the files that are not in the output folder."""
        there = self._list_files() if self._known.tools == self._tools else frozenset()
        return [name for name in names if name not in there]

    def start(self, names: Iterable[str]) -> None:
        """Record files that may be written from now on. The build may be interrupted."""
        self._keep(_Record(None, self._known.files.union(names)))

    def finish(self, names: Iterable[str], notes: object = None) -> None:
        """Record that files are written, all with the present tools."""
        record = _Record(self._tools, self._known.files.union(names), notes)
        if record.files or self._known != _Record():
            self._keep(record)

    def copy(self, name: str) -> bool:
        """Copy a file from the cache. Return whether it is there."""
        data = CacheFile(self._cache / name, self._tools).load()
        if data is not None:
            write_atomically(self._folder / name, data, self._output)
        return data is not None

    def save(self, name: str, data: bytes) -> None:
        """Write a file into the output folder and into the cache."""
        CacheFile(self._cache / name, self._tools).save_if_possible(data)
        write_atomically(self._folder / name, data, self._output)

    def delete_others(self, wanted: Set[str]) -> None:
        """Delete the files that earlier builds wrote and that are not wanted any more."""
        stale = self._known.files - wanted
        if stale:
            delete_files(self._folder, stale)
            self._keep(_Record(self._known.tools, self._known.files & wanted, self._known.notes))
            if self._cache.is_dir():
                delete_files(self._cache, {file.name for file in self._cache.iterdir()} - wanted)

    def _list_files(self) -> frozenset[str]:
        return frozenset(file.name for file in self._folder.iterdir()) if self._folder.is_dir() else frozenset()

    def _keep(self, record: _Record) -> None:
        if record != self._known:
            self._known = record
            self._record.save(record)


def delete_files(folder: Path, names: Iterable[str]) -> None:
    """Delete files, and their folder if it is then empty."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
