"""Rewrite the markup of blog engines in sentences, link destinations and HTML, as Markdown or as HTML.

The text is scanned once from left to right. Code is skipped, and the text that replaces markup is not scanned again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ..engines.embeds import parse_inline_embed
from ..engines.hugo_shortcodes import SHORTCODES, find_template_comment_end, parse_escaped_shortcode
from ..engines.jsx_components import COMPONENTS, explain_loss, is_transparent, parse_component
from ..engines.kramdown_attributes import parse_kramdown_attributes
from ..engines.liquid_tags import LIQUID, LIQUID_EXPRESSION_KIND, find_page_parameter, parse_liquid_expression
from ..syntax.elements import Admonition, CodeBlock, Details, Element, Formula, Hyperlink, Image, MarkdownText, PlainText, Video
from ..syntax.escaping import escape_markdown
from ..syntax.inline_text import DelimiterFinder, RewrittenText
from ..syntax.jsx_syntax import (
    JSX_EXPRESSION_KIND,
    convert_jsx_html_tag,
    find_expression_end,
    is_blank_expression,
    parse_type_argument,
)
from ..syntax.link_destinations import parse_loose_destination, quote_destination
from ..syntax.parse_state import MarkupState, UnknownMarkup, UnknownReason
from ..syntax.tags import Tag, TagPairs, TagSyntax
from .bare_urls import parse_url_with_particle
from .formulas import find_formula

_Replacement = tuple[int, str]
"""The end of a construct in the text, and the text that replaces it."""

_MARKUP = re.compile(
    r"""\{[%{:/] | <[A-Za-z/] | [@%]\[ | \]\([^\s()<>]{1,500}[ ]
        | https?://[^\s가-힣h]*+(?:h(?!ttps?://)[^\s가-힣h]*+)*+[가-힣]""",  # up to the next address, to take linear time
    re.VERBOSE,
)
_STEP = re.compile(
    r"""(?P<code>`+) | (?P<formula>\$\$? | \\\\?[(\[]) | \\. | (?P<comment><!--)
        | (?P<element><(?:code|pre|script|style|textarea|kbd)\b)
        | (?:\{\{(?=\{))+ | (?P<lead>\{[%{:/]? | </?[A-Za-z] | \]\( | [@%]\[ | https?://)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAX_DEPTH = 4
"""Maximum number of constructs around text that is rewritten."""


def may_have_markup(text: str) -> bool:
    """Return whether a text may contain markup to rewrite. It takes much less time than rewriting the text."""
    return _MARKUP.search(text) is not None


class InlineRewriter:
    """The rewriting of one text."""

    def __init__(self, text: str, markup: MarkupState, is_html: bool = False, depth: int = 0) -> None:
        """Prepare the rewriting of a text.

        :param is_html: whether the text is HTML, in which Markdown has no meaning.
        :param depth: the number of constructs around the text.
        """
        self.unknown: list[tuple[int, UnknownMarkup]] = []
        """The unknown markup in the text, with its positions in ascending order."""
        self._text = text
        self._markup = markup
        self._is_html = is_html
        self._depth = depth
        self._position = 0  # the start of the current construct
        self._output = RewrittenText()
        self._delimiters = DelimiterFinder(text)
        self._tag_pairs: dict[str, TagPairs] = {}

    def rewrite(self) -> str:
        """Return the rewritten text."""
        position = 0
        while match := _STEP.search(self._text, position):
            self._output.append(self._text[position : match.start()])
            position, replacement = self._rewrite_step(match)
            self._output.append(replacement)
        self._output.append(self._text[position:])
        return self._output.join()

    def _rewrite_step(self, match: re.Match[str]) -> _Replacement:
        """Rewrite or skip the construct at a match of the step pattern."""
        start, end = match.span()
        self._position = start
        kind, sign = match.lastgroup, match[0]
        replacement = None
        if kind == "lead" or (kind == "element" and self._is_component_name(sign[1:])):
            replacement = self._rewrite_construct("<" if kind == "element" else sign, start)
        if replacement:
            return replacement
        if kind == "code" and not self._is_html:
            end = self._delimiters.find_code_span_end(start, end - start) or end
        elif kind == "comment":
            end = self._delimiters.find_end("-->", end) or end
        elif kind == "element":
            end = self._delimiters.find_end(f"</{sign[1:]}>", end) or end
        elif kind == "formula":
            end = self._find_formula_end(start) or min(start + 2, end)
        return end, self._text[start:end]

    def _find_formula_end(self, start: int) -> int | None:
        formula = None if self._is_html else find_formula(self._text, start, self._markup.has_math)
        return formula.end if formula else None

    def _rewrite_construct(self, lead: str, start: int) -> _Replacement | None:
        """Rewrite the construct that begins with the signs *lead*. Return None if it is text."""
        if lead == "{%":
            tag = LIQUID.parse_tag(self._text, start)
            return self._rewrite_template_tag(LIQUID, tag) if tag else None
        if lead == "{{":
            return self._rewrite_double_braces(start)
        if lead in ("{:", "{/"):
            return self._rewrite_attributes(start)
        if lead[0] == "<":
            return self._rewrite_angle_bracket(start)
        if lead == "{":
            return self._rewrite_expression(start) if self._markup.is_mdx else None
        if self._is_html:
            return None
        if lead == "](":
            return self._rewrite_destination(start)
        if lead[0] == "h":
            return parse_url_with_particle(self._text, start)
        return parse_inline_embed(self._text, start)

    def _rewrite_double_braces(self, start: int) -> _Replacement | None:
        """Rewrite a shortcode of Hugo or an expression of Liquid. Leave out a comment of Go's templates."""
        if (end := find_template_comment_end(self._text, start)) is not None:
            return end, ""
        if escaped := parse_escaped_shortcode(self._text, start):
            end, text = escaped
            return end, self._show(text)
        if tag := SHORTCODES.parse_tag(self._text, start):
            return self._rewrite_template_tag(SHORTCODES, tag)
        if self._text[start - 1 : start] == "$":  # an expression of GitHub Actions
            return None
        expression = parse_liquid_expression(self._text, start)
        if expression is None:
            return None
        end, value = expression
        if value is not None:
            return end, value
        if self._markup.has_substitutions:
            return None
        code, replacements = self._text[start + 2 : end - 2].strip("- \n"), self._markup.replacements
        if replacements.is_ignored_expression(code):
            return end, ""
        if (parameter := find_page_parameter(code, replacements.parameters)) is not None:
            return end, self._show(parameter)
        return end, self._show_unknown(LIQUID_EXPRESSION_KIND, end, UnknownReason.EXPRESSION)

    def _rewrite_expression(self, start: int) -> _Replacement | None:
        """Show an expression of MDX as text."""
        end = find_expression_end(self._text, start)
        if end is None:
            return None
        if is_blank_expression(self._text[start:end]):
            return end, " "
        return end, self._show_unknown(JSX_EXPRESSION_KIND, end, UnknownReason.EXPRESSION)

    def _rewrite_destination(self, start: int) -> _Replacement | None:
        """Rewrite a destination with spaces, or with the size of an image."""
        destination = parse_loose_destination(self._text, start)
        if destination is None:
            return None
        end, markdown, sizes = destination
        text = self._output.resize_last_image(markdown, sizes) if sizes else markdown
        return (end, text) if text else None

    def _rewrite_attributes(self, start: int) -> _Replacement | None:
        """Leave out attribute lists and options of kramdown, and comments of MDX."""
        if self._text.startswith("{/*", start):
            comment_end = self._delimiters.find_end("*/}", start)
            return (comment_end, "") if comment_end else None
        attributes = parse_kramdown_attributes(self._text, start)
        if attributes is None:
            return None
        end, sizes = attributes
        image = self._output.resize_last_image("", sizes) if sizes else None
        return end, image or ""

    def _rewrite_angle_bracket(self, start: int) -> _Replacement | None:
        """Rewrite a component, an HTML tag with JSX attributes, or a type in angle brackets."""
        tag = parse_component(self._text, start, self._markup.imported_images)
        if tag is None:
            html_tag = convert_jsx_html_tag(self._text, start, self._markup.imported_images)
            return html_tag or self._escape_type_argument(start)
        if self._markup.replacements.is_ignored(tag):
            return tag.end, ""
        handler = COMPONENTS.find_handler(tag)
        is_component = self._markup.has_components or (self._markup.omit_unknown and self._looks_like_component(tag))
        if not is_component and (handler is None or tag.is_bare or self._follows_word(start)):
            return start + 1, "&lt;" if self._is_html else r"\<"
        if not (tag.is_closing or is_transparent(handler)) and (replacement := self._convert_tag(COMPONENTS, tag)[0]):
            return replacement
        if reason := explain_loss(tag, handler):
            self._add_unknown(COMPONENTS.make_label(tag), tag.end, reason)
        return tag.end, ""

    def _is_component_name(self, name: str) -> bool:
        """Return whether the name of an HTML element is that of a component, because it has a capital letter."""
        return self._markup.expects_components and not (name.islower() or name.isupper())

    def _looks_like_component(self, tag: Tag) -> bool:
        """Return whether a tag is a component in any file, and not a type in angle brackets."""
        if self._follows_word(tag.start) and not tag.is_closing:
            return False
        return not tag.is_bare or self._delimiters.find_end(f"</{tag.name}>", tag.end) is not None

    def _follows_word(self, start: int) -> bool:
        return start > 0 and (self._text[start - 1].isalnum() or self._text[start - 1] == "_")

    def _escape_type_argument(self, start: int) -> _Replacement | None:
        """Escape the bracket before the name of a type, as in ``Vec<u8>``, unless a closing tag follows."""
        name = "" if self._is_html or not self._follows_word(start) else parse_type_argument(self._text, start)
        return (start + 1, r"\<") if name and self._delimiters.find_end(f"</{name}>", start) is None else None

    def _rewrite_template_tag(self, syntax: TagSyntax, tag: Tag) -> _Replacement:
        """Rewrite a tag of Liquid or a shortcode. An unknown one is shown as text."""
        replacement, reason = self._convert_tag(syntax, tag)
        if replacement is None and reason is UnknownReason.INCLUDE:
            self._add_unknown(syntax.make_label(tag), tag.end, reason)
            return tag.end, ""
        return replacement or (tag.end, self._show_unknown(syntax.make_label(tag), tag.end, reason))

    def _convert_tag(self, syntax: TagSyntax, tag: Tag) -> tuple[_Replacement | None, UnknownReason]:
        """Return the replacement of a tag with its body, or None and the reason why there is none."""
        if self._markup.replacements.is_ignored(tag):
            return (tag.end, ""), UnknownReason.TAG
        if tag.is_closing:
            return None, UnknownReason.CLOSING
        handler = syntax.find_handler(tag)
        if handler is None:
            return None, UnknownReason.TAG
        end, body = tag.end, ""
        if handler.paired and tag.may_have_body:
            closing = self._find_closing(syntax, tag, handler.verbatim)
            if closing:
                end, body = closing.end, self._text[tag.end : closing.start]
            elif not handler.optional_closing:
                return None, UnknownReason.UNCLOSED
        element = syntax.convert(handler, tag, body, self._markup.replacements.parameters)
        reason = UnknownReason.INCLUDE if handler.left_out else UnknownReason.ARGUMENTS
        return (end, self._render(element)) if element else None, reason

    def _find_closing(self, syntax: TagSyntax, tag: Tag, verbatim: bool) -> Tag | None:
        pairs = self._tag_pairs.setdefault(syntax.make_label(tag), TagPairs())
        return pairs.find_closing(tag, self._iter_tags(syntax, tag, pairs), verbatim)

    def _iter_tags(self, syntax: TagSyntax, tag: Tag, pairs: TagPairs) -> Iterator[Tag]:
        yield from syntax.iter_tags(tag.name, self._text, tag.start)
        pairs.searched_to = len(self._text)

    def _render(self, element: Element) -> str:
        """Return an element as part of a sentence, as a link destination or as HTML."""
        if isinstance(element, Hyperlink | Image) and self._output.ends_in_destination():
            return quote_destination(element.target if isinstance(element, Hyperlink) else element.source)
        match element:
            case PlainText():
                return self._show(element.text)
            case Hyperlink() | Image() | CodeBlock() | Formula():
                return element.to_html() if self._is_html else element.to_markdown()
            case Video():
                return self._render(Hyperlink(element.watch, element.title))
            case Admonition() | Details():
                title = f"**{element.title}** " if element.title else ""
                return title + self._rewrite_nested(element.body.strip())
            case MarkdownText():
                lead = f"**{escape_markdown(element.lead)}** " if element.lead else ""
                return lead + (element.markdown if element.raw else self._rewrite_nested(element.markdown))

    def _rewrite_nested(self, text: str) -> str:
        """Rewrite the body of a construct."""
        if self._depth >= _MAX_DEPTH:
            return text
        inner = InlineRewriter(text, self._markup, self._is_html, self._depth + 1)
        result = inner.rewrite()
        self.unknown += [(self._position, markup) for _position, markup in inner.unknown]
        return result

    def _show(self, text: str) -> str:
        """Return Markdown, HTML or a link destination that shows a text as it is."""
        if self._output.ends_in_destination():
            return quote_destination(text).replace("(", "%28").replace(")", "%29")
        return escape(text, quote=False) if self._is_html else escape_markdown(text)

    def _show_unknown(self, kind: str, end: int, reason: UnknownReason) -> str:
        """Note unknown markup from the current position to *end*, and return the text that shows it."""
        self._add_unknown(kind, end, reason)
        return "" if self._markup.omit_unknown else self._show(self._text[self._position : end])

    def _add_unknown(self, kind: str, end: int, reason: UnknownReason) -> None:
        self.unknown.append((self._position, UnknownMarkup(kind, self._text[self._position : end], reason)))
