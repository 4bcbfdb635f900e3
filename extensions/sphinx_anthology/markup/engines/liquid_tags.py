"""Tags and expressions of Liquid (Jekyll) and Nunjucks (Hexo): ``{% highlight %}``, ``{% post_url %}``, ``{{ site.url }}``.

A tag with a handler in :data:`LIQUID_HANDLERS` is converted; any other tag is shown as text and reported.
Sources: https://jekyllrb.com/docs/liquid/tags/ and https://hexo.io/docs/tag-plugins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from ..syntax.elements import (
    CodeBlock,
    Element,
    Hyperlink,
    Image,
    MarkdownText,
    make_admonition,
    make_formula,
    make_link,
    make_video,
)
from ..syntax.link_destinations import accept_source, make_post_file_destination
from ..syntax.media import find_media_kind
from ..syntax.tags import MAX_TAG_LENGTH, Tag, TagHandler, TagSyntax, TagUse, expand_names

LIQUID_EXPRESSION_KIND = "{{ … }}"
"""The form in which problems name an expression."""

_TAG = re.compile(r"\{%-?\s*(\w[\w-]*|#)")
_EXPRESSION = re.compile(r"\{\{-?\s*(?=[\w\"'])")
_PAGE_PARAMETER = re.compile(r"page\.([\w.-]+)\s*(?:\|\s*(?:escape|xml_escape|strip|strip_html|strip_newlines)\s*)*")
_STRING = re.compile(r"""(["'])(.*?)\1\s*""", re.DOTALL)
_URL_FILTERS = re.compile(r"(?:\|\s*(?:relative_url|absolute_url|prepend:\s*site\.\w+|url_for|escape|uri_escape)\s*)+")
_SITE_URL = re.compile(r"site\.(?:baseurl|url|github\.url)\s*(?:\|\s*\w+(?::\s*['\"]?[^|'\"]*['\"]?)?\s*)*")
_URL = re.compile(r"https?://\S+")
_PAGE_FILE = re.compile(r"\.(?:md|markdown|mdx|html)(?:#|$)")
_FILE = re.compile(r".+\.\w{2,5}")
_SIZE = re.compile(r"\d+(?:px|%)?")
_TITLE_AND_ALT = re.compile(r"""\s*["']?(.*?)["']?\s*(?:"([^"]*)"|'([^']*)')\s*""")
_IMAGE_FILE = re.compile(r".+\.(?:png|jpe?g|gif|webp|svg|avif)(?:[?#].*)?", re.IGNORECASE)
_NOTE_STYLES = frozenset({"no-icon", "simple", "modern", "flat", "disabled"})
_BOOLEANS = frozenset({"true", "false"})


def parse_liquid_tag(text: str, position: int) -> Tag | None:
    """Parse the tag at *position*. Return None if there is none."""
    match = _TAG.match(text, position)
    if match is None:
        return None
    end = text.find("%}", match.end(), match.end() + MAX_TAG_LENGTH)
    if end < 0:
        return None
    name, arguments = match[1], text[match.end() : end].removesuffix("-").strip()
    is_closing = name.startswith("end") and len(name) > 3
    return Tag(name.removeprefix("end") if is_closing else name, position, end + 2, arguments, is_closing)


def parse_liquid_expression(text: str, position: int) -> tuple[int, str | None] | None:
    """Parse the expression ``{{ … }}`` at *position*.

    The address of the site becomes an empty string, because addresses are relative to the site. A string keeps its text, and
    filters for addresses are ignored.

    :returns: the end, and the value or None if only the engine can evaluate the expression; None if there is no expression.
    """
    match = _EXPRESSION.match(text, position)
    if match is None:
        return None
    end = text.find("}}", match.end(), match.end() + MAX_TAG_LENGTH)
    if end < 0 or "{" in (code := text[match.end() : end]):
        return None
    code = code.removesuffix("-").strip()
    if _SITE_URL.fullmatch(code):
        return end + 2, ""
    string = _STRING.match(code)
    is_known = string and (string.end() == len(code) or _URL_FILTERS.fullmatch(code, string.end()))
    return end + 2, string[2] if string and is_known else None


def find_page_parameter(code: str, parameters: Mapping[str, str]) -> str | None:
    """Return the value of front matter that an expression such as ``page.title`` shows, or None if there is none."""
    match = _PAGE_PARAMETER.fullmatch(code)
    return parameters.get(match[1].lower()) if match else None


def _convert_highlight(use: TagUse) -> Element:
    """Jekyll: ``{% highlight language mark_lines="1 2" %}``."""
    lines = use.get("mark_lines", "hl_lines")
    lines = lines if re.fullmatch(r"[\d ,-]+", lines) else ""
    return CodeBlock(use.body.strip("\n"), use.word(0), lines=lines, first_number=int("linenos" in use.words))


def _convert_codeblock(use: TagUse) -> Element:
    """Hexo: ``{% codeblock [title] [lang:language] [url] [link text] [name:value] %}``."""
    language, caption = "", []
    for word in use.words:
        name, colon, value = word.partition(":")
        if name in ("lang", "language") and colon:
            language = value
        elif not (colon and name.isidentifier() and not value.startswith("//")) and not _URL.match(word):
            caption.append(word)
    return CodeBlock(use.body.strip("\n"), language, " ".join(caption))


def _convert_formula(use: TagUse) -> Element:
    return make_formula(use.body)


def _convert_raw(use: TagUse) -> Element:
    return MarkdownText(use.body, raw=True)


def _convert_to_nothing(use: TagUse) -> Element:
    return MarkdownText("")


def _convert_post_url(use: TagUse) -> Element | None:
    """Jekyll: ``{% post_url 2025-01-02-name %}``."""
    return Hyperlink(make_post_file_destination(use.raw_arguments)) if use.raw_arguments else None


def _convert_link(use: TagUse) -> Element | None:
    """Jekyll: ``{% link path %}``. Hexo: ``{% link text url [external] [title] %}``."""
    if url := next((word for word in use.words if _URL.match(word)), None):
        return make_link(url, " ".join(use.words[: use.words.index(url)]))
    path = use.raw_arguments.strip("\"'")
    if not path:
        return None
    return Hyperlink(make_post_file_destination(path)) if _PAGE_FILE.search(path) else make_link(f"/{path.lstrip('/')}")


def _convert_post_link(use: TagUse) -> Element | None:
    """Hexo: ``{% post_link slug [title] [escape] %}``."""
    return Hyperlink(make_post_file_destination(use.words[0]), _join_title(use)) if use.words else None


def _convert_asset_link(use: TagUse) -> Element | None:
    """Hexo: ``{% asset_link file [title] [escape] %}``."""
    return make_link(use.words[0], _join_title(use) or use.words[0]) if use.words else None


def _join_title(use: TagUse) -> str:
    """Return the words after the first one, without the argument ``escape``."""
    return " ".join(word for word in use.words[1:] if word not in _BOOLEANS)


def _convert_asset_path(use: TagUse) -> Element | None:
    """Hexo: ``{% asset_path file %}``."""
    return make_link(use.raw_arguments, use.raw_arguments)


def _convert_image(use: TagUse) -> Element | None:
    """Hexo: ``{% img [class names] file [width] [height] ["title 'alt'"] %}``."""
    position = next((number for number, word in enumerate(use.words) if _FILE.fullmatch(word)), None)
    if position is None:
        return None
    rest = list(use.words[position + 1 :])
    sizes = [rest.pop(0) for _ in range(2) if rest and _SIZE.fullmatch(rest[0])]
    title = " ".join(rest)
    match = _TITLE_AND_ALT.fullmatch(title)
    alt = (match[2] or match[3] or match[1]) if match else title
    width, height = [*sizes, "", ""][:2]
    source = accept_source(use.words[position])
    return Image(source, alt, width=width, height=height) if source else None


def _convert_media(use: TagUse) -> Element | None:
    """Plug-ins of Hexo and Jekyll: ``{% video /clip.mp4 [width] [height] [poster] %}``, ``{% audio /talk.mp3 %}``."""
    files = [word for word in use.words if find_media_kind(word)]
    source = accept_source(use.get("src", "url") or (files[0] if files else ""))
    sizes = [word for word in use.words if _SIZE.fullmatch(word)]
    width, height = [*sizes, "", ""][:2]
    return Image(source, width=use.get("width") or width, height=use.get("height") or height) if source else None


def _convert_note(use: TagUse) -> Element:
    """Hexo themes: ``{% note [kind] [style] [title] %}``."""
    words = [word for word in use.words if word not in _NOTE_STYLES]
    return make_admonition(words[0] if words else "note", use.body, " ".join(words[1:]))


def _convert_quote(use: TagUse) -> Element:
    """Hexo: ``{% blockquote [author[, source]] [link] [link title] %}``."""
    source = " ".join(use.words)
    lines = [*use.body.strip("\n").split("\n"), *(["", f"— {source}"] if source else [])]
    return MarkdownText("\n".join(f"> {line}" for line in lines))


def _convert_youtube(use: TagUse) -> Element | None:
    return make_video("youtube", use.word(0))


def _convert_vimeo(use: TagUse) -> Element | None:
    return make_video("vimeo", use.word(0))


def _convert_gist(use: TagUse) -> Element | None:
    return make_link(f"https://gist.github.com/{use.words[0]}", f"gist {use.words[0]}") if use.words else None


def _convert_include(use: TagUse) -> Element | None:
    """Jekyll: ``{% include file [name="value"] %}``. Themes have files for figures, videos and notes."""
    file = PurePosixPath(use.word(0)).stem.lower()
    address = next((value for value in use.named.values() if _IMAGE_FILE.fullmatch(value)), "")
    if address and (source := accept_source(address)):
        caption = use.get("caption", "title", "description")
        return Image(source, use.get("alt") or caption, caption, width=use.get("width"), height=use.get("height"))
    service = next(
        (name for name in ("youtube", "vimeo") if name in (use.get("provider").lower(), file.removesuffix("player"))), ""
    )
    if service and (video := make_video(service, use.get("id", "video_id", "url") or use.word(1), use.get("title"))):
        return video
    text = use.get("content", "text", "body")
    return make_admonition(use.get("type") or file, text, use.get("title")) if text else None


LIQUID_HANDLERS = expand_names(
    {
        "highlight": TagHandler(_convert_highlight, paired=True, verbatim=True),
        "codeblock code": TagHandler(_convert_codeblock, paired=True, verbatim=True),
        "katex mathjax": TagHandler(_convert_formula, paired=True, verbatim=True),
        "include include_relative include_cached include_absolute": TagHandler(_convert_include, left_out=True),
        "#": TagHandler(_convert_to_nothing),
        "raw": TagHandler(_convert_raw, paired=True, verbatim=True),
        "comment": TagHandler(_convert_to_nothing, paired=True, verbatim=True),
        "note": TagHandler(_convert_note, paired=True),
        "quote blockquote pullquote": TagHandler(_convert_quote, paired=True),
        "post_url": TagHandler(_convert_post_url, inline=True),
        "link": TagHandler(_convert_link, inline=True),
        "post_link post_path": TagHandler(_convert_post_link, inline=True),
        "asset_link": TagHandler(_convert_asset_link, inline=True),
        "asset_path": TagHandler(_convert_asset_path, inline=True),
        "gist": TagHandler(_convert_gist, inline=True),
        "asset_img img image": TagHandler(_convert_image),
        "video audio": TagHandler(_convert_media),
        "youtube": TagHandler(_convert_youtube),
        "vimeo": TagHandler(_convert_vimeo),
    }
)
"""The handlers of tags, by name."""

LIQUID = TagSyntax(
    parse_tag=parse_liquid_tag,
    find_handler=lambda tag: LIQUID_HANDLERS.get(tag.name),
    pattern=r"\{%-?\s*(?:end)?NAME(?![\w-])",
    label="{% NAME %}",
)
"""The syntax of tags."""
