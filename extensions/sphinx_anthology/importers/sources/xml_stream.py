"""XML that is read piece by piece, with bounded memory, and without entities, which could multiply it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from html import escape
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from ..archives import find_encoding
from ..entry import ImportRefusedError

_CHUNK = 2**17
_ENCODING = re.compile(rb"""\A(<\?xml\s[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["'])([\w.-]{1,40})(?=["'])""")
_OF_PARSER = ("utf-16", "utf-32")
"""Encodings that the parser knows, or finds to be wrong. It knows no UTF-7."""
_NOT_IN_XML = bytes(sorted({*range(32)} - {9, 10, 13}))
"""Bytes of characters that no XML 1.0 document may have. WordPress exports them all the same."""
_MAX_TEXT = 64 * 2**20
"""Maximum number of characters of one element."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _EndTag(str):
    """The end of an element in HTML that is being made."""


class Element:
    """A small element with its attributes, text and children."""

    __slots__ = ("attributes", "children", "line", "name", "nodes")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        """The line of its tag."""
        self.nodes: list[str | Element] = []
        """Its text and its children, in their order."""
        self.children: list[Element] = []

    @property
    def text(self) -> str:
        """The text that is directly in the element."""
        return "".join(node for node in self.nodes if isinstance(node, str))

    def to_html(self) -> str:
        """Return the content of the element as HTML, if it is XHTML."""
        parts: list[str] = []
        stack: list[str | Element] = list(reversed(self.nodes))
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                name = node.name.rpartition(":")[2]
                attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attributes.items())
                parts.append(f"<{name}{attributes}>")
                # The end of the tag is markup, and is not escaped.
                stack += [] if name in _VOID else [_EndTag(f"</{name}>"), *reversed(node.nodes)]
            else:
                parts.append(node if isinstance(node, _EndTag) else escape(node, quote=False))
        return "".join(parts)

    def find_text(self, name: str) -> str:
        """Return the text of the first child with a name, without blanks around it; empty if there is none."""
        return next((child.text.strip() for child in self.children if child.name == name), "")

    def find_all(self, name: str) -> Iterator[Element]:
        """Yield the children with a name."""
        return (child for child in self.children if child.name == name)


class _Collector(ContentHandler):
    """Collects the children of one element, each as a whole."""

    def __init__(self, parent: str, get_line: Callable[[], int | None]) -> None:
        super().__init__()
        self._get_line = get_line
        self.found: list[Element] = []
        self._parent = parent
        self._stack: list[Element] = []
        self._is_inside = False
        self._size = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802  the name is that of SAX
        if not self._is_inside:
            self._is_inside = name == self._parent
            return
        element = Element(name, dict(attrs.items()), self._get_line() or 1)  # type: ignore[attr-defined]
        if self._stack:
            self._stack[-1].children.append(element)
            self._stack[-1].nodes.append(element)
        else:
            self._size = 0
        self._stack.append(element)

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._stack:
            element = self._stack.pop()
            if not self._stack:
                self.found.append(element)

    def characters(self, content: str) -> None:
        if self._stack:
            self._size += len(content)
            if self._size > _MAX_TEXT:
                raise ImportRefusedError(f"An element of the export is larger than {_MAX_TEXT // 2**20} MB.")
            self._stack[-1].nodes.append(content)


def _read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield XML without characters that it may not have. The parser knows no encoding with several bytes but those of Unicode.

    :raises LookupError: the encoding that the XML names is unknown.
    """
    chunk = stream.read(_CHUNK).lstrip(_NOT_IN_XML[1:])  # before the declaration; zeros may belong to UTF-16
    name, declared = find_encoding(chunk), _ENCODING.match(chunk)
    if declared is not None:
        name = codecs.lookup(declared[2].decode(errors="replace")).name
    if name.startswith("utf-8") or (declared is not None and name in _OF_PARSER):
        while chunk:
            yield chunk.translate(None, _NOT_IN_XML)
            chunk = stream.read(_CHUNK)
        return
    " ".encode(name)  # raises the error for names of codecs that are none of text, too
    # As in browsers, EUC-KR is what Windows takes for it, which has all syllables.
    decoder = codecs.getincrementaldecoder("cp949" if codecs.lookup(name).name == "euc_kr" else name)(errors="replace")
    text = _ENCODING.sub(rb"\1utf-8", decoder.decode(chunk).encode())
    while chunk:
        yield text.translate(None, _NOT_IN_XML)
        chunk = stream.read(_CHUNK)
        text = decoder.decode(chunk).encode()


def read_elements(stream: BinaryIO, parent: str) -> Iterator[Element]:
    """Yield the children of the first element with a name, in order. Only one is in memory.

    :raises ImportRefusedError: the XML is not well-formed, has entities, or has an element that is too large.
    """
    parser = defusedxml.sax.make_parser()
    collector = _Collector(parent, parser.getLineNumber)
    parser.setContentHandler(collector)
    try:
        for chunk in _read_chunks(stream):
            parser.feed(chunk)
            yield from collector.found
            collector.found.clear()
        parser.close()
    except SAXParseException as error:
        message = f"The export is damaged at line {error.getLineNumber()} ({error.getMessage()}). Export again."
        raise ImportRefusedError(message) from error
    except (LookupError, UnicodeError) as error:
        raise ImportRefusedError(f"The export is in an encoding that nobody knows ({error}). Export again.") from error
    except DefusedXmlException as error:
        raise ImportRefusedError(f"The export has XML entities, which no blog service writes ({error}).") from error
    yield from collector.found
