"""The search index: a stem is found once, and what stays in the index stays the text that it is in the file.

Sphinx makes sets of pages of all lists of numbers in the index and lists of these again, compares each of them twice with a
list of all pages (ten times the pages take a hundred times as long), and does so also if no page is written. And everything
else waits for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache, partial
from json.encoder import encode_basestring_ascii
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder, WordStore, js_index

from ..sphinx_ext.domain import blog_domain
from . import background
from .reading import FEW
from .writing import INDEX, merge

_load, _dump = StandaloneHTMLBuilder.load_indexer, StandaloneHTMLBuilder.dump_search_index
_WORDS = 200_000  # stems that are kept
_updates: WeakKeyDictionary[StandaloneHTMLBuilder, background.Halfway[Mapping[str, dict[str, Any]]]] = WeakKeyDictionary()
"""For a builder what reads the index, and writes it when it is given what was found on the pages."""

Numbers = int | list[int]
"""The places of pages among all pages, in order; a single one stands for itself."""

_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*"):(\d+|\[[\d,]*\])[,}]')


@dataclass(slots=True)
class Part:
    """One of the two parts of an index that hold words: those of texts, and those of titles."""

    name: str
    entries: dict[str, str] = field(default_factory=dict)
    """For each word where it is, as it is in the file: the number of a page, or a list of them in brackets."""

    def take_from(self, text: str) -> str:
        """Read the part, and return the text of the index without what is in it; if it cannot be found, the text as it is."""
        before, opening, rest = text.partition(f'"{self.name}":{{')
        following = rest.find('},"')
        inside = rest[: following + 1] if following >= 0 else rest.removesuffix(js_index.SUFFIX).removesuffix("}")
        found = _ENTRY.findall(inside)
        words, places = zip(*found, strict=True) if found else ((), ())
        if sum(map(len, words)) + sum(map(len, places)) + len(":,") * len(found) != len(inside):
            return text  # it is not there, or its end is not where it seemed to be
        self.entries = dict(zip(json.loads(f"[{','.join(words)}]"), places, strict=True))
        return f"{before}{opening}}}{rest[len(inside) :]}"

    def put_into(self, text: str) -> str:
        """Return the text of an index that has nothing in this part, with the part in it."""
        entries = ",".join([f"{encode_basestring_ascii(word)}:{places}" for word, places in sorted(self.entries.items())])
        return text.replace(f'"{self.name}":{{}}', f'"{self.name}":{{{entries}}}', 1)

    def numbers(self) -> dict[str, Numbers]:
        """Return where each word is."""
        listed: list[Numbers] = json.loads(f"[{','.join(self.entries.values())}]")
        return dict(zip(self.entries, listed, strict=True))

    def remove(self, number: int) -> None:
        """Take a page out."""
        alone, first, amid, last = f"{number}", f"[{number},", f",{number},", f",{number}]"
        for word, places in list(self.entries.items()):
            if places == alone or amid in places or first in places or last in places:
                self._set(word, {*_listed(json.loads(places))} - {number})

    def add(self, word: str, numbers: Set[int]) -> None:
        """Put a word of some pages in."""
        self._set(word, {*_listed(json.loads(self.entries.get(word, "[]"))), *numbers})

    def _set(self, word: str, numbers: Set[int]) -> None:
        if numbers:
            self.entries[word] = _as_text(_together(numbers))
        else:
            del self.entries[word]


class Index(IndexBuilder):
    """A search index that makes sets of pages of those words alone that are on pages that are written."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.lang.stem = lru_cache(_WORDS)(self.lang.stem)  # type: ignore[method-assign]
        self._kept: tuple[Part, ...] = ()
        """The words as they were read, in the order in which Sphinx has them."""
        self._docnames: list[str] = []
        """The pages that there were then."""
        self._still: set[str] = set()
        """Those of them whose words are still true: they are not written anew, nor are they gone."""
        self._may_stay_text = False
        """Whether what was put aside is all true, because few pages have been taken out, and can be written as it is."""

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002  as in the method that this one stands for
        """Read an index, and put its words aside."""
        parts = Part("terms"), Part("titleterms")
        if format is js_index:
            text = stream.read()
            for part in parts:
                text = part.take_from(text)
            frozen = js_index.loads(text)
        else:
            frozen = (self.formats[format] if isinstance(format, str) else format).load(stream)
        wordless = frozen | {part.name: {} for part in parts} if isinstance(frozen, dict) else frozen
        super().load(stream, SimpleNamespace(load=lambda stream: wordless))
        for part in parts:
            part.entries |= {word: _as_text(numbers) for word, numbers in frozen[part.name].items()}
        self._kept, self._docnames, self._still = parts, frozen["docnames"], set(frozen["docnames"])
        self._may_stay_text = format is js_index

    def prune(self, docnames: Iterable[str]) -> None:
        """Take out what is not of *docnames*, of which a set can be asked without looking at all of them."""
        names = set(docnames)
        gone = self._still - names
        self._still &= names
        self._may_stay_text = self._may_stay_text and len(gone) <= FEW
        if self._may_stay_text and gone:
            numbers = [number for number, docname in enumerate(self._docnames) if docname in gone]
            for part in self._kept:
                for number in numbers:
                    part.remove(number)
        super().prune(names)

    def dump(self, stream: Any, format: Any) -> None:  # noqa: A002
        """Write the index; if the pages are the same as before and few were written, with the words as they were read."""
        if not self._may_stay_text or sorted(self._titles) != self._docnames:
            super().dump(stream, format)
            return
        numbers = {docname: number for number, docname in enumerate(self._docnames)}
        parts, self._kept = self._kept, ()
        for part, mapping in zip(parts, (self._mapping, self._title_mapping), strict=True):
            for word, docnames in mapping.items():
                part.add(word, {numbers[docname] for docname in docnames})
        self._mapping, self._title_mapping = {}, {}
        text = js_index.dumps(self.freeze())
        for part in parts:
            text = part.put_into(text)
        stream.write(text)

    def get_terms(self, fn2index: dict[str, int]) -> tuple[dict[str, Numbers], dict[str, Numbers]]:
        """Return where words are: those that were put aside, and those of the pages that were written."""
        found = super().get_terms(fn2index)
        for words, part in zip(found, self._kept, strict=False):
            for word, numbers in self._moved(part.numbers(), fn2index).items():
                words[word] = _together({*_listed(words[word]), *_listed(numbers)}) if word in words else numbers
        return found

    def _moved(self, words: Mapping[str, Numbers], places: Mapping[str, int]) -> dict[str, Numbers]:
        """Return where words are now, given the *places* of pages."""
        moved = [places.get(docname) if docname in self._still else None for docname in self._docnames]
        gone = {place for place, now in enumerate(moved) if now is None}
        stay = all(now in (None, place) for place, now in enumerate(moved))
        result: dict[str, Numbers] = {}
        for word, then in words.items():
            if isinstance(then, int):
                if (now := moved[then]) is not None:
                    result[word] = now
            elif stay and gone.isdisjoint(then):
                result[word] = then
            elif left := [now for place in then if (now := moved[place]) is not None]:
                result[word] = _together(left)
        return result

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Collect the words of a page, each once: it matters that they are there, and not how often."""
        store = super()._word_collector(doctree)
        store.words = list(dict.fromkeys(store.words))
        return store


def _listed(numbers: Numbers) -> list[int]:
    return [numbers] if isinstance(numbers, int) else numbers


def _together(numbers: Iterable[int]) -> Numbers:
    ordered = sorted(numbers)
    return ordered if len(ordered) > 1 else ordered[0]


def _as_text(numbers: Numbers) -> str:
    return json.dumps(numbers, separators=(",", ":"))


def load(self: StandaloneHTMLBuilder, docnames: Set[str]) -> None:
    """Read the index, unless no page is written and none has gone; if few are, while they are written.

    :param docnames: the pages that are written.
    """
    _updates.pop(self, None)
    if not docnames and _stays(self):
        return
    if len(docnames) <= FEW and background.is_possible(self._app):
        _updates[self] = background.Halfway(self._app, partial(_load, self, docnames), partial(_put, self))
    else:
        _load(self, docnames)


def _put(builder: StandaloneHTMLBuilder, pages: Mapping[str, dict[str, Any]]) -> None:
    """Put what was found on pages into the index, and write it."""
    for name, found in pages.items():
        merge(getattr(builder.indexer, name), found)
    _dump(builder)


def dump(self: StandaloneHTMLBuilder) -> None:
    """Have the index written, if there is anything in it: else it was not read. Nobody need wait for it."""
    if self.indexer and self in _updates:
        _updates.pop(self).finish({name: getattr(self.indexer, name) for name in INDEX})
    elif self.indexer and (self.indexer._titles or not _stays(self)):
        background.run(self._app, partial(_dump, self))


def _stays(builder: StandaloneHTMLBuilder) -> bool:
    """Tell whether the index on disk is that of the pages that there are."""
    return blog_domain(builder.env).freshness.is_current and (builder.outdir / builder.searchindex_filename).is_file()
