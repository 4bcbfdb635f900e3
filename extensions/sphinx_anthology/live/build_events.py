"""What a build tells the server: problems, pages that are written, and what is not published yet."""

from __future__ import annotations

import io
import logging
import os
import traceback
from collections.abc import Callable, Iterable, Set
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util.logging import NAMESPACE, SafeEncodingWriter, WarningStreamHandler, is_suppressed_warning

from ..characters import escape_control_characters
from ..fields.record import Status
from ..sphinx_ext.site import site_of
from .messages import EventStream
from .open_pages import find_open
from .watched_paths import describe_watched

FIRST, _LAST = -(10**6), 10**7
"""Priorities before and after those of all other handlers."""
Problem = tuple[str, int, str]
"""A place, a line, and a message."""
_BADGES = {Status.DRAFT: "Draft", Status.SCHEDULED: "Scheduled", Status.EXPIRED: "Expired", Status.HIDDEN: "Hidden"}


class BuildReport:
    """Sends the events of one build."""

    def __init__(self, events: EventStream) -> None:
        self._events = events
        self.open_urls: frozenset[str] = frozenset()
        """The addresses of the pages that are written first."""
        self.read: tuple[str, ...] = ()
        """The documents that are read."""
        self._problems = _ProblemLog()
        self._phase = "start"
        self._paths: list[str] | None = None
        self._app: Sphinx | None = None

    def listen(self, app: Sphinx) -> None:
        """Listen to an application. Call it before its extensions are set up."""
        self._app = app
        self._problems.listen(app)
        app.connect("builder-inited", self._on_builder_inited, priority=_LAST)
        app.connect("env-before-read-docs", self._on_before_reading, priority=_LAST)
        app.connect("env-updated", self._on_updated, priority=_LAST)
        app.connect("write-started", self._on_write_started, priority=FIRST)

    def _on_builder_inited(self, app: Sphinx) -> None:
        self._events.send("watch", **describe_watched(app))

    def _on_before_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self.read = tuple(docnames)
        self._begin("reading", _list_paths(env, docnames))

    def _on_updated(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._begin("checking", None)

    def _on_write_started(self, app: Sphinx, builder: Builder) -> None:
        """Report what is known before pages are written, and have the pages written first that are open in browsers."""
        self._begin("writing", [])
        self._send_badges(app)
        write, open_urls = builder.write_documents, self.open_urls

        def write_open_first(docnames: Set[str]) -> None:
            self._paths = _list_paths(app.env, docnames)
            first = {*find_open(builder, docnames, open_urls)}
            for some in filter(None, (first, {*docnames} - first)):
                write(some)
                self._send_problems()
                self._events.send("pages", urls=sorted(open_urls) if some is first else [])

        builder.write_documents = write_open_first  # type: ignore[method-assign]

    def finish(self) -> None:
        """Report that the build has succeeded."""
        self._send_problems()
        if self._app and self._phase == "start":  # nothing had to be done
            self._send_badges(self._app)
        self._events.send("done")

    def fail(self, error: BaseException) -> None:
        """Report that the build has failed."""
        self._send_problems()
        self._events.send("failed", message=_describe(error))

    def _begin(self, phase: str, paths: list[str] | None) -> None:
        """Report the problems of a phase that has ended, and begin another one.

        :param paths: the files whose problems the phase finds again; None if it finds those of all files.
        """
        self._send_problems()
        self._phase, self._paths = phase, paths

    def _send_problems(self) -> None:
        problems = self._problems.take()
        if self._app and (problems or self._paths != []):
            found = [_describe_problem(self._app, *problem) for problem in problems]
            self._events.send("problems", phase=self._phase, paths=self._paths, problems=found)
        self._paths = []

    def _send_badges(self, app: Sphinx) -> None:
        posts = (post for post in site_of(app.env).catalogue.with_pages if post.status in _BADGES)
        self._events.send("badges", badges={app.builder.get_target_uri(post.docname): _BADGES[post.status] for post in posts})


class _ProblemLog(WarningStreamHandler):
    """Keeps the warnings and errors that Sphinx would show. Sphinx holds them back from handlers of this class for a while."""

    def __init__(self) -> None:
        super().__init__(SafeEncodingWriter(io.StringIO()))
        self.setLevel(logging.WARNING)
        self._suppressed: Callable[[], Iterable[str]] = tuple
        self._found: list[Problem] = []

    def listen(self, app: Sphinx) -> None:
        """Listen to the log of an application, after the handler that shows warnings and completes them."""
        self._suppressed = lambda: app.config.suppress_warnings
        logging.getLogger(NAMESPACE).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning, unless the project suppresses it."""
        kind, subtype = str(getattr(record, "type", "")), str(getattr(record, "subtype", ""))
        if is_suppressed_warning(kind, subtype, {*self._suppressed()}):
            return
        place = str(getattr(record, "location", None) or "")
        path, _colon, line = place.rpartition(":")
        is_line = line.isdigit()
        message = logging.LogRecord.getMessage(record)
        self._found.append((path if is_line else place, int(line) if is_line else 0, message))

    def take(self) -> list[Problem]:
        """Return what was found since the last call, each once."""
        found, self._found = dict.fromkeys(self._found), []
        return [*found]


def _describe_problem(app: Sphinx, place: str, line: int, message: str) -> dict[str, object]:
    """Return a problem as the browser shows it.

    :param place: a path, or a docname, or another description of a place; empty if there is none.
    """
    file = Path(app.srcdir, place)
    env = getattr(app, "env", None)
    docname = env.path2doc(file) if place and env and file.is_relative_to(app.srcdir) else None
    if docname not in getattr(env, "found_docs", ()):
        docname = None
    return {
        "path": str(file) if place else "",
        "name": escape_control_characters(os.path.relpath(file, app.srcdir)) if place else "",
        "line": line,
        "message": "\n".join(map(escape_control_characters, message.splitlines())),
        "url": app.builder.get_target_uri(docname) if docname else "",
    }


def _list_paths(env: BuildEnvironment, docnames: Iterable[str]) -> list[str]:
    """Return the absolute paths of documents, and of the files that they depended on when they were read."""
    paths = {str(env.doc2path(docname)) for docname in docnames}
    paths |= {os.path.join(env.srcdir, path) for docname in docnames for path in env.dependencies.get(docname, ())}  # noqa: PTH118
    return sorted(paths)


def _describe(error: BaseException) -> str:
    """Return why a build has failed, in a few lines."""
    text = str(error) if isinstance(error, SphinxError) else "".join(traceback.format_exception_only(error))
    return "\n".join(map(escape_control_characters, text.strip().splitlines()))
