"""Showing the pages of edited documents before anything else is known.

What all pages show is compared after documents are read, which takes a while on a large site. So the pages that are open in
browsers are written by a process of its own meanwhile. The build writes them once more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from contextlib import suppress

from sphinx.application import Sphinx
from sphinx.builders import _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder

from ..sphinx_ext.search.site_search import use_search_language
from .lifeline import Lifeline
from .messages import EventStream
from .watched_paths import EXTENSION

_AT_MOST = 50
"""Documents that may be read once more. The next edit may end the build from then on, when nothing of them is stored yet."""


class FirstPages:
    """The pages of a build that are shown before the others."""

    def __init__(self, events: EventStream, lifeline: Lifeline) -> None:
        self._events = events
        self._lifeline = lifeline
        self._pid = 0

    def show(self, app: Sphinx, read: Collection[str], open_urls: Collection[str]) -> None:
        """Write pages in another process.

        :param read: the documents that were read in this build.
        :param open_urls: the addresses of the pages that are open in browsers.
        """
        builder = app.builder
        if len(read) > _AT_MOST:
            return
        names = [docname for docname in read if builder.get_target_uri(docname) in open_urls]
        # Without this extension, Sphinx would not notice that a page shows less than it should, if the build is interrupted.
        if not names or EXTENSION not in app.extensions or not isinstance(builder, StandaloneHTMLBuilder):
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if not self._pid:
            try:
                self._lifeline.watch_here()
                _write(app, builder, names)
                self._events.send("pages", urls=sorted(open_urls))
            finally:
                os._exit(0)  # whatever is wrong, the build will say it

    def wait(self) -> None:
        """Wait until the pages are written, before the build writes them."""
        if self._pid:
            with suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
            self._pid = 0


def _write(app: Sphinx, builder: StandaloneHTMLBuilder, docnames: Collection[str]) -> None:
    builder.load_indexer = lambda docnames: None  # type: ignore[method-assign]
    builder.index_page = lambda *arguments: None  # type: ignore[method-assign]
    use_search_language(app)
    builder.prepare_writing({*docnames})
    for docname in docnames:
        _write_docname(docname, env=app.env, builder=builder, tags=app.tags)
