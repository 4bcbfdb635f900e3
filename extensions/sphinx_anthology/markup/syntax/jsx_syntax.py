"""JSX in Markdown (MDX): tags, attributes and expressions.

Source: https://mdxjs.com/docs/what-is-mdx/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from markdown_it.common.html_blocks import block_names

from .link_destinations import accept_source
from .tags import MAX_TAG_LENGTH, Arguments, Tag

JSX_EXPRESSION_KIND = "{ … }"
"""The form in which problems name an expression."""

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_ATTRIBUTE = rf"""(?:\s+(?:[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|{_BRACES}|[^\s"'=<>`{{}}]+))?|{_BRACES}))"""
_COMPONENT_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Z][\w.]*)(?P<attributes>{_ATTRIBUTE}*)\s*(?P<self_closing>/?)>")
_HTML_TAG = re.compile(rf"<(?P<name>[a-z][\w-]*)(?P<attributes>{_ATTRIBUTE}*)\s*(?P<self_closing>/?)>")
_ATTRIBUTES = re.compile(rf"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|({_BRACES})|([^\s"'=<>`{{}}]+)))?|{_BRACES}""")
_STRING = re.compile(r"""(["'`])((?:(?!\1)[^\n])*)\1""")
_LITERAL = re.compile(r"\{\s*([\d.]+|true|false)\s*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_STYLE_WIDTH = re.compile(r"""\{\{[^{}]*?\b(?:max)?[wW]idth["']?\s*:\s*["']?(\d+(?:px|%)?)""")
_IMPORTED_NAME = re.compile(r"(?<==)\s*\{\s*([A-Za-z_$][\w$]*)(?:\.(?:src|default))?\s*\}")
_BARE_TAG = re.compile(r"<([A-Za-z]\w*)>")
_EXPRESSION = re.compile(_BRACES + r"(?!`)")
_BLANK_EXPRESSION = re.compile(r"""\{\s*(?:(["'`])\s*\1)?\s*\}""")

_INLINE_NAMES = (
    "a abbr acronym applet area audio b bdi bdo big br button canvas cite code data datalist del dfn em embed font i img input "
    "ins kbd label map mark marquee meter noscript object output picture pre progress q rp rt ruby s samp script select slot "
    "small span strike strong style sub sup svg template textarea time tt u var video wbr path circle rect line g defs use "
    "polygon polyline ellipse text tspan math mi mo mn mrow msup msub mfrac semantics annotation nobr center"
)
_HTML_NAMES = frozenset([*block_names, *_INLINE_NAMES.split(" ")])
"""The elements of HTML, and the common ones of SVG and MathML."""


_NEVER_CONVERTED = frozenset({"style", "srcDoc", "srcdoc"})
_ADDRESS_NAMES = frozenset(
    "href src action formaction poster data cite background ping longdesc manifest xlink:href xlinkhref".split()
)
"""Attributes whose value is an address, in lower case."""


def parse_component_tag(text: str, position: int) -> Tag | None:
    """Parse the tag of a component at *position*. Return None if there is none."""
    match = _COMPONENT_TAG.match(text, position, position + MAX_TAG_LENGTH)
    if match is None or (match["name"].isupper() and match["name"].lower() in _HTML_NAMES):
        return None
    attributes = match["attributes"].strip()
    return Tag(match["name"], position, match.end(), attributes, bool(match["close"]), bool(match["self_closing"]))


def parse_jsx_attributes(text: str) -> Arguments:
    """Parse the attributes of a tag. An expression keeps its number, its boolean or its first string."""
    named: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(text):
        if not match[1]:
            continue
        value = next((match[number] for number in (2, 3, 5) if match[number] is not None), None)
        if value is None and match[4]:
            literal, string = _LITERAL.fullmatch(match[4]), _STRING.search(match[4])
            value = literal[1] if literal else string[2] if string else ""
        named[match[1]] = value if value is not None else "true"
    return Arguments((), named)


def resolve_imports(attributes: str, imported_images: Mapping[str, str]) -> str:
    """Return attributes with the names of imported images replaced by their files: ``src={photo}`` → ``src="photo.png"``."""
    if not imported_images or "{" not in attributes:
        return attributes

    def replace_name(match: re.Match[str]) -> str:
        return f'"{escape(imported_images[match[1]])}"' if match[1] in imported_images else match[0]

    return _IMPORTED_NAME.sub(replace_name, attributes)


def convert_jsx_html_tag(text: str, position: int, imported_images: Mapping[str, str]) -> tuple[int, str] | None:
    """Convert an HTML tag with JSX attributes, such as ``className`` or ``src={photo}``, to HTML.

    :returns: the end of the tag, and the HTML; None if there is no tag, if it is HTML already, or if an address is not allowed.
    """
    match = _HTML_TAG.match(text, position, position + MAX_TAG_LENGTH)
    if match is None or not ("{" in _QUOTED.sub("", match["attributes"]) or " className=" in match["attributes"]):
        return None
    named = parse_jsx_attributes(resolve_imports(match["attributes"], imported_images)).named
    attributes = {name: value for name, value in named.items() if value and name not in _NEVER_CONVERTED}
    if not all(accept_source(value) for name, value in attributes.items() if name.lower() in _ADDRESS_NAMES):
        return None
    if style := _STYLE_WIDTH.search(match["attributes"]):
        attributes.setdefault("width", style[1])
    if "className" in attributes:
        attributes["class"] = attributes.pop("className")
    html = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if not name.startswith("on"))
    return match.end(), f"<{match['name']}{html}{' /' if match['self_closing'] else ''}>"


def find_expression_end(text: str, position: int) -> int | None:
    """Return the end of the expression in braces at *position*, or None if there is none."""
    match = _EXPRESSION.match(text, position, position + MAX_TAG_LENGTH)
    return match.end() if match else None


def is_blank_expression(expression: str) -> bool:
    """Return whether an expression is only a space: ``{" "}``."""
    return _BLANK_EXPRESSION.fullmatch(expression) is not None


def parse_type_argument(text: str, position: int) -> str:
    """Return the name of a type in angle brackets, as in ``Vec<u8>``, or an empty string if there is none."""
    match = _BARE_TAG.match(text, position)
    if match is None or (match[1].lower() in _HTML_NAMES and not (len(match[1]) == 1 and match[1].isupper())):
        return ""
    return match[1]
