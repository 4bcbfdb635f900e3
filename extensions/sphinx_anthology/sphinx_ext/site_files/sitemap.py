"""The sitemap of a built site, made of all documents, so that an incremental build has a whole one."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from urllib.parse import quote

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ...catalogue.post import Post
from ...fields.record import Status
from ...outputs.feeds.entries import last_changed
from ...outputs.sitemap import ROBOTS, SitemapEntry, render_robots, render_sitemaps
from ..configuration.site_address import page_address, site_address
from ..given_options import is_given
from ..site import site_of
from .feeds import find_picture

_OTHER = "sphinx_sitemap"
"""The extension that writes a sitemap itself."""


def writes_sitemap(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether the site is to have a sitemap of this package."""
    return site_of(builder.env).settings.sitemap and _OTHER not in builder._app.extensions


def make_sitemap(builder: StandaloneHTMLBuilder) -> dict[str, bytes]:
    """Return the files of the sitemap, and ``robots.txt``, by their paths."""
    if not writes_sitemap(builder):
        return {}
    site = site_address(builder)
    return {**render_sitemaps(list(_list_entries(builder)), site), ROBOTS: render_robots(site)}


def inform_other_sitemap(builder: StandaloneHTMLBuilder) -> None:
    """Tell ``sphinx_sitemap`` which articles it leaves out, and when the others were changed, where options are unset.

    Call it before pages are written. That extension reads dates where ``sphinx_last_updated_by_git`` keeps them.
    """
    if _OTHER not in builder._app.extensions:
        return
    config, posts = builder.config, site_of(builder.env).catalogue.with_pages
    if not is_given(config, "sitemap_excludes"):
        config.sitemap_excludes = [glob.escape(_other_link(builder, post.docname)) for post in posts if not is_public(post)]
    if not (is_given(config, "sitemap_show_lastmod") or hasattr(builder.env, "git_last_updated")):
        config.sitemap_show_lastmod = True
        changed = {post.docname: moment for post in posts if (moment := last_changed(post))}
        dates = {docname: (int(moment.timestamp()), False) for docname, moment in changed.items()}
        builder.env.git_last_updated = dates  # type: ignore[attr-defined]


def complete_other_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Tell ``sphinx_sitemap`` the pages that this build has not written, before it writes its sitemap.

    It knows the written ones alone, in any order, and does not percent-encode their addresses.
    """
    links = getattr(app, "sitemap_links", None)
    if exception is not None or _OTHER not in app.extensions or links is None or links.empty():
        return
    from sphinx_sitemap import add_html_link

    for docname in app.env.all_docs:
        add_html_link(app, docname, "", {}, None)
    found: dict[str, str | None] = {}
    while not links.empty():
        link, changed = links.get()
        found[link] = changed
    for link, changed in sorted(found.items()):
        links.put((quote(link, safe="/%"), changed))


def _other_link(builder: StandaloneHTMLBuilder, docname: str) -> str:
    """Return the address of a page as ``sphinx_sitemap`` compares it: without percent-encoding."""
    return builder.get_target_uri(docname) if builder.name == "dirhtml" else f"{docname}{builder.out_suffix}"


def is_public(post: Post) -> bool:
    """Return whether search engines are told of an article: it is listed, and no copy of an article elsewhere."""
    return post.status is Status.PUBLISHED and not post.canonical


def _list_entries(builder: StandaloneHTMLBuilder) -> Iterator[SitemapEntry]:
    catalogue = site_of(builder.env).catalogue
    for docname in sorted(builder.env.all_docs):
        post = catalogue.by_docname.get(docname)
        if post is None:
            yield SitemapEntry(page_address(builder, docname))
        elif is_public(post):
            picture = find_picture(builder, post)
            images = [picture.url] if picture else []
            yield SitemapEntry(page_address(builder, docname), last_changed(post), _list_languages(builder, post), images)


def _list_languages(builder: StandaloneHTMLBuilder, post: Post) -> dict[str, str]:
    """Return the address of an article in each language, its own included; nothing if it is there in one only."""
    by_docname = site_of(builder.env).catalogue.by_docname
    others = [one for docname in post.translations if (one := by_docname.get(docname)) and is_public(one)]
    if not others:
        return {}
    named = {one.language or str(builder.config.language): page_address(builder, one.docname) for one in (post, *others)}
    return dict(sorted(named.items()))
