"""What Sphinx is told about this extension: options, parser, domain, directives, and what happens when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._version import __version__, code_version
from ..loading.project import SUFFIXES
from ..pages import i18n
from ..pages.deferred import MakeViews, view, visit_view_html
from ..pages.link_map import MapDirective
from ..pages.listings import PostsDirective
from ..pages.term_lists import ArchiveDirective, GroupsDirective
from ..settings import OPTIONS, PREFIX
from .builders import EpubBuilder, LaTeXBuilder, LeaveOutLists
from .domain import BlogDomain, MentionRole, StandardDomainWithSlugs
from .events import (
    on_build_finished,
    on_builder_inited,
    on_config_inited,
    on_doctree_collected,
    on_doctree_read,
    on_env_before_read_docs,
    on_env_get_outdated,
    on_env_updated,
    on_html_collect_pages,
    on_html_page_context,
    on_missing_reference,
    on_warn_missing_reference,
    on_write_started,
)
from .links import ResolveLinks
from .parser import ImageSizes, PostParser

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


DIRECTIVES = {
    "posts": PostsDirective,
    "categories": GroupsDirective,
    "tags": GroupsDirective,
    "authors": GroupsDirective,
    "series": GroupsDirective,
    "archive": ArchiveDirective,
    "map": MapDirective,
}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    for extension in ("myst_parser", "sphinx_design", "sphinxext.opengraph"):
        app.setup_extension(extension)
    for name, option in OPTIONS.items():
        app.add_config_value(PREFIX + name, option["default"], "env", frozenset(option["types"]), option["help"])

    for suffix in SUFFIXES:
        if suffix not in app.registry.source_suffix:  # MyST has brought its own
            app.add_source_suffix(suffix, "markdown")
    app.add_source_parser(PostParser, override=True)
    app.add_domain(BlogDomain)
    app.add_domain(StandardDomainWithSlugs, override=True)
    app.add_node(view, html=(visit_view_html, None))
    for role in BlogDomain.roles:
        app.add_role(role, MentionRole())
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
        app.add_directive_to_domain(BlogDomain.name, name, directive)
    app.add_post_transform(ImageSizes)
    app.add_post_transform(MakeViews)
    app.add_post_transform(ResolveLinks)
    app.add_post_transform(LeaveOutLists)
    for builder in (EpubBuilder, LaTeXBuilder):
        app.add_builder(builder, override=True)
    app.add_css_file("anthology.css")
    app.add_message_catalog(i18n.CATALOG, str(i18n.LOCALE))
    app.add_message_catalog("sphinx", str(i18n.LOCALE))  # for what Sphinx's own and Furo lack
    i18n.translate_labels()
    if script := i18n.script(app.config.language):
        app.add_js_file(script, priority=501)  # after Sphinx's translations, which it adds to

    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited, priority=600)  # after MyST has made its configuration
    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("doctree-read", on_doctree_read, priority=400)  # before Sphinx collects the toctrees
    app.connect("doctree-read", on_doctree_collected, priority=600)  # after it has
    app.connect("env-updated", on_env_updated)
    app.connect("write-started", on_write_started)
    app.connect("html-collect-pages", on_html_collect_pages, priority=900)  # the last thing before the index is stored
    app.connect("missing-reference", on_missing_reference, priority=400)  # before intersphinx: what is here comes first
    app.connect("warn-missing-reference", on_warn_missing_reference)
    app.connect("html-page-context", on_html_page_context, priority=400)  # before Open Graph and the theme read it
    app.connect("build-finished", on_build_finished)
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
