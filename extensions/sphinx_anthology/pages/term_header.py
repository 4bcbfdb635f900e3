"""What stands below the title of a group's index page: the way up, and what is known of the group beside its posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docutils import nodes

from ..catalogue.queries import AuthorProfile, Target, TermHeaderAnswer, TermHeaderQuery
from ..fields import urls
from ..outputs.index_pages import IndexPage, index_titles
from ..sphinx_ext.domain import BlogDomain
from . import article
from .article import SEPARATOR, linked, paragraph, text
from .i18n import _

BREADCRUMBS = "anthology-breadcrumbs"
"""The class of the line that leads up."""


def add_head(document: nodes.document, page: IndexPage, domain: BlogDomain, by_hand: bool) -> None:
    """Put the head of an index page below its title.

    :param by_hand: whether the page is the author's own, and so says itself what it is about.
    """
    if page.index is None or page.index.taxonomy is None:
        return
    answer = domain.ask(TermHeaderQuery(page.index.taxonomy, page.index.slug, page.index.collection))
    title = next(document.findall(nodes.title), None)
    if answer is None or title is None:
        return
    index = replace(answer.index, title=answer.index.title or index_titles(_)[page.index.taxonomy.index])
    parts: list[nodes.Node] = list(_breadcrumbs([index, *answer.parents]))
    if page.number == 1 and not by_hand:
        parts += _about(answer)
    section = title.parent
    section[section.index(title) + 1 : section.index(title) + 1] = parts


def _breadcrumbs(way: list[Target]) -> Iterator[nodes.Element]:
    links = [part for target in way if target.docname for part in (linked(target), text(" / "))]
    if links:
        yield paragraph(*links[:-1], classes=[BREADCRUMBS, "no-search"])


def _about(answer: TermHeaderAnswer) -> Iterator[nodes.Element]:
    summary = answer.summary
    author = summary.author
    if author and author.portrait and author.portrait.usable:
        portrait = article.picture(author.portrait, ["anthology-portrait"])
        portrait["alt"] = author.name
        yield portrait
    if author and author.role:
        yield paragraph(text(author.role), classes=["anthology-role"])
    if description := summary.description or (author.bio if author else ""):
        yield paragraph(text(description), classes=["anthology-description"])
    if author and (links := list(_links(author))):
        yield paragraph(*links, classes=["anthology-links"])


def _links(author: AuthorProfile) -> Iterator[nodes.Node]:
    addresses = {link.address: link.label for link in author.links}
    if author.url:
        addresses = {author.url: _("Website")} | addresses
    for number, (address, label) in enumerate(addresses.items()):
        if number:
            yield text(SEPARATOR)
        yield nodes.reference("", label, refuri=urls.absolute(address), internal=False)
