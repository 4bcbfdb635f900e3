"""Files for language models, made of the texts of articles that were kept when their pages were written."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from ...catalogue.catalogue import Catalogue
from ...catalogue.post import Post
from ...fields.record import Status
from ...outputs.markdown_copies.language_models import FULL, INDEX, ArticleCopy, render_copy, render_full, render_index
from ...outputs.page_addresses import BUILDERS
from ...pages.i18n import _
from ..configuration.site_address import page_address, relative_address, site_address
from ..feed_links import site_title
from ..site import site_of
from .article_content import article_contents

_SUFFIX = ".md"
_OTHER = "sphinx_llms_txt"
"""The extension that writes such files itself."""


def writes_copies(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether the site is to have these files of this package."""
    settings = site_of(builder.env).settings
    return builder.name in BUILDERS and settings.language_models and _OTHER not in builder._app.extensions


def has_copy(builder: StandaloneHTMLBuilder, docname: str) -> bool:
    """Return whether a page is an article that has a Markdown copy."""
    post = site_of(builder.env).catalogue.by_docname.get(docname)
    is_public = post is not None and post.status is Status.PUBLISHED
    return is_public and writes_copies(builder) and site_address(builder).is_known


def render_copy_link(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the ``link`` element by which programs find the Markdown copy of an article; empty if it has none."""
    if not has_copy(builder, docname):
        return ""
    address = relative_uri(relative_address(builder, docname), quote(f"{docname}{_SUFFIX}"))
    return f'<link rel="alternate" type="text/markdown" href="{escape(address)}" />\n'


def make_language_model_files(builder: StandaloneHTMLBuilder) -> dict[str, bytes]:
    """Return ``llms.txt``, ``llms-full.txt`` and the Markdown copy of each public article, by their paths."""
    catalogue = site_of(builder.env).catalogue
    sections = [(_title(catalogue, name), _list_copies(builder, name)) for name in catalogue.collections]
    sections = [(title, copies) for title, copies in sections if copies]
    if not writes_copies(builder) or not sections:
        return {}
    title, articles = site_title(builder.config), [one for _heading, copies in sections for one in copies]
    files = {one.path: render_copy(one) for one in articles}
    return files | {INDEX: render_index(title, sections), FULL: render_full(title, articles)}


def _list_copies(builder: StandaloneHTMLBuilder, name: str) -> list[ArticleCopy]:
    """Return the articles of a collection, newest first."""
    collection = site_of(builder.env).catalogue.collections[name]
    return [_make_copy(builder, post) for post in collection.posts if post.status is Status.PUBLISHED]


def _make_copy(builder: StandaloneHTMLBuilder, post: Post) -> ArticleCopy:
    path = f"{post.docname}{_SUFFIX}"
    return ArticleCopy(
        post=post,
        path=path,
        url=page_address(builder, post.docname),
        copy_url=site_address(builder).absolute(quote(path)),
        text=article_contents(builder).load(post.docname).markdown,
        categories=site_of(builder.env).catalogue.collection_of(post).category_names(post),
    )


def _title(catalogue: Catalogue, name: str) -> str:
    """Return the heading of the articles of a collection."""
    return catalogue.collections[name].settings.title or name or _("Articles")
