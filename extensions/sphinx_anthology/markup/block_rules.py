"""Block rule of markdown-it: parse blocks of blog engines by the character with which a line begins."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph

from .engines.block_tags import parse_block_tag
from .engines.code_fences import FenceTracker
from .engines.containers import ContainerNesting, parse_container
from .engines.embeds import parse_block_embed
from .engines.hugo_shortcodes import SHORTCODES, is_template_comment
from .engines.indented_admonitions import INDENT, parse_indented_admonition
from .engines.jsx_components import COMMENTS, COMPONENTS, explain_loss, is_transparent, parse_component
from .engines.liquid_tags import LIQUID
from .engines.mdx_imports import find_statement_end, parse_image_import
from .html.html_lines import find_html_end
from .inline.formulas import find_displayed_formula
from .inline.heading_ids import set_heading_id
from .inline.inline_rewriter import InlineRewriter
from .syntax.block_tokens import push_element, push_heading_with_image, push_unknown
from .syntax.elements import Formula, MarkdownText
from .syntax.escaping import escape_markdown
from .syntax.jsx_syntax import JSX_EXPRESSION_KIND, find_expression_end, is_blank_expression
from .syntax.parse_state import BlockContext, MarkupState, UnknownMarkup, UnknownReason

_REFERENCE = re.compile(r"\[(?!\^)([^\[\]]{1,500})\]:[ \t]*(\S.{0,1000})$")
_REFERENCE_DESTINATION = re.compile(r"""<?([^\s<>]+)>?(?:\s+(["'(])(.*)["')])?\s*$""")
_LINK_START = "[](<"
_ATTRIBUTE_LINE = re.compile(r"\{::?[^{}]*\}[ \t]*$")
_ABBREVIATION = re.compile(r"\*\[[^\[\]]{1,100}\]:[^*]*$")
_IMAGE = r"!\[[^\[\]\n]{0,500}\]\([^()\n]{1,1000}\)(?:\{[^{}\n]{1,200}\})?"
_IMAGE_AND_HEADING = re.compile(
    rf"({_IMAGE}|\[{_IMAGE}\]\([^()\n]{{1,1000}}\)|<img\b[^<>\n]{{1,1000}}>)[ \t]*(\#{{1,6}})[ \t]+(\S.*)$", re.IGNORECASE
)
_MAX_DEPTH = 8
"""Maximum number of constructs around a construct."""


def parse_blog_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse the construct that begins on the line *start*, and return whether there is one."""
    position = state.bMarks[start] + state.tShift[start]
    parse = _PARSERS.get(state.src[position : position + 1])
    if parse is None or state.is_code_block(start) or state.sCount[start] < 0:
        return False
    context = BlockContext(state, start, end, silent)
    return context.markup.depth < _MAX_DEPTH and parse(context)


def _parse_brace(context: BlockContext) -> bool:
    """Parse ``{% tag %}``, ``{{< shortcode >}}``, ``{/* comment */}``, ``{expression}`` or ``{: attributes}``."""
    state, position = context.state, context.position
    second = state.src[position + 1 : position + 2]
    if second == ":":
        return _parse_attribute_line(context)
    if context.markup.is_raw:
        return False
    if second == "{" and is_template_comment(state.src, position):
        second = "/"
    syntax = {"/": COMMENTS, "%": LIQUID, "{": SHORTCODES}.get(second)
    if syntax is None:
        return context.markup.is_mdx and not context.silent and _parse_expression(context)
    tag = syntax.parse_tag(state.src, position)
    if tag is None or tag.is_closing or tag.end > context.end_position:
        return False
    return parse_block_tag(context, syntax, tag)


def _parse_attribute_line(context: BlockContext) -> bool:
    """Leave out attribute lists and options of kramdown. The identifier below a heading becomes that of the heading."""
    state, line = context.state, context.get_line(context.start)
    if (context.silent and state.parentType != "table") or not _ATTRIBUTE_LINE.match(line):
        return False
    if state.tokens and state.tokens[-1].type == "heading_close":
        heading_open = state.tokens[-3]
        if (heading_open.map or [0])[-1] == context.start:
            set_heading_id(heading_open, line)
    state.line = context.start + 1
    return True


def _parse_expression(context: BlockContext) -> bool:
    """Show an expression of MDX that is alone on its lines as text, whatever HTML is in it."""
    state, position = context.state, context.position
    end = find_expression_end(state.src, position)
    last = context.find_line_ending_at(end) if end and end <= context.end_position else None
    if last is None:
        return False
    expression = state.src[position:end]
    if not is_blank_expression(expression):
        push_unknown(state, UnknownMarkup(JSX_EXPRESSION_KIND, expression, UnknownReason.EXPRESSION), context.start)
        if not context.markup.omit_unknown:
            element = MarkdownText(escape_markdown(expression), raw=True)
            push_element(state, element, (context.start, last + 1), context.start)
    state.line = last + 1
    return True


def _parse_angle_bracket(context: BlockContext) -> bool:
    """Parse a component, or a type in angle brackets, which would disappear as an HTML block."""
    state, position = context.state, context.position
    if not state.src[position + 1 : position + 3].lstrip("/")[:1].isupper():
        return _parse_html_line(context) or _parse_image(context)
    tag = parse_component(state.src, position, context.markup.imported_images)
    if tag is None:
        return _parse_html_line(context)
    if tag.end > context.end_position:
        return False
    if context.markup.replacements.is_ignored(tag):
        return not context.silent and paragraph(state, context.start, context.end, context.silent)
    handler = COMPONENTS.find_handler(tag)
    is_component = context.markup.expects_components
    if not is_component and (handler is None or (tag.is_bare and not handler.paired)):
        return not context.silent and paragraph(state, context.start, context.end, context.silent)
    is_converted = not (tag.is_closing or is_transparent(handler))
    if is_converted and parse_block_tag(context, COMPONENTS, tag, allow_inline=not context.silent):
        return True
    last = context.find_line_ending_at(tag.end)
    if last is None or (handler and handler.inline):
        return is_component and not context.silent and paragraph(state, context.start, context.end, context.silent)
    if not context.silent:
        if reason := explain_loss(tag, handler):
            source = state.src[tag.start : tag.end]
            push_unknown(state, UnknownMarkup(COMPONENTS.make_label(tag), source, reason), context.start)
        state.line = last + 1
    return True


def _parse_html_line(context: BlockContext) -> bool:
    """Parse HTML after which Markdown goes on, such as ``<br>`` or ``<details>``."""
    end = None if context.silent else find_html_end(context)
    if end is None:
        return False
    state = context.state
    token = state.push("html_block", "", 0)
    token.map = [context.start, end]
    token.content = state.getLines(context.start, end, state.blkIndent, True)
    state.line = end
    return True


def _parse_container(context: BlockContext) -> bool:
    """Parse a container, ``:::note``."""
    state, start = context.state, context.start
    container = parse_container(context.get_line(start))
    if container is None:
        return False
    if context.silent:
        return True
    nesting = ContainerNesting(container.colons)
    line = _find_container_end(context, nesting)
    body = state.getLines(start + 1, line, state.sCount[start], False) if line > start + 1 else ""
    end = min(line + 1, context.end) if nesting.is_closed else line
    if not nesting.is_closed:
        push_unknown(state, UnknownMarkup(":::", context.get_line(start), UnknownReason.CONTAINER), start)
    push_element(state, container.convert(body), (start, end), start + 1)
    state.line = max(end, start + 1)
    return True


def _find_container_end(context: BlockContext, nesting: ContainerNesting) -> int:
    """Return the line that closes a container, or the line after its block if no line does."""
    state, line, fences = context.state, context.start + 1, FenceTracker()
    while line < context.end and (state.sCount[line] >= state.blkIndent or state.isEmpty(line)):
        text = context.get_line(line)
        if not fences.feed(text) and not fences.is_open and nesting.feed(text):
            break
        line += 1
    return line


def _parse_indented_admonition(context: BlockContext) -> bool:
    """Parse an admonition with an indented body, ``!!! note`` or ``??? note``."""
    state, start = context.state, context.start
    admonition = parse_indented_admonition(context.get_line(start))
    if admonition is None:
        return False
    end = _find_indented_end(context)
    if end == start + 1 and (admonition.needs_body or context.silent):
        return False
    if not context.silent:
        body = state.getLines(start + 1, end, state.sCount[start] + INDENT, False) if end > start + 1 else ""
        push_element(state, admonition.convert(body), (start, end), start + 1)
        state.line = end
    return True


def _find_indented_end(context: BlockContext) -> int:
    """Return the line after the last line that is indented below the start of a context."""
    state = context.state
    end = line = context.start + 1
    while line < context.end and (state.isEmpty(line) or state.sCount[line] >= state.sCount[context.start] + INDENT):
        line += 1
        end = end if state.isEmpty(line - 1) else line
    return end


def _parse_image(context: BlockContext) -> bool:
    """Parse an image with a heading glued to it, ``![](a.png)# Heading``."""
    match = _IMAGE_AND_HEADING.match(context.get_line(context.start))
    if match is None or context.silent:
        return False
    push_heading_with_image(context.state, *match.groups())
    context.state.line = context.start + 1
    return True


def _parse_displayed_formula(context: BlockContext) -> bool:
    r"""Parse a formula between ``\[`` and ``\]`` on lines of its own."""
    formula = find_displayed_formula(context)
    if formula is None:
        return False
    if not context.silent:
        tex, last = formula
        push_element(context.state, Formula(tex), (context.start, last + 1), context.start)
        context.state.line = last + 1
    return True


def _parse_import(context: BlockContext) -> bool:
    """Leave out import and export statements of MDX. They show that the file has components."""
    state, position = context.state, context.position
    if context.silent or state.tShift[context.start] or state.blkIndent or state.level:
        return False
    if not state.src.startswith(("import", "export"), position):
        return False
    end = find_statement_end(state.src, position, allow_export=context.markup.has_components)
    if end is None:
        return False
    context.markup.has_components = True
    if image := parse_image_import(state.src[position:end]):
        name, file = image
        context.markup.imported_images[name] = file
    state.line = min(context.find_line(end), state.lineMax - 1) + 1
    return True


def _parse_embed(context: BlockContext) -> bool:
    """Parse an embed that is alone on its line, ``@[youtube](id)`` or ``%[address]``."""
    element = parse_block_embed(context.get_line(context.start))
    if element is None:
        return False
    if not context.silent:
        push_element(context.state, element, (context.start, context.start + 1), context.start)
        context.state.line = context.start + 1
    return True


def _parse_reference(context: BlockContext) -> bool:
    """Parse the definition of a link with a tag in its destination, ``[label]: {{ site.baseurl }}/x``."""
    line = context.get_line(context.start)
    match = None if context.silent or ("{%" not in line and "{{" not in line) else _REFERENCE.match(line)
    if match is None:
        return False
    label, destination = match.groups()
    markup = MarkupState(has_substitutions=context.markup.has_substitutions, replacements=context.markup.replacements)
    rewriter = InlineRewriter(_LINK_START + destination, markup)
    target = _REFERENCE_DESTINATION.match(rewriter.rewrite()[len(_LINK_START) :])
    if target is None:
        return False
    state = context.state
    for _position, unknown in rewriter.unknown:
        push_unknown(state, unknown, context.start)
    reference = {
        "title": target[3] or "",
        "href": state.md.normalizeLink(target[1]),
        "map": [context.start, context.start + 1],
    }
    state.env.setdefault("references", {}).setdefault(normalizeReference(label), reference)
    state.line = context.start + 1
    return True


def _parse_abbreviation(context: BlockContext) -> bool:
    """Leave out definitions of abbreviations of kramdown, ``*[HTML]: Hypertext …``."""
    if not _ABBREVIATION.match(context.get_line(context.start)):
        return False
    context.state.line = context.start + 1
    return True


_PARSERS: dict[str, Callable[[BlockContext], bool]] = {
    "*": _parse_abbreviation,
    "{": _parse_brace,
    "<": _parse_angle_bracket,
    ":": _parse_container,
    "i": _parse_import,
    "e": _parse_import,
    "@": _parse_embed,
    "%": _parse_embed,
    "[": lambda context: _parse_reference(context) or _parse_image(context),
    "!": lambda context: _parse_indented_admonition(context) or _parse_image(context),
    "?": _parse_indented_admonition,
    "\\": _parse_displayed_formula,
}
"""The parsers of constructs, by the character with which their line begins."""
