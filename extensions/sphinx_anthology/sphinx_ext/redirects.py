"""Pages at the old addresses of articles, in the output of HTML builders."""

from __future__ import annotations

import os

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..outputs import redirect_pages, redirects
from .site import site_of
from .warnings import reporter


def write_redirects(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Write the redirect pages, delete stale ones, and warn of old addresses where none can be."""
    start = len(f"{app.outdir}{os.sep}")
    pages = {name: str(builder.get_output_path(name))[start:].replace(os.sep, "/") for name in app.env.all_docs}
    record = app.doctreedir / f"anthology-redirects-{builder.name}.json"
    folder = redirect_pages.RedirectFolder(app.outdir, record, pages.values())
    found, problems = redirects.find(site_of(app.env).catalogue, pages, folder.is_taken)
    base, language = app.config.html_baseurl, app.config.language
    targets = {post.docname: redirects.address_of(pages[post.docname], builder.name) for post in (one.post for one in found)}
    problems += folder.write({one: redirect_pages.page(one, targets[one.post.docname], base, language) for one in found})
    report = reporter(app.env)
    for problem in problems:
        report(problem)
