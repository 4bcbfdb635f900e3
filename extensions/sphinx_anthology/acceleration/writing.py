"""Writing HTML in as many processes as there may be, from the stored tree to the page.

Sphinx resolves references and collects the words for the search in one process, and has the others wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sphinx.builders import Builder, _write_docname
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

_write_in_turn = Builder._write_parallel
_BATCHES = 6
"""How many batches a process gets: one that has more to do than others is not waited for long."""
_INDEX = ("_titles", "_filenames", "_all_titles", "_mapping", "_title_mapping", "_index_entries")
"""The parts of an index builder that pages are put into."""
_CONVERTERS = frozenset({"sphinx.ext.imgconverter", "sphinx.ext.imgmath"})
"""Extensions that make files when references are resolved, and count them."""


def write_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Write documents.

    :param nproc: how many processes Sphinx would have write, beside the one that resolves; one fewer than there may be.
    """
    if (
        not isinstance(self, StandaloneHTMLBuilder)
        or self.name not in ("html", "dirhtml")
        or _CONVERTERS & self._app.extensions.keys()
    ):
        _write_in_turn(self, docnames, nproc)
        return
    first, *others = docnames
    # Templates are compiled, and caches filled, before processes are forked off.
    _write_docname(first, env=self.env, builder=self, tags=self.tags)
    size = max(-(-len(others) // ((nproc + 1) * _BATCHES)), 1)
    batches = [others[start : start + size] for start in range(0, len(others), size)]
    progress = status_iterator(batches, "writing output... ", "darkgreen", len(batches), self.config.verbosity)
    builder = self

    def write(batch: list[str]) -> tuple[dict[str, str], dict[str, Any]]:
        images = set(builder.images)
        for name in _INDEX if builder.indexer else ():
            setattr(builder.indexer, name, {})
        for docname in batch:
            _write_docname(docname, env=builder.env, builder=builder, tags=builder.tags)
        index = {name: getattr(builder.indexer, name) for name in _INDEX} if builder.indexer else {}
        return {file: name for file, name in builder.images.items() if file not in images}, index

    def merge(batch: list[str], result: tuple[dict[str, str], dict[str, Any]]) -> None:
        images, index = result
        builder.images.update(images)
        for name, found in index.items():
            _merge(getattr(builder.indexer, name), found)
        next(progress)

    tasks = ParallelTasks(nproc + 1)
    for batch in batches:
        tasks.add_task(write, batch, merge)
    tasks.join()


def _merge(known: dict[str, Any], found: dict[str, Any]) -> None:
    """Put what was found into what is known: of a word further pages, of a page what it has."""
    for name, value in found.items():
        if isinstance(value, set) and name in known:
            known[name] |= value
        else:
            known[name] = value
