"""What the templates of a theme get for articles and index pages: neighbours, breadcrumbs, sidebar, meta tags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.locale import _ as translate
from sphinx.util.osutil import relative_uri

from ...catalogue.queries import ArticleAnswer, ArticleQuery, Target
from ...loading.files.spellings import to_nfc
from ...outputs.indexes.pages import IndexPage
from ...outputs.metadata import opengraph
from ...outputs.metadata.head import PageKind
from ...outputs.metadata.head_tags import render_head_tags
from ...outputs.metadata.structured_data import render_structured_data
from ...outputs.page_addresses import BUILDERS
from ...pages.elements import is_foreign
from ...pages.i18n import _
from ..configuration.read_the_docs import render_addons_tag
from ..configuration.site_address import page_address, site_address
from ..feed_links import render_feed_links
from ..site import site_of
from ..site_files.language_models import render_copy_link
from ..site_files.share_cards import site_name
from .assets import render_sheet_links
from .feed_icon import add_feed_icon
from .language_switch import language_switch
from .page_description import find_description
from .page_metadata import metadata_of_pages
from .sidebar import Sidebar
from .theme_head import has_own_title, show_head_tags
from .theme_navigation import show_whole_tree

_WITH_SIDEBAR = ("html", "dirhtml")
_WITHOUT_EDIT_LINK = {
    "page_source_suffix": "",
    **dict.fromkeys(("display_github", "display_gitlab", "display_bitbucket"), False),
}
"""The variables by which themes see that there is nothing to edit: a generated page is in no repository."""


def update_context(app: Sphinx, docname: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Set the template variables of a page. On pages that are no documents only the sidebar and the source are changed."""
    builder = cast("StandaloneHTMLBuilder", app.builder)
    _name_source(builder, docname, context)
    site = site_of(builder.env)
    if docname in site.index_pages and docname not in site.handwritten:
        context.update(_WITHOUT_EDIT_LINK)
    sidebar = site.part(Sidebar, lambda: Sidebar(builder, site.catalogue.by_docname))
    parent = site.parent_page(docname)
    if parent is not None and builder.name in _WITH_SIDEBAR:
        context["toctree"] = lambda **options: sidebar.html(docname, parent, **options)
    if site_address(builder).is_known and (docname in site.index_pages or docname in site.catalogue.by_docname):
        context["pageurl"] = page_address(builder, docname)
    if "toctree" in context and site.catalogue.by_docname:
        context["toctree"] = partial(_render_toctree, context["toctree"])
        if "body" in context:
            context["body"] = _add_caption_levels(context["body"])
    if links := render_feed_links(builder, docname):
        context["metatags"] += links
    add_feed_icon(builder, docname, context)
    if page := site.index_pages.get(docname):
        context.update(_index_neighbours(page, builder))
    alternates = language_switch(builder).alternates(docname)
    if answer := ArticleQuery(docname).answer(site.catalogue):
        _update_article_context(builder, answer, context)
        alternates |= _language_addresses(builder, answer)
    if alternates:
        context["metatags"] = context.get("metatags", "") + opengraph.render_alternates(alternates)
    if link := render_sheet_links(builder, context):
        context["metatags"] += link
    if doctree is not None:
        context["metatags"] += render_head_tags(site.settings.head_tags)
    if doctree is not None and site.catalogue.with_pages:
        _add_meta_tags(app, docname, context, doctree)


def _render_toctree(render: Callable[..., str], **options: Any) -> str:
    """Return the tree of the sidebar."""
    return _add_caption_levels(render(**options))


def _add_caption_levels(html: str) -> str:
    """Return HTML in which the captions of toctrees have the level that screen readers need of headings. Sphinx writes none."""
    return html.replace('<p class="caption" role="heading">', '<p aria-level="2" class="caption" role="heading">')


def _name_source(builder: StandaloneHTMLBuilder, docname: str, context: dict[str, Any]) -> None:
    """Name the copy of a source whose name is in NFD. Sphinx cuts its name by the length of the docname, which is in NFC."""
    if docname.isascii() or not context.get("sourcename"):
        return
    path = to_nfc(str(builder.env.doc2path(docname, base=False)))
    suffix, added = path.removeprefix(docname), builder.config.html_sourcelink_suffix
    context["page_source_suffix"] = suffix
    context["sourcename"] = path if suffix == added else f"{path}{added}"


def _update_article_context(builder: StandaloneHTMLBuilder, answer: ArticleAnswer, context: dict[str, Any]) -> None:
    context.update(_article_relations(answer, builder))
    if builder.name in _WITH_SIDEBAR:
        context["_"] = partial(_translate_relation, {"Next": _("Newer"), "Previous": _("Older")})
    if is_foreign(answer.post, builder.config.language):
        context["toc"] = context["toc"].replace("<ul>", f'<ul lang="{escape(answer.post.language or "")}">', 1)
    context["metatags"] += render_copy_link(builder, answer.post.docname)
    if original := answer.post.original:
        context["pageurl"] = original


def _translate_relation(names: Mapping[str, str], message: str) -> str:
    """Return the translation of a message in a template.

    :param names: words for some messages: on articles, "Next" and "Previous" are "Newer" and "Older".
    """
    return names.get(message) or translate(message)


def _language_addresses(builder: StandaloneHTMLBuilder, answer: ArticleAnswer) -> dict[str, str]:
    """Return the address of an article in each of its languages, by language tag; nothing if it has no translation.

    Readers of any other language get the one that is named ``x-default``. The addresses are absolute if the URL of the site
    is known, else relative to the page.
    """
    if not answer.translations:
        return {}
    own, is_known = builder.get_target_uri(answer.post.docname), site_address(builder).is_known
    here = own.rpartition("/")[2] or "./"
    pages = dict(sorted(answer.list_versions(str(builder.config.language)))) | {"x-default": answer.default}
    named = [(tag, docname) for tag, docname in pages.items() if tag]
    if is_known:
        return {tag: page_address(builder, docname) for tag, docname in named}
    return {tag: relative_uri(own, builder.get_target_uri(docname)) or here for tag, docname in named}


def _add_meta_tags(app: Sphinx, docname: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Add the meta tags of a page, and give sphinxext-opengraph the values of those that it writes."""
    metadata, config = metadata_of_pages(app), app.config
    if metadata is None:
        return
    page, given = metadata.describe(docname), context["meta"] or {}
    if not page.description and page.kind in (PageKind.HOME, PageKind.OTHER):
        page = replace(page, description=find_description(doctree, docname, app.builder))
    properties = opengraph.make_properties(page, config.ogp_type)
    if _has_own_address(config):
        properties.pop("og:url", None)
    context["meta"] = opengraph.combine(properties, given)
    tags = opengraph.render_meta_tags(page, has_description=config.ogp_enable_meta_description)
    if "ogp_disable" not in given:
        context["metatags"] += tags
    context["metatags"] += opengraph.render_robots_tag(page) + opengraph.render_profile_links(page)
    if app.builder.name in BUILDERS:
        context["metatags"] += render_structured_data(page)


def _has_own_address(config: Config) -> bool:
    """Return whether the project has set another address for Open Graph than that of the site."""
    return bool(config.ogp_canonical_url or config.ogp_site_url.rstrip("/") != (config.html_baseurl or "").rstrip("/"))


def update_context_last(app: Sphinx, docname: str, context: dict[str, Any]) -> None:
    """Change what the theme and other extensions have added to the context of a page."""
    tidy_meta_tags(app, docname, context)
    if context.get("author") == app.config.values["author"].default:
        context["author"] = ""  # Sphinx has a placeholder, which Book shows
    site = site_of(app.env)
    if site.catalogue.by_docname and "metatags" in context:
        context["metatags"] += render_addons_tag(context["metatags"])
        show_head_tags(context)
    if docname in site.index_pages or docname in site.catalogue.by_docname:
        show_whole_tree(context)


def tidy_meta_tags(app: Sphinx, docname: str, context: dict[str, Any]) -> None:
    """Leave each meta tag once, and no address that is not absolute. Call it when Open Graph has written its tags."""
    if site_of(app.env).catalogue.with_pages:
        unwanted = [] if site_name(app.config) else ["og:site_name"]  # Sphinx has a placeholder
        if has_own_title(context) and "og:title" not in app.env.metadata.get(docname, ()):
            unwanted.append("og:title")
        context["metatags"] = opengraph.tidy_tags(context["metatags"], app.config.ogp_custom_meta_tags, unwanted)


def _article_relations(answer: ArticleAnswer, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    """Return ``prev`` and ``next``, the posts before and after an article in time, and ``parents``, its category's pages."""
    docname, titles = answer.post.docname, builder.env.titles
    parents = [target for target in answer.categories[0] if target.docname] if answer.categories else []
    if not parents and answer.parent in titles:
        parents = [Target(answer.parent, titles[answer.parent].astext())]
    return {
        "prev": _relation(docname, answer.older, builder),
        "next": _relation(docname, answer.newer, builder),
        "parents": [_relation(docname, target, builder) for target in parents],
    }


def _index_neighbours(page: IndexPage, builder: StandaloneHTMLBuilder) -> dict[str, Any]:
    """Return ``prev`` and ``next`` of an index page: the pages before and after it in its listing."""
    docnames = ("", *page.index.docnames, "") if page.index else ("", "", "")
    before, after = docnames[page.number - 1], docnames[page.number + 1]
    titles = builder.env.titles
    targets = [Target(docname, titles[docname].astext()) if docname in titles else None for docname in (before, after)]
    return {name: _relation(page.docname, target, builder) for name, target in zip(("prev", "next"), targets, strict=True)}


def _relation(docname: str, target: Target | None, builder: StandaloneHTMLBuilder) -> dict[str, str] | None:
    if target is None or target.docname is None:
        return None
    title = escape(target.title, quote=False)
    if is_foreign(target, builder.config.language):
        title = f'<span lang="{escape(target.language or "")}">{title}</span>'
    return {"link": builder.get_relative_uri(docname, target.docname), "title": title}
