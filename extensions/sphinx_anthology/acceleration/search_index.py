"""A search index that parses only what changes, and is read and written in the background.

Sphinx makes a set of pages for each word in the index and a list again, and compares each with the list of all pages, so that
ten times the pages take a hundred times as long. It does so even if no page is written, and everything else waits for it.

Seven methods are overridden. Besides being faster, they leave out words that are on no page any more, as a clean build does;
Sphinx keeps them, with empty lists, in an index that it loads and stores again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder, WordStore, js_index

from .background import TwoStepJob, has_background_jobs, run_in_background
from .index_text import PageNumbers, TermTable, as_list, from_numbers
from .parallel import FEW_DOCUMENTS, INDEX_PARTS, IndexParts, merge_index
from .seams import seams_of

_load_indexer, _dump_search_index = StandaloneHTMLBuilder.load_indexer, StandaloneHTMLBuilder.dump_search_index
_CACHED_STEMS = 200_000
_updates: WeakKeyDictionary[StandaloneHTMLBuilder, TwoStepJob[IndexParts]] = WeakKeyDictionary()
"""For each builder the job that loads the index, and stores it when it is given what was found on the pages."""


class FastIndexBuilder(IndexBuilder):
    """An index builder that makes sets of pages only for the words on pages that are written."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lang.stem = lru_cache(_CACHED_STEMS)(self.lang.stem)  # type: ignore[method-assign]
        self._loaded_tables: tuple[TermTable, ...] = ()
        """``terms`` and ``titleterms``, as they were loaded."""
        self._loaded_docnames: list[str] = []
        """The pages in the loaded index, sorted."""
        self._valid_docnames: set[str] = set()
        """Those of them whose words are still true: they are neither written nor deleted."""
        self._can_stay_text = False
        """Whether the loaded tables can be written as they are, because they hold nothing that is no longer true."""

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002  as in the overridden method
        """Load an index, without parsing its words."""
        tables = TermTable("terms"), TermTable("titleterms")
        if format is js_index:
            text = stream.read()
            for table in tables:
                text = table.cut_from(text)
            frozen = js_index.loads(text)
        else:
            frozen = (self.formats[format] if isinstance(format, str) else format).load(stream)
        without_words = frozen | {table.name: {} for table in tables} if isinstance(frozen, dict) else frozen
        super().load(stream, SimpleNamespace(load=lambda stream: without_words))
        for table in tables:
            table.update(frozen[table.name])
        self._loaded_tables, self._loaded_docnames = tables, frozen["docnames"]
        self._valid_docnames = set(frozen["docnames"])
        self._can_stay_text = format is js_index

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove all pages but *docnames*, in linear time."""
        kept = set(docnames)
        removed = self._valid_docnames - kept
        self._valid_docnames &= kept
        self._can_stay_text = self._can_stay_text and len(removed) <= FEW_DOCUMENTS
        if self._can_stay_text and removed:
            numbers = [number for number, docname in enumerate(self._loaded_docnames) if docname in removed]
            for table in self._loaded_tables:
                for number in numbers:
                    table.remove_page(number)
        super().prune(kept)

    def dump(self, stream: Any, format: Any) -> None:  # noqa: A002
        """Store the index; with the loaded tables as text if the pages are the same and few were written."""
        if not self._can_stay_text or sorted(self._titles) != self._loaded_docnames:
            super().dump(stream, format)
            return
        numbers = {docname: number for number, docname in enumerate(self._loaded_docnames)}
        tables, self._loaded_tables = self._loaded_tables, ()
        for table, words in zip(tables, (self._mapping, self._title_mapping), strict=True):
            for word, docnames in words.items():
                table.add_pages(word, {numbers[docname] for docname in docnames})
        self._mapping, self._title_mapping = {}, {}
        text = js_index.dumps(self.freeze())
        for table in tables:
            text = table.insert_into(text)
        stream.write(text)

    def get_terms(self, fn2index: dict[str, int]) -> tuple[dict[str, PageNumbers], dict[str, PageNumbers]]:
        """Return the page numbers of all words: those that were loaded, and those of the pages that were written."""
        found = super().get_terms(fn2index)
        if not self._loaded_tables:
            return found
        loaded = [self._renumber(table.parse(), fn2index) for table in self._loaded_tables]
        for terms, new in zip(loaded, found, strict=True):  # loaded words are first, as Sphinx has them in JSON
            for word, numbers in new.items():
                terms[word] = from_numbers({*as_list(terms[word]), *as_list(numbers)}) if word in terms else numbers
        return loaded[0], loaded[1]

    def _renumber(self, terms: Mapping[str, PageNumbers], positions: Mapping[str, int]) -> dict[str, PageNumbers]:
        """Return loaded terms with page numbers for other *positions*, without the pages that are no longer valid."""
        new = [positions.get(docname) if docname in self._valid_docnames else None for docname in self._loaded_docnames]
        removed = {number for number, now in enumerate(new) if now is None}
        is_same = all(now in (None, number) for number, now in enumerate(new))
        result: dict[str, PageNumbers] = {}
        for word, numbers in terms.items():
            if isinstance(numbers, int):
                if (now := new[numbers]) is not None:
                    result[word] = now
            elif is_same and removed.isdisjoint(numbers):
                result[word] = numbers
            elif left := [now for number in numbers if (now := new[number]) is not None]:
                result[word] = from_numbers(left)
        return result

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Collect the words of a page, each once: it matters only whether they are there."""
        store = super()._word_collector(doctree)
        store.words = list(dict.fromkeys(store.words))
        return store


def load_indexer(self: StandaloneHTMLBuilder, docnames: Set[str]) -> None:
    """Load the index: not if no page has changed, and while pages are written if few are.

    :param docnames: the pages that are written.
    """
    _updates.pop(self, None)
    if not docnames and _is_current(self):
        return
    if len(docnames) <= FEW_DOCUMENTS and has_background_jobs(self._app):
        load, store = partial(_load_indexer, self, docnames), partial(_store_update, self)
        _updates[self] = TwoStepJob(self._app, load, store)
    else:
        _load_indexer(self, docnames)


def _store_update(builder: StandaloneHTMLBuilder, found: IndexParts) -> None:
    merge_index(builder.indexer, found)
    _dump_search_index(builder)


def dump_search_index(self: StandaloneHTMLBuilder) -> None:
    """Store the index in the background, unless it was not loaded because it is current."""
    if self.indexer and self in _updates:
        _updates.pop(self).finish({name: getattr(self.indexer, name) for name in INDEX_PARTS})
    elif self.indexer and (self.indexer._titles or not _is_current(self)):
        run_in_background(self._app, partial(_dump_search_index, self))


def _is_current(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether the index on disk is known to be that of all pages."""
    is_current = seams_of(builder._app).search_index_is_current
    return bool(is_current and is_current(builder)) and (builder.outdir / builder.searchindex_filename).is_file()
