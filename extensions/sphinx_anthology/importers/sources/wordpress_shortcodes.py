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
from ..html.formulas import FORMULA

_CODE_LANGUAGES = (
    "actionscript3 bash clojure coldfusion cpp csharp css delphi diff erlang fsharp go groovy html java javafx javascript "
    "latex matlab objc perl php powershell python r ruby scala sql vb xml js py sh text"
).split()
_CODE = re.compile(
    rf"\[(?<!\[\[)(code|sourcecode|source|{'|'.join(_CODE_LANGUAGES)})(\s[^\]\n]{{0,500}})?\](.*?)\[/\1\](?!\])",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))|([^\s"'\]]+)""")
_ESCAPED = re.compile(r"\[(\[[a-z][\w-]{0,40}[^\]\n]{0,500}\])\]")
_KNOWN = "caption|wp_caption|gallery|youtube|vimeo|embed|audio|video|gist|playlist|wpvideo"
_VALUES = "|".join(rf"{mark}(?:[^{mark}\[]|\[(?!/?(?:{_KNOWN})\b)){{0,5000}}{mark}" for mark in "\"'")
"""Quoted values. None reaches into the next shortcode, because the closing mark may be missing."""
_SHORTCODE = re.compile(
    rf"\[(?<!\[\[)({_KNOWN})(?=[\s=\]/])((?:[^\[\]\"']|{_VALUES}){{0,2000}}|[^\[\]]{{0,2000}})\]"
    r"(?:((?:(?!\[\1[\s\]]).){0,20000}?)\[/\1\])?",
    re.DOTALL | re.IGNORECASE,
)
_UNKNOWN = re.compile(r"\[(?<![\[\w\]]\[)([a-z][\w-]{2,40})(?:\s+[\w-]+=[^\s\]][^\]\n]{0,500})?/?\](?![\](:])")
_CLOSING = re.compile(r"\[/([a-z][\w-]{2,40})\]")
_LATEX = re.compile(r"\$latex[\s=]\s*(.{1,2000}?)(?<!\\)(?:&(?:amp;|#038;)?[a-z]+=\w{1,8})*\$", re.DOTALL)
"""A formula of Jetpack, without its size and colours. Source: https://wordpress.com/support/latex/"""
_LINK = re.compile(r"""<a\s[^>]{0,2000}?\bhref=["']([^"']{1,2000})["']""", re.IGNORECASE)
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
    text = _LATEX.sub(_write_formula, _expand_known(text, context))
    closed = set(_CLOSING.findall(text))
    for match in _UNKNOWN.finditer(text):
        if "=" in match[0] or match[1] in closed:
            context.notes[f"the shortcode [{match[1]}] is shown as text, because only its plugin knows what it means"] = None
    return _ESCAPED.sub(r"\1", text)


def _write_formula(match: re.Match[str]) -> str:
    return f'<code {FORMULA}="1">{escape(unescape(" ".join(match[1].split())), quote=False)}</code>'


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


def _expand_known(text: str, context: ShortcodeContext) -> str:
    return _SHORTCODE.sub(lambda match: _expand(match, context), text)


def _expand(match: re.Match[str], context: ShortcodeContext) -> str:
    name = match[1].lower()
    raw = match[2] or ""
    content = (match[3] or "").strip()
    if name not in _EXPANSIONS:
        link = _LINK.match(content)
        if link is None and content.startswith(("[", "<")):
            return _expand_known(content, context)  # a shortcode or a frame in [embed]
        address = (link[1] if link else content) or raw.strip().removeprefix("=").strip(" /\"'")
        return _expand_address(name, address.split()[0] if address else "", _read_attributes(raw))
    return _EXPANSIONS[name](_read_attributes(raw), content, context)


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
    """Return a figure. Whatever is behind its caption has lost the end of it, and stands below the figure."""
    match = _IMAGE.match(content)
    if match is None:
        return _expand_known(content, context)
    following = _SHORTCODE.search(match[2])
    end = 0 if attributes.get("caption") else following.start() if following else len(match[2])
    caption = attributes.get("caption") or match[2][:end].strip()
    alignment = attributes.get("align", "")
    figure = f'<figure class="{escape(alignment)}">{match[1]}<figcaption>{caption}</figcaption></figure>'
    return f"\n\n{figure}\n\n{_expand_known(match[2][end:].strip(), context)}\n\n"


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
    source = next((attributes[suffix] for suffix in suffixes if attributes.get(suffix)), "")
    if source:
        return f'\n\n<{name} src="{escape(source)}" controls></{name}>\n\n'
    context.notes[f"a player [{name}] without an address is left out"] = None
    return ""


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
