"""The search index: the stem of a word is found once, and what is gone is taken out in linear time.

Sphinx compares the pages of every word with a list of all pages: ten times the pages take a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sphinx.search import IndexBuilder

_initialise, _prune = IndexBuilder.__init__, IndexBuilder.prune
_WORDS = 200_000  # stems that are kept


def initialise(self: IndexBuilder, *arguments: Any, **options: Any) -> None:
    """Make an index builder that remembers the stems of words from page to page."""
    _initialise(self, *arguments, **options)
    self.lang.stem = lru_cache(_WORDS)(self.lang.stem)  # type: ignore[method-assign]


def prune(self: IndexBuilder, docnames: Iterable[str]) -> None:
    """Take out what is not of *docnames*, of which a set can be asked without looking at all of them."""
    _prune(self, set(docnames))
