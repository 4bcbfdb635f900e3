"""Shortcodes of WordPress, of Jetpack, and of the plugins for code that most blogs had.

Sources: https://codex.wordpress.org/Shortcode_API, ``wp-includes/media.php`` of https://github.com/WordPress/WordPress, and
https://wordpress.com/support/wordpress-editor/blocks/syntax-highlighter-code-block/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from ..html.blocks import find_video

_CODE_LANGUAGES = (
    "actionscript3 bash clojure coldfusion cpp csharp css delphi diff erlang fsharp go groovy html java javafx javascript "
    "latex matlab objc perl php powershell python r ruby scala sql vb xml js py sh text"
).split()
_CODE = re.compile(
    rf"(?<!\[)\[(code|sourcecode|source|{'|'.join(_CODE_LANGUAGES)})(\s[^\]\n]{{0,500}})?\](.*?)\[/\1\](?!\])",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|([^\s"'\]]+)""")
_ESCAPED = re.compile(r"\[(\[[a-z][\w-]{0,40}[^\]\n]{0,500}\])\]")
_KNOWN = "caption|wp_caption|gallery|youtube|vimeo|embed|audio|video|gist|playlist|wpvideo"
_SHORTCODE = re.compile(
    rf"(?<!\[)\[({_KNOWN})(?=[\s=\]/])((?:[^\[\]\"']|\"[^\"]{{0,5000}}\"|'[^']{{0,5000}}'){{0,2000}})\](?:((?:(?!\[\1[\s\]]).){{0,20000}}?)\[/\1\])?",
    re.DOTALL | re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(?<![\[\w\]])\[([a-z][\w-]{2,40})(?:\s+[\w-]+=[^\s\]][^\]\n]{0,500})?/?\](?![\](:])")
_CLOSING = re.compile(r"\[/([a-z][\w-]{2,40})\]")
_IMAGE = re.compile(r"((?:<a\s[^>]{0,2000}>\s*)?<img\s[^>]{0,4000}>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library."""

    url: str
    alt: str
    caption: str


@dataclass(slots=True)
class ShortcodeContext:
    """What shortcodes of a post refer to."""

    attachments: Mapping[str, Attachment]
    own_attachments: tuple[str, ...]
    notes: dict[str, None]
    code: list[str] = field(default_factory=list)
    """Blocks of code, which nothing else may change."""

    def insert_code(self, html: str) -> str:
        """Return HTML with the blocks of code in their places."""
        return re.sub(r"<pre anthology-code-(\d+)></pre>", lambda match: self.code[int(match[1])], html)


def expand_shortcodes(text: str, context: ShortcodeContext) -> str:
    """Return a text with HTML for its shortcodes. Those of other plugins stay, and are noted."""
    text = _CODE.sub(lambda match: _keep_code(match, context), text)
    text = _SHORTCODE.sub(lambda match: _expand(match, context), text)
    closed = set(_CLOSING.findall(text))
    for match in _UNKNOWN.finditer(text):
        if "=" in match[0] or match[1] in closed:
            context.notes[f"the shortcode [{match[1]}] is shown as text, because only its plugin knows what it means"] = None
    return _ESCAPED.sub(r"\1", text)


def _keep_code(match: re.Match[str], context: ShortcodeContext) -> str:
    name, attributes, code = match[1].lower(), _read_attributes(match[2] or ""), match[3]
    language = attributes.get("language") or attributes.get("lang") or (name if name in _CODE_LANGUAGES else "")
    code = unescape(re.sub(r"</?p>|<br\s*/?>", "", code)).strip("\r\n")
    mark = f' data-lang="{escape(language)}"' if language else ""
    context.code.append(f"<pre{mark}><code>{escape(code, quote=False)}</code></pre>")
    return f"\n\n<pre anthology-code-{len(context.code) - 1}></pre>\n\n"


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a shortcode. Those without a name have their number as one."""
    attributes: dict[str, str] = {}
    text = text.strip().rstrip("/")
    for match in _ATTRIBUTE.finditer(text.removeprefix("=")):
        if match[1]:
            attributes[match[1].lower()] = unescape(next(value for value in match.groups()[1:4] if value is not None))
        else:
            attributes[str(len(attributes))] = unescape(match[5])
    return attributes


def _expand(match: re.Match[str], context: ShortcodeContext) -> str:
    name = match[1].lower()
    raw = match[2] or ""
    if name in ("youtube", "vimeo", "embed", "gist", "wpvideo"):
        address = (match[3] or raw.strip().removeprefix("=").strip(" /\"'")).strip()
        return _expand_address(name, address.split()[0] if address else "", _read_attributes(raw))
    attributes = _read_attributes(raw)
    return _EXPANSIONS[name](attributes, match[3] or "", context)


def _expand_address(name: str, address: str, attributes: Mapping[str, str]) -> str:
    address = unescape(attributes.get("id") or attributes.get("url") or attributes.get("src") or address).strip("\"'")
    if not address.startswith("http"):
        hosts = {
            "youtube": "https://www.youtube.com/watch?v=",
            "vimeo": "https://vimeo.com/",
            "gist": "https://gist.github.com/",
        }
        address = f"{hosts[name]}{address}" if name in hosts else address
    if find_video(address):
        return f'\n\n<p><iframe src="{escape(address)}"></iframe></p>\n\n'
    return f'\n\n<p><a href="{escape(address)}">{escape(address)}</a></p>\n\n' if address.startswith("http") else address


def _expand_caption(attributes: Mapping[str, str], content: str, context: ShortcodeContext) -> str:
    match = _IMAGE.match(content.strip())
    if match is None:
        return content
    caption = attributes.get("caption") or match[2].strip()
    alignment = attributes.get("align", "")
    return f'\n\n<figure class="{escape(alignment)}">{match[1]}<figcaption>{caption}</figcaption></figure>\n\n'


def _expand_gallery(attributes: Mapping[str, str], content: str, context: ShortcodeContext) -> str:
    ids = re.findall(r"\d+", attributes.get("ids") or attributes.get("include") or "") or list(context.own_attachments)
    figures = []
    for identity in ids:
        attachment = context.attachments.get(identity)
        if attachment is None or not attachment.url:
            context.notes[f"the picture {identity} of a gallery is not in the export"] = None
            continue
        caption = f"<figcaption>{attachment.caption}</figcaption>" if attachment.caption else ""
        figures.append(f'<figure><img src="{escape(attachment.url)}" alt="{escape(attachment.alt)}">{caption}</figure>')
    return f'\n\n<figure class="gallery">{"".join(figures)}</figure>\n\n' if figures else ""


def _expand_media(name: str, attributes: Mapping[str, str], context: ShortcodeContext) -> str:
    suffixes = ("src", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav", "0")
    sources = [attributes[suffix] for suffix in suffixes if attributes.get(suffix, "").startswith(("http", "/"))]
    return f'\n\n<{name} src="{escape(sources[0])}" controls></{name}>\n\n' if sources else ""


def _leave_out(attributes: Mapping[str, str], content: str, context: ShortcodeContext) -> str:
    context.notes["a playlist is left out"] = None
    return ""


_EXPANSIONS: Mapping[str, Callable[[Mapping[str, str], str, ShortcodeContext], str]] = {
    "caption": _expand_caption,
    "wp_caption": _expand_caption,
    "gallery": _expand_gallery,
    "audio": lambda attributes, content, context: _expand_media("audio", attributes, context),
    "video": lambda attributes, content, context: _expand_media("video", attributes, context),
    "playlist": _leave_out,
}
