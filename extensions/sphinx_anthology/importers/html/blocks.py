"""Figures, tables, code, lists, folded text and embedded pages as MyST."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from bs4 import Tag

from ...markup.syntax.escaping import make_code_span, make_fence
from .code_languages import find_code_language
from .escaping import quote_option
from .formulas import FORMULA, MATHML, convert_mathml
from .raw_html import keep_html
from .tables import convert_table
from .writer import Writer

_PICTURE = re.compile(r"[^?#]+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?(?:\S{0,200}&)?v=|shorts/|v/)|youtu\.be/)"
    r"([\w-]{11})(?![\w-])"
)
KEPT_ID = "data-anthology-kept"
"""The attribute of a heading whose id is the author's, and may be linked to from other posts."""
_VIMEO = re.compile(
    r"(?:https?:)?//(?:www\.|player\.)?vimeo\.com/(?:video/|moogaloop\.swf\?(?:\S{0,200}&)?clip_id=)?(\d{5,12})\b"
)


def is_picture_address(address: str) -> bool:
    """Return whether an address is that of a picture, by its ending."""
    return _PICTURE.fullmatch(address) is not None


def indent(text: str, prefix: str) -> str:
    """Return a text whose lines after the first begin with a prefix. Empty lines stay empty."""
    first, *others = text.split("\n")
    return "\n".join([first, *(f"{prefix}{line}" if line.strip() else "" for line in others)])


def quote_attribute(value: str) -> str:
    """Return the value of an attribute of HTML inside Markdown."""
    return escape(value).replace("\n", " ").replace("{", "&#123;")


def find_video(address: str) -> str:
    """Return the embed of a video as posts may have it; empty if the address is that of no video."""
    if match := _YOUTUBE.match(address):
        return f"@[youtube]({match[1]})"
    if match := _VIMEO.match(address):
        return f"@[vimeo]({match[1]})"
    return ""


def find_lone_image(block: Tag) -> Tag | None:
    """Return the image that is all there is in a block; None if there is anything else."""
    images = block.find_all("img")
    return images[0] if len(images) == 1 and not block.get_text(strip=True) else None


def write_image(converter: Writer, image: Tag, alignment: str = "", caption: str = "") -> str:
    """Return an image as a directive, with an alignment and a caption."""
    source = converter.rewrite_address(str(image.get("src") or ""), is_file=True).replace(" ", "%20")
    lines = [f":alt: {quote_option(str(image.get('alt') or ''))}".rstrip()]
    link = image.find_parent("a")
    if isinstance(link, Tag) and (href := str(link.get("href") or "")) and not href.startswith(("#", "data:")):
        lines.append(f":target: {converter.rewrite_address(href, is_picture_address(href)).replace(' ', '%20')}")
    if alignment:
        lines.append(f":align: {alignment}")
    content = "\n".join([*lines, *(["", caption] if caption else [])])
    fence = make_fence(content)
    return f"\n\n{fence}{{{'figure' if caption else 'image'}}} {source}\n{content}\n{fence}\n\n"


def convert_figure(converter: Writer, figure: Tag) -> str:
    """Return images with their captions, or what else is in a figure, followed by its caption."""
    caption_tag = figure.find(["figcaption", "caption"], recursive=False) or figure.find("figcaption")
    caption = ""
    is_gallery = figure.find("figure") is not None
    if isinstance(caption_tag, Tag) and (caption_tag.parent is figure or not is_gallery):
        caption_tag.name = "div"
        caption = converter.convert_element(caption_tag.extract())
    images = figure.find_all("img")
    is_only_images = not figure.get_text(strip=True) and figure.find(["iframe", "video", "table", "figure"]) is None
    alignment = str(figure.get("data-anthology-align") or "")
    if images and is_only_images and (caption or alignment):
        first = "".join(write_image(converter, image, alignment) for image in images[:-1])
        return first + write_image(converter, images[-1], alignment, caption)
    figure.name = "div"
    return f"\n\n{converter.convert_element(figure)}\n\n{caption}\n\n"


def convert_item(converter: Writer, item: Tag, text: str) -> str:
    """Return an item of a list."""
    number = item.get("data-anthology-number")
    mark = f"{number}. " if number else "- "
    return f"\n{mark}{indent(text.strip(), ' ' * len(mark))}\n"


def convert_list(converter: Writer, element: Tag, text: str) -> str:
    """Return a list. A comment keeps it apart from a list of the same kind before it."""
    content = text.strip("\n")
    before = element.previous_sibling
    while before is not None and not isinstance(before, Tag) and not str(before).strip():
        before = before.previous_sibling
    if isinstance(before, Tag) and before.name == element.name:
        return f"\n\n<!-- -->\n\n{content}\n\n"
    is_nested = element.parent is not None and element.parent.name == "li"
    if is_nested and (element.name == "ul" or content.startswith("1. ")):
        return f"\n{content}\n"
    return f"\n\n{content}\n\n"  # a list that begins with another number interrupts no paragraph


def convert_quotation(converter: Writer, element: Tag, text: str) -> str:
    """Return a quotation."""
    content = re.sub(r"\n{3,}", "\n\n", text.strip())
    return "\n\n{}\n\n".format("\n".join(f"> {line}".rstrip() for line in content.split("\n"))) if content else ""


def convert_code_block(converter: Writer, element: Tag) -> str:
    """Return code between fences, with its language. A paragraph in ``pre`` tags is code, too."""
    code = element.get_text().rstrip().strip("\n")
    if not code:
        return ""
    if element.get(FORMULA):
        return f"\n\n$$\n{code}\n$$\n\n"
    fence = make_fence(code)
    return f"\n\n{fence}{find_code_language(element)}\n{code}\n{fence}\n\n"


def convert_code(converter: Writer, element: Tag, text: str) -> str:
    """Return code in a sentence."""
    if element.find_parent("pre") is not None:
        return text
    code = " ".join(element.get_text().split())
    if not code:
        return " " if text else ""
    if element.get(FORMULA) and "`" not in code:
        return f"$`{code}`$"
    span = make_code_span(code)
    return span.replace("|", "\\|") if element.find_parent("cell") is not None else span


def convert_details(converter: Writer, element: Tag) -> str:
    """Return folded text."""
    summary_tag = element.find("summary", recursive=False)
    title = "Details"
    if isinstance(summary_tag, Tag):
        title = escape(" ".join(summary_tag.get_text().split()), quote=False).replace("{", "&#123;") or title
        summary_tag.extract()
    element.name = "div"
    content = converter.convert_element(element)
    is_open = " open" if element.has_attr("open") else ""
    return f"\n\n<details{is_open}>\n<summary>{title}</summary>\n\n{content}\n\n</details>\n\n"


def convert_iframe(converter: Writer, element: Tag) -> str:
    """Return an embedded page: a video, or a frame as it is."""
    source = str(element.get("src") or "").strip()
    if source.startswith("//"):
        source = f"https:{source}"
    if not re.match(r"https?://", source):
        converter.notes.append("a frame without an address on the web is left out")
        return ""
    if video := find_video(source):
        return f"\n\n{video}\n\n"
    sizes = "".join(
        f' {name}="{element[name]}"' for name in ("width", "height") if re.fullmatch(r"\d{1,5}%?", str(element.get(name) or ""))
    )
    title = quote_attribute(str(element.get("title") or source))
    return f'\n\n<iframe src="{quote_attribute(source)}" title="{title}"{sizes} loading="lazy" allowfullscreen></iframe>\n\n'


def convert_media(converter: Writer, element: Tag) -> str:
    """Return a player."""
    sources = [str(tag.get("src")) for tag in (element, *element.find_all("source")) if tag.get("src")]
    if not sources:
        return ""
    addresses = [converter.rewrite_address(source, is_file=True) for source in dict.fromkeys(sources)]
    if len(addresses) == 1:
        return f'\n\n<{element.name} src="{quote_attribute(addresses[0])}" controls></{element.name}>\n\n'
    inner = "".join(f'<source src="{quote_attribute(address)}">' for address in addresses)
    return f"\n\n<{element.name} controls>{inner}</{element.name}>\n\n"


def convert_division(converter: Writer, element: Tag, text: str) -> str:
    """Return the content of a division, which means nothing by itself unless it is aligned."""
    content = text.strip()
    if not content:
        return ""
    alignment = element.get("data-anthology-align")
    if alignment in ("center", "right") and "```{" not in content and "<div" not in content:
        return f'\n\n<div class="align-{alignment}">\n\n{content}\n\n</div>\n\n'
    return f"\n\n{content}\n\n"


def convert_rule(converter: Writer, element: Tag, text: str) -> str:
    """Return a rule, or the end of the excerpt."""
    is_more = "anthology-more" in (element.get("class") or [])
    return "\n\n<!-- more -->\n\n" if is_more else "\n\n---\n\n"


CONVERSIONS: Mapping[str, Callable[[Writer, Tag, str], str]] = {
    **dict.fromkeys(("ul", "ol"), convert_list),
    **dict.fromkeys(
        "div section article main header footer aside nav address center figcaption caption notes-list".split(),
        convert_division,
    ),
    "blockquote": convert_quotation,
    "code": convert_code,
    "samp": convert_code,
    "hr": convert_rule,
    "li": convert_item,
}
"""What converts an element. All others are converted by :class:`.converter.MystConverter`."""
WHOLE: Mapping[str, Callable[[Writer, Tag], str]] = {
    **dict.fromkeys(("video", "audio"), convert_media),
    "details": convert_details,
    "dl": keep_html,
    "figure": convert_figure,
    "iframe": convert_iframe,
    MATHML: lambda converter, element: convert_mathml(element),
    "pre": convert_code_block,
    "table": convert_table,
}
"""What converts an element with all that is in it."""
