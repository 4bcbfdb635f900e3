"""The incremental state of one build."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from ...cache import delete_abandoned_files
from ..failures.build_lock import is_locked
from ..site import site_of
from .documents import documents_to_read, start_generation
from .output_files import OutputFiles
from .pages import PageRecord
from .source_files import SourceFiles


class IncrementalBuild:
    """Answers both questions of :mod:`.incremental` for one build."""

    def __init__(self, app: Sphinx) -> None:
        self._env = app.env
        self._builder = app.builder
        self._files = SourceFiles(app)
        self._pages = PageRecord(app, self._files)
        self._output = OutputFiles(app)
        self._reading: Sequence[str] = ()

    def start(self) -> None:
        """Let Sphinx know which documents and pages have not changed. Call it before Sphinx compares modification times."""
        for folder in (self._env.doctreedir, self._builder.outdir):
            delete_abandoned_files(folder, is_shared=not is_locked(self._env.doctreedir))
        _delete_broken_build_info(self._builder)
        self._pages.keep_unchanged(self._files.compare())

    def documents_to_read(self, removed: Collection[str]) -> list[str]:
        """Return the documents to read again, beside those that Sphinx finds itself.

        :param removed: the documents that are gone.
        """
        if removed:
            start_generation(self._env)
        return documents_to_read(self._env, self._files)

    def note_reading(self, docnames: Sequence[str]) -> None:
        """Record which documents are read in this build.

        :param docnames: the documents that Sphinx reads afterwards; other extensions may still change the list.
        """
        self._reading = docnames
        if docnames:
            start_generation(self._env)
            self._files.note_reading(docnames)

    @property
    def read_documents(self) -> Set[str]:
        """The documents that are read in this build."""
        return self._files.read

    def lost_documents(self) -> list[str]:
        """Return the documents that were to be read and were not, because a process ended early."""
        return [docname for docname in self._reading if docname not in self._env.all_docs]

    def pages_to_write(self) -> list[str]:
        """Return the documents whose pages are written again. Call it once, when all documents have been read."""
        return self._pages.pages_to_write()

    def start_writing(self) -> None:
        """Record what was read, and delete the pages of documents that are gone. Call it before anything is written."""
        if self._pages.has_new_generation:
            self._files.save()
        self._output.start_writing()

    def note_page(self, name: str, template: str, source_name: str | None) -> None:
        """Note a page that is about to be written.

        :param source_name: the copy of the source file; None if there is none.
        """
        if source_name:
            self._output.delete_copies(source_name)
        else:
            self._output.note_page(name, template)

    def finish_pages(self) -> None:
        """Delete images, downloads and static files that are not needed. Call it when the pages of documents are written."""
        self._output.delete_unused_static(self._pages.started_ns)
        if self._output.may_have_unused_media and self._pages.are_complete():
            self._output.delete_unused_media()

    @property
    def is_current(self) -> bool:
        """Whether no document was read or removed since this builder wrote all its pages."""
        return self._pages.is_current

    def finish(self) -> None:
        """Delete what is stale, and record what this build has written."""
        self.finish_pages()
        self._output.finish(self._pages.started_ns)
        self._pages.finish()


def incremental_build(app: Sphinx) -> IncrementalBuild:
    """Return the incremental state of the build that is running."""
    return site_of(app.env).part(IncrementalBuild, lambda: IncrementalBuild(app))


def _delete_broken_build_info(builder: Builder) -> None:
    """Delete a ``.buildinfo`` file that was cut off, for example by a full disk. Sphinx would stop at it.

    It says with which options pages were written, which :class:`.PageRecord` knows as well.
    """
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    file = Path(builder.outdir, ".buildinfo")
    try:
        type(builder.build_info).load(file)
    except OSError:
        return
    except (ValueError, IndexError):
        with suppress(OSError):
            file.unlink()
