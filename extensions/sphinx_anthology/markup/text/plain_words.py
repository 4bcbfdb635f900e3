"""Words of a paragraph of Markdown as readers see them, without marks.

Links and roles without words of their own show the title of another post, which is not known when a text is parsed. They become
references, which :func:`fill_in_titles` replaces when all posts are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ...characters import clean_text, join_lines
from ..engines.wikilinks import wikilinks_plugin
from ..inline.cjk_emphasis import cjk_emphasis_plugin
from ..inline.formulas import find_formula

_LINK_LABEL = re.compile(r"\[(?!\^)([^\[\]]+)\](?:\[[^\[\]]*\])?")
_REFERENCE_LINK = re.compile(r"\[(?!\^)([^\[\]]+)\]\[[^\[\]]*\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_ROLE_NAME = re.compile(r"\{([\w:+-]+)\}$")
_ROLE_TARGET = re.compile(r"(.*\S)\s*<[^<>]*>$", re.DOTALL)
_ABBREVIATION = re.compile(r"\s*\([^()]*\)$")
_TITLE_ROLES = frozenset({"post", "blog:post", "ref", "std:ref", "doc", "std:doc", "any"})
"""Roles that show the title of their target."""
_PICTURE_ROLES = re.compile(r"octicon|material-\w+|fa[bsrl]?|raw.*|cite.*|footcite.*")
"""Roles that show a picture or a mark, or what is not for readers."""
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ELEMENTS = frozenset(
    (
        "a abbr article aside audio b bdi bdo blockquote body br button canvas caption center cite code col dd del "
        "details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe "
        "img input ins kbd label li link main mark meta nav object ol optgroup option p param picture pre q rp rt ruby s "
        "samp script section select small source span strike strong style sub summary sup svg table tbody td textarea "
        "tfoot th thead time title tr track tt u ul var video wbr"
    ).split()
)
"""Elements of HTML. Other words in angle brackets, such as ``<T>``, may be text."""
_SEPARATING = frozenset("blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split())
"""Elements that stand apart from the words before and after them."""
_UNSEEN = frozenset({"script", "style"})

_SEPARATOR = "\x04"
_REFERENCE = re.compile("\x02([^\x02\x03\x04]*)\x04([^\x02\x03\x04]*)\x04([^\x02\x03\x04]*)\x03")
"""A name of a post, the words to show if there is one (empty for its title), and the words to show if there is none."""


def _formula_rule(state: StateInline, silent: bool) -> bool:
    if (
        state.src[state.pos] not in "$\\"
        or (formula := find_formula(state.src, state.pos, bool(state.env.get("math")))) is None
    ):
        return False
    if not silent:
        state.push("math_inline", "math", 0).content = formula.tex
    state.pos = formula.end
    return True


_PLAIN_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(cjk_emphasis_plugin)
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(cjk_emphasis_plugin).use(wikilinks_plugin)
_PARSER.inline.ruler.before("escape", "formula", _formula_rule)
_NEEDS_RULES = re.compile(r"\$|\\|\[\[")
"""What begins a formula or a wiki link. A text without it is parsed faster."""


def strip_markdown(markdown: str) -> str:
    """Return the words of a paragraph of Markdown, with names in the place of titles that are not known."""
    return fill_in_titles(read_words(markdown), lambda name: name)


def read_words(markdown: str, is_excerpt: bool = False, has_math: bool = False) -> str:
    """Return the words of a paragraph of Markdown. Images are left out; links, code and emphasis keep their text.

    Control characters that entities such as ``&#8238;`` stand for are left out.

    :param is_excerpt: whether the text is from front matter, where brackets and unknown tags are more likely text.
    :param has_math: whether the author writes TeX between dollar signs.
    :returns: the words, with references in the place of titles.
    """
    tokens: list[Token] = []
    parser = _PARSER if _NEEDS_RULES.search(markdown) else _PLAIN_PARSER
    parser.inline.parse(markdown.replace("\0", "\ufffd"), parser, {"math": has_math}, tokens)
    return join_lines(_Words(is_excerpt).join(tokens))


class _Words:
    """The words of tokens, as they are joined."""

    def __init__(self, is_excerpt: bool) -> None:
        self._is_excerpt = is_excerpt
        self._text = ""
        self._literals: list[str] = []
        """Code, escaped signs and references, whose brackets are not those of a label."""
        self._link: tuple[int, Token] | None = None
        self._unseen = ""

    def join(self, tokens: Iterable[Token]) -> str:
        """Return the words."""
        for token in tokens:
            if token.type == "html_inline":
                self._add_tag(token.content)
            elif not self._unseen:
                self._add(token)
        label = _REFERENCE_LINK if self._is_excerpt else _LINK_LABEL
        text = label.sub(r"\1", _FOOTNOTE.sub("", _EMBED.sub("", self._text)))
        return re.sub("\0(\\d+)\0", lambda match: self._literals[int(match[1])], text)

    def _add(self, token: Token) -> None:
        if token.type == "code_inline":
            self._add_code(token.content)
        elif token.type in ("text_special", "math_inline"):
            self._add_literal(clean_text(token.content))
        elif token.type in ("softbreak", "hardbreak"):
            self._text = self._text.removesuffix("\\") + ("\n" if token.type == "softbreak" else " ")
        elif token.type == "text":
            self._text += clean_text(token.content)
        elif token.type == "image":
            self._link = None  # a picture stands for the words of its link
        elif token.type == "link_open":
            self._link = len(self._text), token
        elif token.type == "link_close" and self._link:
            self._close_link(*self._link)

    def _add_literal(self, text: str) -> None:
        self._text += f"\0{len(self._literals)}\0"
        self._literals.append(text)

    def _add_code(self, content: str) -> None:
        role = _ROLE_NAME.search(self._text)
        if role is None:
            self._add_literal(clean_text(content))
            return
        self._text = self._text[: role.start()]
        name, given = role[1], _ROLE_TARGET.fullmatch(content)
        if _PICTURE_ROLES.fullmatch(name):
            return
        if name in _TITLE_ROLES and not given:
            self._add_literal(_make_reference(content, "", content))
        else:
            words = given[1] if given else _ABBREVIATION.sub("", content) if name == "abbr" else content.removeprefix("!")
            self._add_literal(clean_text(words.rpartition(".")[2] if words.startswith("~") else words))

    def _close_link(self, start: int, token: Token) -> None:
        """Make a reference of a wiki link, and of a link without words to another file."""
        self._link = None
        words, written = self._text[start:], token.meta.get("wiki_link", "")
        if written:
            name, _, heading = written[2:-2].partition("|")[0].partition("#")
            self._text = self._text[:start]
            shown = words or ("" if name.strip("\\ ") else heading)
            self._add_literal(_make_reference(name.rstrip("\\"), shown, written) if name else clean_text(shown))
        elif not words and not str(token.attrs.get("href", "")).startswith("#"):
            self._add_literal(_make_reference(str(token.attrs.get("href", "")), "", ""))

    def _add_tag(self, tag: str) -> None:
        match = _TAG_NAME.match(tag)
        name = match[1].lower() if match else ""
        if name in _UNSEEN:
            self._unseen = "" if tag.startswith("</") else name
        elif self._unseen:
            return
        elif name in _SEPARATING:
            self._text += "\n"
        elif self._is_excerpt and name and name not in _ELEMENTS:
            self._add_literal(clean_text(tag))


def _make_reference(name: str, shown: str, fallback: str) -> str:
    """Return a reference to the post that a name means. Spaces in it are those that the shown texts have."""
    parts = (" ".join(clean_text(part).split()) for part in (name, shown, fallback))
    return f"\x02{_SEPARATOR.join(parts)}\x03"


def has_reference(text: str) -> bool:
    """Return whether a text has a reference to another post."""
    return "\x02" in text


def fill_in_titles(text: str, find_title: Callable[[str], str | None]) -> str:
    """Return a text with titles in the place of references.

    :param find_title: returns the title of the post that a name or an address means, or None if there is none.
    """

    def fill_in(reference: re.Match[str]) -> str:
        title = find_title(reference[1])
        return reference[3] if title is None else reference[2] or title

    return " ".join(_REFERENCE.sub(fill_in, text).split())


def replace_references(text: str, replacement: Callable[[str], str]) -> str:
    """Return a text with something else in the place of each reference.

    :param replacement: returns the text for a reference, given the words to show if there is no such post.
    """
    return _REFERENCE.sub(lambda match: replacement(match[2] or match[3]), text)


def list_references(text: str) -> list[str]:
    """Return the references in a text."""
    return [match[0] for match in _REFERENCE.finditer(text)]
