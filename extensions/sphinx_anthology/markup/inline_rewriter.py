"""Foreign markup inside of sentences, link destinations and HTML: it is rewritten as Markdown, or as HTML.

A text is read once from left to right. Code is passed over, and what was put in is not read again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from . import embeds, hugo_shortcodes, jsx_components, kramdown_attributes, link_destinations, liquid_tags
from .elements import CodeBlock, Details, Hyperlink, Image, Math, Note, Piece, Text, Video
from .escaping import escape_markdown
from .hugo_shortcodes import SHORTCODES
from .jsx_components import COMPONENTS
from .link_destinations import POST_SCHEME, safe_target
from .liquid_tags import LIQUID
from .parse_state import Marks, MarkupState, Pairs, Unknown, UnknownReason
from .tags import Syntax, Tag

_STEP = re.compile(
    r"""(?P<code>`+) | \\. | (?P<comment><!--) | (?P<element><(?:code|pre|script|style|textarea|kbd)\b) | (?P<math>\$\$?)
        | (?:\{\{(?=\{))+ | (?P<lead>\{[%{:/]? | </?[A-Za-z] | \]\( | [@%]\[ | https?://)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_DESTINATION = re.compile(r"\]\(\s*<?[^()\s]*$|=\s*[\"']?[^\"'\s<>]*$")
_LINK_TO_POST = re.compile(r"""<a\s[^<>]*?href=["']?(post:[^"'\s>]*)["']?[^<>]*>(.{0,500}?)</a>""", re.DOTALL | re.IGNORECASE)
_DEEPEST = 4
EXPRESSION = "{ … }"
"""The kind of expressions that only a program can read."""


class Rewriting:
    """One text while it is rewritten."""

    def __init__(self, text: str, known: MarkupState, html: bool = False, depth: int = 0) -> None:
        """Take a text, which may be HTML, where Markdown means nothing; *depth* is how many constructs are around it."""
        self.text = text
        self.known = known
        self.html = html
        self.depth = depth
        self.unknown: list[Unknown] = []
        self._out: list[str] = []
        self._tail = ""  # the end of what was put out
        self._start = 0
        self._marks = Marks(text)
        self._pairs: dict[str, Pairs] = {}

    def result(self) -> str:
        """Return the text as it is after rewriting."""
        position = 0
        while match := _STEP.search(self.text, position):
            start = match.start()
            self._put(self.text[position:start])
            position = self._step(match)
        self._put(self.text[position:])
        text = "".join(self._out)
        if POST_SCHEME in text and "<a" in text and not self.html:
            text = _LINK_TO_POST.sub(lambda match: f"[{match[2]}](<{match[1]}>)", text)
        return text

    def _put(self, text: str) -> None:
        if text:
            self._out.append(text)
            self._tail = (self._tail + text)[-300:]

    def _step(self, match: re.Match[str]) -> int:
        """Put in what stands where *match* is; return the position after it."""
        start, end = self._start, _ = match.span()
        kind, found = match.lastgroup, None
        if kind == "code" and not self.html:
            end = self._marks.end_of_code(start, end - start) or end
        elif kind == "comment":
            end = self._marks.after("-->", end) or end
        elif kind == "element" and not (self._is_component(match[0][1:]) and (found := self._foreign("<", start))):
            end = self._marks.after(f"</{match[0][1:]}>", end) or end
        elif kind == "math" and self.known.math:
            end = self._marks.after(match[0], end) or end
        elif kind == "lead":
            found = self._foreign(match[0], start)
        if found:
            end, text = found
            self._put(text)
            return end
        self._put(self.text[start:end])
        return end

    def _foreign(self, lead: str, start: int) -> tuple[int, str] | None:
        """Read the construct that begins at *start*; return its end and what takes its place."""
        if lead == "{%":
            return self._tag(LIQUID, LIQUID.read(self.text, start))
        if lead == "{{":
            return self._braces(start)
        if lead in ("{:", "{/"):
            return self._attributes(start)
        if lead[0] == "<":
            return self._angle(start)
        if lead == "{":
            return self._expression(start) if self.known.expressions else None
        if self.html:
            return None
        if lead == "](":
            return self._destination(start)
        if lead[0] == "h":
            return embeds.korean(self.text, start)
        return embeds.embedded(self.text, start)

    def _braces(self, start: int) -> tuple[int, str] | None:
        if found := hugo_shortcodes.escaped(self.text, start):
            return found[0], self._shown(found[1])
        if tag := SHORTCODES.read(self.text, start):
            return self._tag(SHORTCODES, tag)
        if self.text[start - 1 : start] == "$":  # an expression of GitHub Actions
            return None
        expression = liquid_tags.expression(self.text, start)
        if expression is None:
            return None
        end, value = expression
        if value is not None:
            return end, value
        return None if self.known.substitutions else (end, self._shown_unknown("{{ … }}", start, end, UnknownReason.EXPRESSION))

    def _expression(self, start: int) -> tuple[int, str] | None:
        end = jsx_components.braces(self.text, start)
        if end is None or jsx_components.is_blank(self.text[start:end]):
            return (end, " ") if end else None
        return end, self._shown_unknown(EXPRESSION, start, end, UnknownReason.EXPRESSION)

    def _destination(self, start: int) -> tuple[int, str] | None:
        """Read a destination with blanks in it, or with the size of an image behind it."""
        found = link_destinations.read(self.text, start)
        if found is None:
            return None
        end, target, sizes = found
        text = self._resized(target, sizes) if sizes else target
        return (end, text) if text else None

    def _resized(self, target: str, sizes: dict[str, str]) -> str | None:
        """Take back the image that was just put out but for its *target*, and return it with its size."""
        is_short = sum(map(len, self._out[-3:])) < 3000
        parts = kramdown_attributes.resized("".join(self._out[-3:]) + target, sizes) if is_short else None
        if parts is None:
            return None
        self._out[-3:] = [parts[0]]
        return parts[1]

    def _attributes(self, start: int) -> tuple[int, str] | None:
        """Leave out attribute lists and options of kramdown, and comments of MDX."""
        if self.text.startswith("{/*", start):
            end = self._marks.after("*/}", start)
            return (end, "") if end else None
        found = kramdown_attributes.read(self.text, start)
        if found is None:
            return None
        end, sizes = found
        return end, (self._resized("", sizes) if sizes else "") or ""

    def _angle(self, start: int) -> tuple[int, str] | None:
        """Read a tag between angle brackets: a component, HTML as JSX has it, or no tag at all."""
        tag = jsx_components.read(self.text, start)
        if tag is None:
            return jsx_components.plain_html(self.text, start, self.known.imports) or self._no_tag(start)
        tag = tag._replace(arguments=jsx_components.resolved(tag.arguments, self.known.imports))
        construct = COMPONENTS.find(tag)
        is_sure = self.known.components or (self.known.brief and self._looks_like_component(tag))
        if not is_sure and (construct is None or not (tag.complete or tag.closes or tag.arguments) or self._after_word(start)):
            return start + 1, "&lt;" if self.html else r"\<"
        if not (tag.closes or jsx_components.is_transparent(construct)) and (found := self._tag(COMPONENTS, tag)):
            return found
        if reason := jsx_components.why_lost(tag, construct):
            self.unknown.append(Unknown(COMPONENTS.kind(tag), self.text[start : tag.end], start, reason))
        return tag.end, ""

    def _is_component(self, name: str) -> bool:
        """Tell whether what is called like an element of HTML is a component, because it is not written like one."""
        return (self.known.components or self.known.brief) and not (name.islower() or name.isupper())

    def _looks_like_component(self, tag: Tag) -> bool:
        """Tell whether a tag can be nothing but that of a component, wherever it stands."""
        if self._after_word(tag.start) and not tag.closes:
            return False
        return bool(tag.complete or tag.closes or tag.arguments) or self._marks.after(f"</{tag.name}>", tag.end) is not None

    def _after_word(self, start: int) -> bool:
        return start > 0 and (self.text[start - 1].isalnum() or self.text[start - 1] == "_")

    def _no_tag(self, start: int) -> tuple[int, str] | None:
        name = "" if self.html or not self._after_word(start) else jsx_components.type_argument(self.text, start)
        return (start + 1, r"\<") if name and self._marks.after(f"</{name}>", start) is None else None

    def _tag(self, syntax: Syntax, tag: Tag | None) -> tuple[int, str] | None:
        """Put in what a tag becomes; one that is not known is shown as it is."""
        if tag is None:
            return None
        construct, end, body = syntax.find(tag), tag.end, ""
        reason = UnknownReason.CLOSING if tag.closes else UnknownReason.WORDS if construct else UnknownReason.TAG
        if construct and construct.paired and tag.opens:
            closing = self._closing(syntax, tag, construct.verbatim)
            if closing is not None:
                end, body = closing.end, self.text[tag.end : closing.start]
            elif not construct.alone:
                construct, reason = None, UnknownReason.UNCLOSED
        piece = construct.make(syntax.use(tag, body)) if construct and not tag.closes else None
        if piece is not None:
            return end, self._inline(piece)
        if syntax is COMPONENTS:
            return None
        return tag.end, self._shown_unknown(syntax.kind(tag), tag.start, tag.end, reason)

    def _closing(self, syntax: Syntax, tag: Tag, verbatim: bool) -> Tag | None:
        """Return the tag that closes *tag*."""
        pairs = self._pairs.setdefault(syntax.kind(tag), Pairs())
        if not pairs.knows(tag) and not pairs.add(syntax.tags(tag.name, self.text, tag.start), verbatim):
            pairs.end = len(self.text)
        return pairs.closings.get(tag.start)

    def _inline(self, piece: Piece) -> str:
        """Return a piece as text that can stand where the construct stood."""
        if _DESTINATION.search(self._tail) and isinstance(piece, Hyperlink | Image):
            return safe_target(piece.target if isinstance(piece, Hyperlink) else piece.source)
        match piece:
            case Hyperlink() | Image() | CodeBlock() | Math():
                return piece.html() if self.html else piece.markdown()
            case Video():
                return self._inline(Hyperlink(piece.watch, piece.title))
            case Note() | Details():
                title = f"**{piece.title}** " if piece.title else ""
                return title + self._again(piece.body.strip())
            case Text():
                lead = f"**{escape_markdown(piece.lead)}** " if piece.lead else ""
                return lead + (piece.markdown if piece.raw else self._again(piece.markdown))

    def _again(self, text: str) -> str:
        if self.depth >= _DEEPEST:
            return text
        inner = Rewriting(text, self.known, self.html, self.depth + 1)
        result = inner.result()
        self.unknown += [replace(found, offset=self._start) for found in inner.unknown]
        return result

    def _shown(self, text: str) -> str:
        if _DESTINATION.search(self._tail):
            return safe_target(text)
        return escape(text, quote=False) if self.html else escape_markdown(text)

    def _shown_unknown(self, kind: str, start: int, end: int, reason: UnknownReason) -> str:
        """Remember what is not known, and return it as it is to be shown."""
        self.unknown.append(Unknown(kind, self.text[start:end], start, reason))
        return "" if self.known.brief else self._shown(self.text[start:end])
