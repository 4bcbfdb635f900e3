"""Showing an edited page before anything else is known.

A process of its own reads the documents that were edited and are open in browsers, and writes their pages into a folder beside
the output. It takes what it needs of other documents from the build before, so it is done long before the build has compared
what all pages show. The server shows these pages until the build has written its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase

from ..acceleration.trust import is_trusted, module_name
from ..sphinx_ext.resumption import FormerSite, note_titles, resume_site
from ..sphinx_ext.search.site_search import use_search_language
from .lifeline import Lifeline
from .messages import Command, EventStream
from .open_pages import find_open, page_url
from .watched_paths import EXTENSION

_ASSET = re.compile(r"(\b_static/[^\"?]+\?v=)(\w+)")
"""The address of an asset with its checksum."""
_AT_MOST = 5
"""More edited pages are hardly open in browsers."""


class Preview:
    """The process that shows edited pages while a build goes on."""

    def __init__(self, events: EventStream, lifeline: Lifeline, folder: Path) -> None:
        """Prepare a preview.

        :param folder: a folder for its files, which nobody else uses.
        """
        self._events = events
        self._lifeline = lifeline
        self._folder = folder
        self._pid = 0

    def show(self, app: Sphinx, former: FormerSite | None, command: Command) -> None:
        """Write pages in another process, if the site of the build before is known."""
        builder = app.builder
        if not (former and isinstance(builder, StandaloneHTMLBuilder)):
            return
        docnames = [docname for path in command.edited if (docname := app.env.path2doc(path)) and docname in app.env.all_docs]
        edited = find_open(builder, docnames, command.open_urls)
        if not 0 < len(edited) <= _AT_MOST:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if not self._pid:
            try:
                self._lifeline.watch_here()
                _resume(app, former, edited)
                self._write(app, builder, edited)
            finally:
                os._exit(0)  # whatever is wrong, the build will say it

    def _write(self, app: Sphinx, builder: StandaloneHTMLBuilder, docnames: Sequence[str]) -> None:
        """Read documents and write their pages. Nothing is written where the build writes."""
        own: Any = builder  # methods of this one object are replaced
        own.doctreedir = self._folder / "doctrees"
        former = {docname: builder.get_output_path(docname) for docname in docnames}
        own.get_output_path = lambda name: self._folder / f"{name}.html"
        own.load_indexer = lambda docnames: None
        own.index_page = lambda *arguments: None
        builder.phase = BuildPhase.READING
        for docname in docnames:
            app.events.emit("env-purge-doc", app.env, docname)
            app.env.clear_doc(docname)
            builder.read_doc(docname)
        note_titles(app, docnames)
        builder.phase = BuildPhase.WRITING
        use_search_language(app)
        builder.prepare_writing({*docnames})
        for docname in docnames:
            _write_docname(docname, env=app.env, builder=builder, tags=app.tags)
            file = self._folder / f"{docname}.html"
            _keep_checksums(file, former[docname])
            self._events.send("preview", url=page_url(builder, docname), file=str(file))

    def wait(self) -> None:
        """Wait until the pages are shown, so that the build does not write its own before."""
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0


def _resume(app: Sphinx, former: FormerSite, docnames: Sequence[str]) -> None:
    """Start a build that goes on with the site of the one before.

    Handlers are left out that may write files, or of which that is not known: the build itself calls them at the same time.
    """
    for listener in sorted(app.events.listeners["builder-inited"], key=attrgetter("priority")):
        name = module_name(listener.handler) or ""
        if is_trusted(app, name) and not name.startswith(f"{EXTENSION}."):
            listener.handler(app)
    resume_site(app, former, docnames)


def _keep_checksums(file: Path, former: Path) -> None:
    """Give assets the checksums that they have in a former page, so that a browser does not load them again.

    When a build writes pages, style sheets can have another content than at its end, and pages have the checksums of that.
    """
    with suppress(OSError):
        known = dict(_ASSET.findall(former.read_text(encoding="utf-8")))
        text = file.read_text(encoding="utf-8")
        file.write_text(_ASSET.sub(lambda match: f"{match[1]}{known.get(match[1], match[2])}", text), encoding="utf-8")
