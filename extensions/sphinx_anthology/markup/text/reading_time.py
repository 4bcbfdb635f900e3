"""Reading time of a text, by the scripts in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

HANGUL_WORDS_PER_MINUTE = 202
"""Korean words per minute. Source: Song et al. 2016, J Korean Ophthalmol Soc 57(4):642."""
OTHER_WORDS_PER_MINUTE = 238
"""English words per minute, for silent reading of non-fiction. Source: Brysbaert 2019, J Memory and Language 109."""
HAN_KANA_PER_MINUTE = 500
"""Characters per minute, for scripts without spaces between words."""

_PIECE = 200_000
"""Number of characters that are counted at a time."""
_HANGUL = re.compile(r"[가-힣]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_EAST_ASIAN = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def estimate_reading_minutes(body: str) -> int:
    """Return the time to read a Markdown text, in minutes, at least 1.

    Words with Hangul, words of other scripts with spaces, and characters of Chinese and Japanese have different speeds.
    """
    if body.isascii() or not _EAST_ASIAN.search(body):
        others = sum(len(piece.split()) for piece in _split(body))
        return max(math.ceil(others / OTHER_WORDS_PER_MINUTE), 1)
    minutes = sum(map(_estimate_east_asian, _split(body)))
    return max(math.ceil(minutes), 1)


def _estimate_east_asian(text: str) -> float:
    """Return the time to read a text that has words with Hangul, or characters of Chinese and Japanese."""
    words = text.split()
    hangul = sum(1 for word in words if not word.isascii() and _HANGUL.search(word))
    characters = len(_HAN_KANA.findall(text))
    han_kana = sum(1 for word in words if not word.isascii() and _HAN_KANA.search(word)) if characters else 0
    others = max(len(words) - hangul - han_kana, 0)
    return hangul / HANGUL_WORDS_PER_MINUTE + others / OTHER_WORDS_PER_MINUTE + characters / HAN_KANA_PER_MINUTE


def _split(text: str) -> Iterator[str]:
    """Yield a text in pieces, because a list of all words of a very long one takes much memory. Most texts are one piece."""
    start = 0
    while len(text) - start > _PIECE:
        end = text.rfind(" ", start, start + _PIECE) + 1 or start + _PIECE
        yield text[start:end]
        start = end
    yield text[start:] if start else text
