"""Elements: the forms that the markup of blog engines can take on a page.

Every syntax converts its tags into these elements. Elements with the methods ``to_markdown`` and ``to_html`` can be part of a
sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from ...urls import Url, parse_url
from .escaping import escape_markdown, make_code_span
from .link_destinations import NO_DESTINATION, POST_SCHEME, SafeDestination, accept_destination, quote_destination


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A code block, or code in a sentence."""

    text: str
    language: str = ""
    caption: str = ""
    lines: str = ""
    """The highlighted lines, for example ``1 3-5``."""
    first_number: int = 0
    """The number of the first line; 0 for code without line numbers."""

    def to_markdown(self) -> str:
        """Return a code span."""
        return make_code_span(self.text)

    def to_html(self) -> str:
        """Return a ``code`` element."""
        return f"<code>{escape(self.text)}</code>"


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link. Without a text it shows the title of the post or the address."""

    target: SafeDestination | Url
    text: str = ""

    def to_markdown(self) -> str:
        """Return the link as Markdown."""
        text = self.text if self.text or self.target.startswith(POST_SCHEME) else escape_markdown(self.target)
        return f"[{text}](<{quote_destination(self.target)}>)"

    def to_html(self) -> str:
        """Return the link as HTML."""
        return f'<a href="{escape(self.target)}">{escape(self.text or self.target)}</a>'


@dataclass(frozen=True, slots=True)
class Image:
    """An image, or a figure if it has a caption."""

    source: SafeDestination
    alt: str = ""
    caption: str = ""
    target: SafeDestination = NO_DESTINATION
    """The destination of the link around the image; empty for none."""
    width: str = ""
    height: str = ""
    html: str = ""
    """The tag in HTML, if it says more than that, such as ``srcset`` or ``id``; empty otherwise."""

    def to_markdown(self) -> str:
        """Return the image without its caption as inline HTML, because Markdown images have no size."""
        return f"[{self._make_tag()}](<{quote_destination(self.target)}>)" if self.target else self._make_tag()

    def to_html(self) -> str:
        """Return the image without its caption as HTML."""
        return f'<a href="{escape(self.target)}">{self._make_tag()}</a>' if self.target else self._make_tag()

    def _make_tag(self) -> str:
        sizes = "".join(f' {name}="{escape(value)}"' for name in ("width", "height") if (value := getattr(self, name)))
        return f'<img src="{escape(self.source)}" alt="{escape(self.alt)}"{sizes}>'


@dataclass(frozen=True, slots=True)
class Video:
    """A video of a video service."""

    frame: Url
    """The address of the embedded player."""
    watch: Url
    """The address of the page that shows the video."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Admonition:
    """A box of text."""

    kind: str
    """One of the values of :data:`ADMONITION_KINDS`."""
    body: str
    """Markdown."""
    title: str = ""
    has_kind_as_title: bool = False
    """Whether the title is the engine's word for the kind of box, and not the author's."""


@dataclass(frozen=True, slots=True)
class Details:
    """A text that readers can unfold."""

    title: str
    body: str
    """Markdown."""
    is_open: bool = False
    """Whether the text is unfolded at first."""
    has_kind_as_title: bool = False
    """Whether the title is the engine's word for the kind of box, and not the author's."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in TeX."""

    tex: str

    def to_markdown(self) -> str:
        """Return the ``math`` role of MyST."""
        return f"{{math}}{make_code_span(self.tex)}"

    def to_html(self) -> str:
        """Return a ``code`` element, because HTML has no TeX."""
        return f"<code>{escape(self.tex)}</code>"


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """Markdown that replaces a tag."""

    markdown: str
    raw: bool = False
    """Whether tags in the Markdown are shown as text."""
    lead: str = ""
    """A plain text that stands before the Markdown, in bold and in a paragraph of its own."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that replaces a tag and is shown as it is."""

    text: str

    def to_markdown(self) -> str:
        """Return the text, escaped."""
        return escape_markdown(self.text)


Element = PlainText | CodeBlock | Hyperlink | Image | Video | Admonition | Details | Formula | MarkdownText

_WORDS_BY_KIND = {
    "note": "note info message abstract summary tldr quote cite primary default example todo",
    "tip": "tip success check done",
    "hint": "hint question help faq",
    "important": "important",
    "warning": "warning warn alert",
    "caution": "caution",
    "danger": "danger",
    "error": "error failure fail missing bug",
    "attention": "attention",
}
ADMONITION_KINDS = {word: kind for kind, words in _WORDS_BY_KIND.items() for word in words.split()}
"""The kinds of admonitions in docutils, by the words that engines use for them."""


def make_admonition(kind: str, body: str, title: str = "", has_kind_as_title: bool = False) -> Admonition:
    """Return an admonition of the kind that an engine calls *kind*, or a note if the kind is unknown."""
    return Admonition(ADMONITION_KINDS.get(kind.strip().lower(), "note"), body, title, has_kind_as_title)


def make_callout(word: str, body: str, title: str = "", folding: str = "") -> Admonition | Details:
    """Return a box of text that is titled with its kind, unless it has a title of its own.

    :param word: the kind of the box, which may be unknown.
    :param folding: ``-`` for a folded text, ``+`` for one that is unfolded at first; empty for a box that readers cannot fold.
    """
    kind = word.strip().lower()
    shows_kind = not title and (bool(folding) or ADMONITION_KINDS.get(kind) != kind)
    if shows_kind:
        title = escape_markdown(word.strip().replace("-", " ").capitalize())
    if folding:
        return Details(title, body, folding == "+", shows_kind)
    return make_admonition(kind, body, title, shows_kind)


def make_link(target: str, text: str = "") -> Hyperlink | None:
    """Return a link, or None if its destination is missing or not allowed."""
    destination = accept_destination(target)
    return Hyperlink(destination, text) if destination else None


def make_formula(tex: str) -> Formula:
    """Return a formula from TeX, with or without dollar signs around it."""
    return Formula(tex.strip().strip("$"))


def make_video(service: str, identity: str, title: str = "") -> Video | None:
    """Return a video of ``youtube`` or ``vimeo``, or None if the identity is not valid.

    :param identity: the identity of the video or its address.
    """
    if service == "vimeo":
        match = re.search(r"(\d{4,12})/?(?:[?#].*)?$", identity)
        frame, watch, default_title = "https://player.vimeo.com/video/", "https://vimeo.com/", "Vimeo"
    else:
        match = re.search(r"(?:^|[=/])([\w-]{6,20})(?:[?&#].*)?$", identity)
        frame, watch = "https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="
        default_title = "YouTube"
    if match is None:
        return None
    return Video(parse_url(frame + match[1]), parse_url(watch + match[1]), title or default_title)
