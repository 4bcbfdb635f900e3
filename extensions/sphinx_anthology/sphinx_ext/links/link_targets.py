"""Where links lead. It is known when all pages have been read."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from ...catalogue.permalinks import normalise_address
from ..domains import anchors
from ..domains.blog import find_slug
from ..outgoing_links import LinkTarget, OutgoingLink
from ..site import site_of
from .documented_objects import documented_objects

ADDRESS = re.compile(r"/(?!/)|\.{1,2}/|@(?:site|vault)?/|[^#]*\.(?:mdx?|markdown|html?)(?:[?#]|$)", re.IGNORECASE)
"""The beginning of an address of a page, in contrast to a name."""


class Destination(NamedTuple):
    """Where a link leads."""

    docname: str
    anchor: str
    """The id of an element of the page; empty for the page itself."""
    title: str


class PageTitles(dict[str, str]):
    """The titles of all pages as text, by docname."""


def page_titles(env: BuildEnvironment) -> PageTitles:
    """Return the titles of all pages, by docname. All documents must have been read."""
    return site_of(env).part(PageTitles, lambda: PageTitles((name, title.astext()) for name, title in env.titles.items()))


def find_destination(link: LinkTarget | OutgoingLink, docname: str, env: BuildEnvironment) -> Destination | None:
    """Return where a link on the page *docname* leads; None if to no page of this project.

    All documents must have been read.
    """
    found: str | None = None
    match link.syntax:
        case "post":
            found = docname if not link.target and link.heading else _post(link.target, docname, env)
        case "doc":
            found = _document(link.target, docname, env) or _post(link.target, docname, env) or _term(link.target, env)
        case "ref":
            label = anchors.find_label(env, link.target)
            found = None if label else _post(link.target, docname, env) or _term(link.target, env)
            return Destination(*label) if label else _destination(found, "", env)
        case "myst":
            if label := anchors.find_label(env, link.target.lower()):
                return Destination(*label)
            return find_named_page(link, docname, env) or find_named_object(link.target, env)
        case "object":
            place = documented_objects(env).resolve_role(link, docname)
            return Destination(*place, place[1]) if place else None
        case "inventory":
            return None
        case "html":
            return find_named_page(link, docname, env)
        case "uri":
            found = _page_at_old_address(link.target, docname, env)
    return _destination(found, link.heading, env)


def find_named_page(link: LinkTarget | OutgoingLink, docname: str, env: BuildEnvironment) -> Destination | None:
    """Return where a Markdown link by path, address or name leads, if not to a label."""
    name = link.target.partition("#")[0]
    if not name:
        return _destination(docname, link.heading, env)
    found = _document(link.target, docname, env) or _document(name, docname, env)
    found = found or _page_at_old_address(link.target, docname, env) or _post(link.target, docname, env)
    return _destination(found or (_post(name, docname, env) if name else None), link.heading, env)


def find_named_object(name: str, env: BuildEnvironment) -> Destination | None:
    """Return the documented object that a Markdown link names, as MyST finds it."""
    found = documented_objects(env).by_name.get(name.removeprefix("#"))
    return Destination(found[0].docname, found[0].anchor, name) if found else None


def _post(name: str, docname: str, env: BuildEnvironment) -> str | None:
    site = site_of(env)
    post = site.catalogue.find_mentioned(name, site.source_path(docname))
    return post.docname if post else None


def _term(name: str, env: BuildEnvironment) -> str | None:
    found = find_slug(env, name)
    return found.docname if found else None


def is_document(target: str, docname: str, env: BuildEnvironment) -> bool:
    """Return whether a target is the name of a document, relative to the page *docname*."""
    return _document(target, docname, env) is not None


def _document(target: str, docname: str, env: BuildEnvironment) -> str | None:
    found = docname_join(docname, target)
    return found if found in env.all_docs else None


def _destination(docname: str | None, heading: str, env: BuildEnvironment) -> Destination | None:
    titles = page_titles(env)
    if docname is None or docname not in titles:
        return None
    anchor, title = (anchors.find_heading(env, docname, heading) if heading else None) or ("", "")
    return Destination(docname, anchor, title or titles[docname])


def _page_at_old_address(target: str, docname: str, env: BuildEnvironment) -> str | None:
    """Return the page that a destination in Markdown means, if it is an address of the old blog."""
    if not ADDRESS.match(target) and "/" not in target:
        return None
    if not normalise_address(target) and target.startswith("/"):
        return str(env.config.root_doc)
    site = site_of(env)
    return site.catalogue.addresses.find(target, site.source_path(docname))
