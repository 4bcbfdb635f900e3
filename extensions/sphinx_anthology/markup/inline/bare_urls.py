"""Bare addresses with a Korean particle behind them: ``https://example.org/a을 보면``.

Korean writes particles without a space. An address may contain Hangul as well, so a run of Hangul is cut off only if it is a
particle and directly follows another script.
"""

from __future__ import annotations

import re

_PARTICLES = (
    "을 를 이 가 은 는 에 에서 에는 에도 에서는 에서도 에서의 의 로 으로 로는 으로는 로도 으로도 로의 "
    "와 과 와의 과의 도 만 까지 부터 이나 나 랑 이랑 하고 라는 이라는 라고 이라고 처럼 보다 께 한테 에게 "
    "이다 입니다 이며 인데 인 이고 이지만 이란 란 같은"
).split(" ")
_URL = re.compile(r"https?://[^\s<>\[\]\"'`|]+")
_PARTICLE = re.compile(rf"(?<=[!-~])(?:{'|'.join(sorted(_PARTICLES, key=len, reverse=True))})(?=[.,!?:;)*_~]*$)")
_BEFORE_URL = frozenset(" \t\n*_~(")
_END_OF_LINK_TEXT = re.compile(r"[^\[\]]{0,1000}\][(\[]")
_OPEN_HTML_LINK = re.compile(r"<a\s[^<]*$", re.IGNORECASE)
_MAX_LENGTH = 2000
_MAX_TEXT_BEFORE = 500
"""Maximum number of characters before an address in which the start of a link is searched."""


def parse_url_with_particle(text: str, start: int) -> tuple[int, str] | None:
    """Parse the bare address at *start* that has a particle behind it.

    :returns: the end of the address, and Markdown for a link to it; None if the address has no particle.
    """
    if start and (text[start - 1] not in _BEFORE_URL or text[max(start - 2, 0) : start] == "]("):
        return None
    match = _URL.match(text, start, start + _MAX_LENGTH)
    if match is None:
        return None
    particle = _PARTICLE.search(match[0])
    if particle is None or _is_in_link(text, start, match.end()):
        return None
    url = match[0][: particle.start()]
    while url.endswith((".", ",", "!", "?", ":", ";", "*", "_", "~")) or (
        url.endswith(")") and url.count(")") > url.count("(")
    ):
        url = url[:-1]
    return (start + len(url), f"<{url}>") if len(url) > len("https://") else None


def _is_in_link(text: str, start: int, end: int) -> bool:
    """Return whether the text between two positions is part of the text of a link, which cannot contain links."""
    before = text[max(start - _MAX_TEXT_BEFORE, 0) : start]
    if _OPEN_HTML_LINK.search(before):
        return True
    return before.count("[") > before.count("]") and _END_OF_LINK_TEXT.match(text, end) is not None
