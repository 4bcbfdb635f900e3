"""Sizes of images in the forms of engines that CommonMark does not know, and embedded files: ``![[t.png|100]]``.

Sizes are written in the alternative text (Obsidian: ``![alt|100x50](t.png)``), in a list of attributes behind the image (Hugo,
Pandoc: ``![](t.png){width=300}``), and in the query of the address (themes of Hugo: ``![](t.png?width=300)``).
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...urls import is_remote
from ..engines.wikilinks import push_wiki_link
from ..syntax.link_destinations import make_vault_address
from ..syntax.media import is_shown

_EMBED = re.compile(r"!\[\[(?!\s)([^\[\]|#\n]{1,300}?)(#[^\[\]|\n]{0,200})?((?:\\?\|[^\[\]|\n]{0,300}){0,3})\]\]")
_SIZE_IN_TEXT = re.compile(r"(?:^|\|)\s*(\d{1,5})(?:\s*x\s*(\d{1,5}))?\s*$")
_ATTRIBUTES = re.compile(
    r"""\{:?\s*+((?: (?: [.#][\w-]++ | [\w-]++\s*+=\s*+(?:"[^"{}]{0,200}"|'[^'{}]{0,200}'|[^\s"'{}]{1,200}+) )
        (?:\s++|(?=\})) )++)\}""",
    re.VERBOSE,
)
_SIZE = re.compile(r"""\b(width|height)\s*=\s*["']?\s*(\d+(?:\.\d+)?(?:px|%|em|rem|vw|pt|cm|mm|in)?)""")
_NAMES: tuple[str, str] = ("width", "height")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:px|%|em|rem|vw|pt|cm|mm|in)?")


def image_tokens_plugin(md: MarkdownIt) -> None:
    """Add embedded files and sizes of images to a markdown-it parser."""
    md.inline.ruler.before("image", "embed", _parse_embed)
    md.core.ruler.after("inline", "blog_image_sizes", _resize_images)


def _parse_embed(state: StateInline, silent: bool) -> bool:
    """Parse ``![[name]]``: an image, a player, a link to another file, or a link to a post."""
    if not state.src.startswith("![[", state.pos):
        return False
    match = _EMBED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        name, fragment, options = match[1].strip(), match[2] or "", match[3].replace("\\|", "|")
        _push_embed(state, name, fragment, [part.strip() for part in options.split("|") if part.strip()], match[0])
    state.pos = match.end()
    return True


def _push_embed(state: StateInline, name: str, fragment: str, options: list[str], source: str) -> None:
    if not is_shown(name):
        push_wiki_link(state, name, fragment[1:], options[0] if options else "", source)
        return
    image = state.push("image", "img", 0)
    image.attrs = {"src": (name if is_remote(name) else make_vault_address(name)) + fragment, "alt": ""}
    size = _SIZE_IN_TEXT.fullmatch(options[-1]) if options else None
    if size:
        image.attrs |= {key: value for key, value in (("width", size[1]), ("height", size[2])) if value}
        options = options[:-1]
    image.children = [Token("text", "", 0, content=" ".join(options))] if options else []


def _resize_images(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children and any(child.type == "image" for child in token.children):
            _resize(token.children)


def _resize(tokens: list[Token]) -> None:
    """Give the images among the tokens of a sentence the sizes that are written for them."""
    for number, token in enumerate(tokens):
        if token.type != "image":
            continue
        sizes: dict[str, str] = {name: str(token.attrs[name]) for name in _NAMES if name in token.attrs}
        sizes |= _take_size_from_query(str(token.attrs.get("src", "")))
        sizes |= _take_size_from_text(token)
        sizes |= _take_attributes(tokens, number)
        if sizes:
            tokens[number] = _make_sized(token, sizes)


def _take_size_from_query(address: str) -> dict[str, str]:
    query = address.partition("#")[0].partition("?")[2]
    if is_remote(address) or ("width=" not in query and "height=" not in query):
        return {}
    values = parse_qs(query)
    return {name: values[name][0] for name in _NAMES if name in values and _LENGTH.fullmatch(values[name][0])}


def _take_size_from_text(image: Token) -> dict[str, str]:
    """Remove a size at the end of the alternative text, and return it."""
    last = image.children[-1] if image.children else None
    match = _SIZE_IN_TEXT.search(last.content) if last and last.type == "text" else None
    if last is None or match is None or "|" not in match[0]:
        return {}
    last.content = last.content[: match.start()].rstrip()
    return {name: value for name, value in (("width", match[1]), ("height", match[2])) if value}


def _take_attributes(tokens: list[Token], number: int) -> dict[str, str]:
    """Remove the list of attributes behind an image, or on the next line, and return the size in it."""
    following = number + 1
    is_next_line = following < len(tokens) and tokens[following].type == "softbreak"
    following += is_next_line
    token = tokens[following] if following < len(tokens) else None
    match = _ATTRIBUTES.match(token.content) if token and token.type == "text" else None
    if token is None or match is None or not match[1].strip() or (is_next_line and match.end() < len(token.content.rstrip())):
        return {}
    token.content = token.content[match.end() :]
    return dict(_SIZE.findall(match[1]))


def _make_sized(image: Token, sizes: dict[str, str]) -> Token:
    """Return an image as HTML, because Markdown has no size."""
    alt = "".join(child.content for child in image.children or [])
    values = "".join(f' {name}="{escape(value)}"' for name, value in sizes.items())
    html = f'<img src="{escape(str(image.attrs["src"]))}" alt="{escape(alt)}"{values}>'
    return Token("html_inline", "", 0, content=html, map=image.map)
