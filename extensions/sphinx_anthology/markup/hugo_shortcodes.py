"""Shortcodes of Hugo, ``{{< name … >}}`` and ``{{% name … %}}``: its own and those of common themes.

Source of the rules: https://gohugo.io/content-management/shortcodes/.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from .elements import ADMONITIONS, CodeBlock, Details, Hyperlink, Image, Piece, formula, note, video
from .link_destinations import post_target
from .tags import LONGEST_TAG, Construct, Syntax, Tag, TagUse

_TAG = re.compile(r"\{\{(?:<(?!\s*/\*)|%(?!\s*/\*))\s*(/?)\s*([\w][\w./-]*)")
_ESCAPED = re.compile(r"\{\{([<%])\s*/\*(.{0,500}?)\*/\s*[>%]\}\}", re.DOTALL)

_HIGHLIGHTED = re.compile(r"""\bhl_lines\s*=\s*["'\[]*(\d[\d ,-]*)""")


def read(text: str, position: int) -> Tag | None:
    """Return the shortcode that begins at *position*."""
    match = _TAG.match(text, position)
    if match is None:
        return None
    end = text.find(">}}" if text[position + 2] == "<" else "%}}", match.end(), match.end() + LONGEST_TAG)
    if end < 0:
        return None
    inside = text[match.end() : end].strip()
    complete = inside.endswith("/") or match[2].endswith("/")
    name = match[2].rstrip("/")
    return Tag(name, position, end + 3, inside.removesuffix("/"), closes=bool(match[1]), complete=complete)


def escaped(text: str, position: int) -> tuple[int, str] | None:
    """Read ``{{</* name */>}}``, which shows a shortcode; return its end and what is shown."""
    match = _ESCAPED.match(text, position)
    if match is None:
        return None
    return match.end(), f"{{{{{match[1]}{match[2]}{'>' if match[1] == '<' else '%'}}}}}"


def _highlight(use: TagUse) -> Piece:
    """Hugo: ``go "linenos=table,hl_lines=8 15-17"``."""
    lines = _HIGHLIGHTED.search(use.title)
    return CodeBlock(use.body.strip("\n"), use.word(0), lines=lines[1].strip(" ,") if lines else "")


def _figure(use: TagUse) -> Piece | None:
    source = use.get("src", "source") or use.word(0)
    caption = use.get("caption", "title")
    if attribution := use.get("attr"):
        caption = f"{caption} {attribution}".strip()
    alt = use.get("alt") or caption or use.word(1)
    return Image(source, alt, caption, use.get("link"), use.get("width"), use.get("height")) if source else None


def _reference(use: TagUse) -> Piece | None:
    path = use.get("path") or use.word(0)
    return Hyperlink(post_target(path)) if path else None


def _video(service: str) -> Construct:
    return Construct(lambda use: video(service, use.get("id") or use.word(0), use.get("title")))


def _gist(use: TagUse) -> Piece | None:
    if len(use.words) < 2:
        return None
    name = f"{use.words[0]}/{use.words[1]}"
    return Hyperlink(f"https://gist.github.com/{quote(name)}", f"gist {name}")


def _tweet(use: TagUse) -> Piece | None:
    """Hugo: ``user="…" id="…"``, formerly the number alone."""
    number = use.get("id") or use.word(1) or use.word(0)
    return (
        Hyperlink(f"https://x.com/{quote(use.get('user') or 'i')}/status/{number}", "X (Twitter)") if number.isdigit() else None
    )


def _button(use: TagUse) -> Piece | None:
    target = use.get("href", "url", "link", "relref") or use.word(0)
    text = use.body.strip() or use.get("text", "label", "title", "content") or use.word(1)
    return Hyperlink(target, text) if target else None


def _admonition(use: TagUse) -> Piece:
    """Themes: ``{{< notice tip "Title" >}}``, ``{{< admonition type="tip" title="Title" >}}``, ``{{< tip >}}``."""
    words = list(use.words)
    kind = use.get("type", "kind", "level", "color") or (
        words.pop(0) if words and words[0].lower() in ADMONITIONS else use.name
    )
    return note(kind, use.body, use.get("title") or " ".join(word for word in words if word not in ("true", "false")))


def _details(use: TagUse) -> Piece:
    return Details(use.get("summary", "title") or use.word(0) or "…", use.body)


_ADMONITION = Construct(_admonition, paired=True)
_FIGURE = Construct(_figure)

CONSTRUCTS = {
    "figure": _FIGURE,
    "img": _FIGURE,
    "image": _FIGURE,
    "ref": Construct(_reference, flowing=True),
    "relref": Construct(_reference, flowing=True),
    "youtube": _video("youtube"),
    "vimeo": _video("vimeo"),
    "gist": Construct(_gist, flowing=True),
    "tweet": Construct(_tweet, flowing=True),
    "twitter": Construct(_tweet, flowing=True),
    "x": Construct(_tweet, flowing=True),
    "highlight": Construct(_highlight, paired=True, verbatim=True),
    "mermaid": Construct(lambda use: CodeBlock(use.body.strip("\n"), "mermaid"), paired=True, verbatim=True),
    "math": Construct(lambda use: formula(use.body), paired=True, verbatim=True),
    "katex": Construct(lambda use: formula(use.body), paired=True, verbatim=True),
    "button": Construct(_button, paired=True, flowing=True, alone=True),
    "details": Construct(_details, paired=True),
    "expand": Construct(_details, paired=True),
    "notice": _ADMONITION,
    "admonition": _ADMONITION,
    "callout": _ADMONITION,
    "hint": _ADMONITION,
    "alert": _ADMONITION,
    "note": _ADMONITION,
    "info": _ADMONITION,
    "tip": _ADMONITION,
    "warning": _ADMONITION,
    "danger": _ADMONITION,
    "caution": _ADMONITION,
    "important": _ADMONITION,
}
"""What is known of shortcodes, by their names."""

SHORTCODES = Syntax(
    read=read,
    find=lambda tag: CONSTRUCTS.get(tag.name),
    pattern=r"\{\{[<%]\s*/?\s*NAME(?![\w-])",
    shown="{{< NAME >}}",
)
