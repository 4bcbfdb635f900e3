"""Plugin for markdown-it that parses the Markdown of blog engines.

A block rule parses constructs that are blocks, so that code is never changed and every line keeps its number. A core rule
between the parsing of blocks and that of sentences rewrites the constructs inside of blocks. The plugin adds these tokens:

``admonition_open``, ``admonition_close``
    ``info`` is the kind of the admonition in docutils, ``meta["title"]`` its title in Markdown.
``details_open``, ``details_close``
    A text that readers can unfold. ``meta["title"]`` is its title in Markdown, and ``meta["is_open"]`` says whether it is
    unfolded at first.
``figure``, ``video``
    ``meta["element"]`` is the :class:`~.elements.Image` or the :class:`~.elements.Video`.
``math_inline``, ``math_inline_double``, ``math_block``
    Formulas, as in the tokens of ``dollarmath``.

Headings in HTML's ``<details>`` have ``meta["in_details"]``.

Fences whose info string was parsed have it in ``meta["info"]``, and ``meta["caption"]`` and ``attrs["emphasize-lines"]``.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.entity import entity
from markdown_it.token import Token

from ..characters import clean_body
from .block_rules import parse_blog_block
from .engines.callouts import convert_callouts
from .engines.code_annotations import read_annotations
from .engines.code_fences import is_table_of_contents, parse_first_line, parse_info_string
from .html.html_lines import mark_headings_in_details
from .html.html_links import html_links_plugin
from .inline.cjk_emphasis import cjk_emphasis_plugin
from .inline.formulas import formulas_plugin
from .inline.heading_ids import take_heading_id
from .inline.image_tokens import image_tokens_plugin
from .inline.inline_lines import inline_lines_plugin
from .inline.inline_rewriter import InlineRewriter, may_have_markup
from .inline.soft_breaks import soft_breaks_plugin
from .inline.table_rows import hide_bars, show_bars
from .syntax.block_tokens import UNKNOWN_TOKEN
from .syntax.link_destinations import decode_link_text, is_valid_link, normalise_link
from .syntax.parse_state import MarkupState, UnknownUse, get_markup_state, make_environment
from .syntax.replacements import NO_REPLACEMENTS, Replacements

_PLUGINS = (
    cjk_emphasis_plugin,
    formulas_plugin,
    html_links_plugin,
    image_tokens_plugin,
    soft_breaks_plugin,
    inline_lines_plugin,
)
_MAX_TEXT_BEFORE = 200
"""Maximum number of characters that are kept of the text before unknown markup."""


class ParsedBlocks(NamedTuple):
    """The blocks of a text."""

    tokens: list[Token]
    """The tokens of blocks. The text in them is rewritten, but not parsed."""
    unknown_uses: list[UnknownUse]


def blog_markup_plugin(md: MarkdownIt) -> None:
    """Add the markup of blog engines to a markdown-it parser."""
    alternatives = ["paragraph", "reference", "blockquote", "list", "table", "footnote_def"]
    md.block.ruler.before("table", "blog_block", parse_blog_block, {"alt": alternatives})
    md.core.ruler.before("block", "blog_start", _start)
    md.core.ruler.before("inline", "blog_inline", _rewrite)
    for plugin in _PLUGINS:
        md.use(plugin)
    md.inline.ruler.at("entity", _parse_entity)
    # The way to restrict links that markdown-it documents.
    md.validateLink = is_valid_link  # type: ignore[method-assign]
    md.normalizeLink = normalise_link  # type: ignore[method-assign, assignment]
    md.normalizeLinkText = decode_link_text  # type: ignore[method-assign]


def parse_blocks(
    body: str,
    path: str = "",
    omit_unknown: bool = False,
    has_substitutions: bool = False,
    replacements: Replacements = NO_REPLACEMENTS,
) -> ParsedBlocks:
    """Parse the blocks of a Markdown text.

    :param path: the path of the file, which shows whether it is MDX.
    :param omit_unknown: whether unknown markup is left out; otherwise it is shown as text.
    :param has_substitutions: whether MyST replaces expressions in two braces.
    :param replacements: what tags stand for by the word of the project or of the post.
    """
    parser = _MDX_PARSER if path.endswith(".mdx") else _PARSER
    env = make_environment(path, omit_unknown=omit_unknown, has_substitutions=has_substitutions, replacements=replacements)
    state = StateCore(body.replace("\0", "\ufffd"), parser, env, [])
    for rule in (_start, _parse_blocks, _rewrite):
        rule(state)
    return ParsedBlocks(state.tokens, get_markup_state(env).unknown_uses)


def _parse_entity(state: StateInline, silent: bool) -> bool:
    """Parse a character reference. A form feed, which no XML can have, is a space."""
    is_entity = entity(state, silent)
    if is_entity and not silent:
        state.tokens[-1].content = clean_body(state.tokens[-1].content)
    return is_entity


def _start(state: StateCore) -> None:
    """Forget the tags of other texts, because MyST parses several texts in one environment. Hide vertical bars of tags."""
    get_markup_state(state.env).tag_pairs = {}
    state.src = hide_bars(state.src)


def _parse_blocks(state: StateCore) -> None:
    state.md.block.parse(state.src, state.md, state.env, state.tokens)


def _rewrite(state: StateCore) -> None:
    """Rewrite the text of the tokens, and take out the tokens that note unknown markup."""
    markup = get_markup_state(state.env)
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == UNKNOWN_TOKEN:
            markup.unknown_uses.append(UnknownUse(token.meta["unknown"], token.map[0] if token.map else 0))
            continue
        tokens.append(token)
        token.content = show_bars(token.content)
        if token.type == "inline" and len(tokens) > 1 and tokens[-2].type == "heading_open":
            take_heading_id(tokens[-2], token)
        if token.type == "code_block":
            _take_language(token)
        if token.type == "fence":
            if is_table_of_contents(token.info, token.content):
                tokens.pop()
                continue
            _apply_info_string(token)
        elif token.type in ("inline", "html_block") and not token.meta.get("raw") and _may_change(token.content, markup):
            _rewrite_last(tokens, markup)
    convert_callouts(tokens)
    mark_headings_in_details(tokens)
    state.tokens[:] = _drop_empty(tokens)
    _drop_repeated_definitions(state)


def _apply_info_string(token: Token) -> None:
    """Move the parts of the info string of a fence to the attributes of its token."""
    code = read_annotations(token.content)
    info = parse_info_string(token.info, code.text.count("\n"))
    if info is None:
        return
    token.content = code.text
    token.meta = {**token.meta, "caption": info.caption or token.meta.get("caption", ""), "info": token.info}
    token.info = info.language
    if lines := sorted({*info.lines, *code.lines}):
        token.attrs["emphasize-lines"] = ",".join(map(str, lines))
    if info.first_number:
        token.attrs["lineno-start"] = str(info.first_number)


def _take_language(token: Token) -> None:
    """Make a fence of an indented code block whose first line names its language."""
    first, _, code = token.content.partition("\n")
    info = parse_first_line(first)
    if info and token.map:
        token.type, token.tag, token.info, token.content = "fence", "code", info, code
        token.map = [token.map[0] + 1, token.map[1]]


def _may_change(text: str, markup: MarkupState) -> bool:
    return may_have_markup(text) or (markup.is_mdx and "{" in text)


def _drop_repeated_definitions(state: StateCore) -> None:
    """Forget definitions of links that say again what an earlier one says, so that MyST does not warn of them."""
    if repeated := state.env.get("duplicate_refs"):
        known = state.env["references"]
        differ = [one for one in repeated if any(one[key] != known[one["label"]][key] for key in ("href", "title"))]
        state.env["duplicate_refs"] = differ


def _rewrite_last(tokens: list[Token], markup: MarkupState) -> None:
    """Rewrite the text of the last token. If a paragraph or a list item becomes empty, mark it."""
    token = tokens[-1]
    is_inline = token.type == "inline"
    if is_inline and token.content.endswith("{:toc}") and _mark_contents(tokens):
        return
    rewriter = InlineRewriter(token.content, markup, is_html=not is_inline)
    text = rewriter.rewrite()
    markup.unknown_uses += _find_unknown_uses(rewriter, token)
    token.content = text.strip() if is_inline else text
    if is_inline and not token.content and len(tokens) > 1 and tokens[-2].type == "paragraph_open":
        _mark_empty(token)


def _find_unknown_uses(rewriter: InlineRewriter, token: Token) -> list[UnknownUse]:
    """Return the uses of unknown markup in a token, whose content is still as it was written."""
    uses = []
    line, counted = token.map[0] if token.map else 0, 0
    for position, unknown in rewriter.unknown:
        line += token.content.count("\n", counted, position)
        counted = position
        line_start = token.content.rfind("\n", 0, position) + 1
        before = token.content[max(line_start, position - _MAX_TEXT_BEFORE) : position]
        uses.append(UnknownUse(unknown, line, before))
    return uses


def _mark_contents(tokens: list[Token]) -> bool:
    """Mark the list item of a table of contents of kramdown, ``* TOC`` and ``{:toc}``. Return whether there is one.

    :param tokens: the tokens up to the text of the list item.
    """
    for token in reversed(tokens[-4:]):
        if token.type == "list_item_open":
            _mark_empty(token)
            return True
    return False


def _mark_empty(token: Token) -> None:
    token.meta = {**token.meta, "empty": True}


def _drop_empty(tokens: list[Token]) -> list[Token]:
    """Return the tokens without paragraphs and list items that are marked as empty, and without lists that become empty."""
    kept: list[Token] = []
    skipped_level: int | None = None
    for token in tokens:
        if skipped_level is not None:
            if token.type == "list_item_close" and token.level == skipped_level:
                skipped_level = None
        elif token.type == "list_item_open" and token.meta.get("empty"):
            skipped_level = token.level
        elif token.type == "paragraph_close" and kept and kept[-1].meta.get("empty"):
            del kept[-2:]
        elif token.type in ("bullet_list_close", "ordered_list_close") and kept and kept[-1].type.endswith("_list_open"):
            kept.pop()
        else:
            kept.append(token)
    return kept


_PARSER = MarkdownIt("commonmark").enable("table").use(blog_markup_plugin)
_MDX_PARSER = MarkdownIt("commonmark").enable("table").use(blog_markup_plugin).disable("code")
