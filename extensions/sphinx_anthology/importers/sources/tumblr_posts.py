"""The posts of Tumblr as HTML, whatever their type.

Sources: https://github.com/tumblr/docs/blob/master/npf-spec.md (blocks and formatting), and the legacy types of
https://github.com/tumblr/docs/blob/master/api.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from itertools import groupby
from typing import Any

from .json_documents import Record, get_text

_SOURCE = re.compile(r'<(?:img|video|audio|source)\b[^>]{0,2000}?\ssrc="([^"]{1,2000})"')
_FORMATS = {"bold": "strong", "italic": "em", "strikethrough": "del", "small": "small"}
_SUBTYPES = {"heading1": "h2", "heading2": "h3", "quote": "blockquote", "indented": "blockquote", "chat": "p", "quirky": "p"}
_LISTS = {"ordered-list-item": "ol", "unordered-list-item": "ul"}


def list_media(html: str) -> list[str]:
    """Return the addresses of pictures and other media in HTML of this module."""
    return [match.replace("&amp;", "&") for match in _SOURCE.findall(html)]


def render_post(record: Record) -> tuple[str, str, list[str]]:
    """Return the title of a post, its text as HTML, and notes on what is left out."""
    notes: list[str] = []
    content = record.get("content")
    if isinstance(content, list):
        return get_text(record, "title", "summary"), _render_all(record, content, notes), notes
    kind = get_text(record, "type")
    render = _TYPES.get(kind)
    if render is None:
        notes.append(f"posts of the type '{kind}' are not known")
        return get_text(record, "title", "summary"), get_text(record, "body", "caption"), notes
    title, html = render(record)
    return title, html, notes


def _render_all(record: Record, content: list[Any], notes: list[str]) -> str:
    """Return the blocks of a post, below those of the posts that it reblogs."""
    trail = record.get("trail")
    parts = []
    for item in trail if isinstance(trail, list) else []:
        if isinstance(item, dict) and isinstance(item.get("content"), list) and item["content"]:
            blog = item.get("blog")
            name = get_text(blog, "name") if isinstance(blog, dict) else ""
            parts.append(f"<blockquote><p>{escape(name)}:</p>{render_blocks(item['content'], notes)}</blockquote>")
    return "".join([*parts, render_blocks(content, notes)])


def render_blocks(blocks: list[Any], notes: list[str]) -> str:
    """Return blocks of the Neue Post Format as HTML."""
    parts: list[str] = []
    for is_list, run in groupby(filter(_is_block, blocks), key=lambda block: get_text(block, "subtype") in _LISTS):
        items = list(run)
        parts.extend([_render_list(items)] if is_list else [_render_block(block, notes) for block in items])
    return "\n".join(parts)


def _is_block(block: Any) -> bool:
    return isinstance(block, dict)


def _render_block(block: Record, notes: list[str]) -> str:
    kind = get_text(block, "type")
    if kind == "text":
        element = _SUBTYPES.get(get_text(block, "subtype"), "p")
        return f"<{element}>{_format(block)}</{element}>"
    if kind in _BLOCKS:
        return _BLOCKS[kind](block)
    notes.append(f"a block of the type '{kind}' is left out")
    return ""


def _render_list(items: Iterable[Record]) -> str:
    """Return the items of lists, each of which has its level and the kind of its list."""
    parts: list[str] = []
    opened: list[tuple[int, str]] = []
    for item in items:
        level, name = item.get("indent_level"), _LISTS[get_text(item, "subtype")]
        level = level if isinstance(level, int) else 0
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != name)):
            parts.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1][0] == level:
            parts.append("</li>")
        else:
            opened.append((level, name))
            parts.append(f"<{name}>")
        parts.append(f"<li>{_format(item)}")
    return "".join([*parts, *(f"</li></{name}>" for _, name in reversed(opened))])


def _format(block: Record) -> str:
    """Return the text of a block with its formatting, whose places are counted in characters."""
    text = block.get("text")
    text = text if isinstance(text, str) else ""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    formats = block.get("formatting")
    usable = [item for item in formats if _is_range(item, len(text))] if isinstance(formats, list) else []
    for item in sorted(usable, key=lambda item: (item["start"], -item["end"])):
        kind = item.get("type")
        blog = item.get("blog")
        address = get_text(item, "url") or (get_text(blog, "url") if isinstance(blog, dict) else "")
        if kind in _FORMATS:
            name, tag = _FORMATS[kind], f"<{_FORMATS[kind]}>"
        elif kind in ("link", "mention") and address:
            name, tag = "a", f'<a href="{escape(address)}">'
        else:
            continue
        opening.setdefault(item["start"], []).append(tag)
        closing.setdefault(item["end"], []).insert(0, f"</{name}>")
    marks = sorted({0, len(text), *opening, *closing})
    parts: list[str] = []
    for start, end in zip(marks, [*marks[1:], len(text)], strict=True):
        parts += [*closing.get(start, ()), *opening.get(start, ()), escape(text[start:end], quote=False)]
    return "".join(parts).replace("\n", "<br>")


def _is_range(item: Any, length: int) -> bool:
    start, end = (item.get("start"), item.get("end")) if isinstance(item, dict) else (None, None)
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length


def _find_media(value: Any) -> str:
    """Return the address of the largest of some pictures, or of a medium."""
    items = value if isinstance(value, list) else [value]
    media = [item for item in items if isinstance(item, dict) and get_text(item, "url")]
    return (
        get_text(max(media, key=lambda item: item["width"] if isinstance(item.get("width"), int) else 0), "url")
        if media
        else ""
    )


def _show_image(address: str, alt: str = "", caption: str = "") -> str:
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}">{shown}</figure>' if address else ""


def _show_link(address: str, title: str) -> str:
    return f'<p><a href="{escape(address)}">{title or escape(address)}</a></p>' if address else ""


def _render_image(block: Record) -> str:
    return _show_image(_find_media(block.get("media")), get_text(block, "alt_text"), escape(get_text(block, "caption")))


def _render_link_block(block: Record) -> str:
    description = escape(get_text(block, "description"))
    link = _show_link(get_text(block, "url"), escape(get_text(block, "title")))
    return link + (f"<p>{description}</p>" if description else "")


def _render_player(block: Record) -> str:
    kind, own = get_text(block, "type"), _find_media(block.get("media"))
    address = get_text(block, "url")
    if own and get_text(block, "provider") in ("", "tumblr"):
        label = " — ".join(filter(None, (get_text(block, "title"), get_text(block, "artist"))))
        return f'<{kind} src="{escape(own)}"></{kind}>' + (f"<p>{escape(label)}</p>" if label else "")
    embedded = get_text(block, "embed_html")
    return embedded if "<iframe" in embedded else _show_link(address or own, escape(get_text(block, "title")))


_BLOCKS: Mapping[str, Callable[[Record], str]] = {
    "image": _render_image,
    "link": _render_link_block,
    "audio": _render_player,
    "video": _render_player,
}


def _read_text(record: Record) -> tuple[str, str]:
    return get_text(record, "title", "regular-title"), get_text(record, "body", "regular-body")


def _read_photo(record: Record) -> tuple[str, str]:
    photos = record.get("photos")
    shown, caption = [], get_text(record, "caption", "photo-caption")
    for photo in photos if isinstance(photos, list) else []:
        if isinstance(photo, dict):
            original = get_text(photo["original_size"], "url") if isinstance(photo.get("original_size"), dict) else ""
            address = original or _find_media(photo.get("alt_sizes")) or get_text(photo, "photo-url-1280", "photo-url-500")
            shown.append(_show_image(address, "", escape(get_text(photo, "caption"))))
    if not shown:
        shown = [_show_image(get_text(record, "photo-url-1280", "photo-url-500", "image_permalink"))]
    return caption, "\n".join([*shown, caption])


def _read_quote(record: Record) -> tuple[str, str]:
    text, source = get_text(record, "text", "quote-text"), get_text(record, "source", "quote-source")
    return text, f"<blockquote>{text}</blockquote>" + (f"<p>— {source}</p>" if source else "")


def _read_link(record: Record) -> tuple[str, str]:
    title = get_text(record, "title", "link-text")
    link = _show_link(get_text(record, "url", "link-url"), title)
    return title, link + get_text(record, "description", "link-description")


def _read_chat(record: Record) -> tuple[str, str]:
    lines = record.get("dialogue") or record.get("conversation")
    spoken = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    parts = [
        f"<p><strong>{escape(get_text(line, 'label', 'name'))}</strong> {escape(get_text(line, 'phrase'))}</p>"
        for line in spoken
    ]
    return get_text(record, "title", "conversation-title"), "\n".join(parts) or get_text(record, "body")


def _read_player(record: Record) -> tuple[str, str]:
    players = record.get("player")
    codes = [get_text(item, "embed_code") for item in players if isinstance(item, dict)] if isinstance(players, list) else []
    player = next((code for code in reversed(codes) if code), "") or get_text(record, "player", "audio-player", "video-player")
    address = get_text(record, "permalink_url", "video_url", "audio_url", "audio_source_url", "video-source")
    if "<iframe" not in player or "youtu" in address:
        player = f'<iframe src="{escape(address)}"></iframe>' if "youtu" in address else _show_link(address, "")
    caption = get_text(record, "caption", "audio-caption", "video-caption")
    return get_text(record, "track_name", "source_title", "id3-title", "video-title"), f"{player}\n{caption}"


def _read_answer(record: Record) -> tuple[str, str]:
    name = get_text(record, "asking_name") or "Anonymous"
    question = get_text(record, "question")
    return (
        question,
        f"<blockquote><p><strong>{escape(name)}</strong>: {question}</p></blockquote>\n{get_text(record, 'answer')}",
    )


_TYPES: Mapping[str, Callable[[Record], tuple[str, str]]] = {
    **dict.fromkeys(("text", "regular"), _read_text),
    "photo": _read_photo,
    "quote": _read_quote,
    "link": _read_link,
    **dict.fromkeys(("chat", "conversation"), _read_chat),
    **dict.fromkeys(("audio", "video"), _read_player),
    "answer": _read_answer,
}
