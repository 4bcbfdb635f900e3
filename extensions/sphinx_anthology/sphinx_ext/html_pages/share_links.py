"""Links for sharing, below the text of an article."""

from __future__ import annotations

from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...catalogue.post import Post
from ...fields.record import Status
from ...outputs.page_addresses import BUILDERS
from ...outputs.share_links import render_share_links
from ...pages.i18n import _
from ..configuration.site_address import page_address, site_address
from ..site import site_of

_SURROUNDINGS = '<div class="anthology-surroundings'
"""The beginning of what stands below an article: related articles and backlinks."""
_SCRIPT, _STYLE = "share/share.js", "share/share.css"


def has_share_links(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether articles of a build have such links."""
    is_known = site_address(builder).is_known
    return (
        builder.name in BUILDERS and is_known and any(own.share for own in site_of(builder.env).settings.by_collection.values())
    )


def add_share_links(builder: StandaloneHTMLBuilder, post: Post, context: dict[str, Any]) -> None:
    """Add the links to the page of an article. A copy of an article elsewhere is shared as the original."""
    targets = site_of(builder.env).catalogue.collection_of(post).settings.share
    if not targets or post.status is not Status.PUBLISHED or not site_address(builder).is_known:
        return
    url = post.original or page_address(builder, post.docname)
    if html := render_share_links(targets, post.title, url, _):
        body = context["body"]
        end = body.rfind(_SURROUNDINGS)
        context["body"] = body[:end] + html + body[end:] if end > 0 else body + html
        builder._app.add_js_file(_SCRIPT, type="module")
        builder._app.add_css_file(_STYLE)
