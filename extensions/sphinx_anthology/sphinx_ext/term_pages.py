"""Breadcrumbs and description at the top of term pages."""

from __future__ import annotations

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..catalogue.queries import Target, TermHeaderQuery
from ..outputs.index_pages import IndexPage, index_titles
from ..pages.i18n import _
from ..pages.term_header import breadcrumbs, term_description
from .deferred_nodes import PageBeingRead
from .dependencies import ask
from .site import site_of


def add_term_header(document: nodes.document, page: IndexPage, env: BuildEnvironment) -> None:
    """Insert the header of a term page below its title. A page that the author has written describes its term itself."""
    index = page.index
    if index is None or index.taxonomy is None:
        return
    answer = ask(env, TermHeaderQuery(index.taxonomy, index.slug, index.collection))
    title = next(document.findall(nodes.title), None)
    if answer is None or title is None:
        return
    overview = Target(answer.index.docname, answer.index.title or index_titles(_)[index.taxonomy.index])
    parts = breadcrumbs([overview, *answer.parents], PageBeingRead(env.config.language))
    if page.number == 1 and page.docname not in site_of(env).handwritten:
        parts += term_description(answer)
    section = title.parent
    section[section.index(title) + 1 : section.index(title) + 1] = parts
