"""The content of pages for EPUB: XHTML of HTML that authors have written by hand, which loads nothing that a book may not.

A chapter that is not well-formed XML cannot be opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from html import escape
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from .remote_resources import loads_remote, render_link, without_optional

_XHTML = "http://www.w3.org/1999/xhtml"
_ROOT = f'<div xmlns="{_XHTML}" xmlns:epub="http://www.idpf.org/2007/ops">'
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


def make_xhtml(html: str) -> str:
    """Return the content of a page for an EPUB: the same text, if it is XHTML already and loads nothing from other hosts."""
    state = _examine(html)
    if state is _State.DONE:
        return html
    writer = _XhtmlWriter(html, is_xml=state is _State.WELL_FORMED)
    writer.feed(html)
    writer.close()
    return writer.finish()


class _State(Enum):
    """What has to be done with the content of a page."""

    DONE = auto()
    WELL_FORMED = auto()
    """It is XML with elements that have no namespace, or that load from other hosts."""
    HTML = auto()


def _examine(html: str) -> _State:
    parser, found = expat.ParserCreate(namespace_separator=" "), []

    def examine(name: str, attributes: dict[str, str]) -> None:
        namespace, _space, tag = name.rpartition(" ")
        if (namespace == _XHTML and tag in _NAMESPACES) or loads_remote(tag, _with_prefixes(attributes)):
            found.append(tag)

    parser.StartElementHandler = examine
    try:
        parser.Parse(f"{_ROOT}{html}</div>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        return _State.HTML
    return _State.WELL_FORMED if found else _State.DONE


def _with_prefixes(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.replace(f"{_XLINK} ", "xlink:"): value for name, value in attributes.items()}


class _XhtmlWriter(HTMLParser):
    """Writes what a parser of HTML finds as XML."""

    def __init__(self, html: str, *, is_xml: bool = False) -> None:
        """Prepare for a text.

        :param is_xml: it is well-formed, so that a slash ends any element.
        """
        super().__init__(convert_charrefs=True)
        self._is_xml = is_xml
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
        if (link := render_link(tag, values, in_link="a" in self._open)) is not None:
            self._parts.append(link)
            self._open.pop()
            return
        values = without_optional(values)
        written = "".join(f' {key}="{_escape(value)}"' for key, value in values.items())
        is_void = tag in _VOID and not self._is_foreign
        self._parts.append(f"<{name}{written}{' /' if is_void else ''}>")
        if is_void:
            self._open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that ends with a slash. In HTML, the slash means something in SVG only."""
        is_end, depth = self._is_xml or self._is_foreign or tag in _NAMESPACES, len(self._open)
        self.handle_starttag(tag, attrs)
        if is_end and len(self._open) > depth:
            self._close_from(len(self._open) - 1)

    def handle_endtag(self, tag: str) -> None:
        """Write the closing tags up to that of the innermost open element of a name; none if there is no such element."""
        names = [name.lower() for name in self._open]
        if tag in names:
            self._close_from(len(names) - 1 - names[::-1].index(tag))

    def handle_data(self, data: str) -> None:
        """Write a text, but not that of a script or frame for which a link stands."""
        if self.cdata_elem and self.cdata_elem not in self._open:
            return
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
