"""The lists of categories, tags, authors and series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from docutils import nodes

from ..catalogue.queries import TermListQuery, TermSummary
from ..catalogue.taxonomy import Taxonomy
from . import dates_and_numbers
from .cards import STRETCHED, card, card_grid, card_pictures
from .context import WritingContext
from .elements import SEPARATOR, colour_classes, empty_notice, joined, label, language_classes, paragraph, text, thumbnail
from .emblems import portrait_emblem, stand_in
from .i18n import _


@dataclass(frozen=True, slots=True)
class TermList:
    """All terms of a taxonomy, or those inside another term."""

    query: TermListQuery
    layout: str = "cards"
    """One of :data:`.settings.TERM_LAYOUTS`; tags and authors have one of their own."""

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the list, in the form that the taxonomy has."""
        summaries = page.answer(self.query)
        if not summaries:
            return [] if self.query.within else [empty_list(self.query.taxonomy)]
        if self.layout == "compact":
            return [compact_terms(summaries, page)]
        return _FORMS[self.query.taxonomy](summaries, page)


def empty_list(taxonomy: Taxonomy) -> nodes.Node:
    """Return the notice that a taxonomy has no terms."""
    words = {
        Taxonomy.CATEGORY: _("No categories yet."),
        Taxonomy.TAG: _("No tags yet."),
        Taxonomy.AUTHOR: _("No authors yet."),
        Taxonomy.SERIES: _("No series yet."),
        Taxonomy.YEAR: _("No articles yet."),
    }
    return empty_notice(words[taxonomy])


def _cards(summaries: Sequence[TermSummary], page: WritingContext) -> list[nodes.Node]:
    pictures = card_pictures([(summary.cover, summary.emblem) for summary in summaries], page)
    return [card_grid(_card(summary, picture, page) for summary, picture in zip(summaries, pictures, strict=True))]


def _card(summary: TermSummary, picture: nodes.Element | None, page: WritingContext) -> nodes.list_item:
    prose: list[nodes.Node] = []
    if summary.description:
        prose.append(paragraph(text(summary.description), classes=["anthology-card-text"]))
    if summary.inner:
        links = joined([page.link(inner.docname, inner.title) for inner in summary.inner], SEPARATOR)
        prose.append(paragraph(*links, classes=["anthology-inner"]))
    title = page.link(summary.target.docname, summary.target.title, classes=STRETCHED)
    classes = ["anthology-latest", *language_classes(summary.newest, page.language)]
    latest = [label(_("Latest:")), nodes.emphasis("", "", text(summary.newest.title), classes=classes)]
    footer = [text(dates_and_numbers.article_count(summary.count, page.language) + SEPARATOR), *latest]
    return _coloured(card(title, prose, footer, picture), summary)


def _author_cards(summaries: Sequence[TermSummary], page: WritingContext) -> list[nodes.Node]:
    return [card_grid(_author_card(summary, page) for summary in summaries)]


def _author_card(summary: TermSummary, page: WritingContext) -> nodes.list_item:
    author = summary.author
    prose = []
    if author and author.role:
        prose.append(paragraph(text(author.role), classes=["anthology-role"]))
    if description := summary.description or (author.bio if author else ""):
        prose.append(paragraph(text(description), classes=["anthology-card-text"]))
    title = page.link(summary.target.docname, summary.target.title, classes=STRETCHED)
    image = thumbnail(author.portrait, page, ["anthology-portrait"]) if author else None
    emblem = portrait_emblem(summary.emblem) if page.is_browser else None
    portrait = emblem if image is None else stand_in(image, summary.emblem)
    count = text(dates_and_numbers.article_count(summary.count, page.language))
    return _coloured(card(title, prose, [count], portrait, ["anthology-person"]), summary)


def _coloured(item: nodes.list_item, summary: TermSummary) -> nodes.list_item:
    """Return an item of a list in the colour of its term."""
    item["classes"] += colour_classes(summary.target.colour)
    return item


def compact_terms(summaries: Sequence[TermSummary], page: WritingContext) -> nodes.bullet_list:
    """Return terms in a row, each with its count."""
    return _tag_list(summaries, [_common_tag(summary, page) for summary in summaries], "anthology-compact-terms")


def _tags(summaries: Sequence[TermSummary], page: WritingContext) -> list[nodes.Node]:
    """Return the tags that have a page, with counts, then the rarer ones, which lead to their posts."""
    common = [summary for summary in summaries if summary.target.docname]
    rare = [summary for summary in summaries if not summary.target.docname]
    result: list[nodes.Node] = []
    if common:
        result.append(_tag_list(common, [_common_tag(summary, page) for summary in common], "anthology-common-tags"))
    if rare:
        result.append(paragraph(nodes.strong("", "", text(_("Rarer tags"))), classes=["anthology-rarer"]))
        result.append(_tag_list(rare, [_rare_tag(summary, page) for summary in rare], "anthology-rare-tags"))
    return result


def _tag_list(tags: Sequence[TermSummary], texts: Iterable[Sequence[nodes.Node]], own_class: str) -> nodes.bullet_list:
    items = (nodes.list_item("", paragraph(*words, classes=[])) for words in texts)
    lines = (_coloured(item, tag) for item, tag in zip(items, tags, strict=True))
    return nodes.bullet_list("", *lines, classes=["anthology-tag-list", own_class], bullet="-")


def _common_tag(summary: TermSummary, page: WritingContext) -> Sequence[nodes.Node]:
    count = nodes.inline("", "", text(dates_and_numbers.number(summary.count, page.language)), classes=["anthology-count"])
    return [page.link(summary.target.docname, summary.target.title), text(" "), count]


def _rare_tag(summary: TermSummary, page: WritingContext) -> Sequence[nodes.Node]:
    """Return a tag without a page: it links to its post, or names its posts if there are several."""
    if len(summary.posts) == 1:
        return [page.link(summary.posts[0].docname, summary.target.title)]
    separator = dates_and_numbers.list_separator(page.language)
    links = joined([page.link(post.docname, post.title) for post in summary.posts], separator)
    return [text(_("{name}: {value}").format(name=summary.target.title, value="")), *links]


_FORMS: Mapping[Taxonomy, Callable[[Sequence[TermSummary], WritingContext], list[nodes.Node]]] = {
    Taxonomy.CATEGORY: _cards,
    Taxonomy.TAG: _tags,
    Taxonomy.AUTHOR: _author_cards,
    Taxonomy.SERIES: _cards,
}
