"""Pages at the old addresses of articles, in the output of HTML builders."""

from __future__ import annotations

import os

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ...cache import CacheFile
from ...outputs.page_addresses import file_to_address
from ...outputs.redirects.pages import RedirectFolder, render_redirect_page
from ...outputs.redirects.plan import Redirect, find_redirects
from ..configuration.site_address import site_address
from ..incremental.records import record_file
from ..site import site_of
from ..warnings import reporter


def write_redirects(app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
    """Write the redirect pages, delete stale ones, and warn of old addresses where none can be."""
    start = len(f"{app.outdir}{os.sep}")
    files = {name: str(builder.get_output_path(name))[start:].replace(os.sep, "/") for name in app.env.all_docs}
    record = CacheFile(record_file(app, "redirects"))
    folder = RedirectFolder(app.outdir, record, files.values())
    report = reporter(app.env)
    address, language = site_address(builder), app.config.language
    pages: dict[Redirect, str] = {}
    for redirect in find_redirects(site_of(app.env).catalogue, files, report, folder.is_taken):
        target = file_to_address(files[redirect.post.docname], builder.name)
        pages[redirect] = render_redirect_page(redirect, target, address, language)
    folder.write(pages, report)
