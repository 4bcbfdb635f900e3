"""Identifiers of headings: ``## Heading {#id}`` of Docusaurus and Hugo, ``{: #id .class}`` of kramdown."""

from __future__ import annotations

import re

from markdown_it.token import Token

_ATTRIBUTES_AT_END = re.compile(r"(?<!\\)(\{:?[ \t]*(?:[.#][\w:.-]+[ \t]*)+\})(?:[ \t]+#+)?$")
_IDENTIFIER = re.compile(r"#([\w:.-]+)")


def take_heading_id(heading_open: Token, inline: Token) -> None:
    """Move the identifier at the end of a heading's text to the ``meta["anchor"]`` of the heading."""
    text = inline.content
    if not text.endswith(("}", "#")):
        return
    match = _ATTRIBUTES_AT_END.search(text, max(text.rfind("{"), 0))
    if match and set_heading_id(heading_open, match[1]):
        inline.content = text[: match.start()].rstrip()


def set_heading_id(heading_open: Token, attributes: str) -> bool:
    """Store the identifier in a list of attributes as ``meta["anchor"]``, and return whether there is one."""
    match = _IDENTIFIER.search(attributes)
    if match is None:
        return False
    heading_open.meta = {**heading_open.meta, "anchor": match[1]}
    return True
