"""What the markup of other engines can become on a page, whatever it was written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from .escaping import code_span, escape_markdown
from .link_destinations import POST_SCHEME, safe_target


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code, in a sentence a piece of it."""

    text: str
    language: str = ""
    caption: str = ""
    lines: str = ""
    """The highlighted lines, as in ``1 3-5``."""

    def markdown(self) -> str:
        """Return the code as Markdown for a sentence."""
        return code_span(self.text)

    def html(self) -> str:
        """Return the code as HTML for a sentence."""
        return f"<code>{escape(self.text)}</code>"


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link; without a text it shows the title of the post or the address."""

    target: str
    text: str = ""

    def markdown(self) -> str:
        """Return the link as Markdown."""
        text = self.text if self.text or self.target.startswith(POST_SCHEME) else escape_markdown(self.target)
        return f"[{text}](<{safe_target(self.target)}>)"

    def html(self) -> str:
        """Return the link as HTML."""
        return f'<a href="{escape(self.target)}">{escape(self.text or self.target)}</a>'


@dataclass(frozen=True, slots=True)
class Image:
    """An image, with a caption a figure."""

    source: str
    alt: str = ""
    caption: str = ""
    target: str = ""
    width: str = ""
    height: str = ""

    def markdown(self) -> str:
        """Return the image as what can stand in a sentence: HTML, because Markdown has no sizes."""
        return f"[{self._tag()}](<{safe_target(self.target)}>)" if self.target else self._tag()

    def html(self) -> str:
        """Return the image as HTML, without its caption."""
        return f'<a href="{escape(self.target)}">{self._tag()}</a>' if self.target else self._tag()

    def _tag(self) -> str:
        sizes = "".join(f' {name}="{escape(value)}"' for name in ("width", "height") if (value := getattr(self, name)))
        return f'<img src="{escape(self.source)}" alt="{escape(self.alt)}"{sizes}>'


@dataclass(frozen=True, slots=True)
class Video:
    """A film: the address that a frame shows, and the one that a link leads to."""

    frame: str
    watch: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An admonition; its kind is one of docutils', the body is Markdown."""

    kind: str
    body: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """A text that is folded away below its title."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Math:
    """TeX."""

    tex: str

    def markdown(self) -> str:
        """Return the formula as a role of MyST."""
        return f"{{math}}{code_span(self.tex)}"

    def html(self) -> str:
        """Return the formula as HTML, which has none: as code."""
        return f"<code>{escape(self.tex)}</code>"


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown that takes the place of the construct."""

    markdown: str
    raw: bool = False
    """Whether tags in it are text."""
    lead: str = ""
    """Words in bold before it, in a paragraph of their own."""


Piece = CodeBlock | Hyperlink | Image | Video | Note | Details | Math | Text


_KINDS = {
    "note": "note info message abstract summary quote primary default example",
    "tip": "tip success check done",
    "hint": "hint question help faq",
    "important": "important",
    "warning": "warning warn alert",
    "caution": "caution",
    "danger": "danger",
    "error": "error failure fail bug",
    "attention": "attention",
}
ADMONITIONS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""docutils' kind of admonition for each word that engines have for one."""


def video(service: str, identity: str, title: str = "") -> Video | None:
    """Return the film of that identity, or address, on ``youtube`` or ``vimeo``."""
    if service == "vimeo":
        match = re.search(r"(\d{4,12})/?(?:[?#].*)?$", identity)
        known = (f"https://player.vimeo.com/video/{match[1]}", f"https://vimeo.com/{match[1]}") if match else None
    else:
        match = re.search(r"(?:^|[=/])([\w-]{6,20})(?:[?&#].*)?$", identity)
        frame, watch = "https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="
        known = (frame + match[1], watch + match[1]) if match else None
    return Video(*known, title or {"vimeo": "Vimeo"}.get(service, "YouTube")) if known else None


def formula(tex: str) -> Math:
    """Return a formula from TeX that may still have its dollar signs."""
    return Math(tex.strip().strip("$"))


def note(kind: str, body: str, title: str = "") -> Note:
    """Return an admonition of the kind that an engine calls *kind*; one that nobody knows is a note."""
    return Note(ADMONITIONS.get(kind.strip().lower(), "note"), body, title)
