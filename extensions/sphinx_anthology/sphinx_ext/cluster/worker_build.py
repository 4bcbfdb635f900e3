"""The build of a worker: a program that Dask's process starts.

It does what a build does, up to the place where documents are read, and later up to that where pages are written. There it
forks a process for each batch.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from logging import LogRecord
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.parallel import SerialTasks

from ...acceleration.parallel import write_batch
from ...cache import change_cache_file
from ...store.moved_pickles import PathMover
from ..incremental.records import name_output
from ..pictures.site_pictures import site_pictures
from ..site import set_site, site_of
from .new_files import WatchedFolders
from .option_values import describe_options
from .orders import OUTPUT_NAME, READING, Order, Phase, Result, Work, pack, unpack
from .project_archive import EXECUTED, describe_folders, place_project


class _MissingDoctreeError(BaseException):
    """A doctree is needed that the batch did not bring. No handler of errors in a document may take it for one."""


class _WorkerBuild:
    """The build of a worker."""

    def __init__(self, connection: Connection, folder: Path) -> None:
        self._connection = connection
        self._order: Order = connection.recv()
        os.environ.update(self._order.variables)
        self._base = folder
        root = place_project(folder, self._order.root)
        place = {"output": folder / "output" / self._order.builder, "doctrees": folder / "doctrees"}
        place[EXECUTED] = folder / "output" / "jupyter_execute"
        for name in ("source", "configuration"):
            place[name] = root / os.path.relpath(self._order.folders[name], self._order.root)
        own = {former: str(place[name]) for name, former in self._order.folders.items()}
        self._arriving = PathMover({self._order.root: str(root)} | own)
        self._own_paths = {str(root): self._order.root} | {new: old for old, new in own.items()}
        self._leaving = PathMover(self._own_paths)
        self._place = place

    def run(self) -> None:
        """Read and write until the coordinator ends the connection."""
        phase: Phase = unpack(self._connection.recv_bytes())
        self._prepare_folders(phase)
        place, order = self._place, self._order
        with patch_docutils(place["configuration"]), docutils_namespace():
            self._app = app = Sphinx(
                srcdir=place["source"],
                confdir=place["configuration"],
                outdir=place["output"],
                doctreedir=place["doctrees"],
                buildername=order.builder,
                confoverrides=dict(order.overrides) | {"anthology_store": "", "anthology_cluster": ""},
                status=None,
                warning=io.StringIO(),
                tags=order.tags,
            )
            if refusal := self._explain_refusal():
                self._connection.send_bytes(pickle.dumps(refusal))
                return
            builder: Any = app.builder  # methods of this one object are replaced
            builder._read_serial = lambda docnames: self._serve_reading(phase)
            builder.write_documents = lambda docnames: self._serve_writing()
            builder.finish_tasks = SerialTasks()
            builder.read()
            builder.write(set(self._phase.docnames), (), "specific")

    def _prepare_folders(self, phase: Phase) -> None:
        for name in ("output", "doctrees", EXECUTED):
            self._place[name].mkdir(parents=True)
        environment = pickle.dumps(self._arriving.load(phase.environment), pickle.HIGHEST_PROTOCOL)
        (self._place["doctrees"] / ENV_PICKLE_FILENAME).write_bytes(environment)
        for name, content in phase.records.items():
            (self._place["doctrees"] / name).write_bytes(change_cache_file(content, self._arriving.move_pickle))

    def _explain_refusal(self) -> str:
        """Return why this worker would not build the same; empty if it would."""
        app, own = self._app, describe_options(self._app)
        if app._fresh_env_used:
            return "it could not load the environment"
        wanted = self._order.options
        names = [name for name in wanted if self._name_paths(own.get(name, "")) != wanted[name]]
        if names:
            return f"conf.py sets other values there: {', '.join(names[:3])}. Give it the same files and environment variables"
        return ""

    def _name_paths(self, text: str) -> str:
        """Return a text with the paths of the coordinator."""
        for own, other in sorted(self._own_paths.items(), reverse=True):  # the innermost first
            text = text.replace(own, other)
        return text

    def _serve_reading(self, phase: Phase) -> None:
        if phase.name == READING:
            phase = self._serve(self._read)
        self._take_environment(phase)

    def _take_environment(self, phase: Phase) -> None:
        """Let the environment be that of the coordinator, in which all documents are."""
        app, env = self._app, self._app.env
        site, settings = site_of(env), env.settings
        loaded = self._arriving.load(phase.environment)
        vars(env).update({**vars(loaded), "domains": None})
        env.setup(app)
        env.settings = settings
        set_site(env, site)
        site_pictures(app).take(phase.pictures)
        self._phase = phase

    def _serve_writing(self) -> None:
        self._write_first()
        self._serve(self._write)

    def _serve(self, function: Callable[[Work], object]) -> Phase:
        """Do batches until the next phase begins, and return that."""
        self._connection.send_bytes(pickle.dumps(""))
        folders = [name for name in describe_folders(self._app) if name not in ("source", "configuration")]
        watched = WatchedFolders({name: self._place[name] for name in folders})
        while True:
            work = self._receive()
            if isinstance(work, Phase):
                return work
            watched.clean()
            if (process := os.fork()) == 0:
                self._do(function, work, watched)
            _process, status = os.waitpid(process, 0)
            if status:
                self._connection.send_bytes(b"")

    def _receive(self) -> Work | Phase:
        try:
            received: Work | Phase = unpack(self._connection.recv_bytes())
        except EOFError:  # there is no one left to work for
            os._exit(0)
        return received

    def _write_first(self) -> None:
        """Write one page before processes are forked, which compiles templates and fills caches."""
        self._put_doctrees(self._phase.first)
        env: Any = self._app.env
        get_doctree = env.get_doctree

        def get_present_doctree(docname: str) -> Any:
            if not Path(env.doctreedir, f"{docname}.doctree").is_file():
                raise _MissingDoctreeError(docname)
            return get_doctree(docname)

        env.get_doctree = get_present_doctree
        with suppress(_MissingDoctreeError):
            write_batch(cast("StandaloneHTMLBuilder", self._app.builder), tuple(self._phase.first))
        self._app.builder.images.clear()

    def _put_doctrees(self, doctrees: Mapping[str, bytes]) -> None:
        for docname, content in doctrees.items():
            file = Path(self._app.doctreedir, f"{docname}.doctree")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self._arriving.move_pickle(content))

    def _do(self, function: Callable[[Work], object], work: Work, watched: WatchedFolders) -> None:
        """Do a batch in a process of its own, and send the result."""
        status = 1
        try:
            result = Result(folders=self._own_paths)
            collector = logging.LogCollector()
            try:
                with collector.collect():
                    result.value = function(work)
            except _MissingDoctreeError as error:
                result.missing = str(error)
            except BaseException as error:
                message = traceback.format_exception_only(type(error), error)[0].strip()
                result.failure = self._name_paths(message), self._name_paths(traceback.format_exc())
            result.logs = self._tidy(collector.logs)
            result.files = {folder: dict(self._tidy_files(found)) for folder, found in watched.take().items()}
            self._connection.send_bytes(pack(result))
            status = 0
        finally:
            os._exit(status)

    def _tidy(self, records: list[LogRecord]) -> list[LogRecord]:
        logging.convert_serializable(records)
        for record in records:
            record.msg = self._name_paths(record.msg)
            if isinstance(location := getattr(record, "location", None), str):
                record.location = self._name_paths(location)
        return records

    def _tidy_files(self, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield files with the paths of the coordinator."""
        own = name_output(self._app, self._app.builder.name)
        for path, content in files.items():
            moved = self._leaving.move_pickle(content) if path.endswith(".doctree") else content
            yield path.replace(own, OUTPUT_NAME), moved

    def _read(self, work: Work) -> bytes:
        """Read documents, as a process of Sphinx does."""
        app = self._app
        app.env._app = app
        for docname in work.docnames:
            app.builder.read_doc(docname, _cache=False)
        return pickle.dumps(app.env, pickle.HIGHEST_PROTOCOL)

    def _write(self, work: Work) -> object:
        self._put_doctrees(work.doctrees)
        try:
            return write_batch(cast("StandaloneHTMLBuilder", self._app.builder), work.docnames)
        finally:
            for docname in work.doctrees:
                Path(self._app.doctreedir, f"{docname}.doctree").unlink()


if __name__ == "__main__":
    _WorkerBuild(Connection(int(sys.argv[1])), Path(sys.argv[2])).run()
