"""The text of a post of Ghost as HTML: as it was rendered, or else from Lexical or Mobiledoc.

Sources: https://lexical.dev/docs/concepts/nodes and https://github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag

from ..html.parsing import parse_html
from .ghost_cards import render_card
from .link_previews import insert_paragraphs, make_link_paragraph, read_address, read_label
from .selection import select_present

_MAX_DEPTH = 50
_FORMATS = ((16, "code"), (1, "strong"), (2, "em"), (4, "del"), (8, "u"), (32, "sub"), (64, "sup"), (128, "mark"))
"""The bits of the format of a text in Lexical."""
_BLOCKS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote"}
_MARKUPS = frozenset("a b strong i em s del u code sub sup mark".split())


def render_text(post: Mapping[str, Any], notes: dict[str, None]) -> str:
    """Return the HTML of a post.

    :param notes: gets what could not be brought along.
    """
    html = post.get("html")
    if isinstance(html, str) and html.strip():
        return _simplify(html, notes)
    for name, render in (("lexical", render_lexical), ("mobiledoc", render_mobiledoc)):
        text = post.get(name)
        if isinstance(text, str) and text.strip():
            try:
                return _simplify(render(json.loads(text), notes), notes)
            except (ValueError, KeyError, TypeError, IndexError, AttributeError):
                notes[f"its {name} is damaged"] = None
    return ""


def render_lexical(document: Any, notes: dict[str, None]) -> str:
    """Return the HTML of a document of the editor Lexical."""
    return _render_nodes(document["root"]["children"], notes, 0)


def _render_nodes(nodes: Any, notes: dict[str, None], depth: int) -> str:
    if depth > _MAX_DEPTH or not isinstance(nodes, list):
        return ""
    return "".join(_render_node(node, notes, depth) for node in nodes if isinstance(node, Mapping))


def _render_node(node: Mapping[str, Any], notes: dict[str, None], depth: int) -> str:
    kind = str(node.get("type", ""))
    if kind in ("text", "extended-text", "code-highlight"):
        return _render_formatted(str(node.get("text", "")), node.get("format"))
    if kind in ("linebreak", "tab"):
        return "<br>" if kind == "linebreak" else " "
    if "children" not in node:
        return render_card(kind, node, notes)
    if kind == "list":
        return _render_list(node, notes, depth)
    inner = _render_nodes(node["children"], notes, depth + 1)
    if kind in ("link", "autolink", "at-link"):
        return f'<a href="{escape(str(node.get("url") or ""))}">{inner}</a>'
    if kind in ("heading", "extended-heading"):
        level = str(node.get("tag", "h2"))
        return f"<{level}>{inner}</{level}>" if level in {f"h{n}" for n in range(1, 7)} else f"<h2>{inner}</h2>"
    if kind == "listitem":
        is_done = node.get("checked")
        box = f'<input type="checkbox"{" checked" if is_done else ""}>' if isinstance(is_done, bool) else ""
        return f"<li>{box}{inner}</li>"
    tag = _BLOCKS.get(kind, "div")
    return f"<{tag}>{inner}</{tag}>"


def _render_list(node: Mapping[str, Any], notes: dict[str, None], depth: int) -> str:
    """Return a list. An inner list, which has an item of its own in Lexical, belongs to the item above it."""
    tag = "ol" if node.get("listType") == "number" else "ul"
    start = f' start="{int(node["start"])}"' if isinstance(node.get("start"), int) and tag == "ol" else ""
    items: list[str] = []
    for item in node["children"] if isinstance(node["children"], list) else ():
        html = _render_nodes([item], notes, depth + 1)
        if items and html.startswith(("<li><ul>", "<li><ol")):
            items[-1] = items[-1].removesuffix("</li>") + html.removeprefix("<li>")
        else:
            items.append(html)
    return f"<{tag}{start}>{''.join(items)}</{tag}>"


def _render_formatted(text: str, bits: Any) -> str:
    html = escape(text, quote=False)
    for bit, tag in _FORMATS:
        if isinstance(bits, int) and bits & bit:
            html = f"<{tag}>{html}</{tag}>"
    return html


def render_mobiledoc(document: Any, notes: dict[str, None]) -> str:
    """Return the HTML of a document in the format Mobiledoc."""
    parts: list[str] = []
    for section in document["sections"]:
        if section[0] == 1:
            tag = section[1] if section[1] in {"p", "blockquote", "aside", *(f"h{n}" for n in range(1, 7))} else "p"
            tag = "blockquote" if tag == "aside" else tag
            parts.append(f"<{tag}>{_render_markers(section[2], document)}</{tag}>")
        elif section[0] == 3:
            tag = "ol" if section[1] == "ol" else "ul"
            items = "".join(f"<li>{_render_markers(item, document)}</li>" for item in section[2])
            parts.append(f"<{tag}>{items}</{tag}>")
        elif section[0] == 2:
            parts.append(f'<figure><img src="{escape(str(section[1]))}" alt=""></figure>')
        else:
            name, card = document["cards"][section[1]][:2]
            parts.append(render_card(str(name), card if isinstance(card, Mapping) else {}, notes))
    return "".join(parts)


def _render_markers(markers: Any, document: Any) -> str:
    parts: list[str] = []
    opened: list[str] = []
    for kind, opening, closing, value in markers:
        for index in opening:
            tag, *attributes = document["markups"][index]
            tag = tag if tag in _MARKUPS else "span"
            pairs = attributes[0] if attributes and isinstance(attributes[0], list) else []
            href = dict(zip(pairs[::2], pairs[1::2], strict=False)).get("href", "")
            parts.append(f'<a href="{escape(str(href))}">' if tag == "a" else f"<{tag}>")
            opened.append(tag)
        parts.append(escape(str(value), quote=False) if kind == 0 else "<br>")
        parts.extend(f"</{opened.pop()}>" for _ in range(min(int(closing), len(opened))))
    parts.extend(f"</{tag}>" for tag in reversed(opened))
    return "".join(parts)


def _simplify(html: str, notes: dict[str, None]) -> str:
    """Return HTML in which cards are what they show, without the controls of Ghost."""
    if "kg-" not in html and "members-only" not in html:
        return html
    if "<!--members-only-->" in html:
        notes["the part for members follows the part for all, without a mark between them"] = None
    soup = parse_html(html)
    for card in select_present(soup, ".kg-toggle-card"):
        heading, content = card.select_one(".kg-toggle-heading-text"), card.select_one(".kg-toggle-content")
        _replace(soup, card, "details", [("summary", heading), ("div", content)])
    for card in select_present(soup, ".kg-callout-card"):
        _replace(soup, card, "blockquote", [("p", card)])
    for card in select_present(soup, ".kg-bookmark-card"):
        _replace_bookmark(soup, card)
    for card in select_present(soup, ".kg-file-card, .kg-audio-card, .kg-video-card"):
        _drop_controls(soup, card)
    for card in select_present(soup, ".kg-signup-card, .kg-email-cta"):
        notes["the form for subscribers is left out"] = None
        card.decompose()
    return str(soup)


def _replace(soup: BeautifulSoup, card: Tag, name: str, parts: list[tuple[str, Tag | None]]) -> None:
    """Replace a card by an element with the content of parts of it."""
    new = soup.new_tag(name)
    for tag, part in parts:
        if part is None:
            continue
        inner = soup.new_tag(tag)
        inner.extend([child.extract() for child in list(part.children)])
        for line in inner.find_all("div") if tag == "p" else []:
            line.append(" ")
            line.unwrap()
        new.append(inner)
    card.replace_with(new)


def _replace_bookmark(soup: BeautifulSoup, card: Tag) -> None:
    title, description = card.select_one(".kg-bookmark-title"), card.select_one(".kg-bookmark-description")
    card.insert_before(make_link_paragraph(soup, read_address(card.select_one("a")), read_label(title)))
    insert_paragraphs(soup, card, description, card.select_one("figcaption"))
    card.decompose()


def _drop_controls(soup: BeautifulSoup, card: Tag) -> None:
    """Keep the player or the link of a card, its title and its caption."""
    media, link = card.select_one("video, audio"), card.select_one("a[href]")
    title = card.select_one(".kg-audio-title, .kg-file-card-title")
    caption = card.select_one("figcaption") or card.select_one(".kg-file-card-caption")
    if media is not None:
        card.insert_before(media.extract())
    elif link is not None:
        card.insert_before(make_link_paragraph(soup, read_address(link), read_label(title)))
        title = None
    insert_paragraphs(soup, card, title, caption)
    card.decompose()
