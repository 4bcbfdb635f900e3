"""Markdown as blog engines write it: a plugin for markdown-it, and what is unknown in a text.

Blocks are read by block rules, so that code is never touched and every line keeps its number. What is inside of blocks is
rewritten between the parsing of blocks and that of sentences (:mod:`.inline_rewriter`). Besides the tokens of CommonMark there are:

``admonition_open``, ``admonition_close``
    ``info`` is docutils' kind of admonition, ``meta["title"]`` its title in Markdown.
``details_open``, ``details_close``
    A text that is folded away; ``meta["title"]``.
``figure``, ``video``
    ``meta["element"]`` is the :class:`.elements.Image` or :class:`.elements.Video`.
``math_block``
    As the plugin for dollar signs has it.

Fences have ``meta["caption"]`` and ``attrs["emphasize-lines"]`` from :mod:`.code_fences`.
"""

from __future__ import annotations

from operator import attrgetter

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from . import cjk_emphasis, code_fences, heading_ids
from .block_rules import block_rule
from .inline_rewriter import Rewriting
from .parse_state import Found, MarkupState, make_environment, state_of
from .tags import has_markup


def blog_markup_plugin(md: MarkdownIt) -> None:
    """Teach a parser the markup of blog engines."""
    alternatives = ["paragraph", "reference", "blockquote", "list", "table", "footnote_def"]
    md.block.ruler.before("table", "foreign", block_rule, {"alt": alternatives})
    md.core.ruler.before("block", "foreign_start", _start)
    md.core.ruler.before("inline", "foreign_inline", _rewrite)
    md.use(cjk_emphasis.cjk_emphasis_plugin)


def parse_blocks(
    body: str, path: str = "", brief: bool = False, substitutions: bool = False
) -> tuple[list[Token], list[Found]]:
    """Return the blocks of a text, with their text rewritten but not parsed, and what was not known in it."""
    parser = _MDX_PARSER if path.endswith(".mdx") else _PARSER
    state = StateCore(
        body.replace("\0", "\ufffd"), parser, make_environment(path, brief=brief, substitutions=substitutions), []
    )
    for rule in (_start, _parse_blocks, _rewrite):
        rule(state)
    return state.tokens, state_of(state.env).found


def _start(state: StateCore) -> None:
    """The first core rule: forget what belongs to another text. MyST parses several in one environment."""
    state_of(state.env).pairs = {}


def _parse_blocks(state: StateCore) -> None:
    state.md.block.parse(state.src, state.md, state.env, state.tokens)


def _rewrite(state: StateCore) -> None:
    """The core rule: rewrite what is inside of the blocks."""
    known = state_of(state.env)
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "foreign_unknown":
            known.found.append(Found(token.meta["unknown"], token.map[0] if token.map else 0))
            continue
        tokens.append(token)
        if token.type == "inline" and len(tokens) > 1 and tokens[-2].type == "heading_open":
            heading_ids.name_at_end(tokens[-2], token)
        if token.type == "fence":
            _read_info(token)
        elif token.type in ("inline", "html_block") and not token.meta.get("raw") and _may_change(token.content, known):
            _rewrite_last(tokens, known)
    state.tokens[:] = _without_empty(tokens)


def _may_change(text: str, known: MarkupState) -> bool:
    return has_markup(text) or (known.expressions and "{" in text)


def _rewrite_last(tokens: list[Token], known: MarkupState) -> None:
    """Rewrite the text of the last token, and mark the paragraph or the list item that is empty then."""
    token = tokens[-1]
    is_inline = token.type == "inline"
    if is_inline and token.content.endswith("{:toc}") and _drop_contents(tokens):
        return
    rewriting = Rewriting(token.content, known, html=not is_inline)
    text = rewriting.result()
    line, seen = token.map[0] if token.map else 0, 0
    for each in sorted(rewriting.unknown, key=attrgetter("offset")):
        line += token.content.count("\n", seen, each.offset)
        seen = each.offset
        before = token.content[max(token.content.rfind("\n", 0, seen) + 1, seen - 200) : seen]
        known.found.append(Found(each, line, before))
    token.content = text.strip() if is_inline else text
    if is_inline and not token.content and len(tokens) > 1 and tokens[-2].type == "paragraph_open":
        token.meta = {**token.meta, "empty": True}


def _read_info(token: Token) -> None:
    """Read what stands behind an opening fence."""
    info = code_fences.parse_info_string(token.info, token.content.count("\n"))
    if info is None:
        return
    token.info = info.language
    caption = info.caption or token.meta.get("caption", "")
    token.meta = {**token.meta, "caption": caption, "parsed_info": True}
    if info.lines:
        token.attrs["emphasize-lines"] = ",".join(map(str, info.lines))


def _drop_contents(tokens: list[Token]) -> bool:
    """Mark the list item that stands for a table of contents, ``* TOC`` and ``{:toc}``, whose text is the last token."""
    for token in reversed(tokens[-4:]):
        if token.type == "list_item_open":
            token.meta = {**token.meta, "empty": True}
            return True
    return False


def _without_empty(tokens: list[Token]) -> list[Token]:
    """Return the tokens without paragraphs and list items that are marked as empty, and lists that are so without them."""
    out: list[Token] = []
    skip_to: int | None = None
    for token in tokens:
        if skip_to is not None:
            if token.type == "list_item_close" and token.level == skip_to:
                skip_to = None
        elif token.type == "list_item_open" and token.meta.get("empty"):
            skip_to = token.level
        elif token.type == "paragraph_close" and out and out[-1].meta.get("empty"):
            del out[-2:]
        elif token.type in ("bullet_list_close", "ordered_list_close") and out and out[-1].type.endswith("_list_open"):
            out.pop()
        else:
            out.append(token)
    return out


_PARSER = MarkdownIt("commonmark").enable("table").use(blog_markup_plugin)
_MDX_PARSER = MarkdownIt("commonmark").enable("table").use(blog_markup_plugin).disable("code")
