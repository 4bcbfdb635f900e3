"""Attribute lists and options of kramdown.

Source of the rules: https://kramdown.gettalong.org/syntax.html#inline-attribute-lists.
"""

from __future__ import annotations

import re

from .elements import Image

_ATTRIBUTE_LIST = re.compile(r"""\{:\s*((?:[.#][A-Za-z][\w-]*|[\w-]+\s*=\s*(?:"[^"{}]*"|'[^'{}]*'|[\w%.-]+)|toc|\s)+)\}""")
_OPTIONS = re.compile(r"\{::[\w-]+(?:\s[^{}]*)?\}|\{:/[\w-]*\}")
_SIZE = re.compile(r"""(width|height)\s*=\s*["']?([\w%.]+)""")
_IMAGE_BEFORE = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]*)[^()]*\)\s*$")
_LONGEST = 1000


def read(text: str, start: int) -> tuple[int, dict[str, str]] | None:
    """Read the attribute list or options at *start*; return the end, and width and height where they are named."""
    if match := _OPTIONS.match(text, start, start + _LONGEST):
        return match.end(), {}
    match = _ATTRIBUTE_LIST.match(text, start, start + _LONGEST)
    return (match.end(), dict(_SIZE.findall(match[1]))) if match else None


def resized(markdown: str, sizes: dict[str, str]) -> tuple[str, str] | None:
    """Return *markdown*, which ends in an image, as what is before the image, and the image with these sizes."""
    image = _IMAGE_BEFORE.search(markdown)
    if image is None:
        return None
    piece = Image(image[2], image[1], width=sizes.get("width", ""), height=sizes.get("height", ""))
    return markdown[: image.start()], piece.markdown()
