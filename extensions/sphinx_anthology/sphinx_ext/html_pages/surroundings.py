"""What is below the text of an article in a browser, and in no other output."""

from __future__ import annotations

from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...outputs.page_addresses import BUILDERS
from ..site import site_of
from .comments import add_comments
from .edit_links import add_edit_link
from .share_links import add_share_links


def surround_article(builder: StandaloneHTMLBuilder, docname: str, context: dict[str, Any]) -> None:
    """Add links for sharing and editing, and comments, to the page of an article. Call it when its text is kept for feeds."""
    post = site_of(builder.env).catalogue.by_docname.get(docname)
    if post is not None and builder.name in BUILDERS:
        add_share_links(builder, post, context)
        add_edit_link(builder, post, context)
        add_comments(builder, post, context)
