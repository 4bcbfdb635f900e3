"""Containers between lines of colons: ``:::note`` of Docusaurus, ``::: tip`` of VuePress, ``:::message`` of Zenn.

MyST's own, whose names stand in braces, are left to MyST, and so are names that are in no table: they become plain boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .elements import ADMONITIONS, Details, Note, Piece, Text, note
from .tags import arguments

_OPENING = re.compile(r"(:{3,})[ \t]*([A-Za-z][\w-]*)(.*)$")
_ANY_OPENING = re.compile(r"(:{3,})[ \t]*[\w{]")
_CLOSING = re.compile(r"(:{3,})[ \t]*$")
_LABEL = re.compile(r"\s*\[(.*?)\]\s*(?=$|\{)")
_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}")
_FOLDED = frozenset({"details", "spoiler", "collapse"})
_TRANSPARENT = frozenset({"code-group", "tabs", "tab", "center", "left", "right", "column", "columns"})


@dataclass(frozen=True, slots=True)
class Container:
    """The opening line of a container."""

    colons: int
    name: str
    title: str
    kind: str = ""
    """The kind that an attribute names."""

    def piece(self, body: str) -> Piece:
        """Return what the container is with its *body*."""
        if self.name in _FOLDED:
            return Details(self.title or "…", body)
        if self.name in _TRANSPARENT:
            return Text(body, lead=self.title)
        if self.name == "message" and self.title == "alert":
            return Note("warning", body)
        return note(self.kind or self.name, body, self.title)


def read(line: str) -> Container | None:
    """Return the container that a line opens."""
    match = _OPENING.match(line)
    if match is None:
        return None
    name, rest, kind = match[2].lower(), match[3], ""
    if name not in ADMONITIONS and name not in _FOLDED | _TRANSPARENT:
        return None
    title = rest.strip()
    label = _LABEL.match(rest)
    attributes = _ATTRIBUTES.match(rest, label.end() if label else 0)
    if label or attributes:
        title = label[1] if label else rest[attributes.end() :].strip() if attributes else ""
    if attributes:
        named = arguments(attributes[1])[1]
        title, kind = title or named.get("title", ""), named.get("type", "")
    return Container(len(match[1]), name, title, kind)


class Nesting:
    """Tells which line closes a container, while one line after the other is shown to it."""

    def __init__(self, colons: int) -> None:
        self._open = [colons]

    @property
    def done(self) -> bool:
        """Whether the container was closed."""
        return not self._open

    def closes(self, line: str) -> bool:
        """Tell whether *line* closes the outermost container."""
        if line[:3] != ":::":
            return False
        if match := _CLOSING.match(line):
            while self._open and self._open[-1] < len(match[1]) and len(self._open) > 1:
                self._open.pop()  # never closed
            if len(match[1]) >= self._open[-1]:
                self._open.pop()
            return not self._open
        if match := _ANY_OPENING.match(line):
            self._open.append(len(match[1]))
        return False
