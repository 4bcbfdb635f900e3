"""Stable names for posts and categories.

A slug is what remains of a text in an address: NFC, lower case, runs of letters and digits of any script joined by
hyphens. Three rules keep apart what readers keep apart: ``+`` becomes *plus* and ``#`` becomes *sharp* (``C``, ``C++`` and
``C#`` are three languages), a full stop before a word becomes *dot* (``.NET``). A text of other symbols alone is named by
their code points. A very long one is cut, with a checksum of the whole, so that it fits a file name. NFKD is never used: it
takes Hangul syllables apart.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from hashlib import blake2b
from unicodedata import category, normalize

_WORDS = (("+", "plus"), ("#", "sharp"))
_LONGEST = 120  # bytes of UTF-8
_LEADING_STOP = re.compile(r"(?:^|(?<=\s))\.(?=\w)")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return the slug of *text*; empty only if *text* is blank."""
    normal = normalize("NFC", text).strip().casefold()
    normal = normalize("NFC", _LEADING_STOP.sub("dot-", normal))
    for sign, word in _WORDS:
        normal = normal.replace(sign, word)
    # Marks stay: in Hindi or Thai the vowels are marks, which ``\w`` does not match.
    slug = "-".join("".join(sign if category(sign)[0] in "LNM" else " " for sign in normal).split())
    if not slug and normal:
        slug = "-".join(f"u{ord(sign):x}" for sign in normal if not sign.isspace())
    if len(slug.encode()) <= _LONGEST:
        return slug
    checksum = blake2b(slug.encode(), digest_size=4).hexdigest()
    head = slug.encode()[: _LONGEST - len(checksum) - 1].decode(errors="ignore").rstrip("-")
    return f"{head}-{checksum}"


def unique(slug: str, taken: Container[str], number: int = 1) -> str:
    """Return *slug*, or the first of ``slug-2``, ``slug-3`` … after *number* that is not *taken*."""
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
