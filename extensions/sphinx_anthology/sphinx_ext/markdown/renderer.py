"""Docutils nodes for the tokens of :mod:`.markup`: the markup of other engines, heading ids.

All nodes are ones that every builder knows, except the HTML that plays a video, which has a link beside it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, cast

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.util.nodes import clean_astext
from sphinx_design.shared import create_component

from ...characters import clean_text
from ...markup.html.html_images import split_html
from ...markup.html.html_players import add_controls
from ...markup.inline.inline_lines import LINE_OFFSET
from ...markup.syntax.elements import Hyperlink, Image, Video
from ...markup.syntax.link_destinations import POST_SCHEME
from ...markup.syntax.parse_state import get_markup_state
from ..links.html_references import HTML
from ..translation.callout_titles import callout_title
from ..translation.translated_paragraphs import is_break_tag, is_message, mark_hard_breaks, note_checkbox
from .fences import FenceRenderer

_ADMONITIONS: dict[str, type[nodes.Element]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "hint": nodes.hint,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
    "danger": nodes.danger,
    "error": nodes.error,
    "attention": nodes.attention,
}
_FRAME = (
    '<div class="anthology-video"><iframe src="{}" title="{}" loading="lazy" allowfullscreen="allowfullscreen" '
    'allow="accelerometer; encrypted-media; gyroscope; picture-in-picture; web-share" '
    'referrerpolicy="strict-origin-when-cross-origin"></iframe></div>'
)


OWN_ID = "anthology_own_id"
"""Attribute of headings: whether the author gave them an id."""
_MAX_HEADINGS = 2000
"""Maximum number of headings of a page."""
_TOO_MANY_HEADINGS = f"There are more than {_MAX_HEADINGS} headings; the others are shown as text. Split the post."
_UNCLOSED = re.compile(r"(<input\b[^<>]*[^<>/])>")


class MarkupRenderer(FenceRenderer):
    """MyST's renderer, with the tokens of :mod:`.markup`."""

    def add_line_and_source_path(self, node: nodes.Node, token: SyntaxTreeNode) -> None:
        """Give a node its line. MyST knows that of the paragraph."""
        super().add_line_and_source_path(node, token)
        if node.line and token.type in ("image", "link"):
            node.line += token.meta.get(LINE_OFFSET, 0)

    def copy_attributes(self, token: SyntaxTreeNode, node: nodes.Element, *values: Any, **options: Any) -> None:
        """Copy attributes, without the form feeds that character references stand for: no XML can have them."""
        super().copy_attributes(token, node, *values, **options)
        for name, value in node.attributes.items():
            if isinstance(value, str) and not value.isprintable():
                node[name] = clean_text(value)

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading with an id of its own. Others are compared with it, so those after very many are paragraphs."""
        if len(self._heading_slugs) >= _MAX_HEADINGS:
            get_markup_state(self.md_env).reached_limits.setdefault(_TOO_MANY_HEADINGS, token_line(token, 0))
            self.render_paragraph(token)
            return
        if (token.meta or {}).get("in_details") and isinstance(self.current_node, (nodes.document, nodes.section)):
            # A section would end behind the HTML that is open.
            holder = nodes.container()
            with self.current_node_context(holder):
                MarkupRenderer.render_heading(self, token)
            self.current_node.extend(holder.children)
            return
        super().render_heading(token)
        is_section = isinstance(self.current_node, nodes.section)
        self.name_section(token, self.current_node if is_section else cast("nodes.Element", self.current_node[-1]))

    def name_section(self, heading: SyntaxTreeNode, section: nodes.Element) -> None:
        """Give a section the ids that the author wrote; the first of a name gets it. Other headings get one of their words."""
        meta = heading.meta or {}
        if anchor := str(meta.get("anchor", "")):
            self._name_by_identifier(heading, section, anchor)
        for anchor in meta.get("anchors", ()):
            if anchor not in self.document.ids and anchor not in self._heading_slugs:
                section["ids"].append(anchor)
                self.document.ids[anchor] = section
            self._note_slug(heading, section, anchor)

    def _name_by_identifier(self, heading: SyntaxTreeNode, section: nodes.Element, anchor: str) -> None:
        taken = self._heading_slugs.get(anchor)
        if taken and taken[1] not in section["ids"]:
            return
        section[OWN_ID] = True
        if anchor not in self.document.ids:
            section["ids"].insert(0, anchor)
            self.document.ids[anchor] = section
        self._note_slug(heading, section, anchor)

    def _note_slug(self, heading: SyntaxTreeNode, section: nodes.Element, anchor: str) -> None:
        """Let links name a heading by one of its ids."""
        taken = self._heading_slugs.get(anchor)
        if anchor in section["ids"] and (not taken or taken[1] in section["ids"]):
            title = clean_astext(cast("nodes.Element", section[0]))
            self._heading_slugs[anchor] = (heading.map[0] if heading.map else 0, anchor, title)

    def render_admonition(self, token: SyntaxTreeNode) -> None:
        """Render an admonition. One with its own title keeps the style of its type."""
        title = token.meta["title"]
        box = nodes.admonition(classes=[token.info]) if title else _ADMONITIONS[token.info]()
        self.add_line_and_source_path(box, token)
        if title:
            box += self._box_title(nodes.title, token)
        with self.current_node_context(box, append=True):
            self.render_children(token)

    def render_details(self, token: SyntaxTreeNode) -> None:
        """Render folded text: ``details`` in HTML, a box elsewhere."""
        box = create_component(
            "dropdown",
            opened=token.meta["is_open"],
            type="dropdown",
            has_title=True,
            icon=None,
            chevron=None,
            container_classes=["sd-mb-3"],
            title_classes=[],
            body_classes=[],
        )
        self.add_line_and_source_path(box, token)
        box += self._box_title(nodes.rubric, token)
        with self.current_node_context(box, append=True):
            self.render_children(token)

    def _box_title(self, make_node: type[nodes.TextElement], token: SyntaxTreeNode) -> nodes.Element:
        """Return the title of a box, in the language of the site if it is the engine's word."""
        title: str = token.meta["title"]
        if token.meta["has_kind_as_title"] and (words := callout_title(title)):
            node = make_node(words, words, translatable=False)
            self.add_line_and_source_path(node, token)
            return node
        return self._text(make_node(title, ""), title, token)

    def render_figure(self, token: SyntaxTreeNode) -> None:
        """Render an image with its caption."""
        picture: Image = token.meta["element"]
        figure = nodes.figure()
        self.add_line_and_source_path(figure, token)
        image: nodes.Element = self._image(picture, token)
        figure += self.make_link(picture.target, image, token) if picture.target else image
        figure += self._text(nodes.caption(picture.caption, ""), picture.caption, token)
        self.current_node.append(figure)

    def render_video(self, token: SyntaxTreeNode) -> None:
        """Render a frame that plays a video, and a link for other builders."""
        video: Video = token.meta["element"]
        frame = nodes.raw("", _FRAME.format(escape(video.frame), escape(video.title)), format="html")
        link = nodes.reference("", f"{video.title}: {video.watch}", refuri=video.watch)
        paragraph = nodes.paragraph("", "", link, classes=["anthology-video-link"])
        for node in (frame, paragraph):
            self.add_line_and_source_path(node, token)
            self.current_node.append(node)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Render a list item. A task without text gets an empty paragraph, into which MyST puts the checkbox."""
        if "checked" in (token.meta or {}) and (not token.children or token.children[0].type != "paragraph"):
            place = list(token.map or (0, 0))
            empty = [
                Token("paragraph_open", "p", 1, map=place),
                Token("inline", "", 0, map=place, children=[]),
                Token("paragraph_close", "p", -1),
            ]
            token.children = [*SyntaxTreeNode(empty).children, *token.children]
        super().render_list_item(token)
        for box in self.current_node.children[-1:]:
            for raw in box.findall(nodes.raw):
                if raw.astext().startswith('<input class="task-list-item-checkbox"'):
                    raw[:] = [nodes.Text(_UNCLOSED.sub(r"\1 />", raw.astext()))]
                    note_checkbox(raw, self.sphinx_env)

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        super().render_paragraph(token)
        mark_hard_breaks(cast("nodes.paragraph", self.current_node[-1]), token)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Render HTML as it is, but with its images and links to posts as nodes, and with controls of players."""
        if token.token is not None:
            token.token.content = add_controls(token.content)
        if "<img" not in token.content.lower() and POST_SCHEME not in token.content:
            super().render_html_block(token)
            return
        for part, line in split_html(token.content):
            place = len(self.current_node)
            if isinstance(part, Image):
                self.current_node.append(self._image(part, token))
            elif isinstance(part, Hyperlink):
                reference = self._post_reference(part.target, token, explicit=bool(part.text))
                if part.text:
                    cast("nodes.Element", reference[0]).append(nodes.Text(part.text))
                in_text = isinstance(self.current_node, nodes.TextElement)  # elsewhere only images may be references
                self.current_node.append(reference if in_text else nodes.inline("", "", reference))
            else:
                raw = nodes.raw("", part, format="html")
                self.add_line_and_source_path(raw, token)
                self.current_node.append(raw)
            for node in self.current_node[place:]:
                node.line = (node.line or 1) + line

    def render_table_row(self, token: SyntaxTreeNode) -> None:
        """Render a row of a table. In a directive its cells would have no source, and so would not be translated."""
        super().render_table_row(token)
        for cell in cast("nodes.row", self.current_node[-1]).findall(nodes.paragraph):
            if cell.source is None:
                self.add_line_and_source_path(cell, token)

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        if is_break_tag(token.content) and is_message(self.document):
            self.render_hardbreak(token)
        else:
            self.render_html_block(token)

    def _text(self, node: nodes.Element, markdown: str, token: SyntaxTreeNode) -> nodes.Element:
        """Return *node*, filled with a line of Markdown."""
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node):
            self.nested_render_text(markdown, node.line or 0, inline=True)
        return node

    def _image(self, image: Image, token: SyntaxTreeNode) -> nodes.image:
        attributes: dict[str, Any] = {name: value for name in ("width", "height") if (value := getattr(image, name))}
        if image.html:
            attributes[HTML] = image.html
        node = nodes.image(uri=image.source, alt=clean_text(image.alt), **attributes)
        if image.width or image.height:
            node["classes"].append("no-scaled-link")  # it may be in a link already
        self.add_line_and_source_path(node, token)
        return node
