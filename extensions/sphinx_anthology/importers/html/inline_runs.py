"""Formatting, line breaks and runs of text put in order."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

FORMATS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "del": "del", "s": "del", "strike": "del"}
"""Elements that Markdown has marks for, with their canonical names."""
INLINE = frozenset(
    "a abbr b bdi br cite code del dfn em i img ins input kbd mark q ruby rb rp rt s samp small strike strong sub sup time u "
    "var footnote mathml".split()
)
_CONTAINERS = ["[document]", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center"]
_BLOCK_CONTAINERS = [*_CONTAINERS, "blockquote", "details", "li", "td", "th", "figcaption", "dd", "notes"]


def flatten_formatting(soup: BeautifulSoup) -> None:
    """Rename, unwrap and join elements such as ``b``, so that each is around a run of text and none is in its like."""
    for element in soup.find_all(list(FORMATS)):
        element.name = FORMATS[element.name]
    for element in soup.find_all(["strong", "em", "del", "u", "a", "mark", "small", "code"]):
        is_nested = any(parent.name == element.name for parent in element.parents)
        has_blocks = any(isinstance(child, Tag) and child.name not in INLINE for child in element.descendants)
        if (is_nested or has_blocks) and not (has_blocks and element.name == "a" and _unwrap_blocks(element)):
            element.unwrap()
    for element in soup.find_all(["strong", "em", "del", "u"]):
        if element.parent is None:
            continue
        while isinstance(element.next_sibling, Tag) and element.next_sibling.name == element.name:
            following = element.next_sibling.extract()
            for child in list(following.children):
                element.append(child.extract())
        if not element.get_text(strip=True) and element.find(["img", "input"]) is None:
            element.unwrap()
    soup.smooth()


def _unwrap_blocks(link: Tag) -> bool:
    """Make the content of a link inline, and return whether that is possible. A link around a figure goes into it."""
    figure = link.find("figure")
    if isinstance(figure, Tag):
        image = figure.find("img")
        if isinstance(image, Tag) and image.find_parent("a") is link:
            image.wrap(Tag(name="a", attrs={"href": str(link.get("href") or "")}))
        return False
    if link.find(["table", "pre", "ul", "ol", "iframe", "blockquote", "details", "video", "audio", "hr"]):
        return False
    for block in link.find_all(True):
        if block.name not in INLINE:
            block.append(" ")
            block.unwrap()
    return True


def split_line_breaks(soup: BeautifulSoup) -> None:
    """Drop line breaks at the edges of blocks, and start a new paragraph where there are two in a row."""
    _hoist_edge_breaks(soup)
    breaks = soup.find_all("br")
    for line_break in [*breaks, *reversed(breaks)]:
        if line_break.parent is not None and _is_beside_block(line_break):
            line_break.extract()
    for paragraph in soup.find_all("p"):
        _split_paragraph(soup, paragraph)


def _is_beside_block(line_break: Tag) -> bool:
    """Return whether a line break is next to a player, a list or another block, which begins a line of its own."""
    for following in (True, False):
        node = line_break.next_sibling if following else line_break.previous_sibling
        if isinstance(node, NavigableString) and not node.strip():
            node = node.next_sibling if following else node.previous_sibling
        if isinstance(node, Tag) and node.name not in INLINE:
            return True
    return False


def _split_paragraph(soup: BeautifulSoup, paragraph: Tag) -> None:
    parts: list[list[PageElement]] = [[]]
    breaks = 0
    for child in paragraph.children:
        if isinstance(child, Tag) and child.name == "br":
            breaks += 1
        elif not _is_blank(child):
            if breaks > 1:
                parts.append([])
            breaks = 0
        parts[-1].append(child)
    for part in parts[:-1]:
        new = soup.new_tag("p", attrs={name: str(value) for name, value in paragraph.attrs.items() if name.startswith("data-")})
        paragraph.insert_before(new)
        new.extend([child.extract() for child in part])
        _trim_breaks(new)
    _trim_breaks(paragraph)


def _hoist_edge_breaks(soup: BeautifulSoup) -> None:
    """Move line breaks at the edges of formatting and links out of them."""
    for element in reversed(soup.find_all(["strong", "em", "del", "u", "a", "mark", "small"])):
        while element.contents and isinstance(element.contents[-1], Tag) and element.contents[-1].name == "br":
            element.insert_after(element.contents[-1].extract())
        while element.contents and isinstance(element.contents[0], Tag) and element.contents[0].name == "br":
            element.insert_before(element.contents[0].extract())


def _trim_breaks(block: Tag) -> None:
    for position in (0, -1):
        while block.contents and _is_blank(block.contents[position]):
            block.contents[position].extract()


def _is_blank(node: PageElement) -> bool:
    return node.name == "br" if isinstance(node, Tag) else not str(node).strip()


def wrap_inline_runs(soup: BeautifulSoup) -> None:
    """Put each run of text that is directly in a container into a paragraph; in an item of a list into a tight one."""
    for container in [soup, *soup.find_all(_BLOCK_CONTAINERS)]:
        is_cell = container.name in ("td", "th", "figcaption")
        has_blocks = any(isinstance(child, Tag) and child.name not in INLINE for child in container.children)
        if is_cell and not has_blocks:
            _trim_breaks(container)
            continue
        _wrap_runs(soup, container, "tight" if container.name == "li" else "p")
        if container.name == "li":
            _tighten(container)


def _wrap_runs(soup: BeautifulSoup, container: Tag, name: str) -> None:
    run: list[PageElement] = []
    for child in [*container.children, None]:
        if child is not None and (isinstance(child, NavigableString) or (isinstance(child, Tag) and child.name in INLINE)):
            run.append(child)
            continue
        if any(isinstance(node, Tag) or str(node).strip() for node in run):
            _wrap(soup, run, name)
        run = []


def _wrap(soup: BeautifulSoup, run: Sequence[PageElement], name: str) -> None:
    """Wrap a run of siblings, a new paragraph for each two line breaks."""
    new = soup.new_tag(name)
    run[0].insert_before(new)
    new.extend([node.extract() for node in run])
    if name == "p":
        _split_paragraph(soup, new)
    else:
        _trim_breaks(new)


def _tighten(item: Tag) -> None:
    """Make the one paragraph of an item tight, if it has nothing else but lists."""
    blocks = [child for child in item.children if isinstance(child, Tag)]
    if blocks and blocks[0].name == "p" and all(block.name in ("ul", "ol") for block in blocks[1:]):
        blocks[0].name = "tight"
