"""The parsing of untrusted posts: which syntax they have, and the renderer that cleans what it has made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig

from ...problems import Code
from ..markdown.post_renderer import PostRenderer
from ..site import site_of
from ..warnings import line_of, warn
from .doctree import DoctreeCleaner, hide_from_mathjax, mark_remote_images

_EXTENSIONS = frozenset(
    """
    alert amsmath attrs_block attrs_image attrs_inline colon_fence deflist dollarmath gfm_autolink linkify replacements
    section_ref smartquotes strikethrough tasklist
    """.split()
)
"""MyST extensions that the project may enable for untrusted posts, too.

Substitutions evaluate expressions that see the whole environment, field lists set the metadata of a page, and images and
admonitions in HTML are directives with any class.
"""
_ATTRIBUTES = frozenset({"width", "height", "align", "language", "start", "reftitle", "title"})
"""Attributes that an attribute list may set. The others change how a page looks or behaves, or what other pages link to."""


_CLASSES = frozenset({"contains-task-list", "task-list-item"})
"""Classes that the parser itself sets as attributes."""


class UntrustedRenderer(PostRenderer):
    """The renderer of an untrusted post."""

    has_diagrams = False

    def copy_attributes(
        self, token: SyntaxTreeNode, node: nodes.Element, keys: Sequence[str] = ("class",), **options: Any
    ) -> None:
        """Copy the attributes that may be set."""
        super().copy_attributes(token, node, [key for key in keys if key in _ATTRIBUTES], **options)
        if "class" in keys:
            node["classes"] += [name for name in str(token.attrs.get("class", "")).split() if name in _CLASSES]
        if not isinstance(node.get("start", 1), int):
            del node["start"]

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Show reStructuredText as it is written: it has more syntax than anybody can list."""
        message = "The directive 'eval-rst' is shown as text, because the post is untrusted."
        warn(Code.UNTRUSTED_MARKUP, message, f"{self.document['source']}:{token.map[0] if token.map else 1}")
        block = nodes.literal_block(token.content, token.content, language="none")
        self.add_line_and_source_path(block, token)
        self.current_node.append(block)

    def _render_finalise(self) -> None:
        """Clean the body before what is not the post's own is added below it."""
        header = self.frame.header
        cleaner = DoctreeCleaner(site_of(self.sphinx_env).settings.frame_hosts, header, self._report_at)
        cleaner.clean(self.document)
        mark_remote_images(header)
        if self.title_section is not None:
            hide_from_mathjax(self.title_section)
        super()._render_finalise()

    def _report_at(self, message: str, node: nodes.Node) -> None:
        warn(Code.UNTRUSTED_MARKUP, message, f"{self.document['source']}:{line_of(node)}")


def restrict_configuration(config: MdParserConfig) -> MdParserConfig:
    """Return the configuration of MyST for untrusted posts."""
    return config.copy(
        enable_extensions=set(config.enable_extensions) & _EXTENSIONS,
        fence_as_directive=set(),
        dmath_allow_labels=False,
        enable_checkboxes=False,
        substitutions={},
    )
