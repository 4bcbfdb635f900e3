"""The terms of a search index, kept as the text that they are in ``searchindex.js``.

The file is one call of a JavaScript function with one object in JSON, without blanks and with sorted keys. Two of its values,
``terms`` and ``titleterms``, map each word to the number of its page, or to a sorted list of numbers if there are several:
``"terms":{"apple":3,"pear":[1,4]}``. They are most of the file, and an edit changes the entries of a few words. So they are
cut out of the text with a regular expression, and only the entries that change are parsed. If the text does not look exactly
like that, it is parsed as a whole instead.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set
from json.encoder import encode_basestring_ascii

from sphinx.search import js_index

PageNumbers = int | list[int]
"""The pages of a word, as positions in the sorted list of pages: a number for one page, a sorted list for several."""

_ENTRY = re.compile(r'("(?:[^"\\]|\\.)*"):(\d+|\[[\d,]*\])[,}]')


class TermTable:
    """One of the two values of an index that map words to pages."""

    def __init__(self, name: str) -> None:
        """Make an empty table.

        :param name: ``terms`` or ``titleterms``.
        """
        self.name = name
        self.entries: dict[str, str] = {}
        """The page numbers of each word, as JSON."""

    def cut_from(self, text: str) -> str:
        """Move the entries out of the text of an index.

        :returns: the text with an empty table; unchanged if the table is not found, or not written as expected.
        """
        before, opening, rest = text.partition(f'"{self.name}":{{')
        following = rest.find('},"')
        inside = rest[: following + 1] if following >= 0 else rest.removesuffix(js_index.SUFFIX).removesuffix("}")
        found = _ENTRY.findall(inside)
        words, numbers = zip(*found, strict=True) if found else ((), ())
        if not opening or sum(map(len, words)) + sum(map(len, numbers)) + len(":,") * len(found) != len(inside):
            return text
        self.entries = dict(zip(json.loads(f"[{','.join(words)}]"), numbers, strict=True))
        return f"{before}{opening}}}{rest[len(inside) :]}"

    def insert_into(self, text: str) -> str:
        """Return the text of an index in which this table is empty, with the entries in it."""
        entries = ",".join([f"{encode_basestring_ascii(word)}:{numbers}" for word, numbers in sorted(self.entries.items())])
        return text.replace(f'"{self.name}":{{}}', f'"{self.name}":{{{entries}}}', 1)

    def update(self, terms: Mapping[str, PageNumbers]) -> None:
        """Add or replace entries."""
        self.entries |= {word: _to_json(numbers) for word, numbers in terms.items()}

    def parse(self) -> dict[str, PageNumbers]:
        """Return the page numbers of each word."""
        numbers: list[PageNumbers] = json.loads(f"[{','.join(self.entries.values())}]")
        return dict(zip(self.entries, numbers, strict=True))

    def remove_page(self, number: int) -> None:
        """Remove a page from all words, and the words that were only on this page."""
        only, first, middle, last = f"{number}", f"[{number},", f",{number},", f",{number}]"
        for word, numbers in list(self.entries.items()):
            if numbers == only or middle in numbers or first in numbers or last in numbers:
                self._set(word, {*as_list(json.loads(numbers))} - {number})

    def add_pages(self, word: str, numbers: Set[int]) -> None:
        """Add pages to a word."""
        self._set(word, {*as_list(json.loads(self.entries.get(word, "[]"))), *numbers})

    def _set(self, word: str, numbers: Set[int]) -> None:
        if numbers:
            self.entries[word] = _to_json(from_numbers(numbers))
        else:
            del self.entries[word]


def as_list(numbers: PageNumbers) -> list[int]:
    """Return the page numbers of a word as a list."""
    return [numbers] if isinstance(numbers, int) else numbers


def from_numbers(numbers: Iterable[int]) -> PageNumbers:
    """Return page numbers as Sphinx stores them."""
    ordered = sorted(numbers)
    return ordered if len(ordered) > 1 else ordered[0]


def _to_json(numbers: PageNumbers) -> str:
    return json.dumps(numbers, separators=(",", ":"))
