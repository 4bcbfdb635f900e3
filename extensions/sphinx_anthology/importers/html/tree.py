"""Elements brought into the form that Markdown can express."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from .blocks import find_video
from .escaping import clean_blanks
from .footnotes import mark_footnotes
from .formulas import MATHML, mark_formulas
from .inline_runs import INLINE, flatten_formatting, split_line_breaks, wrap_inline_runs
from .parsing import parse_html

_MAX_DEPTH = 60
"""Maximum depth of elements. Of deeper ones, the text and the pictures stay."""
_INLINE = INLINE | {"span", "font", "tt", "big", "bdo", "wbr"}
_HEADINGS = [f"h{level}" for level in range(1, 7)]
_EMPTY_WITHOUT_TEXT = ["p", *_HEADINGS, "div", "blockquote", "li", "ul", "ol", "section", "figure", "pre"]
_CONTENT = ["img", "iframe", "video", "audio", "hr", "input", "table", "embed", "object", MATHML]
_LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-src")


def parse_tree(html: str) -> BeautifulSoup:
    """Return the elements of clean HTML, in the form that :mod:`.converter` expects."""
    soup = parse_html(html)
    _limit_depth(soup)
    for text in [node for node in soup.descendants if isinstance(node, NavigableString)]:
        cleaned = clean_blanks(text)
        if cleaned != text:
            text.replace_with(NavigableString(cleaned))
    for change in _CHANGES:
        change(soup)
    mark_footnotes(soup)
    flatten_formatting(soup)
    _repair_lists(soup)
    split_line_breaks(soup)
    _drop_empty(soup)
    wrap_inline_runs(soup)
    _drop_empty(soup)
    return soup


def _limit_depth(soup: BeautifulSoup) -> None:
    """Put what is in elements that are too deep into the deepest ones that stay. It takes linear time."""
    depths: dict[int, int] = {id(soup): 0}
    deepest: list[Tag] = []
    for element in soup.find_all(True):
        depths[id(element)] = depth = depths[id(element.parent)] + 1
        if depth == _MAX_DEPTH and element.find(True) is not None:
            deepest.append(element)
    for element in deepest:
        leaves = list(_find_leaves(element))
        element.clear()  # all at once: to unwrap one element after the other would move the same leaves again and again
        for is_text, run in groupby(leaves, key=lambda leaf: isinstance(leaf, NavigableString)):
            nodes = list(run)
            element.extend([NavigableString("".join(map(str, nodes)))] if is_text else nodes)


def _find_leaves(element: Tag) -> Iterator[PageElement]:
    """Yield copies of the texts and pictures in an element, with a blank where a block begins or ends."""
    for node in element.descendants:
        if any(isinstance(edge, Tag) and edge.name not in _INLINE for edge in (node, node.previous_sibling)):
            yield NavigableString(" ")
        if isinstance(node, NavigableString) or (isinstance(node, Tag) and node.is_empty_element):
            yield copy(node)


def _use_real_sources(soup: BeautifulSoup) -> None:
    """Give images the address that a script would load, and take out the wrappers of images."""
    for image in soup.find_all("img"):
        source = str(image.get("src") or "")
        lazy = next((str(image[name]) for name in _LAZY_SOURCES if image.get(name)), "")
        if lazy and (not source or source.startswith("data:") or "placeholder" in source):
            image["src"] = lazy
        if not image.get("src"):
            image.decompose()
    for picture in soup.find_all("picture"):
        for source_tag in picture.find_all("source"):
            source_tag.decompose()
        picture.unwrap()


def _use_styles(soup: BeautifulSoup) -> None:
    """Turn styles that mean something into elements, and drop all others."""
    for element in soup.find_all(True):
        if not (element.attrs or element.name == "center"):
            continue
        style = str(element.get("style") or "").lower().replace(" ", "")
        names: list[str] = []
        if style and element.name in ("span", "font"):
            if re.search(r"font-weight:(?:bold|[6-9]00)", style):
                names.append("strong")
            if "font-style:italic" in style:
                names.append("em")
            if "line-through" in style:
                names.append("del")
        for name in names:
            element.wrap(soup.new_tag(name))
        alignment = _find_alignment(element, style)
        if alignment:
            element["data-anthology-align"] = alignment


def _find_alignment(element: Tag, style: str) -> str:
    """Return ``left``, ``center`` or ``right``, if an element says so by a style, an attribute or a class of a service."""
    found = re.search(r"text-align:(center|right)", style)
    value = found[1] if found else str(element.get("align") or "").lower()
    classes = " ".join(element.get_attribute_list("class")) if element.get("class") else ""
    in_class = re.search(r"(?:has-text-align-|\balign-?)(left|center|right)\b", classes)
    data = re.search(r"align(Center|Right)", str(element.get("data-ke-align") or ""))
    if in_class:
        value = in_class[1]
    elif data and element.name != "table":
        value = data[1].lower()
    elif element.name == "center":
        value = "center"
    return value if value in ("center", "right") or (value == "left" and in_class) else ""


def _unwrap_meaningless(soup: BeautifulSoup) -> None:
    for element in soup.find_all(["span", "font", "tt", "big", "bdo", "wbr", "colgroup", "col"]):
        is_delimiter = "footnote-delimiter" in element.get_attribute_list(
            "class"
        )  # of Hatena Blog, behind the number of a note
        if is_delimiter or element.name in ("col", "wbr", "colgroup"):
            element.decompose()
        elif element.name == "tt":
            element.name = "code"
        else:
            element.unwrap()


def _link_objects(soup: BeautifulSoup) -> None:
    """Turn embedded objects of plugins that no browser has any more into videos, and into links if they are none."""
    for element in soup.find_all(["object", "embed"]):
        if element.parent is None:
            continue
        inner = element.find("embed") if element.name == "object" else None
        address = str(element.get("data") or element.get("src") or (inner.get("src") if isinstance(inner, Tag) else "") or "")
        if find_video(address):
            element.replace_with(soup.new_tag("iframe", src=address))
        elif address:
            link = soup.new_tag("a", href=address)
            link.string = address
            element.replace_with(link)
        else:
            element.unwrap()


def _straighten_code(soup: BeautifulSoup) -> None:
    """Give preformatted code its line ends. Some services write ``br`` for them."""
    for block in soup.find_all("pre"):
        for line_break in block.find_all("br"):
            line_break.replace_with("\n")
        for line in block.find_all(["div", "p", "li"]):
            line.append("\n")


def _repair_headings(soup: BeautifulSoup) -> None:
    """Take images and blocks out of headings, which are one line."""
    for heading in soup.find_all(_HEADINGS):
        for image in heading.find_all(["img", "figure", "iframe", "video"]):
            outer = image.find_parent("a") or image
            if outer.name == "a" and (outer.get_text(strip=True) or outer.find_parent(_HEADINGS) is None):
                outer = image
            heading.insert_before(outer.extract())


def _repair_lists(soup: BeautifulSoup) -> None:
    """Put a list that is directly in a list into the item before it, and number items."""
    for outer in soup.find_all(["ul", "ol"]):
        item: Tag | None = None
        for child in list(outer.children):
            if isinstance(child, Tag) and child.name == "li":
                item = child
            elif isinstance(child, Tag) or str(child).strip():
                if item is None:
                    item = soup.new_tag("li")
                    child.insert_before(item)
                item.append(child.extract())
            else:
                child.extract()
        if outer.name == "ol":
            _number_items(outer)


def _number_items(outer: Tag) -> None:
    number = _read_number(outer.get("start"), 1)
    for item in outer.find_all("li", recursive=False):
        number = _read_number(item.get("value"), number)
        item["data-anthology-number"] = str(number)
        number += 1


def _read_number(value: object, default: int) -> int:
    text = str(value or "")
    return int(text) if re.fullmatch(r"\d{1,9}", text) else default


def _drop_empty(soup: BeautifulSoup) -> None:
    """Drop elements without content, the inner ones first."""
    for element in reversed(soup.find_all(_EMPTY_WITHOUT_TEXT)):
        has_text = next(element.stripped_strings, None) is not None  # first, because most elements have some
        if not has_text and element.find(_CONTENT) is None and not element.find(id=True):
            element.decompose()


_CHANGES: Iterable[Callable[[BeautifulSoup], None]] = (
    mark_formulas,
    _use_real_sources,
    _use_styles,
    _unwrap_meaningless,
    _link_objects,
    _straighten_code,
    _repair_headings,
)
