"""The link to the source of an article, for readers who want to correct it."""

from __future__ import annotations

import os
from html import escape
from typing import Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from ...catalogue.post import Post
from ...outputs.edit_links import SourceRepository
from ...pages.i18n import _
from ..configuration.repository import sources_of

_LINK, _VIEW = "theme_source_edit_link", "theme_source_view_link"
"""The variables of Furo and of other themes made of Basic NG."""
_OWN_BUTTONS = ("theme_use_edit_page_button", "use_edit_page_button", "display_github", "display_gitlab", "display_bitbucket")
"""The variables by which other themes show a link of their own."""


def add_edit_link(builder: StandaloneHTMLBuilder, post: Post, context: dict[str, Any]) -> None:
    """Give the theme the address at which an article is changed, or show a link if the theme has none of its own."""
    sources = sources_of(builder)
    if sources.repository is None and not context.get(_LINK):
        return
    path = str(builder.env.doc2path(post.docname, base=False)).replace(os.sep, "/")
    if not sources.has(path):
        context.update({_LINK: "", "theme_source_repository": ""})
        return
    repository = sources.repository
    url = repository.make_edit_url(path) if repository else ""
    if _LINK in context:
        _fill_in_theme(context, repository, path)
    elif url and not any(map(context.get, _OWN_BUTTONS)):
        words = escape(_("Edit this article"))
        link = f'<a class="reference external" rel="edit nofollow" href="{escape(url)}">{words}</a>'
        context["body"] += f'<p class="anthology-edit">{link}</p>\n'


def _fill_in_theme(context: dict[str, Any], repository: SourceRepository | None, path: str) -> None:
    """Set the variables of Furo. It does not encode the name of a file, and does not know all hosts of repositories."""
    if given := context[_LINK]:
        context[_LINK] = str(given).replace("{filename}", quote(path, errors="replace"))
    elif repository:
        context[_LINK] = repository.make_edit_url(path)
        if context.get("theme_source_repository") and not context.get(_VIEW):
            context[_VIEW] = repository.make_view_url(path)
