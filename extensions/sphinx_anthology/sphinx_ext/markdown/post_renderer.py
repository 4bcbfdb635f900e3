"""Posts as doctrees: the title and the header of an article come from the catalogue, the body from MyST.

Everything in the body is below the title, whatever level its headings have.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from copy import copy
from typing import Any, cast

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.warnings_ import MystWarnings

from ...catalogue.post import Page, Post
from ...markup.syntax.parse_state import get_markup_state
from ...markup.text.plaintext import has_same_words
from ...problems import Code
from ...urls import is_script
from ..posts.post_frame import PostFrame
from ..posts.substitutions import TOO_MANY, SubstitutionUse, evaluate_substitution
from ..site import site_of
from ..warnings import warn
from .renderer import MarkupRenderer
from .unknown_names import UnknownNamesRenderer

_EXPECTED_WARNINGS = frozenset({MystWarnings.MD_HEADING_NON_CONSECUTIVE, MystWarnings.STRIKETHROUGH})
"""Warnings of MyST that are false for posts: their headings are nested under the title anyway."""


class PostRenderer(UnknownNamesRenderer, MarkupRenderer):
    """MyST's renderer, with a title that comes from the catalogue."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        super().setup_render(options, env)
        self.frame: PostFrame = options["frame"]
        self.entry = self.frame.entry
        self.is_unrestricted = not site_of(self.sphinx_env).is_post(self.sphinx_env.docname)
        self.title_section: nodes.section | None = None
        self.seen_heading = False
        self.substitution_use = SubstitutionUse()

    def create_warning(self, message: str, subtype: MystWarnings | str, **place: Any) -> nodes.system_message | None:
        return None if subtype in _EXPECTED_WARNINGS else super().create_warning(message, subtype, **place)

    def _render_initialise(self) -> None:
        super()._render_initialise()
        entry = self.frame.entry
        if entry.handed_on:
            lines = [0, entry.header_lines]
            self.render_front_matter(_tree(Token("front_matter", "", 0, content=cast("str", dict(entry.handed_on)), map=lines)))
        if entry.title is not None:
            self._render_title(entry, entry.own_title or "")

    def _render_title(self, entry: Post | Page, title: str) -> None:
        line = entry.line("title") if isinstance(entry, Post) else entry.title_line
        self.render_heading(_literal_heading(title, line))
        self.title_section = section = cast("nodes.section", self.current_node)
        heading = cast("nodes.title", section[0])
        heading["support_smartquotes"] = False
        if title != entry.title:
            heading.children = []
            heading += nodes.Text(cast("str", entry.title))
            heading["translatable"] = False  # it is a translation already
        self.frame.begin(section, self.document, self.sphinx_env)
        # MyST puts a heading into the section of the next lower level that it has seen.
        self._level_to_section = {0: section}

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading. A first heading that repeats the title is left out; images in it stay."""
        title, is_first = self.frame.entry.own_title, not self.seen_heading
        self.seen_heading = self.seen_heading or self.title_section is not None
        may_repeat = is_first and (token.tag == "h1" or _is_named_by_heading(self.frame.entry))
        if self.title_section is None or not may_repeat or title is None or not _repeats(token, title):
            super().render_heading(token)
            return
        self.name_section(token, self.title_section)
        pictures = [child for inline in token.children for child in inline.children if child.type == "image"]
        if pictures:
            paragraph = nodes.paragraph()
            self.add_line_and_source_path(paragraph, token)
            with self.current_node_context(paragraph, append=True):
                for child in pictures:
                    self.render_image(child)

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Render a substitution. MyST would evaluate an expression with access to the whole program."""
        if self.is_unrestricted:
            super().render_substitution(token, inline)
            return
        if self.substitution_use.is_spent:
            self._show_substitution(token, inline)
            return
        config, content = self.md_config, token.content.strip()
        text = self._evaluate(token.content, token)
        self.substitution_use.add(text or "")
        if text is None:
            return
        self.md_config = copy(config)
        self.md_config.substitutions = {**config.substitutions, content: text}
        super().render_substitution(token, inline)
        self.md_config = config

    def _show_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Show a substitution as it is written, because there are too many."""
        get_markup_state(self.md_env).reached_limits.setdefault(TOO_MANY, token_line(token, 0))
        opening, closing = 2 * token.markup[0], 2 * token.markup[1]
        words = nodes.Text(f"{opening}{token.content}{closing}")
        self.current_node.append(words if inline else nodes.paragraph("", "", words))

    def _evaluate(self, expression: str, token: SyntaxTreeNode) -> str | None:
        """Return the text of a substitution, or None if there is none, which is reported once for each expression."""
        values, content = self.md_config.substitutions, expression.strip()
        if content in values:
            return str(values[content])
        if content in self.substitution_use.failed:
            return None
        try:
            return evaluate_substitution(expression, values, self.sphinx_env)
        except Exception as error:
            self.substitution_use.failed.add(content)
            message = f"Substitution error:{type(error).__name__}: {error}"
            self.create_warning(message, MystWarnings.SUBSTITUTION, line=token_line(token), append_to=self.current_node)
            return None

    def render_link_url(self, token: SyntaxTreeNode, conversion: Any = None) -> None:
        """Render a link to a URL. If MyST's ``url_schemes`` make a script of it, only its words are shown."""
        super().render_link_url(token, conversion)
        reference = cast("nodes.reference", self.current_node[-1])
        if conversion is not None and is_script(reference["refuri"]):
            message = f"The link {reference['refuri']!r}, which 'url_schemes' make, is not allowed and is shown as text."
            warn(Code.URL_REFUSED, message, reference)
            self.current_node.replace(reference, reference.children)

    def _render_finalise(self) -> None:
        super()._render_finalise()
        self.frame.finish(self.title_section, self.document, self.sphinx_env, self._heading_slugs)


def _tree(*tokens: Token) -> SyntaxTreeNode:
    return SyntaxTreeNode(list(tokens)).children[0]


def _literal_heading(title: str, line: int) -> SyntaxTreeNode:
    """Return the syntax tree of a level-1 heading with *title* as text that is not parsed."""
    place = [line, line]
    text = Token("text", "", 0, content=title, map=place)
    inline = Token("inline", "", 0, content=title, children=[text], map=place)
    return _tree(Token("heading_open", "h1", 1, map=place), inline, Token("heading_close", "h1", -1))


def _is_named_by_heading(entry: Post | Page) -> bool:
    """Return whether the title of a post is a heading in its text, of whatever level."""
    return isinstance(entry, Post) and entry.origins["title"].source == "first heading"


def _repeats(heading: SyntaxTreeNode, title: str) -> bool:
    """Return whether a heading, without its images, has the words of the title."""
    return has_same_words("".join(_texts(heading)), title)


def _texts(node: SyntaxTreeNode) -> list[str]:
    if node.type == "image":
        return []
    if node.children:
        return [text for child in node.children for text in _texts(child)]
    return [" " if node.type in ("softbreak", "hardbreak") else node.content]
