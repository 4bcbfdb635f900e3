"""SVG images that do more than show something: scripts, event handlers, HTML, entities that grow.

An SVG image that a reader opens is a page of the site: what runs in it has the rights of the site. And a program that converts
it may read the files that it includes.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_HTML = "http://www.w3.org/1999/xhtml"
_ACTIVE_NAMESPACES = ("", "http://www.w3.org/2000/svg", _HTML)
_XINCLUDE = ("http://www.w3.org/2001/XInclude", "http://www.w3.org/2003/XInclude")
_SCRIPTS = frozenset({"script", "handler", "listener"})
_FRAMES = frozenset("iframe frame frameset embed object applet base meta link portal".split())
_HANDLER = re.compile(r"on[a-z]+", re.IGNORECASE)
_HIDDEN = re.compile(r"[\s\0-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
"""What browsers leave out of a URL, and what nobody sees in one."""
_SCRIPT_URL = re.compile(r"(?:^|[;,])(?:javascript|vbscript|livescript|mocha):", re.IGNORECASE)
_SCRIPT_IN_STYLE = re.compile(r"(?:javascript|vbscript):|-moz-binding|\bexpression\(|(?<![\w-])behavior:", re.IGNORECASE)
_DATA = re.compile(r"data:(?!image/(?!svg)|font/|application/(?:x-)?font|application/vnd\.ms-fontobject)", re.IGNORECASE)
"""The beginning of embedded data that is neither a raster image nor a font."""
_LINKS = frozenset("href src action formaction data to from by values".split())
"""Attributes that are links, or change one."""
_IMAGES = frozenset({"image", "feimage"})
"""Elements in which nothing runs that they refer to."""
_LOCAL_ONLY = frozenset({"use", "tref", "mpath"})
"""Elements that take in what they refer to."""
_MAX_ENTITY_LENGTH = 300
_MAX_REFERENCES = 10_000
"""Maximum number of references to entities, the predefined ones included, in an image that declares any."""


class _ActiveError(Exception):
    """The image is active. The message is the reason, as a clause without subject."""


def explain_svg(data: bytes) -> str:
    """Return why an SVG image is refused, as a clause without subject; empty if it only shows something.

    :param data: the whole file. Any text that is no SVG image has a reason, too.
    """
    checker = _Checker(data.count(b"&"))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = checker.start_element
    parser.EndElementHandler = checker.end_element
    parser.CharacterDataHandler = checker.read_text
    parser.ProcessingInstructionHandler = checker.read_instruction
    parser.EntityDeclHandler = checker.declare_entity
    try:
        parser.Parse(data, True)
    except _ActiveError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"is not valid XML ({error})"
    return ""


class _Checker:
    """Checks the parts of one image."""

    def __init__(self, references: int) -> None:
        """Take the number of references to entities."""
        self.references = references
        self.has_root = False
        self.is_style = False

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        """Check an element. The name of its namespace stands before its name, separated by a space."""
        namespace, _space, name = tag.rpartition(" ")
        name = name.rpartition(":")[2].lower()
        if not self.has_root and name != "svg":
            raise _ActiveError("has no 'svg' element")
        self.has_root, self.is_style = True, name == "style"
        if name in _SCRIPTS or (name in _FRAMES and namespace in _ACTIVE_NAMESPACES):
            raise _ActiveError(f"contains the element '{name}'")
        if namespace == _HTML:
            raise _ActiveError("contains HTML")
        if namespace in _XINCLUDE:
            raise _ActiveError("includes other files")
        for key, value in attributes.items():
            _check_attribute(name, key.rpartition(" ")[2].rpartition(":")[2].lower(), value)

    def end_element(self, tag: str) -> None:
        """Note that text is no style any more."""
        self.is_style = False

    def read_text(self, text: str) -> None:
        """Check a text, if it is a style."""
        if self.is_style:
            _check_style(text)

    def read_instruction(self, target: str, data: str) -> None:
        """Check a processing instruction."""
        if target.lower() == "xml-stylesheet":
            raise _ActiveError("refers to a style sheet")

    def declare_entity(self, name: str, is_parameter: bool, value: str | None, *places: str | None) -> None:
        """Check the declaration of an entity. One that is short and plain can neither grow nor read a file.

        Drawing programs name their namespaces by such entities.
        """
        is_plain = value is not None and len(value) <= _MAX_ENTITY_LENGTH and not set("&<%") & set(value)
        if is_parameter or not is_plain or self.references > _MAX_REFERENCES:
            raise _ActiveError(f"declares the entity '{name}'")


def _check_attribute(element: str, name: str, value: str) -> None:
    """Check an attribute of an element. Both names are in lower case and without namespaces."""
    if _HANDLER.fullmatch(name):
        raise _ActiveError(f"contains the event handler '{name}'")
    if name == "attributename" and _HANDLER.fullmatch(_HIDDEN.sub("", value)):
        raise _ActiveError(f"sets the event handler '{value.strip()}'")
    if name == "style":
        _check_style(value)
    if name not in _LINKS:
        return
    target = _HIDDEN.sub("", value)
    if found := _SCRIPT_URL.search(target):
        raise _ActiveError(f"contains '{found[0].lstrip(';,').lower()}'")
    if element not in _IMAGES and _DATA.search(target):
        raise _ActiveError("refers to embedded data that is no image")
    if element in _LOCAL_ONLY and name == "href" and target and not target.startswith("#"):
        raise _ActiveError(f"takes in {target[:60]!r}")


def _check_style(text: str) -> None:
    """Check the text of a style for what runs."""
    if found := _SCRIPT_IN_STYLE.search(_HIDDEN.sub("", text)):
        raise _ActiveError(f"contains '{found[0].lower()}'")
