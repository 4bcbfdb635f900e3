"""The search index: a stem is found once, what is gone is taken out in linear time, and what stays is not read and written.

Sphinx compares the pages of every word with a list of all pages: ten times the pages take a hundred times as long. And it
reads and writes the whole index in each build, also if no page is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

from ..domain import blog_domain

_initialise, _prune = IndexBuilder.__init__, IndexBuilder.prune
_load, _dump = StandaloneHTMLBuilder.load_indexer, StandaloneHTMLBuilder.dump_search_index
_WORDS = 200_000  # stems that are kept


def initialise(self: IndexBuilder, *arguments: Any, **options: Any) -> None:
    """Make an index builder that remembers the stems of words from page to page."""
    _initialise(self, *arguments, **options)
    self.lang.stem = lru_cache(_WORDS)(self.lang.stem)  # type: ignore[method-assign]


def prune(self: IndexBuilder, docnames: Iterable[str]) -> None:
    """Take out what is not of *docnames*, of which a set can be asked without looking at all of them."""
    _prune(self, set(docnames))


def load(self: StandaloneHTMLBuilder, docnames: Set[str]) -> None:
    """Read the index, unless no page is written and none has gone.

    :param docnames: the pages that are written.
    """
    if docnames or not _stays(self):
        _load(self, docnames)


def dump(self: StandaloneHTMLBuilder) -> None:
    """Write the index, if there is anything in it: else it was not read."""
    if self.indexer is None or self.indexer._titles or not _stays(self):
        _dump(self)


def _stays(builder: StandaloneHTMLBuilder) -> bool:
    """Tell whether the index on disk is that of the pages that there are."""
    return blog_domain(builder.env).freshness.is_current and (builder.outdir / builder.searchindex_filename).is_file()
