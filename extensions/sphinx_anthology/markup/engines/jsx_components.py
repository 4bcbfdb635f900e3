"""JSX components (MDX): ``<Callout type="tip">``, ``<Image src="…" />``, ``<Tabs>``, and comments.

Components have no fixed meaning. :data:`COMPONENT_HANDLERS` has the names that Docusaurus, Nextra, Mintlify and common blog
templates use. An unknown component loses its tags, keeps its content and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..syntax.elements import ADMONITION_KINDS, Details, Element, Image, MarkdownText, make_admonition, make_link, make_video
from ..syntax.jsx_syntax import parse_component_tag, parse_jsx_attributes, resolve_imports
from ..syntax.link_destinations import accept_source
from ..syntax.parse_state import UnknownReason
from ..syntax.tags import Tag, TagHandler, TagSyntax, TagUse, expand_names

_IMAGE_SOURCE = re.compile(r"\bsrc\s*=.*\.(?:png|jpe?g|gif|webp|svg|avif)\b", re.IGNORECASE)
_CAPITALISED_WORD = re.compile(r"[A-Z][a-z]+")
_VISIBLE_ATTRIBUTE = re.compile(r"(?:^|\s)(?:title|label|caption|description|heading|header|text|href|to|src)\s*=")
_COMMENT_MARK = re.compile(r"\{/\*|\{\{-?\s*/\*|\*/\s*-?\}\}|\*/\}")


def _convert_image(use: TagUse) -> Element | None:
    source = accept_source(use.get("src", "url"))
    if source is None:
        return None
    return Image(source, use.get("alt"), use.get("caption"), width=use.get("width"), height=use.get("height"))


def _convert_youtube(use: TagUse) -> Element | None:
    identity = use.get("id", "videoId", "youTubeId", "youtubeId", "videoID", "url", "src")
    return make_video("youtube", identity, use.get("title"))


def _convert_vimeo(use: TagUse) -> Element | None:
    return make_video("vimeo", use.get("id", "videoId", "url"), use.get("title"))


def _convert_callout(use: TagUse) -> Element:
    kind = use.get("type", "level", "variant", "kind", "intent", "color", "status")
    if kind.lower() not in ADMONITION_KINDS:
        words = _CAPITALISED_WORD.findall(use.name)
        kind = next((word for word in words if word.lower() in ADMONITION_KINDS), "note")
    return make_admonition(kind, use.body, use.get("title"))


def _convert_link(use: TagUse) -> Element | None:
    return make_link(use.get("to", "href"), use.body.strip())


def _convert_details(use: TagUse) -> Element:
    return Details(use.get("title", "summary", "label") or "…", use.body)


def _convert_tab(use: TagUse) -> Element:
    return MarkdownText(use.body, lead=use.get("label", "title", "value"))


def _convert_key(use: TagUse) -> Element:
    return MarkdownText(f"<kbd>{use.body}</kbd>")


def _convert_to_nothing(use: TagUse) -> Element:
    return MarkdownText("")


COMPONENT_HANDLERS = expand_names(
    {
        "Image Img Figure Picture Screenshot Zoom Video Audio VideoPlayer AudioPlayer": TagHandler(_convert_image),
        "YouTube Youtube YouTubeEmbed YoutubeEmbed LiteYouTubeEmbed YouTubePlayer": TagHandler(_convert_youtube),
        "Vimeo": TagHandler(_convert_vimeo),
        "Callout Admonition Alert AlertBox Notice Aside InfoBox Box": TagHandler(_convert_callout, paired=True),
        "Note Tip Info Warning Danger Caution Important Success Error Check": TagHandler(_convert_callout, paired=True),
        "Details Accordion Collapse Collapsible Spoiler Expandable": TagHandler(_convert_details, paired=True),
        "Link NextLink A": TagHandler(_convert_link, paired=True, inline=True),
        "TabItem Tab Step": TagHandler(_convert_tab, paired=True, optional_closing=True),
        "Kbd": TagHandler(_convert_key, paired=True, inline=True),
        "Tabs CodeGroup Steps Cards CardGroup Columns Frame Fragment TOCInline Head": TagHandler(_convert_to_nothing),
    }
)
"""The handlers of components, by name. A component of the last row loses its tags and keeps its content."""


def find_component_handler(tag: Tag) -> TagHandler | None:
    """Return the handler of a component. An unknown component with an image as ``src`` is handled as that image."""
    handler = COMPONENT_HANDLERS.get(tag.name)
    return TagHandler(_convert_image) if handler is None and _IMAGE_SOURCE.search(tag.arguments) else handler


def is_transparent(handler: TagHandler | None) -> bool:
    """Return whether only the content of a component is shown."""
    return handler is None or handler.convert is _convert_to_nothing


def explain_loss(tag: Tag, handler: TagHandler | None) -> UnknownReason | None:
    """Return the reason to report a tag that is left out, or None if readers miss nothing."""
    if tag.is_closing:
        return None
    if handler is None:
        return UnknownReason.EMPTY_COMPONENT if tag.is_self_closing else UnknownReason.COMPONENT
    is_visible = not is_transparent(handler) or _VISIBLE_ATTRIBUTE.search(tag.arguments)
    return UnknownReason.ATTRIBUTES if is_visible else None


def parse_component(text: str, position: int, imported_images: Mapping[str, str]) -> Tag | None:
    """Parse the tag of a component at *position*, and replace the names of imported images in it by their files."""
    tag = parse_component_tag(text, position)
    return tag._replace(arguments=resolve_imports(tag.arguments, imported_images)) if tag else None


def _parse_comment_mark(text: str, position: int) -> Tag | None:
    match = _COMMENT_MARK.match(text, position)
    return Tag("", position, match.end(), is_closing=match[0][0] == "*") if match else None


_COMMENT_HANDLER = TagHandler(_convert_to_nothing, paired=True, verbatim=True)

COMPONENTS = TagSyntax(
    parse_tag=parse_component_tag,
    find_handler=find_component_handler,
    pattern=r"</?NAME(?![\w.])",
    label="<NAME>",
    parse_arguments=parse_jsx_attributes,
)
"""The syntax of components."""

COMMENTS = TagSyntax(
    parse_tag=_parse_comment_mark,
    find_handler=lambda tag: _COMMENT_HANDLER,
    pattern=_COMMENT_MARK.pattern,
    label="{/* */}",
)
"""The syntax of comments. The marks of a comment are an opening tag and a closing tag without a name."""
