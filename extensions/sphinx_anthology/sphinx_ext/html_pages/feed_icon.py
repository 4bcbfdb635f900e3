"""The link to the feed of a site where readers look for it: the icons at the bottom of pages, or else the home page."""

from __future__ import annotations

from html import escape
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ...pages.i18n import _
from ..feed_links import FeedLink, feed_of_site

_ICONS = "theme_footer_icons"
"""The variable of Furo."""
_SIGN = (
    '<svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true"><circle cx="2.5" cy="13.5" r="2.5"/>'
    '<path d="M0 7.5v-2A10.5 10.5 0 0 1 10.5 16h-2A8.5 8.5 0 0 0 0 7.5z'
    'M0 2.2V0a16 16 0 0 1 16 16h-2.2A13.8 13.8 0 0 0 0 2.2z"/></svg>'
)
"""The usual sign, as in the style sheet."""


def add_feed_icon(builder: StandaloneHTMLBuilder, docname: str, context: dict[str, Any]) -> None:
    """Add the feed to the icons of Furo. Other themes have none, so there the home page has a link below its text.

    Furo shows icons of Read the Docs and of the repository only if there are no others, and they stay.
    """
    if (feed := feed_of_site(builder, docname)) is None:
        return
    if _ICONS in context:
        own = context[_ICONS] or []
        has_feed = any(str(icon.get("url", "")).endswith(feed.address.rpartition("/")[2]) for icon in own)
        if (own or not context.get("READTHEDOCS")) and not has_feed:
            context[_ICONS] = [*own, _make_icon(feed)]
    elif docname == builder.config.root_doc and "body" in context:
        words = escape(_("Feed"))
        link = f'<a class="anthology-feed" href="{escape(feed.address)}" title="{escape(feed.title)}">{words}</a>'
        context["body"] += f'<p class="anthology-feeds">{link}</p>\n'


def _make_icon(feed: FeedLink) -> dict[str, str]:
    name = escape(_("Feed"))
    return {"name": name, "url": escape(feed.address), "html": _SIGN, "class": ""}
