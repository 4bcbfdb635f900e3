"""The general index (``genindex``) with Hangul below ㄱ, ㄴ, ㄷ …

Sphinx takes the first letter of a decomposed name, which is a conjoining letter: fonts draw it small and raised. A name that
begins with ㄱ itself would be in a group of its own.
"""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from ...catalogue.selection import make_natural_key
from ...characters import is_korean

_Entry = tuple[str, Any]
_Group = tuple[str, list[_Entry]]

GENERAL_INDEX = "genindex"
"""The name of the first page that shows the index."""
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST = 0x1100
_LETTERS = {chr(_FIRST + place): letter for place, letter in enumerate(_CONSONANTS)}
"""The ordinary forms of the conjoining consonants at the beginning of a syllable."""


def regroup_index(groups: list[_Group], counts: list[int], language: str) -> None:
    """Put the entries that begin with one consonant into one group with its ordinary form, and in Korean before Latin letters.

    Both lists are changed in place, because Sphinx makes the pages of single letters of them later.

    :param groups: the entries by letter, as Sphinx sorts them.
    :param counts: the number of lines of each group.
    """
    by_letter: dict[str, list[_Entry]] = {}
    lines: dict[str, int] = {}
    for (key, entries), count in zip(list(groups), list(counts), strict=True):
        letter = _LETTERS.get(normalize("NFKD", key), key)
        by_letter.setdefault(letter, []).extend(entries)
        lines[letter] = lines.get(letter, 0) + count
    for letter, entries in by_letter.items():
        if letter in _CONSONANTS or _is_symbol(entries[0]):
            entries.sort(key=lambda entry: (make_natural_key(_sorted_by(entry), language), entry[0]))
    letters = sorted(by_letter, key=lambda letter: _rank(letter, by_letter[letter], is_korean(language)))
    groups[:] = [(letter, by_letter[letter]) for letter in letters]
    counts[:] = [lines[letter] for letter in letters]


def _sorted_by(entry: _Entry) -> str:
    """Return what an entry is sorted by: its name, unless it has another key."""
    name, (_links, _inner, category_key) = entry
    return category_key or name


def _is_symbol(entry: _Entry) -> bool:
    """Return whether an entry is among the symbols, which Sphinx puts in front."""
    first = _sorted_by(entry)[:1]
    return not first.isalpha() and first != "_"


def _rank(letter: str, entries: list[_Entry], is_first: bool) -> tuple[int, int]:
    """Return the place of a group: symbols, then Hangul and other letters. Those of one kind stay as they are."""
    if letter in _CONSONANTS:
        return (1 if is_first else 3, _CONSONANTS.index(letter))
    if _is_symbol(entries[0]):
        return (0, 0)
    return (2 if _sorted_by(entries[0]) < chr(_FIRST) else 4, 0)
