"""Addresses in sentences: embedded ones, and bare ones in Korean.

``@[service](identity)`` of Zenn and ``%[address]`` of Hashnode embed what is found there.

Korean writes particles without a blank: ``https://example.org/a을 보면``. An address may have Hangul in it, too, so only a run
of it is cut off that is a particle and stands directly behind another script.
"""

from __future__ import annotations

import re

from .elements import Hyperlink, Video, video

_EMBED = re.compile(r"@\[([\w-]+)\]\(([^()\s]{0,1000})\)|%\[(https?://[^\]\s]{1,1000})\]")
_PARTICLES = (
    "을 를 이 가 은 는 에 에서 에는 에도 에서는 에서도 에서의 의 로 으로 로는 으로는 로도 으로도 로의 "
    "와 과 와의 과의 도 만 까지 부터 이나 나 랑 이랑 하고 라는 이라는 라고 이라고 처럼 보다 께 한테 에게 "
    "이다 입니다 이며 인데 인 이고 이지만 이란 란 같은"
).split(" ")
_ADDRESS = re.compile(r"https?://[^\s<>\[\]\"'`|]+")
_PARTICLE = re.compile(rf"(?<=[!-~])(?:{'|'.join(sorted(_PARTICLES, key=len, reverse=True))})(?=[.,!?:;)*_~]*$)")
_BEFORE = frozenset(" \t\n*_~(")
_END_OF_LINK = re.compile(r"[^\[\]]{0,1000}\][(\[]")
_OPEN_HTML_LINK = re.compile(r"<a\s[^<]*$", re.IGNORECASE)


def embedded(text: str, start: int) -> tuple[int, str] | None:
    """Read the embedding at *start*; return its end and Markdown for a link to what it shows."""
    match = _EMBED.match(text, start)
    if match is None:
        return None
    piece = _piece(match)
    link = Hyperlink(piece.watch, piece.title) if isinstance(piece, Video) else piece
    return match.end(), link.markdown()


def embedded_alone(line: str) -> Hyperlink | Video | None:
    """Return what is embedded by a line that has nothing else."""
    match = _EMBED.fullmatch(line.rstrip())
    return _piece(match) if match else None


def _piece(match: re.Match[str]) -> Hyperlink | Video:
    service, identity, address = match.groups()
    if service in ("youtube", "vimeo"):
        found = video(service, identity)
        if found is not None:
            return found
    if address is None and not identity.startswith("http"):
        return Hyperlink(identity or "#", identity or service)
    return Hyperlink(address or identity)


def korean(text: str, start: int) -> tuple[int, str] | None:
    """Read the bare address at *start* that has a particle behind it.

    :returns: where the address ends, and Markdown for a link that ends there; None if it is to be read like any text.
    """
    if start and (text[start - 1] not in _BEFORE or text[max(start - 2, 0) : start] == "]("):
        return None
    match = _ADDRESS.match(text, start, start + 2000)
    if match is None:
        return None
    particle = _PARTICLE.search(match[0])
    if particle is None or _in_link(text, start, match.end()):
        return None
    address = match[0][: particle.start()]
    while address.endswith((".", ",", "!", "?", ":", ";", "*", "_", "~")) or (
        address.endswith(")") and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return (start + len(address), f"<{address}>") if len(address) > len("https://") else None


def _in_link(text: str, start: int, end: int) -> bool:
    """Tell whether the text of a link goes from before *start* to after *end*: there can be no link in a link."""
    before = text[max(start - 500, 0) : start]
    if _OPEN_HTML_LINK.search(before):
        return True
    return before.count("[") > before.count("]") and _END_OF_LINK.match(text, end) is not None
