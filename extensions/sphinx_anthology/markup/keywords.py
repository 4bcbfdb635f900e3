"""The terms that tell a text apart, by which texts about the same thing are found.

Where blanks lie between words, words are terms. Korean writes compounds with blanks and without (``인공 지능``, ``인공지능``),
and Chinese and Japanese have no blanks, so there every two signs beside each other are a term.

Of each term only a hash is kept, and how often it occurs: nobody reads them, and those of ten thousand texts fit into a few
megabytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter
from unicodedata import normalize
from zlib import crc32

_READ = 3_000
"""Characters at the start of a text that are looked at: what it is about is said there."""
_MOST = 128
"""Terms of a text that are kept."""
_TITLE_COUNTS = 4
"""Times that a title counts."""

# Each pattern begins with signs that can be looked for quickly, for this is done with every text.
_NO_WORDS = (
    ("<", re.compile(r"<(pre|script|style|svg)\b.*?(?:</\1>|\Z)|<[^<>]*>", re.DOTALL)),
    ("{%", re.compile(r"\{%-? ?(highlight|codeblock)\b.*?(?:\{%-? ?end\1\b[^{}]*\}|\Z)|\{%[^{}]*\}", re.DOTALL)),
    ("{{", re.compile(r"\{\{[^{}]*\}\}")),
    ("](", re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")),
    ("]: ", re.compile(r"\]: .*")),
    ("://", re.compile(r"https?://\S+")),
    ("\n\n    ", re.compile(r"\n\n {4}(?![-*+\d]).*(?:\n(?: {4}.*)?)*")),
    ("\n\n\t", re.compile(r"\n\n\t(?![-*+\d]).*(?:\n(?:\t.*)?)*")),
    ("&", re.compile(r"&#?\w+;")),
)
"""Tags, addresses and code, with what each of them has in it."""
_FENCES = ("```", "~~~", "$$")

_ASCII_WORD = re.compile(r"[a-z]{3,}")
_WORD = re.compile(r"[a-zß-ɏͰ-ჿሀ-῿]{3,}")
"""A word of a script that has blanks between words. Marks count as letters: in Hindi the vowels are marks."""
_EAST_ASIAN = re.compile(r"[ァ-ヺー㐀-䶿一-鿿가-힣]{2,}")
"""Signs of Chinese and Korean, and of Japanese without hiragana, which say how words belong together and not what is meant."""
_HANGUL_PAIR = re.compile(r"(?=([가-힣]{2}))")
_HAN_PAIR = re.compile(r"(?=([ァ-ヺー㐀-䶿一-鿿]{2}))")
_STEM = re.compile(
    r"""[가-힣]{2,}?(?=(?:
      들? (?:은|는|이|가|을|를|의|에|로|와|과|도|만|에는|에도|에서|에서는|에게|으로|으로는)
    | 들? (?:까지|부터|보다|처럼|마다|이나|이라는?|라는)
    | 들 | 적(?:인|으로|이다?)
    | (?:이|하|되|시키)? (?:는|고|며|면|지|게|기|던|거나|도록|면서|지만|는데|었다|였다|었고|였고|었던|였던|다)
    | [었았였했됐](?:습니다|다|던|는데|지만|으며|어요|고|을) | [합됩입]니다 | 습니다
    | 해(?:서|야|도|요)? | 하여 | [한된](?:다고?)? | [할될함됨인]
    )?(?![가-힣]))""",
    re.VERBOSE,
)
"""What of a Korean word stands before its particles and endings. They are guessed; where the guess is wrong, a pair is lost."""

_COMMON = frozenset(
    (
        # English
        "about above after again all also and another any are because been before being below between both but can cannot "
        "come could did does doing don done down during each else even every few first for from get gets getting going had "
        "has have having her here him his how however into its itself just know let like look made make makes making many "
        "may maybe might more most much must need never new next not now off often once one only onto other others our out "
        "over own part put really same say see set should since some something still such take than that the their them "
        "then there these they thing things this those though three through time too two under until upon use used useful "
        "uses using very via want was way well were what when where which while who whole why will with within without work "
        "would year years yet you your "
        # Korean pairs
        "그것 그래 그런 그럼 그리 그러 이런 이렇 저런 어떤 어떻 무엇 리고 러나 하지 지만 때문 경우 우리 이번 다음 "
        "통해 위해 위한 대한 대해 따라 함께 모두 모든 많이 많은 다른 다시 가장 매우 정말 조금 바로 먼저 이미 아직 "
        "계속 여러 있는 있습 있었 있어 있고 있지 있다 있도 있으 있을 없는 없이 없다 없습 없고 같은 같이 같습 하는 "
        "하고 하게 하기 하면 하며 해서 해야 했습 했다 했는 했던 합니 됩니 입니 습니 니다 되는 되어 되었 되지 었습 "
        "겠습 것이 것을 것은 으로 에서 부터 까지 보다 에는 에도 라는 이라 이나 거나 는데 면서 도록 들을 들이 들은 "
        "렇게 러한 그냥 아니 않은 않는 않고 않습 않을 지는 지고 부분 정도 가지 하나 제가 저는 저희 나는 내가 이를 "
        "이는 통한 후에 전에 또한 혹은 또는 만약 보면 "
        # Japanese pairs
        "場合 今回 以下 必要 自分 方法 問題 確認"
    ).split()
)
"""What says nothing in nearly any text; how much the others say is told by the texts they are in."""


def extract_keywords(title: str, body: str) -> bytes:
    """Return the commonest terms of a Markdown text, packed; :func:`unpack_keywords` reads them.

    Code, addresses and tags do not count. A title counts several times.
    """
    text = f"{_prose(body[:_READ])}\n{(title + chr(10)) * _TITLE_COUNTS}".casefold()
    if text.isascii():
        words = _ASCII_WORD.findall(text)
    else:
        text = normalize("NFC", text)
        words = _WORD.findall(text)
        if east_asian := " ".join(_EAST_ASIAN.findall(text)):
            words += _HANGUL_PAIR.findall(" ".join(_STEM.findall(east_asian)))
            words += _HAN_PAIR.findall(east_asian)
    counts = _counts(words)
    hashes = array("I", [crc32(keyword.encode()) for keyword in counts])
    return hashes.tobytes() + bytes([min(count, 255) for count in counts.values()])


def unpack_keywords(packed: bytes) -> Mapping[int, int]:
    """Return how often each term occurs, at most 255 times; by their hashes."""
    count = len(packed) // 5
    return dict(zip(array("I", packed[: 4 * count]), packed[4 * count :], strict=True))


def _prose(markdown: str) -> str:
    """Return a text without most of what is no prose."""
    for fence in _FENCES:
        if fence in markdown:
            markdown = "\n".join(markdown.split(fence)[::2])
    for sign, pattern in _NO_WORDS:
        if sign in markdown:
            markdown = pattern.sub(" ", markdown)
    return markdown


def _counts(words: Iterable[str]) -> dict[str, int]:
    """Return how often the commonest words occur; of equally common ones the first are kept. Plurals count as singulars."""
    result: dict[str, int] = {}
    for word, count in sorted(Counter(words).items(), key=itemgetter(1), reverse=True):
        if word in _COMMON:
            continue
        if word[-1] == "s" and len(word) > 3 and word[-2] not in "siu":
            word = word[:-1]
        if word in result:
            result[word] += count
        elif len(result) < _MOST:
            result[word] = count
    return result
