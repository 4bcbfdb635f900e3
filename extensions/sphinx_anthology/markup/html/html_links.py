"""Links and anchors that are written as HTML in sentences and headings.

They become what Markdown has for them: a link of this site becomes a link token, so that every builder can show it, and an
anchor in a heading becomes an identifier of the heading, so that the tag is not in its address or in tables of contents.
"""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from ...urls import is_remote
from ..syntax.link_destinations import POST_SCHEME

_OPENING = re.compile(r"<(a|span)((?:\s[^<>]*)?)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_LINK_ATTRIBUTES = frozenset({"href", "class", "title", "target", "rel"})
"""The attributes of a link that is the same as one in Markdown. Another one, such as ``onclick``, makes it HTML."""
_ANCHOR_ATTRIBUTES = frozenset({"id", "name"})
_LONE_ANCHOR = re.compile(r"""<a\s+(?:id|name)\s*=\s*["']?[^"'<>\s]+["']?\s*>\s*""", re.IGNORECASE)
_LONE_CLOSING = re.compile(r"</a>\s*", re.IGNORECASE)


def html_links_plugin(md: MarkdownIt) -> None:
    """Convert links and anchors in HTML when all text has been parsed."""
    md.core.ruler.after("inline", "blog_html_links", _convert)


def _convert(state: StateCore) -> None:
    tokens: list[Token] = []
    open_anchors = 0
    for token in state.tokens:
        if token.type == "inline" and token.children and "<" in token.content:
            if tokens and tokens[-1].type == "heading_open":
                _take_anchors(tokens[-1], token)
            _convert_links(token.children, state.md)
        elif token.type == "html_block" and _LONE_ANCHOR.fullmatch(token.content):
            # Its end is in another block, perhaps in another section of the page.
            token.content = f"{token.content.rstrip()}</a>\n"
            open_anchors += 1
        elif open_anchors and token.type == "html_block" and _LONE_CLOSING.fullmatch(token.content):
            open_anchors -= 1
            continue
        tokens.append(token)
    state.tokens[:] = tokens


def _parse_opening(token: Token) -> tuple[str, dict[str, str]] | None:
    """Return the name and the attributes of an opening tag of a link or span, or None for any other token."""
    match = _OPENING.fullmatch(token.content) if token.type == "html_inline" else None
    if match is None:
        return None
    values = {one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(match[2])}
    return match[1].lower(), values


def _find_closing(tokens: list[Token], start: int, name: str) -> int | None:
    """Return the position of the tag that closes an element, if both are in the same part of the sentence."""
    level = 0
    for number, token in enumerate(tokens[start + 1 :], start + 1):
        level += token.nesting
        if level < 0 or (name == "a" and token.type == "link_open"):
            return None
        if token.type == "html_inline" and re.match(rf"</?{name}\b", token.content, re.IGNORECASE):
            return number if token.content.startswith("</") and not level else None
    return None


def _convert_links(tokens: list[Token], md: MarkdownIt) -> None:
    """Convert the HTML of links to this site into links of Markdown."""
    for number, token in enumerate(tokens):
        opening = _parse_opening(token)
        if opening is None or opening[0] != "a":
            continue
        href, attributes = opening[1].get("href", "").strip(), opening[1]
        if not _is_own_link(href, attributes):
            continue
        closing = _find_closing(tokens, number, "a")
        if closing is None:
            continue
        is_post = href.startswith(POST_SCHEME)
        values: dict[str, str | int | float] = {"href": href if is_post else md.normalizeLink(href)}
        values |= {name: value for name, value in attributes.items() if name in ("class", "title") and value}
        tokens[number] = Token("link_open", "a", 1, attrs=values, map=token.map)
        tokens[closing] = Token("link_close", "a", -1)


def _is_own_link(href: str, attributes: dict[str, str]) -> bool:
    """Return whether a link leads to a page or file of this site, and has nothing that Markdown cannot have."""
    if not attributes.keys() <= _LINK_ATTRIBUTES or "external" in attributes.get("class", "").split():
        return False
    return bool(href.strip("#")) and not href.startswith("?") and (href.startswith(POST_SCHEME) or not is_remote(href))


def _take_anchors(heading_open: Token, inline: Token) -> None:
    """Move the anchors in a heading to the ``meta["anchors"]`` of the heading."""
    tokens, anchors = inline.children or [], []
    for number, token in enumerate(tokens):
        opening = _parse_opening(token)
        if opening is None:
            continue
        name, attributes = opening
        closing = number if token.content.endswith("/>") else _find_closing(tokens, number, name)
        anchor = attributes.get("id") or attributes.get("name", "")
        is_empty = closing is not None and not any(one.content.strip() for one in tokens[number + 1 : closing])
        is_plain = attributes.keys() <= _ANCHOR_ATTRIBUTES or (is_empty and attributes.get("href", "#").startswith("#"))
        if closing is None or not anchor or not is_plain:
            continue
        anchors.append(anchor)
        tokens[number] = Token("text", "", 0)
        tokens[closing] = Token("text", "", 0)
    if anchors:
        heading_open.meta = {**heading_open.meta, "anchors": anchors}
        _strip(tokens)


def _strip(tokens: list[Token]) -> None:
    """Remove empty texts, and the spaces at both ends of a heading."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while tokens and tokens[end].type == "text":
            tokens[end].content = strip(tokens[end].content)
            if tokens[end].content:
                break
            tokens.pop(end)
    tokens[:] = [token for token in tokens if token.type != "text" or token.content]
