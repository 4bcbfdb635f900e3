"""Suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def find_similar_names(name: str, candidates: Iterable[str], cutoff: float = 0.5) -> list[str]:
    """Return up to three *candidates* similar to *name*, the most similar first. Case is ignored.

    :param cutoff: minimum similarity, from 0 to 1, as :func:`difflib.get_close_matches` measures it.
    """
    folded = {candidate.casefold(): candidate for candidate in sorted(set(candidates))}
    return [folded[match] for match in get_close_matches(name.casefold(), sorted(folded), n=3, cutoff=cutoff)]


def did_you_mean(names: Iterable[str]) -> str:
    """Return a question that suggests *names*, to append to a message: a space comes first. Empty if there are no names."""
    listed = " or ".join(map(repr, names))
    return f" Did you mean {listed}?" if listed else ""


def correct_typo(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that differs from *word* by one typo: a wrong, missing, extra or swapped letter.

    Words of fewer than four letters are not corrected, nor are digits: ``image2`` is not ``image``.
    """
    if len(word) < 4:
        return None
    return next((candidate for candidate in sorted(candidates) if len(candidate) > 3 and _is_typo(word, candidate)), None)


def _is_typo(word: str, candidate: str) -> bool:
    if word == candidate or abs(len(word) - len(candidate)) > 1:
        return False
    start = next((i for i, (one, other) in enumerate(zip(word, candidate, strict=False)) if one != other), None)
    start = min(len(word), len(candidate)) if start is None else start
    rest, expected = word[start:], candidate[start:]
    if any(character.isdigit() for character in (rest[:1], expected[:1])):
        return False
    return (
        rest[1:] == expected[1:]  # wrong
        or rest == expected[1:]  # missing
        or rest[1:] == expected  # extra
        or (rest[:2] == expected[:2][::-1] and rest[2:] == expected[2:])  # swapped
    )
