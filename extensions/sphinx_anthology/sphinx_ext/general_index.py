"""The general index (``genindex``) with Hangul below ㄱ, ㄴ, ㄷ …

Sphinx takes the first letter of a decomposed name, which is a conjoining letter: fonts draw it small and raised. A name that
begins with ㄱ itself would be in a group of its own.
"""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from ..characters import is_korean

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
    for letter in by_letter.keys() & set(_CONSONANTS):
        by_letter[letter].sort(key=_sort_key)
    letters = sorted(by_letter, key=lambda letter: _rank(letter, by_letter[letter], is_korean(language)))
    groups[:] = [(letter, by_letter[letter]) for letter in letters]
    counts[:] = [lines[letter] for letter in letters]


def _sort_key(entry: _Entry) -> tuple[str, str]:
    """Return the key by which Sphinx sorts, with ordinary consonants among the others."""
    name, (_links, _inner, category_key) = entry
    return normalize("NFKD", (category_key or name).lower()), name


def _rank(letter: str, entries: list[_Entry], is_first: bool) -> tuple[int, int]:
    """Return the place of a group: symbols, then Hangul and other letters. Those of one kind stay as they are."""
    if letter in _CONSONANTS:
        return (1 if is_first else 3, _CONSONANTS.index(letter))
    name, (_links, _inner, category_key) = entries[0]
    first = (category_key or name)[:1]
    if not first.isalpha() and first != "_":
        return (0, 0)
    return (2 if first < chr(_FIRST) else 4, 0)
