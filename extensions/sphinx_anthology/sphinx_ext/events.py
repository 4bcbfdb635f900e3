"""What happens when: one handler for each of Sphinx's events, in the order of a build."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from .. import acceleration
from .._version import code_version
from ..catalogue.queries.links import ArticleLinksQuery
from ..characters import clean_body
from ..loading.data.url_manifest import FILE_NAME
from ..outputs import page_addresses
from ..pages.article_footer import RelatedAndBacklinks
from ..problems import Code
from .builders import books
from .configuration.card_options import read_card_options
from .configuration.comment_options import list_template_files
from .configuration.options import fill_in_options, read_values
from .configuration.untrusted_options import check_options
from .dependencies import ask_for_links, record_content, record_index_page
from .domains.blog import BY_DOCUMENT, BlogDomain, resolve_slug
from .failures.build_errors import check_doctrees, explain_failure, failures_explained, stop_build, watch_disk
from .failures.build_lock import lock_doctrees
from .files.linked_files import check_files
from .html_pages import html_context
from .html_pages.assets import copy_assets, leave_out_design
from .html_pages.comforts import add_comforts
from .html_pages.general_index import GENERAL_INDEX, regroup_index
from .html_pages.language_switch import show_languages
from .html_pages.surroundings import surround_article
from .incremental.build import incremental_build
from .links.backlinks import evaluate_links
from .links.link_resolution import resolve_on_old_site
from .links.remote_mentions import list_local_files
from .lists import toctrees
from .lists.article_lists import add_article_lists
from .lists.deferred_nodes import deferred_node
from .lists.page_layout import lay_out
from .metadata import publish_fields
from .outgoing_links import read_content
from .parsing.rest_posts import resolve_addresses
from .pictures.site_pictures import site_pictures
from .search.languages import use_no_pairs
from .search.site_search import add_page_scripts, finish_search, note_page_text, start_search, use_search_language
from .search.sphinx_index import tidy_search_index
from .site import site_of
from .site_files.mention_file import write_mention_file
from .site_files.not_found_page import write_not_found_page
from .site_files.redirects import write_redirects
from .site_files.share_cards import share_cards
from .site_files.sitemap import inform_other_sitemap
from .site_files.writing import keep_content, write_site_files
from .sources.commit_dates import find_commit
from .sources.project import RefusedLinks, name_source
from .startup import places_of_manifest, report_left_out, start_site
from .unknown_targets import describe_unknown_target
from .untrusted.labels import remove_labels
from .warnings import log_gathered, warn

_WITHOUT_SIDE_EFFECTS = (
    "builders.books",
    "builders.line_breaks",
    "cluster.coordinator",
    "cluster.handlers",
    "domains.blog",
    "domains.contested_names",
    "domains.std",
    "events",
    "failures.build_errors",
    "failures.build_lock",
    "files.image_formats",
    "incremental.quotes",
    "links.link_resolution",
    "lists.deferred_nodes",
    "parsing.footnotes",
    "pictures.picture_nodes",
    "sources.autosummary_posts",
    "translation.message_catalogs",
    "site_files.sitemap",
    "untrusted.doctree",
    "warm_start.builds",
    "warnings",
)
"""Modules with event handlers, post-transforms or domains, which change the page they work on, or what a build has written."""


def on_config_read(app: Sphinx, config: Config) -> None:
    """Let no other build run at the same time in the folder of doctrees."""
    lock_doctrees(app)
    watch_disk(app)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check and fill in options, and tell the acceleration what else a build depends on."""
    check_options(config)
    fill_in_options(app, config)
    settings, seams = read_values(config), acceleration.seams_of(app)
    seams.trust(*(f"{__package__}.{name}" for name in _WITHOUT_SIDE_EFFECTS))
    seams.keep_by_document(BlogDomain.name, BY_DOCUMENT)
    seams.search_index_is_current = _has_current_pages
    seams.ignored_links = RefusedLinks(app)
    seams.watch(*(Path(app.srcdir).parent / name for name in settings.static_roots))
    seams.watch(*(folder / FILE_NAME for folder in places_of_manifest(app)))
    seams.watch(*(Path(app.srcdir, name) for name in list_local_files(settings.mentions)))
    seams.watch(*(Path(app.confdir, name) for name in settings.old_feeds))
    seams.watch(*read_card_options(config, app.confdir).fonts, *list_template_files(settings, app.confdir))
    seams.watch_value((code_version(), find_commit(app)))


def _has_current_pages(builder: Builder) -> bool:
    """Return whether no document was read or removed since a builder wrote all its pages."""
    return incremental_build(builder._app).is_current


def on_builder_inited(app: Sphinx) -> None:
    """Start the build, unless there is nothing to do."""
    with failures_explained(app):
        acceleration.seams_of(app).defer(lambda: start_site(app))


def on_env_get_outdated(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    """Name the files that cannot be built, and read documents again that would come out differently."""
    report_left_out(app)
    return incremental_build(app).documents_to_read(removed)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Record which documents are read."""
    if docnames:
        check_doctrees(app)
    with failures_explained(app):
        incremental_build(app).note_reading(docnames)
    acceleration.set_aside()


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Remove control characters from a post, because no XML such as that of EPUB can have them."""
    site = site_of(app.env)
    site.files.forget()
    if site.catalogue.find_entry(docname):
        content[0] = clean_body(content[0])


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Check files; add toctrees, term headers, and the node for related articles and backlinks, before Sphinx collects them."""
    env = app.env
    site, docname = site_of(env), env.current_document.docname
    name_source(doctree, env.project, docname)
    publish_fields(env)
    resolve_addresses(doctree, env)
    check_files(doctree, env)
    if docname == app.config.root_doc:
        toctrees.add_navigation(doctree, env)
    content = read_content(doctree, env, docname)
    record_content(env, content)
    add_article_lists(content.objects, env)
    if docname in site.catalogue.by_docname:
        query = ArticleLinksQuery(docname)
        ask_for_links(env, query)
        doctree.append(deferred_node(RelatedAndBacklinks(query), (), env))
    record_index_page(env)
    lay_out(doctree, env)
    if page := site.index_pages.get(docname):
        toctrees.add_chapters(doctree, page, env)


def on_doctree_collected(app: Sphinx, doctree: nodes.document) -> None:
    """Prune the table of contents that Sphinx has collected."""
    docname = app.env.current_document.docname
    remove_labels(app.env)
    toctrees.unlink_headings(app.env, docname)
    if docname in site_of(app.env).index_pages:
        toctrees.prune_contents(app.env, docname)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Draw pictures. From then on, pages can be written."""
    if lost := incremental_build(app).lost_documents():
        stop_build(f"A process has ended early, so that {len(lost)} documents were not read. Build again, or without -j.")
    site_of(env).files.forget()
    start_search(app, site_of(env))
    with failures_explained(app):
        site_pictures(app).prepare()


def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Write pages again that would show something else."""
    with failures_explained(app):
        return incremental_build(app).pages_to_write()


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Delete stale pages, copy assets, and add articles to the contents of a book, which only this builder sees."""
    with failures_explained(app):
        incremental_build(app).start_writing()
        copy_assets(builder)
    if builder.name in page_addresses.BUILDERS:
        inform_other_sitemap(cast("StandaloneHTMLBuilder", builder))
    use_search_language(app)
    if builder.name in books.WITH_CHAPTERS:
        books.show_chapters(app.env)


def on_missing_reference(app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element) -> nodes.Node | None:
    """Resolve a label or document that does not exist as the slug of a post or term, or as a page of the old site."""
    if node.get("refdomain") != "std" or node["reftype"] not in ("ref", "doc"):
        return None
    return resolve_slug(env, node, contnode) or resolve_on_old_site(env, node, contnode)


def on_warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Suggest names that are similar to one that does not exist."""
    if not isinstance(domain, BlogDomain):
        return None
    warn(Code.TARGET_UNKNOWN, describe_unknown_target(site_of(app.env).catalogue, node["reftype"], node["reftarget"]), node)
    return True


def on_doctree_resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Log the warnings about the references of a document."""
    log_gathered()


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the theme the neighbours, the sidebar and the meta tags of articles and index pages."""
    if doctree is not None:
        evaluate_links(app.env)
        note_page_text(app, pagename, doctree)
    add_page_scripts(app, pagename)
    add_comforts(app, context)
    incremental_build(app).note_page(pagename, templatename, context.get("sourcename"))
    if pagename == GENERAL_INDEX and "genindexcounts" in context and site_of(app.env).catalogue.by_docname:
        regroup_index(context["genindexentries"], context["genindexcounts"], str(app.config.language))
    context.setdefault("pagename", pagename)  # builders of JSON and pickles do not set it, and Open Graph asks for it
    builder = cast("StandaloneHTMLBuilder", app.builder)
    html_context.update_context(app, pagename, context, doctree)
    if doctree is not None:
        keep_content(builder, pagename, context["body"])
        surround_article(builder, pagename, context)
        if builder.name == "singlehtml":  # it has no later event before it copies images
            site_of(app.env).publish_images(builder)


def on_html_page_context_last(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Tidy the meta tags and files of a page. Return the template to use; None for that of the theme."""
    leave_out_design(app, context)
    if doctree is not None:
        html_context.update_context_last(app, pagename, context)
    return show_languages(cast("StandaloneHTMLBuilder", app.builder), pagename, templatename, context)


def on_html_collect_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Tidy the search index, and delete images that no page shows, before an EPUB is packed. There are no pages to add."""
    builder = cast("StandaloneHTMLBuilder", app.builder)
    tidy_search_index(builder)
    write_not_found_page(builder)
    site_of(app.env).publish_images(builder)
    with failures_explained(app):
        incremental_build(app).finish_pages()
    return []


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Delete what is stale, and write redirects and the file of mentions."""
    use_no_pairs()
    if exception is not None or acceleration.is_resting(app):
        return
    with failures_explained(app):
        incremental_build(app).finish()  # before redirects, which may replace a page that is gone
        finish_search(app)
        site_pictures(app).finish()
        if app.builder.name in page_addresses.BUILDERS:
            builder = cast("StandaloneHTMLBuilder", app.builder)
            write_site_files(builder)  # before redirects, which take no place of another file
            write_redirects(app, builder)
            write_mention_file(app, builder)
            share_cards(app).write()


def on_build_failed(app: Sphinx, exception: Exception | None) -> None:
    """End all processes, and say in one sentence that a disk is full or a folder cannot be written."""
    if exception is not None:
        for process in multiprocessing.active_children():
            process.terminate()  # it may wait for ever to hand over what nobody takes
        explain_failure(app, exception)
