"""Identities of headings: ``## Heading {#identity}`` of Docusaurus and Hugo, ``{: #identity .class}`` of kramdown."""

from __future__ import annotations

import re

from markdown_it.token import Token

_LIST = r"\{:?[ \t]*(?:[.#][\w:.-]+[ \t]*)+\}"
_END = re.compile(rf"(?<!\\)({_LIST})(?:[ \t]+#+)?$")
_IDENTITY = re.compile(r"#([\w:.-]+)")


def name_at_end(opening: Token, inline: Token) -> None:
    """Take the identity from the end of a heading's text."""
    if not inline.content.endswith(("}", "#")):
        return
    text = inline.content
    match = _END.search(text, max(text.rfind("{"), 0))
    if match and name(opening, match[1]):
        inline.content = text[: match.start()].rstrip()


def name(opening: Token, attributes: str) -> bool:
    """Give a heading the identity in a list of attributes; tell whether there is one."""
    match = _IDENTITY.search(attributes)
    if match is None:
        return False
    opening.meta = {**opening.meta, "anchor": match[1]}
    return True
