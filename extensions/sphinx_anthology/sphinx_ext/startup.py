"""The start of a build: settings, posts, index pages, and what an earlier build did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from .. import acceleration
from .._version import code_version
from ..cache import CacheFile
from ..catalogue.schedule import format_moment, list_changes
from ..fields.record import Status
from ..loading.build_time import is_current_time
from ..loading.data.url_manifest import find_manifest, read_former_ids
from ..loading.files import encodings
from ..loading.loader import LoadResult, PostSource, load_posts
from ..outputs.indexes import files as index_files
from ..outputs.indexes.generated_pages import GeneratedPages
from ..outputs.indexes.pages import generate_index_pages, render_home_page
from ..pages.i18n import _
from ..problems import Problem, merge_repeated
from ..settings import Settings
from .configuration.options import build_time, own_language, read_settings
from .configuration.untrusted_options import warn_of_missing_folders
from .domains.contested_names import watch_names
from .failures.failed_documents import guard_documents
from .feed_links import site_title
from .html_pages.page_metadata import metadata_of_pages
from .incremental.build import incremental_build
from .links.remote_mentions import load_remote_mentions
from .metadata import leave_out_of_sitemap
from .parsing.other_parsers import watch_other_parsers
from .search.site_search import start_search
from .site import Site, set_site
from .sources.commit_dates import add_commit_dates
from .sources.own_files import find_outputs
from .sources.project import blog_project
from .sources.untrusted_files import RefusedFiles, may_be_post
from .translation.message_catalogs import translate_posts
from .warnings import reporter

logger = logging.getLogger(__name__)

_LEFT_OUT = {
    Status.DRAFT: "a draft",
    Status.SCHEDULED: "scheduled for later",
    Status.EXPIRED: "expired",
}
"""Why a post is left out, by its status."""


def start_site(app: Sphinx) -> list[str]:
    """Load the posts and bring the index pages up to date, before Sphinx looks for documents.

    :returns: the beginnings of the paths of all files that it may have written.
    """
    settings = read_settings(app)
    warn_of_missing_folders(settings, app.srcdir)
    project, loaded = blog_project(app), _load_posts(app, settings)
    unpublished = _list_unpublished(loaded)
    catalogue = translate_posts(app, add_commit_dates(app, settings, loaded.catalogue))
    if former_ids := read_former_ids(find_manifest(places_of_manifest(app)), catalogue):
        catalogue = replace(catalogue, former_ids=former_ids)
    site = Site(settings, project.files.without(unpublished), catalogue)
    site.remote_mentions = load_remote_mentions(app, settings)
    open_site(app, site)
    refused = RefusedFiles(app, site)
    sources = project.find_documents(_excluded(app), ("**",)) if refused else ()
    project.left_out = loaded.left_out.union(unpublished, refused.find(sources, reporter(app.env)))
    project.refused = refused
    folders = _written_folders(app, settings)
    project.generated = _write_index_pages(app, site, folders)
    incremental_build(app).start()
    names = [*(f"{folder}/" for folder in folders), *(f"{name}." for name in site.index_pages)]
    return [f"{app.srcdir}/{name}" for name in (*names, f"{app.config.root_doc}.")]


def open_site(app: Sphinx, site: Site) -> None:
    """Make a site that of the build, and prepare the application for it."""
    set_site(app.env, site)
    watch_names(app.env)
    leave_out_of_sitemap(app)
    if metadata := metadata_of_pages(app):
        site.describe_page = metadata.describe
    watch_other_parsers(app)
    _accept_all_encodings(app)
    start_search(app, site)
    guard_documents(app)


def post_cache(app: Sphinx, settings: Settings) -> CacheFile:
    """Return the file that keeps the posts as the last build has read them, by path."""
    substitutions, language = has_substitutions(app), own_language(app.config)
    key = (code_version(), settings, substitutions, language, dict(app.config.source_suffix))
    return CacheFile(app.doctreedir / "anthology.pickle", key)


def has_substitutions(app: Sphinx) -> bool:
    """Return whether MyST replaces what is between braces."""
    return "substitution" in app.config.myst_enable_extensions


def rest_suffixes(app: Sphinx) -> tuple[str, ...]:
    """Return the suffixes of files in reStructuredText."""
    return tuple(suffix for suffix, filetype in app.config.source_suffix.items() if filetype in (None, "restructuredtext"))


def _load_posts(app: Sphinx, settings: Settings) -> LoadResult:
    """Load all posts, and log their problems. Unchanged files come from the cache."""
    project = blog_project(app)
    cache = post_cache(app, settings)
    known = cache.load() or {}
    folders = _index_folders(settings)
    handwritten = index_files.find_handwritten_pages(app.srcdir, folders)
    found = project.find_documents([*_excluded(app), *(f"{folder}/**" for folder in folders)], settings.patterns)
    stale = tuple(f"{folder}/" for folder in _written_folders(app, settings))
    posts = {
        path: docname
        for path, docname in found.items()
        if may_be_post(app, settings, path) and not (path.startswith(stale) and index_files.is_generated(app.srcdir / path))
    }
    problems = project.take_problems()
    outputs = find_outputs(app)
    source = PostSource(
        app.srcdir,
        posts,
        settings,
        has_substitutions(app),
        handwritten,
        problems,
        own_language(app.config),
        str(app.config.language),
        outputs,
        project.files,
        rest_suffixes(app),
    )
    loaded = load_posts(source, build_time(app.config), known, app.parallel)
    if loaded.files.keys() != known.keys() or any(loaded.files[path] is not known[path] for path in loaded.files):
        acceleration.run_in_background(app, partial(cache.save_if_possible, loaded.files))
    report = reporter(app.env)
    for problem in merge_repeated(loaded.problems):
        report(problem)
    _note_next_change(app, settings, loaded)
    return loaded


def places_of_manifest(app: Sphinx) -> Iterable[Path]:
    """Return the folders in which the list of published addresses may be: that of ``conf.py``, and the source or above."""
    source = Path(app.srcdir)
    return (Path(app.confdir), source, source.parent)


def _excluded(app: Sphinx) -> list[str]:
    """Return the patterns of the files and folders in which Sphinx looks for no documents."""
    return [*app.config.exclude_patterns, *app.config.templates_path, *app.builder.get_asset_paths()]


def _note_next_change(app: Sphinx, settings: Settings, loaded: LoadResult) -> None:
    """Log when the next post appears or expires. Until then, a build of the same files comes out the same."""
    if changes := list_changes(loaded.catalogue.all_posts):
        following = changes[0]
        logger.info("next: %s %s", format_moment(following.moment, settings.zone), following.path)
        if is_current_time(settings.today):
            acceleration.seams_of(app).valid_until = following.moment.timestamp()


def _list_unpublished(loaded: LoadResult) -> list[str]:
    """Return the paths of the posts that are not published, and log them."""
    for post in loaded.catalogue.unpublished:
        logger.info("Left out, because it is %s: %s", _LEFT_OUT[post.status], post.path)
    return [post.path for post in loaded.catalogue.unpublished]


def report_left_out(app: Sphinx) -> None:
    """Report the files that Sphinx has found, beside posts, and that cannot be built."""
    report = reporter(app.env)
    for problem in blog_project(app).take_problems():
        report(problem)


def _index_folders(settings: Settings) -> list[str]:
    """Return the folders of index pages, one for each collection."""
    return [own.browse for own in settings.by_collection.values()]


def _written_folders(app: Sphinx, settings: Settings) -> list[str]:
    """Return the folders in which this build or an earlier one has written index pages.

    Call it when the project was searched.
    """
    folders = _index_folders(settings)
    return [*folders, *index_files.find_former_folders(app.srcdir, blog_project(app).ignore_files, folders)]


def _accept_all_encodings(app: Sphinx) -> None:
    """Let Sphinx decode source files as posts are decoded. It would stop at the first byte that is not UTF-8."""
    encodings.register_codec()
    app.env.settings["input_encoding"] = encodings.CODEC


def _write_index_pages(app: Sphinx, site: Site, folders: list[str]) -> GeneratedPages:
    """Write the index pages that differ, delete those that are stale, and write a home page if there is none."""
    pages = {page.docname: page for page in generate_index_pages(site.catalogue, _)}
    files = index_files.write_index_files(app.srcdir, folders, pages.values(), app.config.source_suffix, _note)
    site.handwritten, site.index_pages = files.handwritten, pages
    texts = {docname: page.text for docname, page in pages.items() if docname not in files.handwritten}
    texts |= _write_home_page(app)
    # Sphinx finds no documents in a folder with this name, if the folder of doctrees is inside the source folder.
    copies = app.doctreedir / "anthology" / "_sources"
    if files.unwritten:
        logger.info("The source folder cannot be written: generated pages are in '%s' only.", app.doctreedir)
    return GeneratedPages(app.srcdir, copies, texts, folders)


def _note(problem: Problem) -> None:
    """Log a problem that needs no action."""
    logger.info("%s", problem.message)


def _write_home_page(app: Sphinx) -> dict[str, str]:
    """Write a home page if the project has none. From then on it belongs to the author.

    :returns: the text of the home page by its docname, if there is none and it cannot be written.
    """
    root_doc, text = app.config.root_doc, render_home_page(site_title(app.config))
    try:
        if index_files.write_home_page(app.srcdir, root_doc, text, app.config.source_suffix):
            logger.info("There was no home page: '%s.md' was written. Change it as you like.", root_doc)
    except OSError:
        return {root_doc: text}
    return {}
