"""What happens when: one handler for each of Sphinx's events, in the order of a build."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Set
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain
from sphinx.errors import ConfigError
from sphinx.project import EXCLUDE_PATHS
from sphinx.util import logging
from sphinx.util.matching import get_matching_files
from sphinx.util.osutil import relative_uri

from .. import acceleration, cache, encodings
from .._version import code_version
from ..acceleration import background, collector, standstill
from ..catalogue.permalinks import PLACEHOLDERS, find_unknown_placeholders
from ..catalogue.post import Post
from ..catalogue.queries import ArticleQuery, fingerprint
from ..fields import urls
from ..fields.dialects import FIELDS
from ..fields.record import Status
from ..loading import build_date
from ..loading.image_files import ImageFolders
from ..loading.loader import read_folder
from ..outputs import index_files, opengraph, redirect_pages, redirects
from ..outputs.index_pages import generate_index_pages, render_home_page
from ..pages import term_header
from ..pages.deferred import placed
from ..pages.i18n import _
from ..problems import Code, Severity
from ..settings import PREFIX, Settings
from ..suggestions import did_you_mean, nearest
from . import builders, links, navigation
from .backlinks import Below, surroundings
from .domain import BlogDomain, blog_domain, log, warn
from .incremental import Freshness

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parents[1] / "static"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check what can be checked of the options, and give values to those of others that the author has left open."""
    try:
        _today(config)
    except ValueError as error:
        raise ConfigError(str(error)) from error
    if config.html_baseurl and not config.ogp_site_url:
        config.ogp_site_url = config.html_baseurl
    builders.choose_defaults(app, config)
    # Before the environment is loaded, which is most of what there will be.
    threshold = collector.collect_rarely()
    app.connect("build-finished", lambda app, exception: collector.collect_as(threshold), priority=900)
    if config.anthology_accelerate:
        standstill.defer(app)


def on_builder_inited(app: Sphinx) -> None:
    """Begin, unless there is nothing to do."""
    if not app.config.anthology_accelerate or not standstill.is_possible(app):
        _begin(app)
        return
    still = standstill.Standstill(app, _today(app.config))
    app.connect("build-finished", lambda app, exception: None if exception else still.finish(), priority=800)

    def begin() -> None:
        still.begin(lambda: _begin(app))

    if still.is_reached():
        standstill.rest(app, wake=begin)
    else:
        begin()


def _today(config: Config) -> date:
    return build_date.today(config.anthology_today, Settings(timezone=config.anthology_timezone).zone)


def _begin(app: Sphinx) -> list[str]:
    """Read all posts and bring the index pages up to date, before Sphinx looks for source files.

    :returns: how the paths of the files begin that it may write.
    """
    domain = blog_domain(app.env)
    domain.settings = settings = _settings(app.config)
    domain.folders = ImageFolders.of(app.srcdir, settings.static_roots)
    encodings.register()
    app.env.settings["input_encoding"] = encodings.CODEC
    app.config.html_static_path.append(str(STATIC))

    cache_file = app.doctreedir / "anthology.pickle"
    substitutions = "substitution" in app.config.myst_enable_extensions
    made_with = (code_version(), settings, substitutions)
    known = cache.load_made_of(cache_file, made_with) or {}
    folders = [own.browse for own in settings.by_collection.values()]
    reading = read_folder(
        app.srcdir,
        _post_files(app, settings, folders),
        settings,
        known,
        substitutions,
        app.parallel,
        today=_today(app.config),
        by_hand=index_files.by_hand(app.srcdir, folders),
    )
    if reading.cache.keys() != known.keys() or any(reading.cache[path] is not known[path] for path in known):
        background.run(app, partial(cache.save_made_of, cache_file, made_with, reading.cache))
    domain.catalogue = reading.catalogue
    app.config.exclude_patterns += _exactly(reading.catalogue.unpublished)
    for problem in reading.problems:
        if problem.code.severity is not Severity.NOTICE:
            log(problem, app.env)

    pages = {page.docname: page for page in generate_index_pages(reading.catalogue, _)}
    domain.index_pages = pages
    kept = index_files.write(app.srcdir, folders, pages.values(), app.config.source_suffix)
    domain.by_hand = frozenset(kept)
    for problem in kept.values():
        logger.info("%s", problem.message)
    if index_files.write_start_page(
        app.srcdir, app.config.root_doc, render_home_page(_title(app.config), _), app.config.source_suffix
    ):
        logger.info("There was no home page: '%s.md' was written. Change it as you like.", app.config.root_doc)
    domain.freshness = Freshness(app)
    domain.freshness.recognise()
    names = [*(f"{folder}/" for folder in folders), *(f"{docname}." for docname in (*pages, app.config.root_doc))]
    return [f"{app.srcdir}/{name}" for name in names]


def _exactly(posts: Iterable[Post]) -> list[str]:
    """Return patterns that the files of *posts* match, and no others."""
    # The backslash keeps Python's regular expressions from seeing a set in a set; Sphinx makes it one of the signs.
    return [re.sub(r"[\[*?]", r"[\\\g<0>]", post.path) for post in posts]


def _settings(config: Config) -> Settings:
    """Return the values of the options, and say which of them could not be used as they are."""
    settings = Settings.from_values({name: config[name] for name in config.values if name.startswith(PREFIX)})
    for name in ("browse", "page_size", "tag_min_posts"):
        if (given := config[PREFIX + name]) != (used := getattr(settings, name)):
            warn(Code.OPTION_INVALID, f"{PREFIX}{name} = {given!r} cannot be used; {used!r} is used instead.", None)
    for name in settings.spellings:
        if name not in FIELDS:
            hint = did_you_mean(nearest(name, FIELDS)[:1])
            warn(Code.OPTION_INVALID, f"{PREFIX}fields names {name!r}, which is no field of an article.{hint}", None)
    for pattern in (pattern for own in settings.by_collection.values() for pattern in own.permalinks):
        for name in find_unknown_placeholders(pattern):
            hint = did_you_mean(nearest(name, PLACEHOLDERS)[:1])
            warn(Code.OPTION_INVALID, f"{PREFIX}permalinks: in {pattern!r} ':{name}' stands for nothing.{hint}", None)
    for remark in settings.remarks():
        warn(Code.OPTION_INVALID, remark, None)
    return settings


def _title(config: Config) -> str:
    unset = config.values["project"].default
    return config.project if config.project != unset else _("Articles")


def _post_files(app: Sphinx, settings: Settings, folders: Iterable[str]) -> dict[str, str]:
    """Return the docname of each source file that is a post, by its path; the project's exclusions hold.

    :param folders: those of index pages, in which nothing is a post.
    """
    pages = [f"{folder}/**" for folder in folders]
    excluded = [*app.config.exclude_patterns, *app.config.templates_path, *EXCLUDE_PATHS, *pages]
    found = get_matching_files(app.srcdir, settings.patterns, excluded)
    docnames = ((path, app.project.path2doc(path)) for path in found)
    return {path: docname for path, docname in docnames if docname}


def on_env_get_outdated(app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]) -> list[str]:
    """Read anew the pages that would now show something else."""
    domain = blog_domain(env)
    if removed:
        domain.note_reading()
    unpublished = domain.catalogue.unpublished
    if unpublished:
        # Sphinx has looked for its files. Were the patterns left as they are, the next build would take them for a new option.
        del app.config.exclude_patterns[-len(unpublished) :]
    for post in unpublished:
        logger.info("Left out, because it is %s: %s", _REASONS[post.status], post.path)
    return [*domain.outdated(), *domain.freshness.changed()]


_REASONS = {
    Status.DRAFT: "a draft",
    Status.SCHEDULED: "scheduled for another day",
    Status.EXPIRED: "past its day",
}


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Remember that there is something new to be shown, and go about it fast if the project asks for it."""
    if app.config.anthology_accelerate:
        acceleration.start(app)
    if docnames:
        blog_domain(env).note_reading()
        blog_domain(env).freshness.note_reading(docnames)
    collector.set_aside()


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Put toctrees into the root page and the index pages, and heads into the latter, before Sphinx collects them."""
    domain, docname = blog_domain(app.env), app.env.current_document.docname
    if docname == app.config.root_doc:
        navigation.add_navigation(doctree, domain)
    if noted := links.noted(doctree, domain):
        domain.links[docname] = noted
    if docname in domain.catalogue.by_docname:
        doctree.append(placed(Below(docname), (), domain))
    if page := domain.index_pages.get(docname):
        domain.places[docname] = fingerprint(page.place)
        term_header.add_head(doctree, page, domain, docname in domain.by_hand)
        navigation.add_chapters(doctree, page, domain)


def on_doctree_collected(app: Sphinx, doctree: nodes.document) -> None:
    """Clean up what Sphinx has collected."""
    docname = app.env.current_document.docname
    if docname in blog_domain(app.env).index_pages:
        navigation.prune_contents(app.env, docname)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Write anew the pages that would show something else now than when this builder has written them."""
    return blog_domain(env).freshness.to_be_written()


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Let the contents of a book name its articles. The environment was stored before, so that no other builder sees it."""
    if builder.name in builders.WITH_CHAPTERS:
        builders.show_chapters(app.env)


def on_html_collect_pages(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Take the words out of the search index that were on no page but those that are gone or were written anew."""
    indexer = getattr(app.builder, "indexer", None)
    for name in ("_mapping", "_title_mapping") if indexer else ():
        words = getattr(indexer, name)
        setattr(indexer, name, {word: docnames for word, docnames in words.items() if docnames})
    return ()


def on_missing_reference(app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element) -> nodes.Node | None:
    """Take a label or a document that does not exist for the slug of a post or a group."""
    if node.get("refdomain") != "std" or node["reftype"] not in ("ref", "doc"):
        return None
    return blog_domain(env).resolve_slug(node, contnode)


def on_warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say which names look like the one that leads nowhere."""
    if not isinstance(domain, BlogDomain):
        return None
    warn(Code.TARGET_UNKNOWN, domain.unknown(node["reftype"], node["reftarget"]), node)
    return True


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the theme the neighbours, the sidebar and the meta tags of articles and index pages."""
    domain = blog_domain(app.env)
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    if domain.sidebar is None:
        domain.sidebar = navigation.Sidebar(builder, domain.catalogue.by_docname)
        if doctree is not None:  # before the processes that write pages are forked off
            surroundings(domain).prepare()
            collector.set_aside()
    sidebar, parent = domain.sidebar, domain.parent(pagename)
    if parent is not None and builder.name in ("html", "dirhtml"):
        context["toctree"] = lambda **options: sidebar.html(pagename, parent, **options)
    if page := domain.index_pages.get(pagename):
        context.update(navigation.index_neighbours(page, builder))
        context["meta"] = opengraph.make_index_properties(builder.env.titles[pagename].astext()) | (context["meta"] or {})
    answer = ArticleQuery(pagename).answer(domain.catalogue)
    if answer is None:
        return
    context.update(navigation.article_relations(answer, builder))
    context["meta"] = opengraph.make_article_properties(answer.post, _cover_url(builder, answer.post)) | (context["meta"] or {})
    context["metatags"] += opengraph.render_meta_tags(answer.post)
    if answer.post.canonical and urls.is_on_the_web(answer.post.canonical):
        context["pageurl"] = urls.absolute(answer.post.canonical)


def _cover_url(builder: StandaloneHTMLBuilder, post: Post) -> str | None:
    """Return the address of a cover in the output: absolute where the site's address is known, else relative to the page."""
    if post.cover is None or not post.cover.usable:
        return None
    if post.cover.file is None:
        return urls.absolute(post.cover.reference)
    file = builder.env.images.get(post.cover.file)
    if file is None:
        return None
    uri = f"{builder.imagedir}/{quote(file[1])}"
    base = builder.config.ogp_site_url
    return urljoin(base, uri) if base else relative_uri(builder.get_target_uri(post.docname), uri)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Delete what is stale, and let old addresses lead to their articles."""
    if exception is None and not standstill.is_resting(app):
        blog_domain(app.env).freshness.finish()  # first, for a redirect may stand where a page was
        if app.builder.name in redirects.BUILDERS:
            _write_redirects(app)


def _write_redirects(app: Sphinx) -> None:
    """Write the pages at the old addresses of articles, and say which cannot be."""
    domain = blog_domain(app.env)
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    start = len(f"{app.outdir}{os.sep}")
    pages = {name: str(builder.get_output_path(name))[start:].replace(os.sep, "/") for name in app.env.all_docs}
    record = app.doctreedir / f"anthology-redirects-{builder.name}.json"
    folder = redirect_pages.RedirectFolder(app.outdir, record, pages.values())
    found, problems = redirects.find(domain.catalogue, pages, folder.is_taken)
    base, language = app.config.html_baseurl, app.config.language
    targets = {post.docname: redirects.address_of(pages[post.docname], builder.name) for post in (one.post for one in found)}
    problems += folder.write({one: redirect_pages.page(one, targets[one.post.docname], base, language) for one in found})
    for problem in problems:
        log(problem, app.env)
