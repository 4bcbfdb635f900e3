"""Keywords of a text, by which related articles are found.

Where words are separated by spaces, each word is a keyword. Korean writes compounds with or without spaces (``인공 지능``,
``인공지능``), and Chinese and Japanese have no spaces, so in these scripts each pair of neighbouring characters is a keyword.

Only a hash of each keyword and the number of its uses are kept, because keywords are never shown. Those of ten thousand texts
fit into a few megabytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter
from unicodedata import normalize
from zlib import crc32

_MAX_TEXT = 3_000
"""Maximum number of characters from the start of a text, where its topic is named."""
_MAX_TITLE = 500
"""Maximum number of characters of a title."""
_MAX_KEYWORDS = 128
"""Maximum number of keywords of a text."""
_TITLE_WEIGHT = 4
"""Number of times that the words of the title count."""
_MAX_COUNT = 255

_NOT_PROSE = (
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
"""Patterns for tags, addresses and code. The sign before each pattern is in all its matches and is found faster."""
_FENCES = ("```", "~~~", "$$")

_ASCII_WORD = re.compile(r"[a-z]{3,}")
_WORD = re.compile(r"[a-zß-ɏͰ-ჿሀ-῿]{3,}")
"""A word of a script with spaces between words. Marks count as letters, because vowels are marks in Hindi."""
_EAST_ASIAN = re.compile(r"[ァ-ヺー㐀-䶿一-鿿가-힣]{2,}")
"""Characters of Korean, Chinese and Japanese, without hiragana, which is used for particles and endings."""
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
"""The stem of a Korean word, before its particles and endings. These are guessed; a wrong guess loses a pair of characters."""

_STOP_WORDS = frozenset(
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
"""Keywords that say nothing about the topic in nearly any text. Other words are weighted by the number of texts they are in."""


def extract_keywords(title: str, body: str) -> bytes:
    """Return the most frequent keywords of a Markdown text, packed into bytes for :func:`unpack_keywords`.

    Code, addresses and tags do not count. The title counts several times.
    """
    text = f"{extract_prose(body[:_MAX_TEXT])}\n{(title[:_MAX_TITLE] + chr(10)) * _TITLE_WEIGHT}".casefold()
    if text.isascii():
        words = _ASCII_WORD.findall(text)
    else:
        text = normalize("NFC", text)
        words = _WORD.findall(text)
        if east_asian := " ".join(_EAST_ASIAN.findall(text)):
            words += _HANGUL_PAIR.findall(" ".join(_STEM.findall(east_asian)))
            words += _HAN_PAIR.findall(east_asian)
    counts = _count_keywords(words)
    hashes = array("I", [crc32(keyword.encode()) for keyword in counts])
    return hashes.tobytes() + bytes([min(count, _MAX_COUNT) for count in counts.values()])


def unpack_keywords(packed: bytes) -> Mapping[int, int]:
    """Return the number of uses of each keyword, at most 255, by the hash of the keyword."""
    count = len(packed) // 5
    return dict(zip(array("I", packed[: 4 * count]), packed[4 * count :], strict=True))


def extract_prose(markdown: str) -> str:
    """Return a text without most of its code, addresses and tags."""
    for fence in _FENCES:
        if fence in markdown:
            markdown = "\n".join(markdown.split(fence)[::2])
    for sign, pattern in _NOT_PROSE:
        if sign in markdown:
            markdown = pattern.sub(" ", markdown)
    return markdown


def _count_keywords(words: Iterable[str]) -> dict[str, int]:
    """Count the most frequent words. Among equally frequent words the first are kept. Plurals count as singulars."""
    result: dict[str, int] = {}
    for word, count in sorted(Counter(words).items(), key=itemgetter(1), reverse=True):
        if word in _STOP_WORDS:
            continue
        if word[-1] == "s" and len(word) > 3 and word[-2] not in "siu":
            word = word[:-1]
        if word in result:
            result[word] += count
        elif len(result) < _MAX_KEYWORDS:
            result[word] = count
    return result
