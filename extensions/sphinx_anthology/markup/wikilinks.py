"""Wiki links, as Obsidian and others write them: ``[[slug]]``, ``[[Title|text]]``, ``[[slug#heading]]``, ``[[#heading]]``.

They become links with a destination of the scheme ``post:``. Brackets that stand around something else stay as they are:
labels of reference links, tests of a shell, lists in lists.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from .link_destinations import POST_SCHEME

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
    """Teach a parser wiki links."""
    md.inline.ruler.before("link", "wiki_link", _wiki_link)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos) or state.src[state.pos - 1 : state.pos] == "!":
        return False
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    name, heading, text = (match[part] or "" for part in ("name", "heading", "text"))
    if not (heading or _LETTER.search(name)) or normalizeReference(name) in state.env.get("references", {}):
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": destination(name, heading)}
        if text := text.strip():
            state.push("text", "", 0).content = text
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def destination(name: str, heading: str = "") -> str:
    """Return the destination of a link to a post, by its slug, title or file name, or to a heading in it."""
    return f"{POST_SCHEME}{quote(name.strip(), safe='')}" + (f"#{quote(heading.strip(), safe='')}" if heading else "")
