"""Containers between lines of colons: ``:::note`` of Docusaurus, ``::: tip`` of VuePress, ``:::message`` of Zenn and
``:::note warn`` of Qiita.

Directives of MyST, which have their name in braces, and containers with an unknown name are left to MyST.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..syntax.elements import ADMONITION_KINDS, Admonition, Details, Element, MarkdownText, make_admonition
from ..syntax.tags import parse_arguments

_OPENING = re.compile(r"(:{3,})[ \t]*([A-Za-z][\w-]*)(.*)$")
_ANY_OPENING = re.compile(r"(:{3,})[ \t]*[\w{]")
_CLOSING = re.compile(r"(:{3,})[ \t]*$")
_LABEL = re.compile(r"\s*\[(.*?)\]\s*(?=$|\{)")
_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}")
_FOLDED = frozenset({"details", "spoiler", "collapse"})
_KINDS = {
    ("message", "alert"): "warning",
    ("note", "info"): "note",
    ("note", "warn"): "warning",
    ("note", "alert"): "danger",
}
"""Kinds of admonitions by what Zenn and Qiita write behind a name. Source: https://qiita.com/Qiita/items/c686397e4a0f4f11683d"""
_TRANSPARENT = frozenset({"code-group", "tabs", "tab", "center", "left", "right", "column", "columns"})


@dataclass(frozen=True, slots=True)
class Container:
    """The opening line of a container."""

    colons: int
    name: str
    title: str
    kind: str = ""
    """The kind of admonition that the attribute ``type`` names."""

    def convert(self, body: str) -> Element:
        """Return the element for the container with a *body* of Markdown."""
        if self.name in _FOLDED:
            return Details(self.title or "…", body)
        if self.name in _TRANSPARENT:
            return MarkdownText(body, lead=self.title)
        if kind := _KINDS.get((self.name, self.title)):
            return Admonition(kind, body)
        return make_admonition(self.kind or self.name, body, self.title)


def parse_container(line: str) -> Container | None:
    """Parse the opening line of a container. Return None for a line that opens none, or one with an unknown name."""
    match = _OPENING.match(line)
    if match is None:
        return None
    name, rest, kind = match[2].lower(), match[3], ""
    if name not in ADMONITION_KINDS and name not in _FOLDED | _TRANSPARENT:
        return None
    title = rest.strip()
    label = _LABEL.match(rest)
    attributes = _ATTRIBUTES.match(rest, label.end() if label else 0)
    if label or attributes:
        title = label[1] if label else rest[attributes.end() :].strip() if attributes else ""
    if attributes:
        named = parse_arguments(attributes[1]).named
        title, kind = title or named.get("title", ""), named.get("type", "")
    return Container(len(match[1]), name, title, kind)


class ContainerNesting:
    """Find the line that closes a container, among containers that are nested in it."""

    def __init__(self, colons: int) -> None:
        self._open = [colons]

    @property
    def is_closed(self) -> bool:
        """Whether the container is closed."""
        return not self._open

    def feed(self, line: str) -> bool:
        """Take the next line, and return whether it closes the container."""
        if line[:3] != ":::":
            return False
        if match := _CLOSING.match(line):
            while self._open and self._open[-1] < len(match[1]) and len(self._open) > 1:
                self._open.pop()  # an inner container without a closing line
            if len(match[1]) >= self._open[-1]:
                self._open.pop()
            return not self._open
        if match := _ANY_OPENING.match(line):
            self._open.append(len(match[1]))
        return False
