"""The text of a post of WordPress as HTML: blocks, shortcodes, and paragraphs where the classic editor has none.

Sources: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/ and ``wpautop`` in
``wp-includes/formatting.php`` of https://github.com/WordPress/WordPress.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ..html.blocks import KEPT_ID, find_video
from .wordpress_shortcodes import Attachment, ShortcodeContext, expand_shortcodes

_BLOCK = re.compile(r"<!--\s+(/)?wp:([a-z][a-z0-9_/-]{0,80})\s+(\{[^\n]*?\}\s+)?(/)?-->")
_ADDRESS_LINE = re.compile(r"^[ \t]*(?:<p>\s*)?(https?://[^\s<>\"]{4,2000})(?:\s*</p>)?[ \t]*$", re.MULTILINE)
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)
_BLOCK_NAMES = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|style|p|"
    "h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|menu|summary"
)
_OPENING = re.compile(rf"(<(?:{_BLOCK_NAMES})(?=[\s/>]))", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{_BLOCK_NAMES})>)", re.IGNORECASE)
_ALONE = re.compile(r"(<hr\b[^>]{0,200}>)", re.IGNORECASE)
_BEGINS_BLOCK = re.compile(rf"\s*</?(?:{_BLOCK_NAMES})[\s/>]", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_BESIDE_BLOCK = re.compile(rf"</?(?:{_BLOCK_NAMES})(?:\s[^<>]{{0,2000}})?/?>$|<br\s*/?>$", re.IGNORECASE)
_VERSE = re.compile(r'<pre class="wp-block-verse[^"]{0,200}">(.*?)</pre>', re.DOTALL)
_EMBED = re.compile(r'(<div class="wp-block-embed__wrapper">)\s*(https?://[^\s<]{4,2000})\s*(</div>)')
_BUTTON = re.compile(r"</a>(?=<a\s[^>]{0,2000}wp-block-file__button)")
_HEADING = re.compile(r"<h[1-6](?=\s[^>]{0,2000}\bid=)", re.IGNORECASE)
_WITHOUT_TEXT = frozenset(
    "spacer nextpage separator buttons button columns column group paragraph heading image list more block html".split()
)
_MAX_DEPTH = 5
_DYNAMIC = "dynamic block: "
"""The beginning of the notes on blocks whose content WordPress makes when it shows a page."""


@dataclass(frozen=True, slots=True)
class WordPressText:
    """What the text of a post refers to."""

    attachments: Mapping[str, Attachment]
    own_attachments: tuple[str, ...]
    """Ids of the attachments that were uploaded for the post."""
    blocks: Mapping[str, str]
    """Reusable blocks by id."""
    footnotes: str
    """JSON, as the metadata ``footnotes`` has it."""


def render_text(text: str, post: WordPressText) -> tuple[str, list[str]]:
    """Return the HTML of a text, and notes on what could not be brought along."""
    notes: dict[str, None] = {}
    has_blocks = _BLOCK.search(text) is not None
    if has_blocks:
        text = _render_blocks(text, post, notes, 0)
    context = ShortcodeContext(post.attachments, post.own_attachments, notes)
    text = expand_shortcodes(text, context)
    text = _ADDRESS_LINE.sub(lambda match: f"\n\n<p>{_embed(match[1])}</p>\n\n", text)
    text = _HEADING.sub(rf"\g<0> {KEPT_ID}", text)
    return context.insert_code(text if has_blocks else add_paragraphs(text)), _join_notes(notes)


def _join_notes(notes: Mapping[str, None]) -> list[str]:
    """Return notes, with one for all blocks that are left out."""
    dynamic = [note.removeprefix(_DYNAMIC) for note in notes if note.startswith(_DYNAMIC)]
    others = [note for note in notes if not note.startswith(_DYNAMIC)]
    return [*([f"blocks whose content WordPress makes are left out: {', '.join(dynamic)}"] if dynamic else []), *others]


def _render_blocks(text: str, post: WordPressText, notes: dict[str, None], depth: int) -> str:
    """Return a text without the comments around its blocks, and with what dynamic blocks stand for."""
    parts: list[str] = []
    position = level = 0
    for match in _BLOCK.finditer(text):
        between = text[position : match.start()]
        parts.append(between if level or not between.strip() else add_paragraphs(between))  # the classic block has no comment
        position = match.end()
        is_closing, name, attributes, is_alone = match[1], match[2], _read_json(match[3] or ""), match[4]
        if is_closing:
            level = max(level - 1, 0)
        elif is_alone:
            parts.append(_render_dynamic(name, attributes, post, notes, depth))
        else:
            level += 1
            language = str(attributes.get("language") or "")
            if name.endswith("/code") and re.fullmatch(r"[\w+#-]{1,30}", language):
                parts.append(f"<!--code:{language}-->")
    rest = text[position:]
    parts.append(rest if level or not rest.strip() else add_paragraphs(rest))
    joined = re.sub(r"<!--code:([\w+#-]{1,30})-->\s*<pre(?=[ >])", r'<pre data-lang="\1"', "".join(parts))
    joined = _VERSE.sub(lambda match: "<p>{}</p>".format(match[1].strip().replace("\n", "<br>")), joined)
    return _EMBED.sub(lambda match: f"{match[1]}<p>{_embed(match[2])}</p>{match[3]}", _BUTTON.sub("</a> ", joined))


def _render_dynamic(name: str, attributes: Mapping[str, Any], post: WordPressText, notes: dict[str, None], depth: int) -> str:
    """Return the HTML of a block that has no text of its own."""
    reference = str(attributes.get("ref", ""))
    if name == "block" and reference in post.blocks and depth < _MAX_DEPTH:
        return _render_blocks(post.blocks[reference], post, notes, depth + 1)
    if name == "footnotes":
        return _render_footnotes(post.footnotes)
    if name in ("embed", "core-embed/youtube") and attributes.get("url"):
        return f"<p>{_embed(str(attributes['url']))}</p>"
    if name == "social-link" and attributes.get("url"):
        label = str(attributes.get("label") or attributes.get("service") or attributes["url"])
        return f'<li><a href="{escape(str(attributes["url"]))}">{escape(label)}</a></li>'
    if name not in _WITHOUT_TEXT or name == "block":
        notes[f"{_DYNAMIC}{name}"] = None
    return ""


def _render_footnotes(text: str) -> str:
    """Return the footnotes that the metadata of a post has."""
    try:
        records = json.loads(text)
        items = [(str(record["id"]), str(record["content"])) for record in records]
    except (ValueError, KeyError, TypeError):
        return ""
    lines = (
        f'<li id="{escape(identity)}">{content} <a href="#{escape(identity)}-link">↩︎</a></li>' for identity, content in items
    )
    return f'<ol class="wp-block-footnotes">{"".join(lines)}</ol>'


def _read_json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _embed(address: str) -> str:
    """Return HTML for an address on a line of its own, which WordPress replaces by what it leads to."""
    address = address.replace("&amp;", "&")
    if find_video(address):
        return f'<iframe src="{escape(address)}"></iframe>'
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def add_paragraphs(text: str) -> str:
    """Return a text of the classic editor with tags for its paragraphs and line breaks, as WordPress adds them."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\n\n<pre anthology-{len(kept) - 1}>\n\n"

    text = _PRE.sub(keep, text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ALONE.sub(r"\1\n\n", _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", text)))
    chunks = [chunk for chunk in re.split(r"\n[ \t]*\n", text) if chunk.strip()]
    parts = [_add_breaks(chunk) if _BEGINS_BLOCK.match(chunk) else f"<p>{_add_breaks(chunk.strip())}</p>" for chunk in chunks]
    return re.sub(r"<pre anthology-(\d+)>", lambda match: kept[int(match[1])], "\n".join(parts))


def _add_breaks(chunk: str) -> str:
    lines = _BREAK.split(chunk)
    out = [lines[0]]
    for line in lines[1:]:
        is_beside = not out[-1].strip() or _BESIDE_BLOCK.search(out[-1][-2100:]) or _BEGINS_BLOCK.match(line) or not line
        out.append(("\n" if is_beside else "<br>\n") + line)
    return "".join(out)
