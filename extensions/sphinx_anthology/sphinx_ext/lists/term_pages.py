"""Breadcrumbs, description and feed at the top of index pages."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ...catalogue.queries import Target, TermHeaderQuery
from ...outputs.indexes.pages import Index, IndexPage, index_titles
from ...pages.feed_link import IndexFacts
from ...pages.i18n import _
from ...pages.term_header import breadcrumbs, term_description
from ..dependencies import ask
from ..site import site_of
from .deferred_nodes import PageBeingRead, deferred_node


def add_header(document: nodes.document, page: IndexPage, env: BuildEnvironment) -> None:
    """Insert the header of a page with posts below its title."""
    title = next(document.findall(nodes.title), None)
    if page.index is None or title is None:
        return
    parts = _header(page, page.index, env)
    section = title.parent
    section[section.index(title) + 1 : section.index(title) + 1] = parts


def _header(page: IndexPage, index: Index, env: BuildEnvironment) -> list[nodes.Element]:
    """Return the header of an index page. A page that the author has written describes its term itself."""
    facts = [deferred_node(IndexFacts(), (), env)] if page.number == 1 else []
    if index.taxonomy is None:
        return [*facts]
    answer = ask(env, TermHeaderQuery(index.taxonomy, index.slug, index.collection))
    if answer is None:
        return [*facts]
    overview = Target(answer.index.docname, answer.index.title or index_titles(_)[index.taxonomy.index])
    parts = breadcrumbs([overview, *answer.parents], PageBeingRead(env))
    if page.number == 1 and page.docname not in site_of(env).handwritten:
        parts += term_description(answer)
        facts = [deferred_node(IndexFacts(answer.summary.count), (), env)]
    return [*parts, *facts]
