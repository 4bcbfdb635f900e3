"""Reading and writing of documents in several processes.

Sphinx resolves references and collects the words for the search in one process, while those that write pages wait for it.
Here each process does all of it, from the stored tree to the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sphinx.builders import Builder, _write_docname
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from .notices import UNKNOWN_MODULES, report_unknown
from .trust import list_untrusted_resolving

_read_parallel, _write_parallel = Builder._read_parallel, Builder._write_parallel
FEW_DOCUMENTS = 8
"""Documents that are read or written in less time than a process takes to start and to send its results back."""
_BATCHES = 6
"""Batches for each process, so that one with longer documents than others is not waited for long."""
INDEX_PARTS = ("_titles", "_filenames", "_all_titles", "_mapping", "_title_mapping", "_index_entries")
"""The attributes of an index builder that hold what was found on pages."""

IndexParts = Mapping[str, dict[str, Any]]
Written = tuple[dict[str, str], IndexParts]
"""What a process sends back: the images of its pages, with their names in the output, and what it found for the index."""


def is_page_builder(builder: type[Builder] | None) -> bool:
    """Return whether a class of builders writes HTML pages, and is known to do so in the usual way."""
    return builder in (StandaloneHTMLBuilder, DirectoryHTMLBuilder)


def can_write_apart(builder: Builder) -> bool:
    """Return whether other processes can write pages from the stored trees on, with only :func:`merge_written` left to do."""
    return is_page_builder(type(builder)) and not list_untrusted_resolving(builder._app)


def read_parallel(self: Builder, docnames: list[str], nproc: int) -> None:
    """Read documents, in *nproc* processes if they are many."""
    if len(docnames) > FEW_DOCUMENTS:
        _read_parallel(self, docnames, nproc)
    else:
        self._read_serial(docnames)


def write_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Write documents, in several processes if they are many.

    :param nproc: the number of processes that Sphinx would start beside the one that resolves references.
    """
    if len(docnames) <= FEW_DOCUMENTS:
        self._write_serial(docnames)
    elif not is_page_builder(type(self)):
        _write_parallel(self, docnames, nproc)
    elif untrusted := list_untrusted_resolving(self._app):
        report_unknown(self._app, "writing", UNKNOWN_MODULES, untrusted)
        _write_parallel(self, docnames, nproc)
    else:
        _write_pages(cast("StandaloneHTMLBuilder", self), docnames, nproc + 1)


def _write_pages(builder: StandaloneHTMLBuilder, docnames: Sequence[str], processes: int) -> None:
    first, *others = docnames
    # This compiles templates and fills caches, before processes are forked.
    _write_docname(first, env=builder.env, builder=builder, tags=builder.tags)
    size = max(-(-len(others) // (processes * _BATCHES)), 1)
    batches = [others[start : start + size] for start in range(0, len(others), size)]
    progress = status_iterator(batches, "writing output... ", "darkgreen", len(batches), builder.config.verbosity)
    results: dict[str, Written] = {}

    def write(batch: list[str]) -> Written:
        return write_batch(builder, batch)

    def keep(batch: list[str], written: Written) -> None:
        results[batch[0]] = written
        next(progress)

    tasks = ParallelTasks(processes)
    for batch in batches:
        tasks.add_task(write, batch, keep)
    tasks.join()
    # In the order of the documents, not of the processes, because the search index keeps it.
    for _docname, written in sorted(results.items()):
        merge_written(builder, written)


def write_batch(builder: StandaloneHTMLBuilder, docnames: Sequence[str]) -> Written:
    """Write some pages in a process of its own."""
    known_images = set(builder.images)
    parts = INDEX_PARTS if builder.indexer else ()
    for name in parts:
        setattr(builder.indexer, name, {})
    for docname in docnames:
        _write_docname(docname, env=builder.env, builder=builder, tags=builder.tags)
    images = {file: name for file, name in builder.images.items() if file not in known_images}
    return images, {name: getattr(builder.indexer, name) for name in parts}


def merge_written(builder: StandaloneHTMLBuilder, written: Written) -> None:
    """Put what another process has found on pages into a builder. Call it in the order of documents."""
    images, index = written
    builder.images.update(images)
    merge_index(builder.indexer, index)


def merge_index(indexer: object, found: IndexParts) -> None:
    """Put what was found on pages into an index builder."""
    for name, entries in found.items():
        known: dict[str, Any] = getattr(indexer, name)
        for key, value in entries.items():
            if isinstance(value, set) and key in known:  # the pages of a word
                known[key] |= value
            else:
                known[key] = value
