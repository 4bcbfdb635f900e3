"""XHTML of HTML that authors have written by hand, for EPUB: a chapter that is not well-formed XML cannot be opened."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

_ROOT = '<div xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
_NAMESPACES = {"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}
_XLINK = "http://www.w3.org/1999/xlink"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DROPPED = frozenset({"html", "head", "body"})
"""Elements of a whole document, whose content stays."""
_IMPLIED_END = frozenset("dd dt li option p td th tr".split())
"""Elements that end where the next of the same kind begins."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_PREFIXES = ("xml:", "epub:")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Source: https://www.w3.org/TR/xml/#charsets"""


def make_well_formed(html: str) -> str:
    """Return the content of a page as XML: the same text, if it is XML already."""
    if _is_well_formed(html):
        return html
    writer = _XhtmlWriter(html)
    writer.feed(html)
    writer.close()
    return writer.finish()


def _is_well_formed(html: str) -> bool:
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(f"{_ROOT}{html}</div>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        return False
    return True


class _XhtmlWriter(HTMLParser):
    """Writes what a parser of HTML finds as XML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        lower = html.lower()
        self._last_ends = {tag: lower.rfind(f"</{tag}") for tag in self.CDATA_CONTENT_ELEMENTS}
        self._parts: list[str] = []
        self._open: list[str] = []
        """The names of the open elements, the innermost last."""
        self._start = 0
        """The position of the tag that is read."""

    def parse_starttag(self, i: int) -> int:
        self._start = i
        return super().parse_starttag(i)

    def set_cdata_mode(self, elem: str, **options: Any) -> None:
        """Take what follows as a script or a style, if it ends. One without an end would take the rest of the page."""
        if self._has_end(elem):
            super().set_cdata_mode(elem, **options)

    def _has_end(self, tag: str) -> bool:
        return self._last_ends.get(tag, -1) > self._start

    def finish(self) -> str:
        """Close the elements that are open, and return the XML."""
        self._close_from(0)
        return "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an opening tag. Elements of HTML are in lower case, those in SVG keep their case."""
        name = self._restore_case(tag)
        is_unclosed = tag in self.CDATA_CONTENT_ELEMENTS and not self._has_end(tag)
        if tag in _DROPPED or is_unclosed or not _NAME.fullmatch(name):
            return
        if tag in _IMPLIED_END and self._open[-1:] == [tag]:
            self._close_from(len(self._open) - 1)
        self._open.append(name)
        values = {"xmlns": _NAMESPACES[tag], "xmlns:xlink": _XLINK} if tag in _NAMESPACES else {}
        for key, value in attrs:
            if self._is_attribute(key):
                values.setdefault(self._restore_case(key), value or "")  # the first one counts
        written = "".join(f' {key}="{_escape(value)}"' for key, value in values.items())
        is_void = tag in _VOID and not self._is_foreign
        self._parts.append(f"<{name}{written}{' /' if is_void else ''}>")
        if is_void:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that ends with a slash. The slash means something in SVG only."""
        is_foreign = self._is_foreign or tag in _NAMESPACES
        self.handle_starttag(tag, attrs)
        if is_foreign and self._open and self._open[-1].lower() == tag:
            self._close_from(len(self._open) - 1)

    def handle_endtag(self, tag: str) -> None:
        """Write the closing tags up to that of the innermost open element of a name; none if there is no such element."""
        names = [name.lower() for name in self._open]
        if tag in names:
            self._close_from(len(names) - 1 - names[::-1].index(tag))

    def handle_data(self, data: str) -> None:
        """Write a text."""
        self._parts.append(_escape(data, quote=False))

    def _close_from(self, depth: int) -> None:
        self._parts += (f"</{name}>" for name in reversed(self._open[depth:]))
        del self._open[depth:]

    @property
    def _is_foreign(self) -> bool:
        return any(name in _NAMESPACES for name in self._open)

    def _is_attribute(self, key: str) -> bool:
        """Return whether XML can have an attribute."""
        prefix, colon, name = key.rpartition(":")
        if prefix == "xlink":
            return self._is_foreign and _NAME.fullmatch(name) is not None
        if key == "xmlns" or (colon and f"{prefix}:" not in _PREFIXES):
            return False
        return _NAME.fullmatch(name) is not None

    def _restore_case(self, name: str) -> str:
        """Return a name of SVG as it is written: the parser turns it into lower case."""
        if not self._is_foreign:
            return name
        found = re.search(rf"[\s</]({re.escape(name)})(?=[\s=/>])", self.get_starttag_text() or "", re.IGNORECASE)
        return found[1] if found else name


def _escape(text: str, quote: bool = True) -> str:
    return escape(_NOT_IN_XML.sub("", text), quote)
