"""What the extension registers with Sphinx: options, parser, domains, directives, event handlers."""

from __future__ import annotations

from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from typing import Literal

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from .._version import __version__, code_version
from ..loading.project import SUFFIXES
from ..pages.deferred import deferred, inline_deferred
from ..pages.elements import timestamp
from ..pages.pictures import picture
from ..settings import OPTIONS, PREFIX
from . import events
from .builders.books import EpubBuilder, LaTeXBuilder, LeaveOutLists
from .builders.line_breaks import BreakLines
from .builders.text_builder import TextBuilder
from .cluster.handlers import use_cluster
from .configuration.read_the_docs import fill_in_language
from .domains import contested_names
from .domains.blog import BlogDomain
from .domains.roles import TermRole
from .domains.std import StandardDomainWithSlugs
from .failures import build_lock
from .failures.build_errors import check_folders
from .files.image_formats import ConvertImages, LeaveOutImages
from .html_pages.assets import add_assets
from .incremental import quotes
from .links.link_resolution import ResolveHtml, ResolveLinks
from .lists import ablog_directives
from .lists.deferred_nodes import ExpandDeferredNodes, depart_timestamp_html, visit_deferred_html, visit_timestamp_html
from .lists.directives import DIRECTIVES
from .parsing.footnotes import UnlinkFootnotes
from .parsing.parser import PostParser
from .parsing.section_ids import KeepFormerIds, NameHeadings
from .parsing.target_runs import BreakTargetRuns
from .pictures.picture_nodes import ShowPictures, depart_picture_html, visit_picture_html
from .site_files.sitemap import complete_other_sitemap
from .sources.autosummary_posts import HiddenPosts
from .translation.message_catalogs import AddMessages
from .translation.translated_paragraphs import KeepCheckboxes
from .translation.translations import add_translations
from .translation.version_labels import TranslateVersionLabels
from .untrusted.doctree import LinkRemoteImages
from .warm_start.builds import use_store
from .warnings import GatherWarnings, watch_messages

_POST_TRANSFORMS = (
    GatherWarnings,
    ShowPictures,
    ConvertImages,
    LeaveOutImages,
    ExpandDeferredNodes,
    BreakLines,
    LinkRemoteImages,
    ResolveLinks,
    ResolveHtml,
    LeaveOutLists,
    UnlinkFootnotes,
    AddMessages,
)
COMPANIONS = ("sphinx_design", "sphinxext.opengraph")
_MARKDOWN = ("myst_parser", "myst_nb")
"""Extensions that parse Markdown. The second replaces the first."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    check_folders(app)  # before Sphinx and others write
    fill_in_language(app)  # before other extensions read it
    for extension in (*_list_parsers(app), *COMPANIONS):
        with redirect_stdout(StringIO()):  # Open Graph prints that it lacks Matplotlib, which nothing here needs
            import_module(extension)
        app.setup_extension(extension)
    _add_options(app)
    _add_sources(app)
    _add_domains(app)
    _add_nodes_and_builders(app)
    add_assets(app)
    add_translations(app)
    _connect_events(app)
    watch_messages(app)
    use_store(app)
    use_cluster(app)
    if app.config.anthology_accelerate:
        app.setup_extension("sphinx_anthology.acceleration")
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _list_parsers(app: Sphinx) -> list[str]:
    """Return the extensions that parse Markdown in this project."""
    found = [name for name in _MARKDOWN if name in app.config.extensions or name in app.extensions]
    return found or [_MARKDOWN[0]]


def _add_options(app: Sphinx) -> None:
    for name, option in OPTIONS.items():
        rebuild: Literal["env", ""] = "env" if option["is_shown"] else ""
        app.add_config_value(PREFIX + name, option["default"], rebuild, frozenset(option["types"]), option["help"])


def _add_sources(app: Sphinx) -> None:
    for suffix in SUFFIXES:
        if suffix not in app.registry.source_suffix:  # MyST has added its own
            app.add_source_suffix(suffix, "markdown")
    app.add_source_parser(PostParser, override=True)
    if "myst_nb" in app.extensions:
        from .parsing import notebook_parser

        app.add_source_parser(notebook_parser.NotebookParser, override=True)
        app.connect("write-started", notebook_parser.copy_style)


def _add_domains(app: Sphinx) -> None:
    app.add_domain(BlogDomain)
    app.add_domain(StandardDomainWithSlugs, override=True)
    for role in BlogDomain.roles:
        app.add_role(role, TermRole())
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
        app.add_directive_to_domain(BlogDomain.name, name, directive)
    ablog_directives.register_directives(app)


def _add_nodes_and_builders(app: Sphinx) -> None:
    app.add_node(deferred, html=(visit_deferred_html, None))
    app.add_node(inline_deferred, html=(visit_deferred_html, None))
    app.add_node(picture, html=(visit_picture_html, depart_picture_html))
    app.add_node(timestamp, html=(visit_timestamp_html, depart_timestamp_html))
    for transform in (TranslateVersionLabels, KeepCheckboxes, BreakTargetRuns, NameHeadings, KeepFormerIds):
        app.add_transform(transform)
    for post_transform in _POST_TRANSFORMS:
        app.add_post_transform(post_transform)
    for builder in (EpubBuilder, LaTeXBuilder, TextBuilder):
        app.add_builder(builder, override=True)


def _connect_events(app: Sphinx) -> None:
    app.connect("config-inited", events.on_config_read, priority=1)  # before anything is loaded
    app.connect("config-inited", events.on_config_inited)
    hidden = HiddenPosts()
    app.connect("builder-inited", hidden.hide, priority=499)  # before autosummary makes pages
    app.connect("builder-inited", hidden.show, priority=501)
    app.connect("builder-inited", events.on_builder_inited, priority=600)  # after MyST has made its configuration
    app.connect("env-get-outdated", events.on_env_get_outdated)
    app.connect("env-before-read-docs", events.on_env_before_read_docs)
    app.connect("env-purge-doc", contested_names.withdraw_names)
    app.connect("env-merge-info", contested_names.merge_names)
    app.connect("source-read", events.on_source_read)
    app.connect("source-read", quotes.note_quotes)
    app.connect("doctree-read", events.on_doctree_read, priority=400)  # before Sphinx collects the toctrees
    app.connect("doctree-read", events.on_doctree_collected, priority=600)  # after it has
    app.connect("env-updated", events.on_env_updated)
    app.connect("env-get-updated", events.on_env_get_updated, priority=600)  # after Sphinx has numbered figures and sections
    app.connect("write-started", events.on_write_started)
    app.connect("doctree-resolved", events.on_doctree_resolved, priority=build_lock.LAST)
    app.connect("missing-reference", events.on_missing_reference, priority=400)  # before intersphinx: local names come first
    app.connect("warn-missing-reference", events.on_warn_missing_reference)
    app.connect("html-page-context", events.on_html_page_context, priority=400)  # before Open Graph and the theme read it
    app.connect("html-page-context", events.on_html_page_context_last, priority=700)  # after Open Graph
    app.connect("html-collect-pages", events.on_html_collect_pages)
    app.connect("build-finished", complete_other_sitemap, priority=400)  # before that extension writes it
    app.connect("build-finished", events.on_build_finished)
    app.connect("build-finished", events.on_build_failed, priority=build_lock.LAST + 1)  # it ends the list
