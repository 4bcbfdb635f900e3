"""JSX in Markdown (MDX): components, attributes with expressions, and imports.

Source of the rules: https://mdxjs.com/docs/what-is-mdx/. Components have no fixed meaning; the table has the names that
Docusaurus, Nextra, Mintlify and common blog templates use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from markdown_it.common.html_blocks import block_names

from .elements import ADMONITIONS, Details, Hyperlink, Image, Piece, Text, note, video
from .parse_state import UnknownReason
from .tags import LONGEST_TAG, Construct, Syntax, Tag, TagUse

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_ATTRIBUTE = rf"""(?:\s+(?:[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|{_BRACES}|[^\s"'=<>`{{}}]+))?|{_BRACES}))"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[A-Z][\w.]*)(?P<attributes>{_ATTRIBUTE}*)\s*(?P<complete>/?)>")
_HTML_TAG = re.compile(rf"<(?P<name>[a-z][\w-]*)(?P<attributes>{_ATTRIBUTE}*)\s*(?P<complete>/?)>")
_ATTRIBUTES = re.compile(rf"""([\w:@.-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|({_BRACES})|([^\s"'=<>`{{}}]+)))?|{_BRACES}""")
_STRING = re.compile(r"""(["'`])((?:(?!\1)[^\n])*)\1""")
_WIDTH = re.compile(r"""\{\{[^{}]*?\b(?:max)?[wW]idth["']?\s*:\s*["']?(\d+(?:px|%)?)""")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PLAIN = re.compile(r"\{\s*([\d.]+|true|false)\s*\}")

_INLINE_NAMES = (
    "a abbr acronym applet area audio b bdi bdo big br button canvas cite code data datalist del dfn em embed font i img input "
    "ins kbd label map mark marquee meter noscript object output picture pre progress q rp rt ruby s samp script select slot "
    "small span strike strong style sub sup svg template textarea time tt u var video wbr path circle rect line g defs use "
    "polygon polyline ellipse text tspan math mi mo mn mrow msup msub mfrac semantics annotation nobr center"
)
HTML_NAMES = frozenset([*block_names, *_INLINE_NAMES.split(" ")])
"""The elements of HTML, with those of SVG and MathML that people write."""

_NAME = re.compile(r"(?<==)\s*\{\s*([A-Za-z_$][\w$]*)(?:\.(?:src|default))?\s*\}")
_PLAIN_TAG = re.compile(r"<([A-Za-z]\w*)>")
_EXPRESSION = re.compile(_BRACES + r"(?!`)")
_BLANK = re.compile(r"""\{\s*(?:(["'`])\s*\1)?\s*\}""")
_VISIBLE = re.compile(r"(?:^|\s)(?:title|label|caption|description|heading|header|text|href|to|src)\s*=")


def resolved(text: str, imports: Mapping[str, str]) -> str:
    """Return attributes with the files for the names that they were imported as."""
    if not imports or "{" not in text:
        return text
    return _NAME.sub(lambda match: f'"{escape(imports[match[1]])}"' if match[1] in imports else match[0], text)


def braces(text: str, position: int) -> int | None:
    """Return the end of the expression that begins at *position*."""
    match = _EXPRESSION.match(text, position, position + LONGEST_TAG)
    return match.end() if match else None


def type_argument(text: str, position: int) -> str:
    """Return the name in a plain tag at *position* that is no element of HTML: the argument of a type, as in ``Vec<u8>``."""
    match = _PLAIN_TAG.match(text, position)
    if match is None or (match[1].lower() in HTML_NAMES and not (len(match[1]) == 1 and match[1].isupper())):
        return ""
    return match[1]


def is_blank(expression: str) -> bool:
    """Tell whether an expression is nothing but a blank: ``{" "}``."""
    return _BLANK.fullmatch(expression) is not None


def is_transparent(construct: Construct | None) -> bool:
    """Tell whether nothing is left of a component but its content."""
    return construct is None or construct.make is _nothing


def why_lost(tag: Tag, construct: Construct | None) -> UnknownReason | None:
    """Return what is to be said of a tag that is left out; None if readers miss nothing."""
    if tag.closes:
        return None
    if construct is None:
        return UnknownReason.EMPTY if tag.complete else UnknownReason.COMPONENT
    return UnknownReason.ATTRIBUTES if not is_transparent(construct) or _VISIBLE.search(tag.arguments) else None


def read(text: str, position: int) -> Tag | None:
    """Return the tag of a component that begins at *position*."""
    match = _TAG.match(text, position, position + LONGEST_TAG)
    if match is None or (match["name"].isupper() and match["name"].lower() in HTML_NAMES):
        return None
    return Tag(
        match["name"],
        position,
        match.end(),
        match["attributes"].strip(),
        closes=bool(match["close"]),
        complete=bool(match["complete"]),
    )


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(text):
        if not match[1]:
            continue
        value = next((match[number] for number in (2, 3, 5) if match[number] is not None), None)
        if value is None and match[4]:
            plain, string = _PLAIN.fullmatch(match[4]), _STRING.search(match[4])
            value = plain[1] if plain else string[2] if string else ""
        found[match[1]] = value if value is not None else "true"
    return found


def plain_html(text: str, position: int, imports: Mapping[str, str]) -> tuple[int, str] | None:
    """Read an HTML tag with attributes as JSX writes them; return its end and the tag as HTML writes it."""
    match = _HTML_TAG.match(text, position, position + LONGEST_TAG)
    if match is None or not ("{" in _QUOTED.sub("", match["attributes"]) or " className=" in match["attributes"]):
        return None
    written = _attributes(resolved(match["attributes"], imports))
    attributes = {name: value for name, value in written.items() if value and name != "style"}
    if style := _WIDTH.search(match["attributes"]):
        attributes.setdefault("width", style[1])
    if "className" in attributes:
        attributes["class"] = attributes.pop("className")
    inside = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if not name.startswith("on"))
    return match.end(), f"<{match['name']}{inside}{' /' if match['complete'] else ''}>"


def _image(use: TagUse) -> Piece | None:
    source = use.get("src")
    if re.search(r"\.(?:mp4|webm|mov|mp3|wav)$", source):
        return Hyperlink(source)
    return Image(source, use.get("alt"), use.get("caption"), "", use.get("width"), use.get("height")) if source else None


def _youtube(use: TagUse) -> Piece | None:
    return video("youtube", use.get("id", "videoId", "youTubeId", "youtubeId", "videoID", "url", "src"), use.get("title"))


def _callout(use: TagUse) -> Piece:
    kind = use.get("type", "level", "variant", "kind", "intent", "color", "status")
    return note(kind if kind.lower() in ADMONITIONS else _kind_in(use.name), use.body, use.get("title"))


def _kind_in(name: str) -> str:
    return next((word for word in re.findall(r"[A-Z][a-z]+", name) if word.lower() in ADMONITIONS), "note")


def _link(use: TagUse) -> Piece | None:
    target = use.get("to", "href")
    return Hyperlink(target, use.body.strip()) if target else None


def _details(use: TagUse) -> Piece:
    return Details(use.get("title", "summary", "label") or "…", use.body)


def _tab(use: TagUse) -> Piece:
    label = use.get("label", "title", "value")
    return Text(use.body, lead=label)


def _key(use: TagUse) -> Piece:
    return Text(f"<kbd>{use.body}</kbd>")


def _nothing(use: TagUse) -> Piece:
    return Text("")


_NAMES = {
    "Image Img Figure Picture Screenshot Zoom": Construct(_image),
    "YouTube Youtube YouTubeEmbed YoutubeEmbed LiteYouTubeEmbed YouTubePlayer": Construct(_youtube),
    "Vimeo": Construct(lambda use: video("vimeo", use.get("id", "videoId", "url"), use.get("title"))),
    "Callout Admonition Alert AlertBox Notice Aside InfoBox Box": Construct(_callout, paired=True),
    "Note Tip Info Warning Danger Caution Important Success Error Check": Construct(_callout, paired=True),
    "Details Accordion Collapse Collapsible Spoiler Expandable": Construct(_details, paired=True),
    "Link NextLink A": Construct(_link, paired=True, flowing=True),
    "TabItem Tab Step": Construct(_tab, paired=True, alone=True),
    "Kbd": Construct(_key, paired=True, flowing=True),
    "Tabs CodeGroup Steps Cards CardGroup Columns Frame Fragment TOCInline Head": Construct(_nothing),
}
CONSTRUCTS = {name: construct for names, construct in _NAMES.items() for name in names.split()}
"""What is known of components, by their names. One that is not paired here loses its tags and keeps its content."""


def find(tag: Tag) -> Construct | None:
    """Return what is known of a component; one with an image for its source is that image, whatever its name."""
    known = CONSTRUCTS.get(tag.name)
    if known is None and re.search(r"\bsrc\s*=.*\.(?:png|jpe?g|gif|webp|svg|avif)\b", tag.arguments, re.IGNORECASE):
        return Construct(_image)
    return known


COMPONENTS = Syntax(
    read=read,
    find=find,
    pattern=r"</?NAME(?![\w.])",
    shown="<NAME>",
    arguments=lambda text: ((), _attributes(text)),
)

_COMMENT = re.compile(r"\{/\*|\*/\}")


def _comment_mark(text: str, position: int) -> Tag | None:
    match = _COMMENT.match(text, position)
    return Tag("", position, match.end(), closes=match[0] == "*/}") if match else None


COMMENTS = Syntax(
    read=_comment_mark,
    find=lambda tag: Construct(_nothing, paired=True, verbatim=True),
    pattern=_COMMENT.pattern,
    shown="{/* */}",
)
"""Comments: their marks are tags without a name."""
