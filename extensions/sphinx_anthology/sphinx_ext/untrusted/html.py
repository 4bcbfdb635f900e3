"""HTML of untrusted posts, cleaned tag by tag.

MyST makes a node of each piece of HTML: ``<b>`` and ``</b>`` are two nodes, and a block ends at an empty line. So no piece is
a document that could be cleaned as a whole. Instead, nh3 cleans each opening tag, text is escaped, and the tags of the nodes
that have the same parent are paired: what is closed was opened there, and what was opened there gets closed. So HTML is nested
in the page as its nodes are, and no tag can close an element of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from html import escape, unescape

import nh3

_CELL = {"align", "valign", "colspan", "rowspan", "width", "scope"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{name: {"align"} for name in "h1 h2 h3 h4 h5 h6".split()},
    **{name: set() for name in "abbr b bdi bdo big blockquote br caption center cite code dd del dfn dl dt em".split()},
    **{name: set() for name in "figcaption figure hr i ins kbd mark pre q rp rt ruby s samp small span strike strong".split()},
    **{name: set() for name in "sub summary sup thead tbody tfoot tt u var wbr".split()},
    "a": {"href"},
    "col": {"span", "width"},
    "colgroup": {"span"},
    "details": {"open"},
    "div": {"align"},
    "font": {"color"},
    "img": {"src", "alt", "width", "height", "align"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "p": {"align"},
    "table": {"align", "border", "width"},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime"},
    "tr": {"align", "valign"},
    "ul": set(),
    "*": {"title", "lang", "dir"},
}
"""The elements that may stay, and their attributes. None of them changes how the HTML after it is parsed."""
_SCHEMES = {"http", "https", "mailto"}
LINK_RELATION = "nofollow noopener ugc"
"""What links of untrusted posts say of their target: it is user-generated content.

Source: https://html.spec.whatwg.org/multipage/links.html#linkTypes, and https://microformats.org/wiki/rel-ugc
"""
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_PARENTS: dict[str, Collection[str]] = {
    "caption": {"table"},
    "col": {"colgroup"},
    "colgroup": {"table"},
    "dd": {"dl"},
    "dt": {"dl"},
    "figcaption": {"figure"},
    "li": {"ul", "ol"},
    "rp": {"ruby"},
    "rt": {"ruby"},
    "summary": {"details"},
    "tbody": {"table"},
    "td": {"tr"},
    "tfoot": {"table"},
    "th": {"tr"},
    "thead": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
}
"""Elements that are dropped if none of these is open, because they would end an element of the page."""
_WITH_CONTENT = frozenset(
    "script style template noscript noembed noframes textarea title xmp iframe plaintext svg math head select".split()
)
"""Elements that are removed with their content, which is no text for readers."""
_UNREPORTED = frozenset({"rel", "target", "loading", "decoding", "class"})
"""Attributes whose loss changes nothing for readers, or only what stylesheets of other sites did."""
_CONTEXTS = {
    "caption": "<table>",
    "col": "<table><colgroup>",
    "colgroup": "<table>",
    "tbody": "<table>",
    "td": "<table><tbody><tr>",
    "tfoot": "<table>",
    "th": "<table><tbody><tr>",
    "thead": "<table>",
    "tr": "<table><tbody>",
}
"""The tags before an opening tag without which a parser ignores it."""

_TOKEN = re.compile(
    r"""<!--(?:-?>|.*?--!?>)
      | <!\[CDATA\[.*?\]\]>
      | <(?!!--)[!?][^>]*>
      | </(?P<closed>[A-Za-z][^\s/>]*)[^>]*>
      | <(?P<opened>[A-Za-z][^\s/>]*)(?P<attributes>(?:[^>"']|"[^"]*"|'[^']*')*+)>""",
    re.VERBOSE | re.DOTALL,
)
_MAX_DEPTH = 100
"""Maximum number of elements that are open at the same place."""
_MAX_NAME = 40  # characters
_BEGINNING = re.compile(r"<(?:/?[A-Za-z]|[!?])")
"""The beginning of a tag, comment or declaration."""
_TAG_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_CLEAN_TAG = re.compile(r"""<[a-z0-9]+(?: [a-z-]+="[^"]*")*>""")
_CHECKBOX = re.compile(
    r'<input class="task-list-item-checkbox" (?:checked="checked" )?(?:disabled="disabled" )?type="checkbox"(?: /)?>'
)
"""What MyST makes of ``[x]`` in a list."""
_VIDEO = re.compile(r'<div class="anthology-video">(<iframe [^<>]*></iframe>)</div>')
"""What this package makes of a video of a service."""
_FRAME = (
    '<div class="anthology-video"><iframe src="{}" title="{}" loading="lazy" allowfullscreen="allowfullscreen" '
    'allow="accelerometer; encrypted-media; gyroscope; picture-in-picture; web-share" '
    'referrerpolicy="strict-origin-when-cross-origin" '
    'sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"></iframe></div>'
)
_EMBED_PATHS = {
    "www.youtube-nocookie.com": "/embed/",
    "www.youtube.com": "/embed/",
    "youtube.com": "/embed/",
    "player.vimeo.com": "/video/",
}
"""The beginnings of the paths of players. Other pages of these hosts lead to any site: ``/redirect?q=…``."""
_OTHER_PATH = re.compile(r"/\.{1,2}(?:/|$)|//|[\\%]")
"""What makes another path of a path, in a browser or on the server."""
_FRAME_ADDRESS = re.compile(r"(?:https?:)?//(?P<host>[A-Za-z0-9.-]+)(?P<path>/[^\s\\]*)?")


class HtmlCleaner:
    """Cleans the HTML of the nodes that have one parent, in their order."""

    def __init__(self, frame_hosts: Collection[str], report: Callable[[str], None]) -> None:
        """Start without any open element.

        :param frame_hosts: the hosts whose pages may be shown in frames, each with the beginning of a path or not.
        :param report: gets the name of each element and attribute that is removed: ``<script>``, ``onclick``.
        """
        self._frames = [_read_frame_host(entry) for entry in frame_hosts]
        self._report = report
        self._open: list[str] = []
        """The names of the open elements, the innermost last."""

    def clean(self, html: str) -> str:
        """Return the cleaned HTML of the next node."""
        if _CHECKBOX.fullmatch(html):
            return html
        if video := _VIDEO.fullmatch(html):
            html = video[1]
        parts: list[str] = []
        position = 0
        while (start := html.find("<", position)) >= 0:
            parts.append(_escape_text(html[position:start]))
            token = _TOKEN.match(html, start)
            if token is None and _BEGINNING.match(html, start):
                position = start  # It never ends. No browser shows the rest; here it is text.
                break
            position = token.end() if token else start + 1
            if token is None:
                parts.append("&lt;")
            elif token["closed"]:
                parts.append(self._close(token["closed"].lower()))
            elif token["opened"]:
                name = token["opened"].lower()
                parts.append(self._open_tag(name, token))
                if name in _WITH_CONTENT:
                    position = _find_end(html, name, position)
        parts.append(_escape_text(html[position:]))
        return "".join(parts)

    def close_all(self) -> str:
        """Return the closing tags of the elements that are still open."""
        tags = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return tags

    def _open_tag(self, name: str, token: re.Match[str]) -> str:
        """Return the HTML for an opening tag; empty if the element may not stay."""
        if name == "iframe" and (frame := self._make_frame(token[0])):
            return frame
        if name not in _ATTRIBUTES or not _TAG_NAME.fullmatch(name):
            self._report(f"<{name[:_MAX_NAME]}>")
            return ""
        closed = self._close_before(name)
        if closed is None or len(self._open) >= _MAX_DEPTH:
            return closed or ""
        tag = _clean_tag(name, token[0])
        for attribute in _ATTRIBUTE.findall(token["attributes"]):
            if f' {attribute.lower()}="' not in tag and attribute.lower() not in _UNREPORTED:
                self._report(attribute.lower()[:_MAX_NAME])
        if name in _VOID:
            return f"{closed}{tag[:-1]} />"
        self._open.append(name)
        return closed + tag

    def _close_before(self, name: str) -> str | None:
        """Return the closing tags that an element needs before it; None if the element that it belongs into is not open."""
        parents = _PARENTS.get(name)
        if parents is None:
            return ""
        depth = next((depth for depth in reversed(range(len(self._open))) if self._open[depth] in parents), None)
        return None if depth is None else self._close_from(depth + 1)

    def _close(self, name: str) -> str:
        """Return the closing tags up to that of the innermost open element of a name; none if there is no such element."""
        if name not in self._open:
            return ""
        return self._close_from(len(self._open) - 1 - self._open[::-1].index(name))

    def _close_from(self, depth: int) -> str:
        tags = "".join(f"</{name}>" for name in reversed(self._open[depth:]))
        del self._open[depth:]
        return tags

    def _make_frame(self, tag: str) -> str:
        """Return the element for a frame of an allowed host; empty for any other."""
        values = _read_frame(tag)
        match = _FRAME_ADDRESS.fullmatch(values.get("src", "").strip())
        if match is None:
            return ""
        host, path = match["host"].lower(), match["path"] or "/"
        starts = [start for listed, start in self._frames if listed == host and path.startswith(start)]
        if not starts or ("/" not in starts and _OTHER_PATH.search(re.split("[?#]", path)[0])):
            return ""
        address = f"https://{host}{path}"
        return _FRAME.format(escape(address), escape(values.get("title", "") or match["host"]))


def _read_frame_host(entry: str) -> tuple[str, str]:
    """Return a host, and how the paths of its frames begin."""
    host, slash, path = entry.partition("/")
    host = host.lower()
    return host, slash + path if slash else _EMBED_PATHS.get(host, "/")


def _read_frame(tag: str) -> dict[str, str]:
    """Return the address and the title of a frame, as a browser reads them."""
    values: dict[str, str] = {}

    def collect(_tag: str, attribute: str, value: str) -> str:
        values[attribute] = value
        return value

    nh3.clean(tag, tags={"iframe"}, attributes={"iframe": {"src", "title"}}, attribute_filter=collect)
    return values


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_ATTRIBUTES) - {"*"},
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=LINK_RELATION,
    )


def _clean_tag(name: str, tag: str) -> str:
    """Return an opening tag with the attributes that may stay, and without any if nh3 reads more than a tag in it."""
    before = _CONTEXTS.get(name, "")
    cleaned = _cleaner().clean(before + tag).removeprefix(before)
    opening = cleaned[: cleaned.find(">") + 1]
    is_tag = opening.startswith((f"<{name} ", f"<{name}>")) and _CLEAN_TAG.fullmatch(opening)
    # XHTML, which EPUB is, does not know the names of characters.
    return opening.replace("&nbsp;", "&#160;") if is_tag else f"<{name}>"


def _escape_text(text: str) -> str:
    return escape(unescape(text), quote=False) if text else ""


def _find_end(html: str, name: str, position: int) -> int:
    """Return the position after the closing tag of an element, or the end of the HTML if there is none."""
    match = re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE).search(html, position)
    return match.end() if match else len(html)
