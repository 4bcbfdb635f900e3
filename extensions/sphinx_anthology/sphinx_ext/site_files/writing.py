"""Files beside the pages of a site, written when the pages are: feeds, and all else that others read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from ...cache import CacheFile
from ...outputs.markdown_copies.language_models import INDEX
from ...outputs.not_found_page import FILE
from ...outputs.sitemap import SITEMAP
from ...outputs.written_files import WrittenFiles
from ..configuration.site_address import note_left_out, site_address
from ..incremental.output_files import find_pages
from ..incremental.records import record_file
from ..site import site_of
from .article_content import article_contents
from .feeds import has_entry, make_feeds
from .language_models import has_copy, make_language_model_files, writes_copies
from .not_found_page import make_not_found_files, wants_not_found_page
from .sitemap import make_sitemap, writes_sitemap


def keep_content(builder: StandaloneHTMLBuilder, docname: str, body: str) -> None:
    """Keep the text of an article when its page is written, if a file is to have it.

    :param body: the HTML of the main part of its page.
    """
    has_markdown = has_copy(builder, docname)
    if has_markdown or has_entry(builder, docname):
        article_contents(builder).save(docname, body, has_markdown=has_markdown)


def write_site_files(builder: StandaloneHTMLBuilder) -> None:
    """Write the files that differ, and delete stale ones. Files that the author has put there stay."""
    files: dict[str, bytes] = {}
    if site_address(builder).is_known:
        article_contents(builder).delete_others(site_of(builder.env).catalogue.by_docname)
        files = make_language_model_files(builder) | make_sitemap(builder) | make_feeds(builder) | make_not_found_files(builder)
    else:
        note_left_out(builder, _list_left_out(builder))
    foreign = {*_find_extra_files(builder), *find_pages(builder)}
    WrittenFiles(builder.outdir, CacheFile(record_file(builder._app, "files")), foreign).write(files)


def _list_left_out(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    site = site_of(builder.env)
    if site.catalogue.posts and site.settings.known_feed_formats:
        yield "feeds"
    if writes_sitemap(builder):
        yield SITEMAP
    if wants_not_found_page(builder):
        yield FILE
    if site.catalogue.posts and writes_copies(builder):
        yield INDEX
    if any(own.share for own in site.settings.by_collection.values()):
        yield "links for sharing"


def _find_extra_files(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the files that the option ``html_extra_path`` copies, as POSIX paths relative to the output folder."""
    for name in builder.config.html_extra_path:
        path = Path(builder.confdir, name)
        if path.is_file():
            yield path.name
        for folder, _folders, files in os.walk(path):
            yield from (Path(folder, file).relative_to(path).as_posix() for file in files)
