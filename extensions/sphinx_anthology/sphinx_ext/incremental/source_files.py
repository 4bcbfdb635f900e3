"""What the files of documents held when they were read, whatever their modification times say."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ... import digests
from ..._version import code_version
from ...cache import CacheFile
from ...digests import FileState

FileStates = tuple[tuple[str, FileState], ...]
"""The states of files, by their paths relative to the source folder."""


class ReadDocument(NamedTuple):
    """A document as it was read."""

    read_us: int
    """When it was read, in microseconds since the epoch; see :attr:`BuildEnvironment.all_docs`."""
    files: FileStates
    doctree_size: int
    """The size of the file that keeps what was read, in bytes. A file that was cut off has another size."""


_UNKNOWN = ReadDocument(-1, (), -1)


def source_record(doctreedir: Path) -> CacheFile:
    """Return the file that keeps the :class:`ReadDocument` of each document, by its name."""
    return CacheFile(doctreedir / "anthology-files.pickle", code_version())


class SourceFiles:
    """The files of documents: sources, and files that they include or show."""

    def __init__(self, app: Sphinx) -> None:
        self.env: BuildEnvironment = app.env
        self._record = source_record(app.doctreedir)
        self._known: dict[str, ReadDocument] = self._record.load() or {}
        """For each document the states of its files when it was read."""
        self._states: dict[str, FileState | None] = {}
        self._unchanged: set[str] = set()
        self._without_file: list[str] = []
        """The documents of which a file is gone. They may have another one, which may be older."""
        self.read: set[str] = set()
        """The documents that are read in this build."""
        self.changed: list[str] = []
        """The documents whose files hold something else than when they were read."""

    def compare(self) -> dict[str, int]:
        """Find the documents that are unchanged, and let Sphinx know.

        :returns: for each of them when the newest of its files was modified, in nanoseconds since the epoch.
        """
        newest: dict[str, int] = {}
        for docname, last_read_us in self.env.all_docs.items():
            read_us, known, doctree_size = self._known.get(docname, _UNKNOWN)
            if last_read_us > read_us or self._doctree_size(docname) != doctree_size:
                self.changed.append(docname)  # by a build that was interrupted: what it read, or has stored, is not known
                continue
            states = [self._state(path, state) for path, state in known]
            if all(now and now.digest == then.digest for now, (_path, then) in zip(states, known, strict=True)):
                newest[docname] = max(state.modified_ns for state in states if state)
            elif all(states):
                self.changed.append(docname)
            else:
                self._without_file.append(docname)
        for docname, modified_ns in newest.items():
            self.env.all_docs[docname] = max(self.env.all_docs[docname], -(-modified_ns // 1000))
        self._unchanged = set(newest)
        return newest

    def find_renamed(self) -> list[str]:
        """Return the documents whose file has another name than when they were read, perhaps in Unicode form only.

        Call it when Sphinx has found the documents of this build.
        """
        asked = (docname for docname in self._known if not docname.isascii())
        documents = {*asked, *self._without_file} & self.env.found_docs
        return [docname for docname in documents if self._is_renamed(docname, self._known[docname])]

    def _is_renamed(self, docname: str, known: ReadDocument) -> bool:
        source = os.path.relpath(self.env.doc2path(docname), self.env.srcdir)
        return source not in (path for path, _state in known.files)

    def note_reading(self, docnames: Iterable[str]) -> None:
        """Remember that documents are read in this build, in case it is interrupted."""
        self.read.update(docnames)
        if not self.read.isdisjoint(self._known):
            self._record.save({docname: known for docname, known in self._known.items() if docname not in self.read})

    def content_digests(self, docname: str) -> list[bytes | None]:
        """Return a digest of each file of a document; None for one that cannot be read."""
        if docname in self._unchanged and docname in self._known:
            return [state.digest for _path, state in self._known[docname].files]
        return [state.digest if state else None for state in map(self._state, self._paths(docname))]

    def save(self) -> None:
        """Remember what the files of documents held when they were read. Call it when the environment has been stored.

        Nothing is remembered of a document with a file that was edited since: what was read of it is not known.
        """
        kept: dict[str, ReadDocument] = {}
        for docname, read_us in self.env.all_docs.items():
            if docname in self._unchanged and docname not in self.read:
                kept[docname] = self._known[docname]._replace(read_us=read_us)
                continue
            paths = self._paths(docname)
            states = [(path, digests.read_file_state(self.env.srcdir / path, self._states.get(path))) for path in paths]
            known = tuple((path, state) for path, state in states if state and state.modified_ns // 1000 <= read_us)
            if len(known) == len(states):
                kept[docname] = ReadDocument(read_us, known, self._doctree_size(docname))
        self._record.save(kept)
        for docname in self._known.keys() - kept.keys() - self.env.all_docs.keys():
            with suppress(OSError):
                os.unlink(self._doctree(docname))  # noqa: PTH108  readers may get at it where the folder is published

    def _doctree(self, docname: str) -> str:
        return f"{self.env.doctreedir}/{docname}.doctree"

    def _doctree_size(self, docname: str) -> int:
        """Return the size of a stored document, or -1 if it is missing."""
        try:
            return os.stat(self._doctree(docname)).st_size  # noqa: PTH116  several times faster
        except OSError:
            return -1

    def _state(self, path: str, known: FileState | None = None) -> FileState | None:
        if path not in self._states:
            file = os.path.join(self.env.srcdir, path)  # noqa: PTH118  several times faster
            self._states[path] = digests.read_file_state(file, known)
        return self._states[path]

    def _paths(self, docname: str) -> list[str]:
        """Return the paths of a document's source and of the files that it depends on, relative to the source folder."""
        files = [self.env.doc2path(docname), *self.env.dependencies.get(docname, ())]
        return sorted(os.path.relpath(file, self.env.srcdir) for file in files)
