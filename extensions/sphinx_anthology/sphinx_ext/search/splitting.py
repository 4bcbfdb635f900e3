"""Splitting of Korean, Japanese and Chinese text into pairs of characters.

These languages write words without blanks between them, or with particles that change with the sentence. A search for a
noun finds it in a longer word because both are cut into pairs: ``모델은`` is indexed as ``모``, ``모델`` and ``델은``.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

SCRIPTS = "가-힣々〇ぁ-ゖゝ-ゟァ-ヺー-ヿ㐀-䶿一-鿿豈-\ufaff\U00020000-\U0003ffff"
"""Syllables of Korean and characters of Chinese and Japanese, as ranges of a regular expression."""
_FIRST, _LAST = "々", "\ufaff"

PARTICLES = tuple(
    """
    에서부터 으로부터
    까지는 들에게 로부터 에게는 에게서 에서는 에서도 에서의 으로는 으로도 으로서 으로써 이나마 이라고 이라는 이라도
    과는 과의 까지 께서 들도 들은 들을 들의 들이 라고 라는 로는 로도 로서 로써 마다 마저 보다 부터 에게 에는 에도 에만 에서
    와는 와의 으로 이고 이나 이라 이며 조차 처럼 하고 한테
    가 과 나 는 도 랑 로 를 만 야 에 와 은 을 의 이
    """.split()
)
"""Particles at the end of Korean words, the longest first. A query leaves them out."""
_ENDINGS = "을를은는에"
"""Particles with which hardly any noun ends, so that no compound goes on after them. A third of all words has one."""


class PairSplitter:
    """Cuts the text of some scripts into terms of the search index."""

    def __init__(self, scripts: str, has_pairs_over_blanks: bool) -> None:
        """Make a splitter.

        :param scripts: ranges of a regular expression, as :data:`SCRIPTS`.
        :param has_pairs_over_blanks: whether two characters with one blank between them are a pair, so that a compound is found
            whether it is written with a blank or without.
        """
        self._runs = re.compile(f"[{scripts}]+")
        self._starts = re.compile(f"(?<![{scripts}])[{scripts}]")
        blanks = f"(?<=[{scripts}])(?<![{_ENDINGS}])[ \\n](?=[{scripts}])"
        self._blanks = re.compile(blanks) if has_pairs_over_blanks else None

    def split(self, text: str) -> tuple[list[str], str]:
        """Return the terms of the runs of characters in a text, each once, and the text with blanks in their place."""
        if text.isascii():
            return [], text
        text = unicodedata.normalize("NFC", text)
        terms = dict.fromkeys(self._starts.findall(text))
        if not terms:
            return [], text
        joined = self._blanks.sub("", text) if self._blanks else text
        for run in self._runs.findall(joined):
            terms.update(dict.fromkeys(map(add, run, run[1:])))
        return list(terms), self._runs.sub(" ", text)


def is_pair_term(term: str) -> bool:
    """Return whether a term is of a script that is cut into pairs."""
    return _FIRST <= term[:1] <= _LAST or term[:1] > "\uffff"
