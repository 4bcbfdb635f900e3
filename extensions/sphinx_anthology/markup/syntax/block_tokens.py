"""Push elements to the tokens of markdown-it."""

from __future__ import annotations

from textwrap import dedent

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from .elements import Admonition, CodeBlock, Details, Element, Formula, Hyperlink, Image, MarkdownText, PlainText, Video
from .escaping import escape_markdown
from .parse_state import UnknownMarkup, get_markup_state

UNKNOWN_TOKEN = "unknown_markup"
"""The type of tokens that note unknown markup. The plugin takes them out again."""

_Lines = tuple[int, int]
"""The first line of a block, and the line after its last line."""


def push_element(state: StateBlock, element: Element, lines: _Lines, body_line: int) -> None:
    """Push an element that is a block.

    :param body_line: the line on which the body of the element begins.
    """
    match element:
        case CodeBlock():
            _push_code(state, element, lines)
        case Formula():
            _push(state, "math_block", lines, content=element.tex)
        case Video():
            _push(state, "video", lines).meta = {"element": element}
        case Image(caption=caption) if caption:
            _push(state, "figure", lines).meta = {"element": element}
        case Image() | Hyperlink() | PlainText():
            _push_paragraph(state, element.to_markdown(), lines)
        case Admonition() | Details():
            _push_box(state, element, lines, body_line)
        case MarkdownText():
            if element.lead:
                _push_paragraph(state, f"**{escape_markdown(element.lead)}**", lines)
            _push_markdown(state, element.markdown, body_line, element.raw)


def push_heading_with_image(state: StateBlock, image: str, marks: str, text: str) -> None:
    """Push an image and the heading that is glued to it, which are on the current line.

    :param image: the image as Markdown or HTML.
    :param marks: the number signs before the *text* of the heading.
    """
    lines, tag = [state.line, state.line + 1], f"h{len(marks)}"
    for kind, name, content in (("paragraph", "p", image), ("heading", tag, text)):
        opening = state.push(f"{kind}_open", name, 1)
        inline = state.push("inline", "", 0)
        closing = state.push(f"{kind}_close", name, -1)
        inline.content, inline.children = content, []
        opening.map = inline.map = list(lines)
        if kind == "heading":
            opening.markup = closing.markup = marks


def fill_box_tokens(opening: Token, closing: Token, box: Admonition | Details) -> None:
    """Make two tokens the opening and the closing token of a box of text."""
    name = "admonition" if isinstance(box, Admonition) else "details"
    opening.type, closing.type = f"{name}_open", f"{name}_close"
    is_open = isinstance(box, Details) and box.is_open
    opening.meta = {"title": box.title, "has_kind_as_title": box.has_kind_as_title, "is_open": is_open}
    opening.info = box.kind if isinstance(box, Admonition) else ""


def push_unknown(state: StateBlock, markup: UnknownMarkup, line: int) -> None:
    """Push a token that notes unknown markup on a line."""
    _push(state, UNKNOWN_TOKEN, (line, line + 1)).meta = {"unknown": markup}


def _push(state: StateBlock, kind: str, lines: _Lines, content: str = "") -> Token:
    token = state.push(kind, "", 0)
    token.map, token.content = list(lines), content
    return token


def _push_code(state: StateBlock, code: CodeBlock, lines: _Lines) -> None:
    text = dedent(code.text.expandtabs(4) if "\t" in code.text[:1] else code.text)
    token = _push(state, "fence", lines, content=f"{text}\n")
    numbers = f" linenos={code.first_number}" if code.first_number else ""
    token.info = code.language + (f" {{{code.lines}}}" if code.lines else "") + numbers
    token.markup, token.meta = "```", {"caption": code.caption}


def _push_paragraph(state: StateBlock, markdown: str, lines: _Lines) -> None:
    """Push a paragraph with text that is not rewritten."""
    state.push("paragraph_open", "p", 1).map = list(lines)
    token = _push(state, "inline", lines, content=markdown)
    token.children, token.meta = [], {"raw": True}
    state.push("paragraph_close", "p", -1)


def _push_box(state: StateBlock, box: Admonition | Details, lines: _Lines, body_line: int) -> None:
    opening = state.push("", "div", 1)
    opening.map = list(lines)
    _push_markdown(state, box.body, body_line)
    closing = state.push("", "div", -1)
    fill_box_tokens(opening, closing, box)


def _push_markdown(state: StateBlock, markdown: str, first_line: int, raw: bool = False) -> None:
    """Parse Markdown that begins on a line, and push its blocks.

    :param raw: whether tags in the Markdown are text.
    """
    markup = get_markup_state(state.env)
    outer_pairs, outer_unclosed, outer_raw = markup.tag_pairs, markup.unclosed, markup.is_raw
    markup.depth, markup.is_raw = markup.depth + 1, outer_raw or raw
    markup.tag_pairs, markup.unclosed = {}, {}
    tokens: list[Token] = []
    state.md.block.parse(dedent(markdown), state.md, state.env, tokens)
    markup.depth, markup.is_raw = markup.depth - 1, outer_raw
    markup.tag_pairs, markup.unclosed = outer_pairs, outer_unclosed
    for token in tokens:
        token.level += state.level
        if token.map:
            token.map = [line + first_line for line in token.map]
        if raw and token.type in ("inline", "html_block"):
            token.meta = {**token.meta, "raw": True}
    state.tokens.extend(tokens)
