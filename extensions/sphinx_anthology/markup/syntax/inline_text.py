"""Text that is scanned from left to right, and text that is put together from parts."""

from __future__ import annotations

import re

from .elements import Image
from .link_destinations import accept_source

_DESTINATION_START = re.compile(r"\]\(\s*<?[^()\s]*$|=\s*[\"']?[^\"'\s<>]*$")
_IMAGE_AT_END = re.compile(r"!\[([^\[\]]*)\]\(\s*<?([^()\s<>]*)[^()]*\)\s*$")
_MAX_IMAGE_PARTS = 3
_MAX_IMAGE_LENGTH = 3000
_TAIL_LENGTH = 300


class DelimiterFinder:
    """Find the ends of constructs in a text that is scanned from left to right.

    A delimiter that is missing is searched only once, so that the time grows linearly with the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        self._backticks: dict[int, list[int]] | None = None

    def find_end(self, delimiter: str, start: int) -> int | None:
        """Return the position after the next delimiter, or None if there is none."""
        if delimiter in self._missing:
            return None
        end = self._text.find(delimiter, start)
        if end < 0:
            self._missing.add(delimiter)
            return None
        return end + len(delimiter)

    def find_code_span_end(self, start: int, length: int) -> int | None:
        """Return the end of the code span that begins with *length* backticks at *start*, or None if it is not closed."""
        if self._backticks is None:
            self._backticks = {}
            for match in reversed(list(re.finditer("`+", self._text))):
                self._backticks.setdefault(len(match[0]), []).append(match.start())
        positions = self._backticks.get(length, [])
        while positions and positions[-1] <= start:
            positions.pop()
        return positions[-1] + length if positions else None


class RewrittenText:
    """The part of a text that is rewritten already."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tail = ""

    def append(self, text: str) -> None:
        """Add a part at the end."""
        if text:
            self._parts.append(text)
            self._tail = (self._tail + text)[-_TAIL_LENGTH:]

    def join(self) -> str:
        """Return the text."""
        return "".join(self._parts)

    def ends_in_destination(self) -> bool:
        """Return whether the text ends within the destination of a link or the value of an HTML attribute."""
        return _DESTINATION_START.search(self._tail) is not None

    def resize_last_image(self, destination: str, sizes: dict[str, str]) -> str | None:
        """Remove the image at the end, and return it with a size.

        :param destination: the end of the Markdown of the image that is not part of the text yet.
        :param sizes: the ``width`` and the ``height``, as far as they are given.
        :returns: None if the text does not end in an image with an allowed address.
        """
        parts = self._parts[-_MAX_IMAGE_PARTS:]
        if sum(map(len, parts)) >= _MAX_IMAGE_LENGTH:
            return None
        markdown = "".join(parts) + destination
        match = _IMAGE_AT_END.search(markdown)
        source = accept_source(match[2]) if match else None
        if match is None or source is None:
            return None
        self._parts[-_MAX_IMAGE_PARTS:] = [markdown[: match.start()]]
        return Image(source, match[1], width=sizes.get("width", ""), height=sizes.get("height", "")).to_markdown()
