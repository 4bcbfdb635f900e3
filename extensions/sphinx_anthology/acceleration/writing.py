"""Writing HTML in as many processes as there may be, from the stored tree to the page.

Sphinx resolves references and collects the words for the search in one process, and has the others wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders import Builder, _write_docname
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from .reading import FEW

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_write_in_turn = Builder._write_parallel
_BATCHES = 6
"""How many batches a process gets: one that has more to do than others is not waited for long."""
INDEX = ("_titles", "_filenames", "_all_titles", "_mapping", "_title_mapping", "_index_entries")
"""The parts of an index builder that pages are put into."""
KNOWN = (
    "sphinx.",
    "sphinxcontrib.",
    "alabaster",
    "furo",
    "myst_parser.",
    "sphinx_anthology.",
    "sphinx_copybutton",
    "sphinx_design.",
    "sphinxext.opengraph",
)
"""Those who, when references are resolved, leave behind nothing but what is in the page, and who do nothing without pages."""
_CONVERTERS = "sphinx.ext.imgconverter"
"""The one of Sphinx's own that does: it makes files, and counts them."""
_RESOLVING = ("doctree-resolved", "missing-reference", "warn-missing-reference")
"""The events while references are resolved."""


def write_parallel(self: Builder, docnames: Sequence[str], nproc: int) -> None:
    """Write documents.

    :param nproc: how many processes Sphinx would have write, beside the one that resolves; one fewer than there may be.
    """
    if len(docnames) <= FEW:
        self._write_serial(docnames)
        return
    if not writes_pages(self) or _somebody_collects(self._app):
        _write_in_turn(self, docnames, nproc)
        return
    builder = cast("StandaloneHTMLBuilder", self)
    first, *others = docnames
    # Templates are compiled, and caches filled, before processes are forked off.
    _write_docname(first, env=builder.env, builder=builder, tags=builder.tags)
    size = max(-(-len(others) // ((nproc + 1) * _BATCHES)), 1)
    batches = [others[start : start + size] for start in range(0, len(others), size)]
    progress = status_iterator(batches, "writing output... ", "darkgreen", len(batches), builder.config.verbosity)
    results: dict[str, tuple[dict[str, str], dict[str, Any]]] = {}

    def write(batch: list[str]) -> tuple[dict[str, str], dict[str, Any]]:
        images = set(builder.images)
        for name in INDEX if builder.indexer else ():
            setattr(builder.indexer, name, {})
        for docname in batch:
            _write_docname(docname, env=builder.env, builder=builder, tags=builder.tags)
        index = {name: getattr(builder.indexer, name) for name in INDEX} if builder.indexer else {}
        return {file: name for file, name in builder.images.items() if file not in images}, index

    def keep(batch: list[str], result: tuple[dict[str, str], dict[str, Any]]) -> None:
        results[batch[0]] = result
        next(progress)

    tasks = ParallelTasks(nproc + 1)
    for batch in batches:
        tasks.add_task(write, batch, keep)
    tasks.join()
    # In the order of the documents, and not in the one in which processes came to their end: the search index keeps it.
    for _first, (images, index) in sorted(results.items()):
        builder.images.update(images)
        for name, found in index.items():
            merge(getattr(builder.indexer, name), found)


def writes_pages(builder: Builder) -> bool:
    """Tell whether a builder is one of the two that write pages and are known to do so in the usual way."""
    return type(builder) in (StandaloneHTMLBuilder, DirectoryHTMLBuilder)


def _somebody_collects(app: Sphinx) -> bool:
    """Tell whether an extension may collect something when references are resolved, which would stay in other processes."""
    listeners = [listener.handler for event in _RESOLVING for listener in app.events.listeners[event]]
    modules = [getattr(one, "__module__", None) or "" for one in (*listeners, *app.registry.get_post_transforms())]
    return not all(module.startswith(KNOWN) for module in modules) or _CONVERTERS in modules


def merge(known: dict[str, Any], found: dict[str, Any]) -> None:
    """Put what was found into what is known: of a word further pages, of a page what it has."""
    for name, value in found.items():
        if isinstance(value, set) and name in known:
            known[name] |= value
        else:
            known[name] = value
