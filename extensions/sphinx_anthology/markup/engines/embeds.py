"""Embedded pages and videos: ``@[service](identity)`` of Zenn and ``%[address]`` of Hashnode."""

from __future__ import annotations

import re

from ...urls import find_host
from ..syntax.elements import Hyperlink, Video, make_link, make_video

_EMBED = re.compile(r"@\[([\w-]+)\]\(([^()\s]{0,1000})\)|%\[(https?://[^\]\s]{1,1000})\]")

_SERVICES = {"youtube.com": "youtube", "youtu.be": "youtube", "vimeo.com": "vimeo"}
"""Services of videos by their hosts."""


def parse_inline_embed(text: str, start: int) -> tuple[int, str] | None:
    """Parse the embed at *start*, and return its end and Markdown for a link to what it shows."""
    match = _EMBED.match(text, start)
    if match is None:
        return None
    element = _convert(match)
    link = Hyperlink(element.watch, element.title) if isinstance(element, Video) else element
    return (match.end(), link.to_markdown()) if link else None


def parse_block_embed(line: str) -> Hyperlink | Video | None:
    """Return the element for a line that is an embed, or None for any other line."""
    match = _EMBED.fullmatch(line.rstrip())
    return _convert(match) if match else None


def _convert(match: re.Match[str]) -> Hyperlink | Video | None:
    service, identity, address = match.groups()
    if address is not None:
        service, identity = _SERVICES.get(find_host(address).removeprefix("www."), ""), address
    if service in ("youtube", "vimeo"):
        video = make_video(service, identity)
        if video is not None:
            return video
    if not identity.startswith("http"):
        return make_link(identity or "#", identity or service)
    return make_link(identity)
