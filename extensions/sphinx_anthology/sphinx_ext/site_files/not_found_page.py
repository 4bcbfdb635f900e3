"""The page ``404.html`` of a built site, with the look of all other pages."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from ...fields.record import Status
from ...outputs.not_found_page import DATA, FILE, render_body, render_data, render_head
from ...outputs.page_addresses import BUILDERS
from ...outputs.redirects.plan import find_redirects
from ...pages.i18n import _
from ...problems import ignore_problem
from ..configuration.site_address import relative_address, site_address
from ..site import site_of

NOT_FOUND = "404"
"""The name of the page."""
_OTHER = "notfound.extension"
"""The extension that writes such a page itself."""


def wants_not_found_page(builder: StandaloneHTMLBuilder) -> bool:
    """Return whether the site is to have a page of this package. One of the author, or of another extension, comes first."""
    is_elsewhere = NOT_FOUND in builder.env.all_docs or _OTHER in builder._app.extensions
    return builder.name in BUILDERS and site_of(builder.env).settings.not_found_page and not is_elsewhere


def write_not_found_page(builder: StandaloneHTMLBuilder) -> None:
    """Write the page, if the site is to have one and its address is known."""
    site = site_address(builder)
    if not wants_not_found_page(builder) or not site.is_known:
        return
    folder, slash, _page = relative_address(builder, NOT_FOUND).rpartition("/")
    search = relative_address(builder, "search") if builder.search else ""
    context = {
        "title": _("Page not found"),
        "body": render_body("../" if slash else "", search, _),
        "metatags": render_head(site.path, folder + slash),
        "pageurl": None,
    }
    builder.handle_page(NOT_FOUND, context, outfilename=Path(builder.outdir, FILE))


def make_not_found_files(builder: StandaloneHTMLBuilder) -> dict[str, bytes]:
    """Return the page that was written and its script with the addresses of articles, by their paths."""
    file = Path(builder.outdir, FILE)
    if not wants_not_found_page(builder) or not file.is_file():
        return {}
    catalogue, start = site_of(builder.env).catalogue, len(f"{builder.outdir}{os.sep}")
    files = {name: str(builder.get_output_path(name))[start:].replace(os.sep, "/") for name in builder.env.all_docs}
    addresses = {post.docname: relative_address(builder, post.docname) for post in catalogue.with_pages}
    posts = [post for post in catalogue.posts if post.status is Status.PUBLISHED]
    redirects = find_redirects(catalogue, files, ignore_problem, lambda _file: False)
    return {FILE: file.read_bytes(), DATA: render_data(posts, redirects, addresses)}
