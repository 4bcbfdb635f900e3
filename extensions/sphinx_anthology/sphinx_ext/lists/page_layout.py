"""The layout of index pages and landing pages: as wide as the window, without a column for the table of contents."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ...pages.home import Home
from ...settings import HOME
from ..dependencies import ask
from ..site import site_of
from .deferred_nodes import deferred_node
from .term_pages import add_header

_OWN_LIST = "anthology-own-list"
"""Key in ``env.current_document`` of a page that has a directive of this extension."""
_WITHOUT_CONTENTS = {"hide-toc": "true", "html_theme.sidebar_secondary.remove": "true"}
"""Metadata with which Furo, and the themes of PyData, leave out the column for the table of contents."""


def note_own_list(env: BuildEnvironment) -> None:
    """Note that the author has arranged lists of posts on the page that is being read."""
    env.current_document[_OWN_LIST] = True


def lay_out(document: nodes.document, env: BuildEnvironment) -> None:
    """Add the header of an index page, mark a page that is as wide as the window, and fill a landing page.

    A landing page on which the author has arranged lists is not filled.

    Index pages are wide unless they have headings of the author, whose table of contents needs its place.
    """
    docname, site = env.current_document.docname, site_of(env)
    if page := site.index_pages.get(docname):
        add_header(document, page, env)
    section = next((child for child in document.children if isinstance(child, nodes.section)), None)
    if section is None or docname in site.catalogue.by_docname:
        return
    if _is_landing_page(document, env):
        section["classes"] += ["anthology-wide", "anthology-home"]
        if _OWN_LIST not in env.current_document:
            _fill(section, env)
    elif docname in site.index_pages and not any(isinstance(child, nodes.section) for child in section):
        section["classes"].append("anthology-wide")
    else:
        return
    for name, value in _WITHOUT_CONTENTS.items():
        env.metadata[docname].setdefault(name, value)


def _is_landing_page(document: nodes.document, env: BuildEnvironment) -> bool:
    """Return whether the front matter of a page says that it is a landing page. Sphinx has not read that of reST yet."""
    layout = str(env.metadata[env.current_document.docname].get("layout", ""))
    for info in document.children:
        if isinstance(info, nodes.docinfo):
            named = {field[0].astext().lower(): field[1].astext() for field in info.findall(nodes.field)}
            layout = named.get("layout", layout)
    return layout.strip().lower() == HOME


def _fill(section: nodes.section, env: BuildEnvironment) -> None:
    """Insert lists below the words of the author, and above the first section and the toctrees."""
    home = Home.of_collection()
    listing = ask(env, home.posts)
    ask(env, home.categories)
    ask(env, home.indexes)
    end = next((number for number, child in enumerate(section) if _is_further(child)), len(section))
    section.insert(end, deferred_node(home, (post.cover for post in listing.posts), env))


def _is_further(node: nodes.Node) -> bool:
    """Return whether a node is a section of its own, or the place of a toctree."""
    return isinstance(node, nodes.section) or (isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"])
