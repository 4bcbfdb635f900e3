"""A build that begins with what the store has, and stores what it leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Set
from pathlib import Path
from typing import NamedTuple

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from ... import acceleration
from ..._version import code_version
from ...cache import CacheFile
from ...problems import Code
from ...settings import PREFIX
from ...store import KEY_VARIABLE, DamagedEntryError, MissingEntryError, Signer, Snapshot, Store, StoreError, open_place
from ..incremental.build import incremental_build
from ..incremental.output_files import OutputFiles, find_module_pages, find_pages
from ..incremental.records import name_output
from ..warnings import warn
from .circumstances import describe_configuration, name_circumstances
from .folders import OUTPUT, STORE_RECORD, list_files
from .restoring import Restoration, UnusableSnapshotError, count_same_sources
from .saving import save_build
from .warned_documents import WarningPlaces

logger = logging.getLogger(__name__)

_RESTORED, _SAVED = 700, 950
"""Priorities: the store is asked when options are filled in, and before it is seen whether there is anything to build; what a
build leaves is stored when all of it is written, while other builds still wait."""


class _Record(NamedTuple):
    """What the next build has to know of an output folder, in the folder of doctrees."""

    files: frozenset[str] = frozenset()
    """The files that builds, and not others, have written there."""
    warned: frozenset[str] = frozenset()
    """The documents with warnings."""
    is_complete: bool = True
    """Whether all of these files are there. If not, a build was interrupted while it took them from the store."""


def use_store(app: Sphinx) -> None:
    """Let a build use the store, if the project has one. Call it while extensions are set up.

    Later, Sphinx tells nobody the name of the builder before it loads the environment.
    """
    preload_builder = app.preload_builder

    def note_builder(name: str) -> None:
        app.connect("config-inited", lambda app, config: _start(app, config, name), priority=_RESTORED)
        preload_builder(name)

    app.preload_builder = note_builder  # type: ignore[method-assign]


def _start(app: Sphinx, config: Config, builder_name: str) -> None:
    address = config[f"{PREFIX}store"]
    if isinstance(address, str) and address:
        try:
            store = _open_store(app, address, builder_name)
        except (StoreError, ValueError) as error:
            _warn_unusable(address, error)
        else:
            _WarmStart(app, address, store, builder_name).start()


def _open_store(app: Sphinx, address: str, builder_name: str) -> Store:
    """Return the store.

    :raises StoreError: it cannot be reached. :raises ValueError: the key cannot be used.
    """
    place, signer = open_place(address, Path(app.confdir)), Signer(os.environ.get(KEY_VARIABLE, ""))
    if place.is_shared and not signer.has_key:
        raise ValueError(f"others may write there, and {KEY_VARIABLE} has no key that tells whose results they are")
    return Store(place, signer, name_circumstances(app, builder_name))


def _warn_unusable(address: str, error: Exception) -> None:
    message = f"The store {address!r} is not used, because of this: {error}. All is built without it."
    warn(Code.STORE_UNUSABLE, message, None)


class _WarmStart:
    """The store during one build."""

    def __init__(self, app: Sphinx, address: str, store: Store, builder_name: str) -> None:
        self._app, self._address, self._store, self._builder_name = app, address, store, builder_name
        self._record = CacheFile(app.doctreedir / f"{STORE_RECORD}-{name_output(app, builder_name)}.pickle", code_version())
        self._former: _Record = self._record.load() or _Record()
        self._configuration = describe_configuration(app)  # at the start of each build, because extensions change values later
        self._found: frozenset[str] = frozenset()
        """The files in the output folder before the build."""
        self._base: Snapshot | None = None
        self._warnings = WarningPlaces()
        self._has_warned = False

    def start(self) -> None:
        """Put back what the store has, if there is nothing yet, and arrange that this build is stored."""
        app = self._app
        if not self._former.is_complete:
            for path in self._former.files:
                Path(app.outdir, path).unlink(missing_ok=True)
            self._former = _Record()
        self._found = self._list_output()
        if not Path(app.doctreedir, ENV_PICKLE_FILENAME).is_file():
            try:
                self._restore()
            except StoreError as error:
                self._warn_unusable(error)
                return
        app.connect("env-before-read-docs", self._note_warnings)
        app.connect("build-finished", self._finish, priority=_SAVED)

    def _note_warnings(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._warnings.is_noting = True

    def _list_output(self) -> frozenset[str]:
        return frozenset(list_files(Path(self._app.outdir), Path(self._app.doctreedir)))

    def _restore(self) -> None:
        """Put back the files of the snapshot that differs least from the sources of this build.

        :raises StoreError: the store cannot be read.
        """
        app = self._app
        for path, snapshot in self._rank(self._load_snapshots()):
            files = frozenset(snapshot.files.get(OUTPUT, ()))
            try:
                restoration = Restoration(app, self._builder_name, snapshot)
                self._record.save(_Record(files, is_complete=False))
                restoration.run(self._store)
            except DamagedEntryError as error:
                self._report_damage(error)
                self._store.delete(path)
            except UnusableSnapshotError as error:
                logger.info("What the store has from other folders is not used, because %s.", error)
            else:
                self._former, self._base = _Record(files), snapshot
                self._record.save(self._former)
                logger.info("%d documents are from the store.", len(snapshot.sources))
                return
        self._record.path.unlink(missing_ok=True)

    def _load_snapshots(self) -> Iterator[tuple[str, Snapshot]]:
        for path in self._store.newest():
            try:
                yield path, self._store.load(path)
            except MissingEntryError:
                continue
            except DamagedEntryError as error:
                self._report_damage(error)

    def _rank(self, snapshots: Iterator[tuple[str, Snapshot]]) -> list[tuple[str, Snapshot]]:
        """Return snapshots: those of the same configuration first, then those with more of the same sources, then newer."""
        found = list(snapshots)

        def rate(entry: tuple[str, Snapshot]) -> tuple[bool, int]:
            return entry[1].configuration == self._configuration, count_same_sources(self._app, entry[1])

        return sorted(found, key=rate, reverse=True) if len(found) > 1 else found

    def _report_damage(self, error: DamagedEntryError) -> None:
        """Delete an entry that is damaged, and warn of the first one."""
        self._store.delete(str(error))
        if not self._has_warned:
            self._has_warned = True
            message = (
                f"The store {self._address!r} has an entry that is damaged, or that was not written with the key of this "
                f"project: {error}. It is deleted, and what it had is built again. Look who may write there."
            )
            warn(Code.STORE_DAMAGED, message, None)

    def _warn_unusable(self, error: Exception) -> None:
        _warn_unusable(self._address, error)

    def _finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Store what the build has left."""
        if exception is not None or acceleration.is_resting(app) or not _is_worthwhile(app):
            return
        record = self._note_output()
        try:
            self._record.save(record)
            if self._base and incremental_build(app).is_current:
                return  # all is as it is in the store
            base = self._base or self._load_base()
            save_build(app, self._store, base, record.files, record.warned, self._configuration)
            self._store.collect(app.config[f"{PREFIX}store_days"])
        except (StoreError, OSError) as error:
            self._warn_unusable(error)

    def _note_output(self) -> _Record:
        now, known = self._list_output(), OutputFiles(self._app).known | self._former.files
        files = now - (self._found - known) - find_module_pages(self._app.builder)
        repeated = self._former.warned - self._read_again()
        return _Record(files, (repeated | self._warnings.find_documents(self._app.env)) & self._app.env.all_docs.keys())

    def _read_again(self) -> Set[str]:
        return incremental_build(self._app).read_documents

    def _load_base(self) -> Snapshot | None:
        """Return a snapshot whose contents this build need not write; None if there is none, or if others are damaged."""
        return None if self._has_warned else next((snapshot for _path, snapshot in self._load_snapshots()), None)


def _is_worthwhile(app: Sphinx) -> bool:
    """Return whether a builder writes files that readers see."""
    return not isinstance(app.builder, MessageCatalogBuilder) and bool(find_pages(app.builder))
