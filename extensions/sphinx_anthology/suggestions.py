"""Which of the known names somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, candidates: Iterable[str], likeness: float = 0.5) -> list[str]:
    """Return up to three *candidates* that look like *name* in any case, the likeliest first: for a hint to a person.

    :param likeness: how much alike they have to be, from 0 to 1.
    """
    folded = {candidate.casefold(): candidate for candidate in sorted(set(candidates))}
    return [folded[match] for match in get_close_matches(name.casefold(), sorted(folded), n=3, cutoff=likeness)]


def did_you_mean(names: Iterable[str]) -> str:
    """Return a question after *names*, with a blank before it; empty if there are none."""
    listed = " or ".join(map(repr, names))
    return f" Did you mean {listed}?" if listed else ""


def meant(word: str, candidates: Iterable[str]) -> str | None:
    """Return the one of *candidates* that *word* is a slip of: one letter wrong, missing, too many, or two swapped.

    Words of fewer than four letters are never taken for slips, nor those that differ in a digit: ``image2`` is not ``image``.
    """
    if len(word) < 4:
        return None
    return next((candidate for candidate in sorted(candidates) if len(candidate) > 3 and _is_slip(word, candidate)), None)


def _is_slip(word: str, candidate: str) -> bool:
    if word == candidate or abs(len(word) - len(candidate)) > 1:
        return False
    start = next((i for i, (one, other) in enumerate(zip(word, candidate, strict=False)) if one != other), None)
    start = min(len(word), len(candidate)) if start is None else start
    rest, wanted = word[start:], candidate[start:]
    if any(sign.isdigit() for sign in (rest[:1], wanted[:1])):
        return False
    return (
        rest[1:] == wanted[1:]  # wrong
        or rest == wanted[1:]  # missing
        or rest[1:] == wanted  # too many
        or (rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:])  # swapped
    )
