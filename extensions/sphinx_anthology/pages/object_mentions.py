"""Documented objects: the articles that mention one, and those that an article mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from docutils import nodes

from ..catalogue.queries.links import ApiObject, ObjectMentionsQuery
from .backlink_list import backlink_list
from .context import WritingContext
from .elements import SEPARATOR, joined, paragraph, text
from .i18n import _

_MAX_OPEN = 3
"""Maximum number of articles in a list that is unfolded."""


@dataclass(frozen=True, slots=True)
class ArticlesAboutObject:
    """The articles that mention an object, below its description."""

    query: ObjectMentionsQuery
    anchors: tuple[str, ...]
    """The ids of the object. Objects that are described together have one list."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the list; nothing if no article mentions the object."""
        answer = page.answer_from_links(self.query)
        articles = {(one.docname, one.url, one.title): one for anchor in self.anchors[::-1] for one in answer.get(anchor, ())}
        if not articles:
            return []
        label = _("Articles about this")
        content = backlink_list(list(articles.values()), page)
        if not page.is_html:
            return [paragraph(nodes.strong("", "", text(label)), classes=["anthology-line"]), content]
        state = ' open="open"' if len(articles) <= _MAX_OPEN else ""  # EPUB is XML
        start = f'<details class="anthology-mentions"{state}><summary>{escape(label)} ({len(articles)})</summary>'
        return [nodes.raw("", start, format="html"), content, nodes.raw("", "</details>", format="html")]


def object_line(objects: Sequence[ApiObject], page: WritingContext) -> nodes.paragraph:
    """Return a line with links to the objects that an article mentions."""
    return paragraph(*joined((_object_link(one, page) for one in objects), SEPARATOR), classes=["anthology-objects"])


def _object_link(one: ApiObject, page: WritingContext) -> nodes.Element:
    words = nodes.literal("", "", text(one.name))
    if one.docname:
        return page.link_to(page.address(one.docname, one.anchor), words)
    link = page.link_to(page.address_outside(one.url), words)
    source = nodes.inline("", "", text(f" {one.project or one.inventory}"), classes=["anthology-byline"])
    return nodes.inline("", "", link, source)
