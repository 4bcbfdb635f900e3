"""Shortcodes of Hugo and of its common themes: ``{{< name … >}}`` and ``{{% name … %}}``.

A shortcode with a handler in :data:`SHORTCODE_HANDLERS` is converted; any other one is shown as text and reported.
Source: https://gohugo.io/content-management/shortcodes/.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ..syntax.elements import (
    ADMONITION_KINDS,
    CodeBlock,
    Details,
    Element,
    Hyperlink,
    Image,
    MarkdownText,
    PlainText,
    make_admonition,
    make_formula,
    make_link,
    make_video,
)
from ..syntax.link_destinations import NO_DESTINATION, accept_destination, accept_source, make_post_file_destination
from ..syntax.tags import MAX_TAG_LENGTH, Tag, TagHandler, TagSyntax, TagUse, expand_names
from .code_fences import read_first_number

_TAG = re.compile(r"\{\{(?:<(?!\s*/\*)|%(?!\s*/\*))\s*(/?)\s*([\w][\w./-]*)")
_ESCAPED_TAG = re.compile(r"\{\{([<%])\s*/\*(.{0,500}?)\*/\s*[>%]\}\}", re.DOTALL)
_COMMENT_START = re.compile(r"\{\{-?\s*/\*")
_COMMENT_END = re.compile(r"\*/\s*-?\}\}")
_HIGHLIGHTED_LINES = re.compile(r"""\bhl_lines\s*=\s*["'\[]*(\d[\d ,-]*)""")
_BOOLEANS = frozenset({"true", "false"})


def parse_shortcode(text: str, position: int) -> Tag | None:
    """Parse the shortcode at *position*. Return None if there is none."""
    match = _TAG.match(text, position)
    if match is None:
        return None
    end = text.find(">}}" if text[position + 2] == "<" else "%}}", match.end(), match.end() + MAX_TAG_LENGTH)
    if end < 0:
        return None
    arguments = text[match.end() : end].strip()
    is_self_closing = arguments.endswith("/") or match[2].endswith("/")
    return Tag(match[2].rstrip("/"), position, end + 3, arguments.removesuffix("/"), bool(match[1]), is_self_closing)


def parse_escaped_shortcode(text: str, position: int) -> tuple[int, str] | None:
    """Parse ``{{</* name */>}}``, which shows a shortcode as text. Return its end and the text."""
    match = _ESCAPED_TAG.match(text, position)
    if match is None:
        return None
    return match.end(), f"{{{{{match[1]}{match[2]}{'>' if match[1] == '<' else '%'}}}}}"


def is_template_comment(text: str, position: int) -> bool:
    """Return whether a comment of Go's templates, ``{{/* … */}}``, begins at *position*."""
    return _COMMENT_START.match(text, position) is not None


def find_template_comment_end(text: str, position: int) -> int | None:
    """Return the end of the comment ``{{/* … */}}`` at *position*, or None if there is none."""
    start = _COMMENT_START.match(text, position)
    end = text.find("*/", start.end(), start.end() + MAX_TAG_LENGTH) if start else -1
    match = _COMMENT_END.match(text, end) if end >= 0 else None
    return match.end() if match else None


def _convert_to_nothing(use: TagUse) -> Element:
    return MarkdownText("")


def _convert_parameter(use: TagUse) -> Element | None:
    """``{{< param "name" >}}``, a value of the front matter."""
    value = use.parameters.get(use.word(0).lower())
    return None if value is None else PlainText(value)


def _convert_highlight(use: TagUse) -> Element:
    """``{{< highlight go "linenos=table,hl_lines=8 15-17" >}}``."""
    lines, first = _HIGHLIGHTED_LINES.search(use.raw_arguments), read_first_number(use.raw_arguments)
    return CodeBlock(use.body.strip("\n"), use.word(0), lines=lines[1].strip(" ,") if lines else "", first_number=first)


def _convert_mermaid(use: TagUse) -> Element:
    return CodeBlock(use.body.strip("\n"), "mermaid")


def _convert_formula(use: TagUse) -> Element:
    return make_formula(use.body)


def _convert_figure(use: TagUse) -> Element | None:
    source = use.get("src", "source") or use.word(0)
    caption = use.get("caption", "title")
    if attribution := use.get("attr"):
        caption = f"{caption} {attribution}".strip()
    alt = use.get("alt") or caption or use.word(1)
    address, link = accept_source(source), accept_destination(use.get("link"))
    if address is None or (use.get("link") and link is None):
        return None
    return Image(address, alt, caption, link or NO_DESTINATION, use.get("width"), use.get("height"))


def _convert_media(use: TagUse) -> Element | None:
    """``{{< video src="clip.mp4" width="300" >}}``, ``{{< audio "talk.mp3" >}}``."""
    names = ("src", "source", "url", "file", "mp4", "webm", "mp3", "ogg", "wav", "m4a")
    source = accept_source(use.get(*names) or use.word(0))
    if source is None:
        return None
    return Image(
        source, use.get("alt", "title", "caption"), use.get("caption"), width=use.get("width"), height=use.get("height")
    )


def _convert_reference(use: TagUse) -> Element | None:
    path = use.get("path") or use.word(0)
    return Hyperlink(make_post_file_destination(path)) if path else None


def _convert_youtube(use: TagUse) -> Element | None:
    return make_video("youtube", use.get("id") or use.word(0), use.get("title"))


def _convert_vimeo(use: TagUse) -> Element | None:
    return make_video("vimeo", use.get("id") or use.word(0), use.get("title"))


def _convert_gist(use: TagUse) -> Element | None:
    """``{{< gist user id >}}``."""
    if len(use.words) < 2:
        return None
    name = f"{use.words[0]}/{use.words[1]}"
    return make_link(f"https://gist.github.com/{quote(name)}", f"gist {name}")


def _convert_tweet(use: TagUse) -> Element | None:
    """``{{< x user="…" id="…" >}}``; old versions of Hugo have the number alone."""
    number = use.get("id") or use.word(1) or use.word(0)
    if not number.isdigit():
        return None
    return make_link(f"https://x.com/{quote(use.get('user') or 'i')}/status/{number}", "X (Twitter)")


def _convert_button(use: TagUse) -> Element | None:
    target = use.get("href", "url", "link", "relref") or use.word(0)
    text = use.body.strip() or use.get("text", "label", "title", "content") or use.word(1)
    return make_link(target, text)


def _convert_admonition(use: TagUse) -> Element:
    """Themes: ``{{< notice tip "Title" >}}``, ``{{< admonition type="tip" title="Title" >}}``, ``{{< tip >}}``."""
    words = list(use.words)
    kind = use.get("type", "kind", "level", "color")
    if not kind:
        kind = words.pop(0) if words and words[0].lower() in ADMONITION_KINDS else use.name
    return make_admonition(kind, use.body, use.get("title") or " ".join(word for word in words if word not in _BOOLEANS))


def _convert_details(use: TagUse) -> Element:
    return Details(use.get("summary", "title") or use.word(0) or "…", use.body)


SHORTCODE_HANDLERS = expand_names(
    {
        "figure img image": TagHandler(_convert_figure),
        "video audio html5video html5audio video-html5 audio-html5": TagHandler(_convert_media),
        "ref relref": TagHandler(_convert_reference, inline=True),
        "youtube": TagHandler(_convert_youtube),
        "vimeo": TagHandler(_convert_vimeo),
        "param": TagHandler(_convert_parameter, inline=True),
        "comment": TagHandler(_convert_to_nothing, paired=True, verbatim=True),
        "gist": TagHandler(_convert_gist, inline=True),
        "tweet twitter x": TagHandler(_convert_tweet, inline=True),
        "highlight": TagHandler(_convert_highlight, paired=True, verbatim=True),
        "mermaid": TagHandler(_convert_mermaid, paired=True, verbatim=True),
        "math katex": TagHandler(_convert_formula, paired=True, verbatim=True),
        "button": TagHandler(_convert_button, paired=True, inline=True, optional_closing=True),
        "details expand": TagHandler(_convert_details, paired=True),
        "notice admonition callout hint alert note info tip warning danger caution important": TagHandler(
            _convert_admonition, paired=True
        ),
    }
)
"""The handlers of shortcodes, by name."""

SHORTCODES = TagSyntax(
    parse_tag=parse_shortcode,
    find_handler=lambda tag: SHORTCODE_HANDLERS.get(tag.name),
    pattern=r"\{\{[<%]\s*/?\s*NAME(?![\w-])",
    label="{{< NAME >}}",
)
"""The syntax of shortcodes."""
