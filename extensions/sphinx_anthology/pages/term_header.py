"""The top of a term page: breadcrumbs, and what is known of the term beside its posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from .. import urls
from ..catalogue.queries import AuthorProfile, Target, TermHeaderAnswer
from .context import PageContext
from .elements import SEPARATOR, cover_image, joined, paragraph, target_link, text
from .i18n import _

BREADCRUMBS = "anthology-breadcrumbs"
"""The class of the line that leads up."""


def breadcrumbs(targets: Sequence[Target], page: PageContext) -> list[nodes.Element]:
    """Return the line of links to the pages above a term page; nothing if none of *targets* has a page."""
    links = [target_link(target, page) for target in targets if target.docname]
    return [paragraph(*joined(links, " / "), classes=[BREADCRUMBS, "no-search"])] if links else []


def term_description(answer: TermHeaderAnswer) -> Iterator[nodes.Element]:
    """Yield portrait, role, description and links of a term, as far as they are known."""
    summary = answer.summary
    author = summary.author
    if author and author.portrait and author.portrait.is_usable:
        portrait = cover_image(author.portrait, ["anthology-portrait"])
        portrait["alt"] = author.name
        yield portrait
    if author and author.role:
        yield paragraph(text(author.role), classes=["anthology-role"])
    if description := summary.description or (author.bio if author else ""):
        yield paragraph(text(description), classes=["anthology-description"])
    if author and (links := list(_profile_links(author))):
        yield paragraph(*joined(links, SEPARATOR), classes=["anthology-links"])


def _profile_links(author: AuthorProfile) -> Iterator[nodes.Node]:
    labels = {link.address: link.label for link in author.links}
    if author.url:
        labels = {author.url: _("Website")} | labels
    for url, label in labels.items():
        yield nodes.reference("", label, refuri=urls.add_scheme(url), internal=False)
