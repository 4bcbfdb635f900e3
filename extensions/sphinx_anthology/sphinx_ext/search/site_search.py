"""The search of a site with posts, in the course of a build."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import js_index
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ...cache import CacheFile
from ...digests import FileState, digest, read_file_state
from ...outputs import page_addresses
from ..incremental.records import record_file
from ..site import Site, site_of
from .index_parts import PartedIndex
from .languages import describe_language, use_pairs
from .page_files import PageFiles
from .page_table import PageTable
from .page_texts import FOLDER, delete_all, delete_stale_texts, list_texts, write_page_text
from .sphinx_index import SortedFormat

_VERSION_LENGTH = 8
_PAGE_SCRIPTS = ("search/loader.js", "search/shortcuts.js")
_SEARCH_PAGE = "search/search_page"
_SCRIPTS = Path(__file__).parents[2] / "static" / "search"
PARTS_FROM = 1000
"""The number of pages from which on the index is in parts. A smaller one is loaded as a whole in less than two seconds."""


def start_search(app: Sphinx, site: Site) -> None:
    """Note how the index of a site is made whose posts are known. Call it again when all documents are known."""
    if site.catalogue.with_pages:
        language = describe_language(app, site.settings.compact_search)
        site.search_language = f"{language}, in parts" if _has_parts(app) else language


def use_search_language(app: Sphinx) -> None:
    """Choose language and format of the index. Call it before pages are written."""
    if has_search(app.builder):
        use_pairs(app, site_of(app.env).settings.compact_search)
        app.builder.indexer_format = _parted_index(app.builder) if _has_parts(app) else js_index
    elif isinstance(app.builder, SerializingHTMLBuilder) and not isinstance(app.builder.indexer_format, SortedFormat):
        app.builder.indexer_format = SortedFormat(app.builder.indexer_format)


def _has_parts(app: Sphinx) -> bool:
    return len(app.env.all_docs) >= PARTS_FROM


def _parted_index(builder: StandaloneHTMLBuilder) -> PartedIndex:
    return PartedIndex(Path(builder.outdir), f"{FOLDER}/index", record_file(builder._app, "index").with_suffix(""))


def note_page_text(app: Sphinx, docname: str, doctree: nodes.document) -> None:
    """Write the text of a page that is being written, in the process that does so."""
    if has_search(app.builder):
        write_page_text(app.builder, docname, doctree)


def add_page_scripts(app: Sphinx, pagename: str) -> None:
    """Add the scripts of the search to the page that is being written, and to that of the search its style sheet."""
    if has_search(app.builder):
        attributes: dict[str, Any] = {"data-version": _scripts_version()}
        for script in _PAGE_SCRIPTS:
            app.add_js_file(script, loading_method="defer", **attributes)
        if pagename == "search":
            app.add_css_file(f"{_SEARCH_PAGE}.css")
            app.add_js_file(f"{_SEARCH_PAGE}.js", loading_method="defer")


def finish_search(app: Sphinx) -> None:
    """Write the table of pages, and delete what is stale. Call it when all pages are written."""
    builder = app.builder
    if not has_search(builder):
        delete_all(builder)
        return
    delete_stale_texts(builder)
    record = CacheFile(record_file(app, "texts"))
    known: dict[str, FileState] = record.load() or {}
    states: dict[str, FileState] = {}
    for docname, file in list_texts(builder).items():
        if state := read_file_state(file, known.get(docname)):
            states[docname] = state
    if states != known:
        record.save(states)
    versions = {docname: state.digest.hex()[:_VERSION_LENGTH] for docname, state in states.items()}
    _write_table(builder, versions)
    with suppress(OSError, ValueError):
        _parted_index(builder).delete_stale(Path(builder.outdir, builder.searchindex_filename).read_text(encoding="utf-8"))


def _write_table(builder: StandaloneHTMLBuilder, versions: Mapping[str, str]) -> None:
    table, files = PageTable(builder), PageFiles(builder)
    rows = list(table.rows(versions))
    if _has_parts(builder._app):
        titles = builder.env.longtitles
        docnames = sorted(docname for docname in builder.env.all_docs if docname in titles and titles[docname].astext())
        files.write_blocks(table.names(), rows, docnames)
    else:
        files.write_whole(table.names(), rows)


def has_search(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Return whether a builder makes pages with a search, of a site with posts."""
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in page_addresses.BUILDERS or not builder.search:
        return False
    return bool(site_of(builder.env).catalogue.with_pages)


@cache
def _scripts_version() -> str:
    """Return a name of the state of all scripts: those that are loaded later are cached by it."""
    return digest(b"".join(file.read_bytes() for file in sorted(_SCRIPTS.iterdir()))).hex()[:_VERSION_LENGTH]
