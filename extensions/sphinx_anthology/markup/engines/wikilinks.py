"""Wiki links of Obsidian and other tools: ``[[slug]]``, ``[[Title|text]]``, ``[[slug#heading]]``, ``[[#heading]]``.

They become links with the scheme ``post:``. Double brackets with another meaning stay text: labels of reference links, tests
of a shell, nested lists.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from ..syntax.link_destinations import make_post_destination, make_vault_address
from ..syntax.media import is_file

_WIKI_LINK = re.compile(
    r"""\[\[(?!\s)
        (?P<name>[^\[\]|#\n`;=<>${}\\]{0,200}?)
        (?:\#(?P<heading>[^\[\]|\n`]{1,200}?))?
        (?:\\?\|(?P<text>[^\[\]\n]{1,300}))?
        \]\](?![(\[])""",
    re.VERBOSE,
)
_LETTER = re.compile(r"[^\W\d_]")


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Add wiki links to a markdown-it parser."""
    md.inline.ruler.before("link", "wiki_link", _parse_wiki_link)


def _parse_wiki_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos) or state.src[state.pos - 1 : state.pos] == "!":
        return False
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    name, heading, text = (match[part] or "" for part in ("name", "heading", "text"))
    if not (heading or _LETTER.search(name)) or normalizeReference(name) in state.env.get("references", {}):
        return False
    if not silent:
        push_wiki_link(state, name, heading, text.strip(), match[0])
    state.pos = match.end()
    return True


def push_wiki_link(state: StateInline, name: str, heading: str, text: str, source: str) -> None:
    """Push the tokens of a link to a post, or to a file if *name* is the name of one.

    :param text: the words of the link; empty for the title of the post or the name of the file.
    :param source: the link as it is written.
    """
    opening = state.push("link_open", "a", 1)
    if is_file(name):
        opening.attrs = {"href": make_vault_address(name) + (f"#{heading}" if heading else "")}
        text = text or name.rpartition("/")[2]
    else:
        opening.attrs = {"href": make_post_destination(name, heading)}
        opening.meta = {"wiki_link": source}
    if text:
        state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
