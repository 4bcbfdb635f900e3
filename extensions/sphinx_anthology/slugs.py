"""Slugs: stable names of posts and terms in URLs and file names.

The algorithm:

1. Normalise the text to NFC, in lower case. NFKD is not used, because it decomposes Hangul syllables.
2. Replace ``+`` by *plus* and ``#`` by *sharp*, so that ``C``, ``C++`` and ``C#`` differ. Replace a full stop before a word by
   *dot* (``.NET``).
3. Join the runs of letters, digits and marks, of any script, with hyphens.
4. If nothing is left, join the code points of the symbols instead.
5. Cut a slug that is too long for a file name, and append a checksum of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from hashlib import blake2b
from unicodedata import category, normalize

_WORDS = (("+", "plus"), ("#", "sharp"))
_MAX_LENGTH = 120  # bytes of UTF-8
_LEADING_STOP = re.compile(r"(?:^|(?<=\s))\.(?=\w)")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return the slug of *text*. It is empty only if *text* is blank."""
    normal = normalize("NFC", text).strip().casefold()
    normal = normalize("NFC", _LEADING_STOP.sub("dot-", normal))
    for symbol, word in _WORDS:
        normal = normal.replace(symbol, word)
    # Marks are kept, because the vowels of Hindi and Thai are marks.
    slug = "-".join("".join(character if category(character)[0] in "LNM" else " " for character in normal).split())
    if not slug and normal:
        slug = "-".join(f"u{ord(character):x}" for character in normal if not character.isspace())
    if len(slug.encode()) <= _MAX_LENGTH:
        return slug
    checksum = blake2b(slug.encode(), digest_size=4).hexdigest()
    head = slug.encode()[: _MAX_LENGTH - len(checksum) - 1].decode(errors="ignore").rstrip("-")
    return f"{head}-{checksum}"


def make_unique(slug: str, taken: Container[str], number: int = 1) -> str:
    """Return *slug* if it is not *taken*, else the first free one of ``slug-2``, ``slug-3`` …

    :param number: the last number that is known to be taken.
    """
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


class UniqueNames:
    """Makes slugs unique one after the other: ``slug``, ``slug-1``, ``slug-2`` …, as MyST numbers equal headings.

    It takes linear time, however many are equal.
    """

    def __init__(self, taken: Container[str]) -> None:
        """Start with the names that are taken. Each new one must be added to these before the next is made."""
        self._taken = taken
        self._last: dict[str, int] = {}

    def make(self, slug: str) -> str:
        """Return *slug*, or the first free one with a number."""
        name = make_unique(slug, self._taken, self._last.get(slug, 0))
        if name != slug:
            self._last[slug] = int(name.rpartition("-")[2])
        return name
