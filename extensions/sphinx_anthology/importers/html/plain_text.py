"""HTML as plain text, for excerpts, titles and comments."""

from __future__ import annotations

from html.parser import HTMLParser

from .cleaning import TAGS
from .escaping import clean_blanks

_BLOCKS = frozenset("p div blockquote ul ol li pre h1 h2 h3 h4 h5 h6 tr table figure".split())
_HIDDEN = frozenset({"script", "style", "template", "noscript"})
_ELEMENTS = TAGS | _HIDDEN | {"body", "button", "form", "head", "html", "label", "link", "math", "meta", "nobr", "svg", "title"}


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif _is_text(tag) and not self._hidden:
            self.parts.append(self.get_starttag_text() or "")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        elif _is_text(tag) and not self._hidden:
            self.parts.append(f"</{tag}>")
        elif tag == "a" and self._links:
            address = self._links.pop()
            if address.startswith(("http://", "https://")) and address not in "".join(self.parts[-3:]):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _is_text(tag: str) -> bool:
    """Return whether a tag is no HTML but text, such as the type in ``List<String>``."""
    return tag not in _ELEMENTS and not {":", "-"} & set(tag)


def make_plain_text(html: str) -> str:
    """Return the text of HTML, with an empty line between paragraphs, and the address behind the text of a link."""
    parser = _TextParser()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError:  # a declaration that the parser does not understand
        parser = _TextParser()
        parser.feed(html.replace("<!", "&lt;!"))
        parser.close()
    lines = [" ".join(line.split()) for line in clean_blanks("".join(parser.parts)).split("\n")]
    paragraphs: list[str] = []
    for line in lines:
        if line or (paragraphs and paragraphs[-1]):
            paragraphs.append(line)
    return "\n".join(paragraphs).strip()


def make_plain_line(html: str) -> str:
    """Return the text of HTML on one line."""
    return " ".join(make_plain_text(html).split()) if "<" in html or "&" in html else " ".join(clean_blanks(html).split())
