"""Reading time of a text, by the scripts in it."""

from __future__ import annotations

import math
import re

HANGUL_WORDS_PER_MINUTE = 202
"""Korean words per minute. Source: Song et al. 2016, J Korean Ophthalmol Soc 57(4):642."""
OTHER_WORDS_PER_MINUTE = 238
"""English words per minute, for silent reading of non-fiction. Source: Brysbaert 2019, J Memory and Language 109."""
HAN_KANA_PER_MINUTE = 500
"""Characters per minute, for scripts without spaces between words."""

_HANGUL = re.compile(r"[가-힣]")
_HAN_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_EAST_ASIAN = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def estimate_reading_minutes(body: str) -> int:
    """Return the time to read a Markdown text, in minutes, at least 1.

    Words with Hangul, words of other scripts with spaces, and characters of Chinese and Japanese have different speeds.
    """
    words = body.split()
    if body.isascii() or not _EAST_ASIAN.search(body):
        return max(math.ceil(len(words) / OTHER_WORDS_PER_MINUTE), 1)
    hangul = sum(1 for word in words if not word.isascii() and _HANGUL.search(word))
    characters = len(_HAN_KANA.findall(body))
    han_kana = sum(1 for word in words if not word.isascii() and _HAN_KANA.search(word)) if characters else 0
    others = max(len(words) - hangul - han_kana, 0)
    minutes = hangul / HANGUL_WORDS_PER_MINUTE + others / OTHER_WORDS_PER_MINUTE + characters / HAN_KANA_PER_MINUTE
    return max(math.ceil(minutes), 1)
