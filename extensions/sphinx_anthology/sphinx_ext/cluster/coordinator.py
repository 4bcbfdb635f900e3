"""The build that sends documents to workers, and puts their results together."""

from __future__ import annotations

import os
import pickle
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.application import Sphinx
from sphinx.builders import _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxParallelError
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.display import status_iterator

from ...acceleration.parallel import FEW_DOCUMENTS, can_write_apart, merge_written
from ...store.moved_pickles import PathMover
from ..failures.build_errors import stop_build
from ..incremental.records import name_output
from ..pictures.site_pictures import site_pictures
from .batches import Batch, divide
from .option_values import describe_options
from .orders import OUTPUT_NAME, READING, WRITING, Order, Phase, Result, Work, list_versions
from .project_archive import NamedFolderError, describe_folders, find_parts, make_archive

if TYPE_CHECKING:
    from .connection import ClusterConnection

logger = logging.getLogger(__name__)

_RECORD = "anthology.pickle"
"""The front matter of all posts, so that workers need not parse it again."""
_VARIABLES = ("SOURCE_DATE_EPOCH", "TZ", "READTHEDOCS")
"""The beginnings of the names of environment variables that workers get."""


def make_order(app: Sphinx, overrides: dict[str, Any], tags: tuple[str, ...]) -> Order:
    """Return the order of a build.

    :param overrides: the options of the command line. :param tags: its tags.
    """
    return Order(
        name=secrets.token_hex(8),
        versions=list_versions(),
        folders=describe_folders(app),
        root=str(find_parts(app)[0]),
        builder=app.builder.name,
        overrides=overrides,
        tags=tags,
        variables={name: value for name, value in os.environ.items() if name.startswith(_VARIABLES)},
        options=describe_options(app),
    )


class Coordinator:
    """Takes the place of the processes that Sphinx would fork."""

    def __init__(self, app: Sphinx, address: str, make_order: Callable[[], Order]) -> None:
        self._app, self._address, self._make_order = app, address, make_order
        self._builder, self._env = app.builder, app.env
        self._connection: ClusterConnection | None = None

    def start(self) -> None:
        """Take over from the builder. Nothing is sent before there are documents to read or to write."""
        builder: Any = self._builder  # methods of this one object are replaced
        builder._read_parallel, builder._write_parallel = self._read, self._write
        self._app.connect("build-finished", lambda app, exception: self._finish(), priority=0)

    def _connect(self) -> ClusterConnection:
        """Return the connection, and begin the build of the workers if it is new."""
        if not self._connection:
            from .connection import ClusterConnection  # imports Dask

            app, (root, parts) = self._app, find_parts(self._app)
            try:
                archive = make_archive(app, root, parts)
            except NamedFolderError as error:
                stop_build(f"The cluster cannot build this project here, because {error}. Move the project to another folder.")
            self._connection = ClusterConnection(self._address, app.parallel)
            self._connection.begin(self._make_order(), archive)
        return self._connection

    def _read(self, docnames: list[str], nproc: int) -> None:
        """Read documents, in the place of ``Builder._read_parallel``."""
        app, env = self._app, self._env
        if len(docnames) <= FEW_DOCUMENTS:
            self._builder._read_serial(docnames)
            return
        for docname in docnames:
            app.events.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)
        started_us = time.time_ns() // 1000
        connection = self._connect()
        batches = self._divide(docnames, connection)
        works = [lambda batch=batch: Work(batch.docnames) for batch in batches]
        for batch, result in self._run(self._make_phase(READING), batches, works, __("reading sources... ")):
            other: BuildEnvironment = PathMover(result.folders).load(result.value)
            env.merge_info_from(batch.docnames, other, app)
            for docname in batch.docnames:  # a file that is edited meanwhile is read again by the next build
                env.all_docs[docname] = started_us

    def _write(self, docnames: Sequence[str], nproc: int) -> None:
        """Write documents, in the place of ``Builder._write_parallel``."""
        if len(docnames) <= FEW_DOCUMENTS or not can_write_apart(self._builder):
            self._finish()  # processes are forked, which must not have threads of Dask
            type(self._builder)._write_parallel(self._builder, docnames, nproc)
            return
        builder = cast("StandaloneHTMLBuilder", self._builder)
        first, *others = docnames
        _write_docname(first, env=self._env, builder=builder, tags=builder.tags)
        connection = self._connect()
        batches = self._divide(others, connection)
        works = [lambda batch=batch: Work(batch.docnames, self._read_doctrees(batch.docnames)) for batch in batches]
        phase = self._make_phase(WRITING, frozenset(docnames), first)
        for _batch, result in self._run(phase, batches, works, __("writing output... ")):
            merge_written(builder, result.value)

    def _divide(self, docnames: Sequence[str], connection: ClusterConnection) -> list[Batch]:
        def size_of(docname: str) -> int:
            try:
                return self._env.doc2path(docname).stat().st_size
            except OSError:
                return 0

        return divide(docnames, size_of, connection.size)

    def _make_phase(self, name: str, docnames: frozenset[str] = frozenset(), first: str = "") -> Phase:
        record = Path(self._app.doctreedir, _RECORD)
        return Phase(
            name,
            pickle.dumps(self._env, pickle.HIGHEST_PROTOCOL),
            {_RECORD: record.read_bytes()} if record.is_file() else {},
            site_pictures(self._app).facts if first else None,
            docnames,
            self._read_doctrees([first]) if first else {},
        )

    def _read_doctrees(self, docnames: Sequence[str]) -> dict[str, bytes]:
        return {docname: Path(self._app.doctreedir, f"{docname}.doctree").read_bytes() for docname in docnames}

    def _run(
        self, phase: Phase, batches: Sequence[Batch], works: Sequence[Callable[[], Work]], message: str
    ) -> Iterator[tuple[Batch, Result]]:
        """Yield results in the order of documents. Their files are written, and their messages logged."""
        connection = self._connect()
        verbosity = self._app.config.verbosity
        progress = status_iterator(batches, message, "darkgreen", len(batches), verbosity, lambda batch: batch.docnames[-1])
        waiting: dict[int, Result] = {}
        following = 0
        for number, result in connection.run(phase, works):
            if result.failure:
                raise SphinxParallelError(*result.failure)
            self._write_files(result)
            waiting[number] = result
            next(progress)
            while following in waiting:
                ready = waiting.pop(following)
                for record in ready.logs:
                    logger.handle(record)
                yield batches[following], ready
                following += 1
        logger.info("")

    def _write_files(self, result: Result) -> None:
        own, folders = name_output(self._app, self._builder.name), describe_folders(self._app)
        for folder, files in result.files.items():
            for path, content in files.items():
                file = Path(folders[folder], path.replace(OUTPUT_NAME, own))
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        result.files = {}

    def _finish(self) -> None:
        """Close the connection, and say what each worker has done."""
        if self._connection:
            for line in self._connection.summarise():
                logger.info("%s", line)
            self._connection.close()
            self._connection = None
