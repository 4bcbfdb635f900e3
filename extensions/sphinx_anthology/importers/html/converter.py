"""Elements as MyST Markdown, by :mod:`markdownify` with the rules that blogs need."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from . import blocks
from .escaping import collapse_blanks, escape_line_starts, escape_text

Rewrite = Callable[[str, bool], str]
"""Returns the address to write for an address in the export. The flag says whether it is that of a picture or another file."""

_SPACE_OR_PARENTHESIS = re.compile(r"[\s()<>\"'\\*_`\[\]]")
_KEPT_INLINE = ("sub", "sup", "kbd", "mark", "u", "ins", "small", "abbr", "cite", "q", "dfn", "var", "time", "ruby", "rp", "rt")
_KEPT_ATTRIBUTES = {"abbr": ("title",), "time": ("datetime",), "q": ("cite",)}
_BLOCK_END = re.compile(r"\n{3,}")
_AFTER_BOX = re.compile(r"^(\[[ x]\])\s+")
_ID = re.compile(r"[\w:.-]{1,200}")
_END_MARK = re.compile(r"(#+)$")
"""What Markdown takes for the end of the mark of a heading."""
_ENDS_IN_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
"""An address at the end of a text. It becomes a link, and a mark behind it would be a part of the link."""
_HANGUL = re.compile("[\uac00-\ud7a3]")


class MystConverter(MarkdownConverter):
    """Converts the elements that :func:`.tree.parse_tree` returns."""

    def __init__(self, rewrite: Rewrite) -> None:
        super().__init__(heading_style="atx", bullets="-", newline_style="backslash")
        self._rewrite = rewrite
        self.anchors: frozenset[str] = frozenset()
        """The ids that links of the article lead to."""
        self.notes: list[str] = []
        """What could not be brought along."""

    def write_address(self, address: str, is_file: bool) -> str:
        """Return an address as the destination of a link or an image."""
        address = self._rewrite(address.strip(), is_file)
        if _SPACE_OR_PARENTHESIS.search(address):
            address = re.sub(r"\s", "%20", address).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
            return f"<{address}>" if re.search(r"[()]", address) else address
        return address

    def rewrite_address(self, address: str, is_file: bool) -> str:
        """Return an address as an attribute of HTML or the argument of a directive."""
        return self._rewrite(address.strip(), is_file)

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """Return an element as Markdown. Some convert what is in them themselves, and once."""
        if node.name in blocks.WHOLE:
            return blocks.WHOLE[node.name](self, node)
        return str(super().process_tag(node, parent_tags))  # type: ignore[misc]

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Return a text. Blanks are joined, and nothing in it is markup."""
        parents = parent_tags or set()
        text = str(el)
        if "pre" in parents:
            return text
        text = collapse_blanks(text)
        if _is_break(el.previous_sibling):
            text = text.lstrip()
        if _is_break(el.next_sibling):
            text = text.rstrip()
        if "_noformat" in parents:
            return text
        return escape_text(text, is_in_link="a" in parents)

    def get_conv_fn(self, tag_name: str) -> Any:
        """Return the method for an element: that of this class, or of :mod:`.blocks`."""
        if tag_name in _KEPT_INLINE:
            return self._keep_inline
        block = blocks.CONVERSIONS.get(tag_name)
        if block is not None:
            return lambda el, text, parent_tags: block(self, el, text)
        return super().get_conv_fn(tag_name)  # type: ignore[misc]

    def convert_element(self, el: Tag, parent_tags: Set[str] = frozenset()) -> str:
        """Return the Markdown of an element, without blanks around it."""
        return self.process_tag(el, set(parent_tags)).strip()

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a paragraph."""
        text = escape_line_starts(text.strip())
        if not text:
            return ""
        if "_inline" in parent_tags:
            return f" {text} "
        lone = blocks.find_lone_image(el)
        alignment = str((lone or el).get("data-anthology-align") or el.get("data-anthology-align") or "")
        if lone is not None and alignment:
            return blocks.write_image(self, lone, alignment)
        if alignment in ("center", "right"):
            text = f'<div class="align-{alignment}">\n\n{text}\n\n</div>'
        return f"\n\n{text}\n\n"

    def convert_tight(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the text of an item of a list without empty lines around it."""
        line = _AFTER_BOX.sub(r"\1 ", escape_line_starts(text.strip()))
        return f"\n{line}\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802  the name is that of the library
        """Return a heading, with its id if a link leads to it or the author has chosen it."""
        text = " ".join(text.split())
        if not text:
            return ""
        text = _END_MARK.sub(r"\\\1", text)
        identity = str(el.get("id") or "")
        is_kept = identity in self.anchors or (el.has_attr(blocks.KEPT_ID) and _ID.fullmatch(identity))
        mark = f" {{#{identity}}}" if is_kept else ""
        return f"\n\n{'#' * max(1, min(6, n))} {text}{mark}\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link, or an anchor that a link leads to."""
        identity = str(el.get("id") or el.get("name") or "")
        anchor = f'<a id="{identity}"></a>' if identity in self.anchors else ""
        href = str(el.get("href") or "").strip()
        stripped = text.strip()
        if "_noformat" in parent_tags or not href or not stripped:
            return f"{anchor}{text}"
        if href.startswith("#") and href[1:] not in self.anchors:
            return text
        if href.startswith("data:"):
            return text
        before, after = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
        is_picture = el.find("img") is not None and blocks.is_picture_address(href)
        destination = self.write_address(href, is_picture)
        if destination == href == el.get_text().strip() and re.match(r"https?://[^\s<>\\]+$", href):
            return f"{before}<{href}>{after}"
        return f"{anchor}{before}[{stripped}]({destination}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return an image."""
        alt = escape_text(" ".join(str(el.get("alt") or "").split()), is_in_link=True)
        source = str(el.get("src") or "")
        return f"![{alt}]({self.write_address(source, is_file=True)})" if source else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a line break."""
        if "_cell" in parent_tags or "td" in parent_tags or "th" in parent_tags:
            return "<br>"
        return " " if "_inline" in parent_tags else "\\\n"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return bold text."""
        return self._mark(el, text, "**", parent_tags)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return text in italics."""
        return self._mark(el, text, "*", parent_tags)

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return text that is struck out."""
        return self._mark(el, text, "~~", parent_tags)

    def _mark(self, el: Tag, text: str, mark: str, parent_tags: set[str]) -> str:
        """Return a text between marks, or between tags where Markdown would not take the marks for what they are."""
        inner = text.strip()
        if not inner or "_noformat" in parent_tags:
            return text
        start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        before = start or _neighbour(el, previous=True)
        after = end or _neighbour(el, previous=False)
        is_plain = _opens(before, inner[0]) and _closes(inner[-1], after) and "\n\n" not in inner
        is_plain = is_plain and not _ENDS_IN_ADDRESS.search(inner)
        if is_plain:
            return f"{start}{mark}{inner}{mark}{end}"
        return f"{start}<{el.name}>{inner}</{el.name}>{end}"

    def _keep_inline(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return an element that Markdown has no mark for as a tag."""
        if "_noformat" in parent_tags or not text.strip():
            return text
        names = _KEPT_ATTRIBUTES.get(el.name, ())
        attributes = "".join(f' {name}="{blocks.quote_attribute(str(el[name]))}"' for name in names if el.get(name))
        return f"<{el.name}{attributes}>{text}</{el.name}>"

    def convert_footnote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a reference to a footnote."""
        return f"[^{el['label']}]"

    def convert_notes(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a footnote."""
        return f"\n\n[^{el['label']}]: {blocks.indent(text.strip(), '    ')}\n\n"

    def convert_input(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the box of a task."""
        if el.get("type") != "checkbox" or "li" not in parent_tags:
            return ""
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert(self, html: str) -> str:
        """Not used: trees are converted."""
        raise NotImplementedError

    def convert_tree(self, tree: Tag) -> str:
        """Return the Markdown of a tree."""
        self.anchors = frozenset(str(link["href"])[1:] for link in tree.find_all("a") if str(link.get("href")).startswith("#"))
        self.anchors &= {str(element[name]) for element in tree.find_all(True) for name in ("id", "name") if element.get(name)}
        text = self.process_tag(tree, set())
        lines = "\n".join(line.rstrip() if not line.endswith("\\ ") else line for line in text.split("\n"))
        return _BLOCK_END.sub("\n\n", lines).strip("\n") + "\n" if lines.strip() else ""


def _is_break(node: object) -> bool:
    return isinstance(node, Tag) and node.name == "br"


def _neighbour(el: Tag, previous: bool) -> str:
    """Return the character before or after an element; a blank at the edge of a block."""
    node = el.previous_sibling if previous else el.next_sibling
    if node is None:
        parent = el.parent
        return _neighbour(parent, previous) if parent is not None and parent.name in ("a", "strong", "em", "del") else " "
    text = node.get_text() if isinstance(node, Tag) else str(node)
    if not text:
        return " " if isinstance(node, Tag) and node.name == "br" else "."
    return text[-1] if previous else text[0]


def _opens(before: str, first: str) -> bool:
    """Return whether a mark before a character begins formatting. Source: https://spec.commonmark.org/0.31.2/#delimiter-run"""
    return not before[-1:].strip() or first.isalnum() or not before[-1:].isalnum()


def _closes(last: str, after: str) -> bool:
    """Return whether a mark behind a character ends formatting. Posts may have a Korean particle behind it."""
    return not after[:1].strip() or last.isalnum() or not after[:1].isalnum() or bool(_HANGUL.match(after))
