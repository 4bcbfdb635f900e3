"""The incremental state of one build."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.application import Sphinx

from ..site import site_of
from .documents import documents_to_read, start_generation
from .pages import PageRecord
from .source_files import SourceFiles


class IncrementalBuild:
    """Answers both questions of :mod:`.incremental` for one build."""

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._files = SourceFiles(app)
        self._pages = PageRecord(app, self._files)

    def start(self) -> None:
        """Let Sphinx know which documents and pages have not changed. Call it before Sphinx compares modification times."""
        self._pages.keep_unchanged(self._files.compare())

    def documents_to_read(self, removed: Iterable[str]) -> list[str]:
        """Return the documents to read again, beside those that Sphinx finds itself.

        :param removed: the documents that are gone.
        """
        if any(removed):
            start_generation(self._env)
        return documents_to_read(self._env, self._files)

    def note_reading(self, docnames: Iterable[str]) -> None:
        """Record which documents are read in this build."""
        docnames = list(docnames)
        if docnames:
            start_generation(self._env)
            self._files.note_reading(docnames)

    def pages_to_write(self) -> list[str]:
        """Return the documents whose pages are written again. Call it once, when all documents have been read."""
        return self._pages.pages_to_write()

    @property
    def is_current(self) -> bool:
        """Whether no document was read or removed since this builder wrote all its pages."""
        return self._pages.is_current

    def finish(self) -> None:
        """Delete what is stale, and record what this build has read and written."""
        self._pages.finish()


def incremental_build(app: Sphinx) -> IncrementalBuild:
    """Return the incremental state of the build that is running."""
    return site_of(app.env).part(IncrementalBuild, lambda: IncrementalBuild(app))
