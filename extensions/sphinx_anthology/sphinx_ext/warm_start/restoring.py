"""The files of a snapshot, put into the folders of a build."""

from __future__ import annotations

import os
import pickle
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx

from ...cache import change_cache_file
from ...digests import digest, read_regular_file
from ...store import Snapshot, Store, StoredFile
from ...store.moved_pickles import PathMover
from ..incremental.source_files import source_record
from .folders import DOCTREES, OUTPUT, describe_folders, place_record


class UnusableSnapshotError(Exception):
    """What a build in other folders has left cannot be used in those of this build. The message says why."""


class Restoration:
    """Puts the files of a snapshot back."""

    def __init__(self, app: Sphinx, builder_name: str, snapshot: Snapshot) -> None:
        """Prepare for the folders of a build.

        :raises UnusableSnapshotError: the files cannot be used there.
        """
        self._app, self._builder_name, self._snapshot = app, builder_name, snapshot
        self._folders = {DOCTREES: Path(app.doctreedir), OUTPUT: Path(app.outdir)}
        self._mover = _make_mover(app, snapshot)
        self._doctree_sizes: dict[str, int] = {}
        """The sizes of doctrees with moved paths, by docname."""
        self._written: list[Path] = []

    def run(self, store: Store) -> None:
        """Write all files, and the environment last: without it, no build uses the others.

        :raises StoreError: the store cannot be read. :raises DamagedEntryError: an entry is damaged.
        :raises UnusableSnapshotError: the files cannot be used here. Whatever is raised, what was written is deleted.
        """
        try:
            self._write_all(store)
        except BaseException:
            for file in self._written:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
            raise

    def _write_all(self, store: Store) -> None:
        targets = self._list_targets()
        environment = None
        for stored, content in store.read_files(targets):
            for folder, path in targets[stored]:
                moved = self._move(folder, path, content)
                if path == ENV_PICKLE_FILENAME and folder == DOCTREES:
                    environment = self._folders[folder] / path, moved
                    continue
                self._write(self._folders[folder] / path, moved)
        if self._doctree_sizes:
            self._note_doctree_sizes()
        if environment:
            self._write(*environment)

    def _list_targets(self) -> dict[StoredFile, list[tuple[str, str]]]:
        """Return the folder and the path of each file by its content. Several may have the same."""
        targets: defaultdict[StoredFile, list[tuple[str, str]]] = defaultdict(list)
        for folder, files in self._snapshot.files.items():
            for path, stored in files.items():
                place = place_record(self._app, self._builder_name, path) if folder == DOCTREES else path
                targets[stored].append((folder, place))
        return targets

    def _write(self, file: Path, content: bytes) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._written.append(file)
        file.write_bytes(content)

    def _move(self, folder: str, path: str, content: bytes) -> bytes:
        """Return a file with the paths of this build."""
        mover = self._mover
        if mover is None or folder != DOCTREES:
            return content
        try:
            if path == ENV_PICKLE_FILENAME:  # it has paths in parts
                return pickle.dumps(mover.load(content), pickle.HIGHEST_PROTOCOL)
            if not mover.is_named_in(content):
                return content
            if path.endswith(".pickle"):
                return change_cache_file(content, mover.move_pickle)
            if path.endswith(".doctree"):
                moved = mover.move_pickle(content)
                self._doctree_sizes[path.removesuffix(".doctree")] = len(moved)
                return moved
        except Exception as error:  # classes that are gone or have changed can raise nearly anything
            raise UnusableSnapshotError("the form of its files is not known") from error
        return content

    def _note_doctree_sizes(self) -> None:
        """Record how large doctrees with moved paths are. A doctree of another size is taken for one that was cut off."""
        record = source_record(self._folders[DOCTREES])
        documents = record.load() or {}
        for docname, size in self._doctree_sizes.items():
            if docname in documents:
                documents[docname] = documents[docname]._replace(doctree_size=size)
        record.save(documents)


def _make_mover(app: Sphinx, snapshot: Snapshot) -> PathMover | None:
    """Return what moves paths; None if all folders are where they were.

    :raises UnusableSnapshotError: it cannot be told which texts are such paths.
    """
    now = describe_folders(app)
    if snapshot.folders == now:
        return None
    folders = {path: now[name] for name, path in snapshot.folders.items() if name in now}
    mover = PathMover(folders)
    if mover.is_ambiguous or any(len(Path(path).parts) < 2 for path in folders):
        raise UnusableSnapshotError("its folders are in each other's place")
    for path, content in _read_sources(app, snapshot):
        if mover.is_named_in(content):
            raise UnusableSnapshotError(f"{path!r} names a folder of it")
    return mover


def _read_sources(app: Sphinx, snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Yield the files that documents were made from and that are here, too."""
    for path in snapshot.sources:
        with suppress(OSError, ValueError):
            yield path, read_regular_file(os.path.join(app.srcdir, path))  # noqa: PTH118  relative, also to folders above


def count_same_sources(app: Sphinx, snapshot: Snapshot) -> int:
    """Return how many of the files that documents were made from are the same here."""
    return sum(digest(content).hex() == snapshot.sources[path] for path, content in _read_sources(app, snapshot))
