"""Addresses that are embedded: ``@[service](identity)`` of Zenn and ``%[address]`` of Hashnode."""

from __future__ import annotations

import re

from .pieces import Link, Video, video

_EMBED = re.compile(r"@\[([\w-]+)\]\(([^()\s]{0,1000})\)|%\[(https?://[^\]\s]{1,1000})\]")


def read(text: str, start: int) -> tuple[int, str] | None:
    """Read ``@[service](identity)`` of Zenn or ``%[address]`` of Hashnode."""
    match = _EMBED.match(text, start)
    if match is None:
        return None
    piece = _piece(match)
    target = piece.watch if isinstance(piece, Video) else piece.target
    return match.end(), Link(target, piece.title if isinstance(piece, Video) else piece.text).markdown()


def whole_line(line: str) -> Link | Video | None:
    """Return what is embedded by a line that has nothing else."""
    match = _EMBED.fullmatch(line.rstrip())
    return _piece(match) if match else None


def _piece(match: re.Match[str]) -> Link | Video:
    """Return what an embedding shows."""
    service, identity, address = match.groups()
    if service in ("youtube", "vimeo"):
        found = video(service, identity)
        if isinstance(found, Video):
            return found
    if address is None and not identity.startswith("http"):
        return Link(identity or "#", identity or service)
    return Link(address or identity)
