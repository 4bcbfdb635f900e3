"""The images in the text of a post, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,}|:{3,})[ \t]*(.*)$")
_DIRECTIVE = re.compile(r"\{(?:image|figure)\}[ \t]+(\S.*)")
_ALT_OPTION = re.compile(r":alt:[ \t]+(.+)")
_IMAGE = re.compile(
    r"!\[(?P<alt>[^\[\]]{0,1000})\]\([ \t]*(?:<(?P<bracketed>[^<>\n]{1,2000})>|(?P<plain>[^\s()<>]{1,2000}))"
    r"|<img\b[^<>]{0,2000}?\bsrc[ \t]*=[ \t]*(?:\"(?P<double>[^\"]{1,2000})\"|'(?P<single>[^']{1,2000})')",
    re.IGNORECASE,
)


class BodyImage(NamedTuple):
    """An image in a text."""

    address: str
    """Address as written."""
    alt: str


def iter_images(markdown: str) -> Iterator[BodyImage]:
    """Yield the images in a Markdown text. Those in code are left out."""
    fence = ""
    address = ""
    alt = ""
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if fence and found and found[1].startswith(fence) and not found[2]:
            if address:
                yield BodyImage(address, alt)
            fence = address = alt = ""
        elif fence:
            if address and (option := _ALT_OPTION.match(line.strip())):
                alt = option[1].strip()
        elif found and (not found[1].startswith(":") or _DIRECTIVE.match(found[2])):
            fence = found[1]
            named = _DIRECTIVE.match(found[2])
            address = named[1].strip() if named else ""
        elif not line.startswith("    "):
            for match in _IMAGE.finditer(line):
                parts = (match["bracketed"], match["plain"], match["double"], match["single"])
                yield BodyImage(next(filter(None, parts)), " ".join((match["alt"] or "").split()))
