"""Foreign markup inside of sentences, link destinations and HTML: it is rewritten as Markdown, or as HTML.

A text is read once from left to right. Code is passed over, and what was put in is not read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape

from . import autolinks, components, embeds, kramdown, liquid, shortcodes
from .pieces import (
    POST_SCHEME,
    CodeBlock,
    Construct,
    Details,
    Image,
    Link,
    Math,
    Note,
    Piece,
    Text,
    Video,
    literal,
    safe_target,
)
from .tags import Syntax, Tag, kind_of

_FOREIGN = re.compile(r"\{[%{:/]|<[A-Za-z/]|[@%]\[|https?://\S*[가-힣]")
_STEP = re.compile(
    r"""(?P<code>`+) | \\. | (?P<comment><!--) | (?P<element><(?:code|pre|script|style|textarea|kbd)\b) | (?P<math>\$\$?)
        | (?P<lead>\{[%{:/] | </?[A-Za-z] | [@%]\[ | https?://)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_DESTINATION = re.compile(r"\]\(\s*<?[^()\s]*$|=\s*[\"']?[^\"'\s<>]*$")
_LINK_TO_POST = re.compile(r"""<a\s[^<>]*?href=["']?(post:[^"'\s>]*)["']?[^<>]*>(.{0,500}?)</a>""", re.DOTALL | re.IGNORECASE)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Unknown:
    """A construct that is not known."""

    kind: str
    """What it is called; one problem is reported for each kind."""
    shown: str
    """How it was written."""
    offset: int = 0
    """Where it is in the text that was rewritten."""


@dataclass
class Rewriting:
    """One text while it is rewritten."""

    text: str
    components: bool = False
    """Whether the file is MDX: a tag in upper case is a component."""
    math: bool = False
    html: bool = False
    """Whether the text is HTML, where Markdown means nothing."""
    brief: bool = False
    """Whether what is not known is left out instead of being shown."""
    substitutions: bool = False
    """Whether expressions that are not known are left to MyST."""
    depth: int = 0
    unknown: list[Unknown] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    _tail: str = ""
    _start: int = 0
    _runs: dict[int, list[int]] | None = None
    _missing: set[str] = field(default_factory=set)

    def result(self) -> str:
        """Return the text as it is after rewriting."""
        position = 0
        while match := _STEP.search(self.text, position):
            start = match.start()
            self._put(self.text[position:start])
            position = self._step(match)
        self._put(self.text[position:])
        text = "".join(self.out)
        if POST_SCHEME in text and "<a" in text and not self.html:
            text = _LINK_TO_POST.sub(lambda match: f"[{match[2]}](<{match[1]}>)", text)
        return text

    def _put(self, text: str) -> None:
        if text:
            self.out.append(text)
            self._tail = (self._tail + text)[-300:]

    def _step(self, match: re.Match[str]) -> int:
        """Put in what stands where *match* is; return the position after it."""
        start, end = self._start, _ = match.span()
        kind = match.lastgroup
        if kind == "code" and not self.html:
            end = self._end_of_code(start, end - start) or end
        elif kind == "comment":
            end = self._after("-->", end) or end
        elif kind == "element":
            end = self._after(f"</{match[0][1:].lower()}>", end) or end
        elif kind == "math" and self.math:
            end = self._after(match[0], end) or end
        elif kind == "lead" and (found := self._foreign(match[0], start)):
            end, text = found
            self._put(text)
            return end
        self._put(self.text[start:end])
        return end

    def _end_of_code(self, start: int, length: int) -> int | None:
        """Return where the code span ends whose *length* backticks stand at *start*."""
        if self._runs is None:
            self._runs = {}
            for match in re.finditer("`+", self.text):
                self._runs.setdefault(len(match[0]), []).append(match.start())
            for places in self._runs.values():
                places.reverse()
        places = self._runs.get(length, [])
        while places and places[-1] <= start:
            places.pop()
        return places[-1] + length if places else None

    def _after(self, mark: str, start: int) -> int | None:
        """Return the position after the next *mark*; what is missing once is not looked for again."""
        if mark in self._missing:
            return None
        end = self.text.find(mark, start)
        if end < 0:
            self._missing.add(mark)
            return None
        return end + len(mark)

    def _foreign(self, lead: str, start: int) -> tuple[int, str] | None:
        """Read the construct that begins at *start*; return its end and what takes its place."""
        if lead == "{%":
            return self._tag(liquid.read(self.text, start), liquid, liquid.CONSTRUCTS.get)
        if lead == "{{":
            return self._braces(start)
        if lead in ("{:", "{/"):
            return self._attributes(start)
        if lead[0] == "<":
            return self._angle(start)
        if self.html:
            return None
        if lead[0] == "h":
            return autolinks.korean(self.text, start)
        return embeds.read(self.text, start)

    def _braces(self, start: int) -> tuple[int, str] | None:
        if found := shortcodes.escaped(self.text, start):
            return found[0], self._shown(found[1])
        if tag := shortcodes.read(self.text, start):
            return self._tag(tag, shortcodes, shortcodes.CONSTRUCTS.get)
        if self.text[start - 1 : start] == "$":  # an expression of GitHub Actions
            return None
        expression = liquid.expression(self.text, start)
        if expression is None:
            return None
        end, value = expression
        if value is None and self.substitutions:
            return None
        if value is None:
            shown = self.text[start:end]
            self._note("{{ … }}", shown, start)
            return end, "" if self.brief else self._shown(shown)
        return end, value

    def _attributes(self, start: int) -> tuple[int, str] | None:
        """Leave out attribute lists and options of kramdown, and comments of MDX."""
        if self.text.startswith("{/*", start):
            end = self._after("*/}", start)
            return (end, "") if end else None
        found = kramdown.read(self.text, start)
        if found is None:
            return None
        end, sizes = found
        recent = "".join(self.out[-3:]) if sizes and sum(map(len, self.out[-3:])) < 3000 else ""
        if recent and (parts := kramdown.resized(recent, sizes)):
            self.out[-3:] = parts
        return end, ""

    def _angle(self, start: int) -> tuple[int, str] | None:
        """Read a tag between angle brackets: a component, HTML as JSX has it, or no tag at all."""
        tag = components.read(self.text, start)
        if tag is None:
            return components.plain_html(self.text, start) or self._no_tag(start)
        known = components.construct(tag)
        if not self.components and (
            known is None or not (tag.complete or tag.closes or tag.arguments) or self._after_word(start)
        ):
            return start + 1, "&lt;" if self.html else r"\<"
        if tag.closes and known is not None:
            return tag.end, ""
        if known is None:
            if not tag.closes:
                self._note(f"<{tag.name}>", self.text[start : tag.end], start)
            return tag.end, ""
        return self._tag(tag, components, lambda name: known) or (tag.end, "")

    def _after_word(self, start: int) -> bool:
        return start > 0 and (self.text[start - 1].isalnum() or self.text[start - 1] == "_")

    def _no_tag(self, start: int) -> tuple[int, str] | None:
        """Show what looks like HTML, but is the argument of a type: ``Vec<u8>``, ``Option<A>``."""
        if self.html or not self._after_word(start):
            return None
        match = re.compile(r"<([A-Za-z]\w*)>").match(self.text, start)
        if match is None:
            return None
        name = match[1]
        is_html = name.lower() in components.HTML_NAMES and not (len(name) == 1 and name.isupper())
        return None if is_html or self._after(f"</{name}>", start) else (start + 1, r"\<")

    def _tag(self, tag: Tag | None, syntax: Syntax, find: Callable[[str], Construct | None]) -> tuple[int, str] | None:
        """Put in what a tag becomes; one that is not known is shown as it is."""
        if tag is None:
            return None
        known, end, body = find(tag.name), tag.end, ""
        if known and known.paired and tag.opens:
            closing = self._closing(tag, syntax)
            if closing is not None:
                end, body = closing.end, self.text[tag.end : closing.start]
            elif not known.alone:
                known = None
        piece = known.make(syntax.use(tag, body)) if known and not tag.closes else None
        if piece is None:
            if syntax is components:
                return None
            shown = self.text[tag.start : tag.end]
            self._note(kind_of(shown, tag), shown, tag.start)
            return tag.end, "" if self.brief else self._shown(shown)
        return end, self._inline(piece)

    def _closing(self, tag: Tag, syntax: Syntax) -> Tag | None:
        """Return the tag that closes *tag*."""
        mark = f"{syntax.__name__} {tag.name}"
        if mark in self._missing:
            return None
        depth = 1
        for match in syntax.pattern(tag.name).finditer(self.text, tag.end):
            found = syntax.read(self.text, match.start())
            if found is None or found.name != tag.name or found.complete:
                continue
            depth += -1 if found.closes else 1
            if depth == 0:
                return found
        self._missing.add(mark)
        return None

    def _inline(self, piece: Piece) -> str:
        """Return a piece as text that can stand where the construct stood."""
        if _DESTINATION.search(self._tail) and isinstance(piece, Link | Image):
            return safe_target(piece.target if isinstance(piece, Link) else piece.source)
        match piece:
            case Link():
                return (
                    f'<a href="{escape(piece.target)}">{escape(piece.text or piece.target)}</a>'
                    if self.html
                    else piece.markdown()
                )
            case Image():
                return _image_html(piece) if self.html else piece.markdown()
            case Video():
                return self._inline(Link(piece.watch, piece.title))
            case CodeBlock():
                return f"<code>{escape(piece.text)}</code>" if self.html else code_span(piece.text)
            case Math():
                return f"{{math}}{code_span(piece.tex)}"
            case Note() | Details():
                title = f"**{piece.title}** " if piece.title else ""
                return title + self._again(piece.body.strip())
            case Text():
                return piece.markdown if piece.raw else self._again(piece.markdown)

    def _again(self, text: str) -> str:
        if self.depth >= _DEEPEST:
            return text
        inner = Rewriting(text, self.components, self.math, self.html, self.brief, self.substitutions, self.depth + 1)
        result = inner.result()
        self.unknown += [replace(found, offset=self._start) for found in inner.unknown]
        return result

    def _shown(self, text: str) -> str:
        if _DESTINATION.search(self._tail):
            return safe_target(text)
        return escape(text, quote=False) if self.html else literal(text)

    def _note(self, kind: str, shown: str, offset: int) -> None:
        self.unknown.append(Unknown(kind, shown, offset))


def needed(text: str) -> bool:
    """Tell, quickly, whether there may be anything to rewrite."""
    return _FOREIGN.search(text) is not None


def code_span(text: str) -> str:
    """Return Markdown for a piece of code in a sentence."""
    line = " ".join(text.split()) or " "
    ticks = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    return f"{ticks} {line} {ticks}" if "`" in (line[0], line[-1]) else f"{ticks}{line}{ticks}"


def _link_html(link: Link) -> str:
    return f'<a href="{escape(link.target)}">{escape(link.text or link.target)}</a>'


def _image_html(image: Image) -> str:
    plain = Image(image.source, image.alt, width=image.width, height=image.height).markdown()
    return f'<a href="{escape(image.target)}">{plain}</a>' if image.target else plain
