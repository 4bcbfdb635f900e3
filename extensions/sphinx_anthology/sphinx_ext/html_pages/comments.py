"""Comments below articles. They are part of the page of a browser, and of no other output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from sphinx.builders.html import StandaloneHTMLBuilder

from ... import urls
from ...catalogue.permalinks import list_old_addresses
from ...catalogue.post import Post
from ...digests import read_regular_file
from ...fields.record import Status
from ...loading.files.post_files import RefusedFileError
from ...outputs.comments.html import render_comments
from ...outputs.comments.kept_comments import MAX_SIZE, parse_comments, render_comments_of_old_blog
from ...outputs.comments.options import CommentOptions
from ...outputs.comments.services import CommentedArticle
from ...outputs.page_addresses import BUILDERS
from ...pages.dates_and_numbers import date, machine_readable
from ...pages.i18n import _
from ...problems import Code, Problem
from ..configuration.comment_options import read_comment_options
from ..configuration.site_address import page_address, site_address
from ..files.kept_comments import find_comments, name_comments
from ..site import site_of
from ..warnings import reporter

_SCRIPT, _STYLE = "comments/comments.js", "comments/comments.css"


class _CommentsOfSite:
    """The comments of a build."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        settings = site_of(builder.env).settings
        self.by_collection: Mapping[str, CommentOptions | None] = read_comment_options(settings, builder.confdir)


def _comments_of_site(builder: StandaloneHTMLBuilder) -> _CommentsOfSite:
    return site_of(builder.env).part(_CommentsOfSite, lambda: _CommentsOfSite(builder))


def has_comments(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether pages of a build may have comments."""
    return builder.name in BUILDERS and any(_comments_of_site(builder).by_collection.values())


def add_comments(builder: StandaloneHTMLBuilder, post: Post, context: dict[str, Any]) -> None:
    """Add the comments of an article, and their script, to its page."""
    if not post.has_comments or post.status is not Status.PUBLISHED:
        return
    comments = _comments_of_site(builder)
    options = comments.by_collection.get(post.collection)
    if options is None:
        return
    archive = _render_archive(builder, post) if options.shows_archive else ""
    if html := render_comments(options, _describe(builder, post), _, archive):
        context["body"] += html
        builder._app.add_css_file(_STYLE)
        if "data-thread=" in html:
            builder._app.add_js_file(_SCRIPT, type="module")


def _render_archive(builder: StandaloneHTMLBuilder, post: Post) -> str:
    """Return the comments of the old blog that lie beside a post."""
    env, path = builder.env, name_comments(post.path)
    try:
        file = find_comments(env, post.path)
        data = read_regular_file(file, MAX_SIZE) if file else b""
    except (OSError, RefusedFileError) as error:
        reason = error.reason if isinstance(error, RefusedFileError) else f"cannot be read ({error.strerror})"
        message = f"The file {reason}, and its comments are left out. Replace it."
        reporter(env)(Problem(path, 1, Code.COMMENTS_INVALID, message))
        return ""
    comments = parse_comments(data, path, site_of(env).settings.zone, reporter(env)) if data else []
    language = post.language or str(builder.config.language)
    return render_comments_of_old_blog(
        comments, _("Anonymous"), lambda moment: (date(moment, language), machine_readable(moment))
    )


def _describe(builder: StandaloneHTMLBuilder, post: Post) -> CommentedArticle:
    return CommentedArticle(
        post,
        (post.language or str(builder.config.language)).replace("_", "-"),
        page_address(builder, post.docname) if site_address(builder).is_known else "",
        _find_old_url(builder, post),
    )


def _find_old_url(builder: StandaloneHTMLBuilder, post: Post) -> str:
    """Return the absolute address of a post in its old blog; empty if it is not known."""
    if post.permalink and urls.is_web_url(post.permalink):
        return urls.make_absolute(post.permalink)
    catalogue = site_of(builder.env).catalogue
    patterns = catalogue.collection_of(post).settings.permalink_patterns
    if not (path := next(iter(list_old_addresses(post, patterns)), "")):
        return ""
    host = next((pattern for pattern in patterns if urls.is_web_url(pattern)), "")
    found = catalogue.addresses.old_site.find_url(path) or (host and urljoin(urls.add_scheme(host), path))
    return urls.encode_url(found) if found else ""
