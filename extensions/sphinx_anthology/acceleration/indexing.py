"""The search index: a stem is found once, and what stays in the index stays as it was read.

Sphinx makes sets of pages of all lists of numbers in the index and lists of these again, compares each of them twice with a
list of all pages (ten times the pages take a hundred times as long), and does so also if no page is written.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import Pipe
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder, WordStore
from sphinx.util.parallel import ParallelTasks, parallel_available

from ..domain import blog_domain
from .reading import FEW
from .writing import INDEX, merge, writes_pages

_load, _dump = StandaloneHTMLBuilder.load_indexer, StandaloneHTMLBuilder.dump_search_index
_WORDS = 200_000  # stems that are kept
_asides: WeakKeyDictionary[StandaloneHTMLBuilder, Aside] = WeakKeyDictionary()

Numbers = int | list[int]
"""The places of pages among all pages, in order; a single one stands for itself."""


@dataclass(slots=True)
class Kept:
    """The words of an index as it was read, by the places that pages had then."""

    docnames: Sequence[str] = ()
    words: tuple[Mapping[str, Numbers], Mapping[str, Numbers]] = ({}, {})
    """Those of texts, and those of titles."""
    still: set[str] = field(default_factory=set)
    """The pages whose words are still true: they are not written anew, nor are they gone."""

    def numbers(self, part: int, places: Mapping[str, int]) -> dict[str, Numbers]:
        """Return where the words of a *part* are now, given the *places* of pages."""
        moved = [places.get(docname) if docname in self.still else None for docname in self.docnames]
        gone = {place for place, now in enumerate(moved) if now is None}
        stay = all(now in (None, place) for place, now in enumerate(moved))
        result: dict[str, Numbers] = {}
        for word, then in self.words[part].items():
            if isinstance(then, int):
                if (now := moved[then]) is not None:
                    result[word] = now
            elif stay and gone.isdisjoint(then):
                result[word] = then
            elif len(left := [now for place in then if (now := moved[place]) is not None]) > 1:
                result[word] = left  # in order, as both are by name
            elif left:
                result[word] = left[0]
        return result


class Index(IndexBuilder):
    """A search index that makes sets of pages of those words alone that are on pages that are written."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lang.stem = lru_cache(_WORDS)(self.lang.stem)  # type: ignore[method-assign]
        self._kept = Kept()

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002  as in the method that this one stands for
        """Read an index, and put its words aside."""
        frozen = (self.formats[format] if isinstance(format, str) else format).load(stream)
        wordless = frozen | {"terms": {}, "titleterms": {}} if isinstance(frozen, dict) else frozen
        super().load(stream, SimpleNamespace(load=lambda stream: wordless))
        names = frozen["docnames"]
        self._kept = Kept(names, (frozen["terms"], frozen["titleterms"]), set(names))

    def prune(self, docnames: Iterable[str]) -> None:
        """Take out what is not of *docnames*, of which a set can be asked without looking at all of them."""
        names = set(docnames)
        self._kept.still &= names
        super().prune(names)

    def get_terms(self, fn2index: dict[str, int]) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
        """Return where words are: those that were put aside, and those of the pages that were written."""
        parts = self._kept.numbers(0, fn2index), self._kept.numbers(1, fn2index)
        for part, written in zip(parts, super().get_terms(fn2index), strict=True):
            for word, numbers in written.items():
                if word not in part:
                    part[word] = numbers
                elif both := sorted({*_listed(part[word]), *_listed(numbers)}):
                    part[word] = both if len(both) > 1 else both[0]
        return parts

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Collect the words of a page, each once: it matters that they are there, and not how often."""
        store = super()._word_collector(doctree)
        store.words = list(dict.fromkeys(store.words))
        return store


def _listed(numbers: Numbers) -> list[int]:
    return [numbers] if isinstance(numbers, int) else numbers


class Aside:
    """Another process, which reads the index while a few pages are written, and writes it while the rest is finished."""

    def __init__(self, builder: StandaloneHTMLBuilder, docnames: Set[str]) -> None:
        self._tasks = ParallelTasks(1)
        self._pages, pages = Pipe()

        def index() -> None:
            self._pages.close()  # so that it is closed when the other process ends
            _load(builder, docnames)
            for name, found in pages.recv().items():
                merge(getattr(builder.indexer, name), found)
            _dump(builder)

        self._tasks.add_task(index)
        self._is_written = False
        # Before anybody looks at the output.
        builder._app.connect("build-finished", lambda app, exception: self._finish(exception), priority=1)
        # If the build is broken off, Python waits for the process, which waits for the pages.
        atexit.register(self._pages.close)

    def write(self, index: IndexBuilder) -> None:
        """Have what was found on the pages put into the index, and the index written."""
        self._pages.send({name: getattr(index, name) for name in INDEX})
        self._is_written = True

    def _finish(self, exception: Exception | None) -> None:
        """Wait for the process, unless nobody wants what it does."""
        try:
            if self._is_written and exception is None:
                self._tasks.join()
            else:
                self._tasks.terminate()
        finally:
            self._pages.close()
            atexit.unregister(self._pages.close)


def load(self: StandaloneHTMLBuilder, docnames: Set[str]) -> None:
    """Read the index, unless no page is written and none has gone.

    :param docnames: the pages that are written.
    """
    _asides.pop(self, None)
    if not docnames and _stays(self):
        return
    if writes_pages(self) and self._app.parallel > 1 and parallel_available and 0 < len(docnames) <= FEW:
        _asides[self] = Aside(self, docnames)
    else:
        _load(self, docnames)


def dump(self: StandaloneHTMLBuilder) -> None:
    """Write the index, if there is anything in it: else it was not read."""
    if self.indexer and self in _asides:
        _asides.pop(self).write(self.indexer)
    elif self.indexer is None or self.indexer._titles or not _stays(self):
        _dump(self)


def _stays(builder: StandaloneHTMLBuilder) -> bool:
    """Tell whether the index on disk is that of the pages that there are."""
    return blog_domain(builder.env).freshness.is_current and (builder.outdir / builder.searchindex_filename).is_file()
