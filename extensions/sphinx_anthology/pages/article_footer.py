"""What stands below the text of an article: the next part of its series, related articles, backlinks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from docutils import nodes

from ..catalogue.queries import ArticleAnswer
from ..catalogue.queries.emblems import PostCard
from ..catalogue.queries.links import ApiObject, ArticleLinks, ArticleLinksQuery, Backlink
from ..catalogue.related import Relation, RelationReason
from . import dates_and_numbers, link_drawings
from .backlink_list import backlink_list
from .cards import STRETCHED, card_pictures
from .context import PageContext, WritingContext
from .dates_and_numbers import list_separator
from .elements import SEPARATOR, colour_classes, label, language_classes, paragraph, target_link, text, timestamp
from .i18n import _
from .object_mentions import object_line
from .pictures import RELATED


def article_footer(answer: ArticleAnswer, page: PageContext) -> list[nodes.Element]:
    """Return the link to the next part of an article's series, if there is one."""
    if not answer.part or not answer.part.after:
        return []
    link = target_link(answer.part.after, page, mark_language=True)
    return [paragraph(label(_("Next in this series:")), link, classes=["anthology-next-part", "no-search"])]


@dataclass(frozen=True, slots=True)
class RelatedAndBacklinks:
    """Related articles, backlinks, objects and neighbours of an article. All depend on the links of all pages."""

    query: ArticleLinksQuery

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the lists; nothing if all are empty."""
        answer = page.answer_from_links(self.query)
        parts = [*_related(answer, page), *_backlinks(answer.backlinks, page), *_objects(answer.objects, page)]
        if answer.neighbourhood.points and page.is_html:
            parts.append(link_drawings.draw_neighbourhood(answer.neighbourhood, page))
        return [nodes.container("", *parts, is_div=True, classes=["anthology-surroundings", "no-search"])] if parts else []


def _related(answer: ArticleLinks, page: WritingContext) -> Iterator[nodes.Node]:
    """Yield small cards of the related articles. A feed finds their end by the fact that none has a ``div`` inside."""
    if not answer.related:
        return
    yield _heading(_("Related articles"))
    pictures = card_pictures([(card.cover, card.emblem) for card in answer.cards], page)
    for image in pictures:
        if isinstance(image, nodes.image):
            image["classes"].append(RELATED)
    items = map(_related_card, answer.related, answer.cards, pictures, repeat(page))
    yield nodes.bullet_list("", *items, classes=["anthology-related", "anthology-cards"], bullet="-")


def _related_card(relation: Relation, card: PostCard, picture: nodes.Element | None, page: WritingContext) -> nodes.list_item:
    link = page.link(relation.docname, relation.title, STRETCHED)
    reasons = SEPARATOR.join(_reason(reason, names, page.language) for reason, names in relation.reasons)
    facts: list[nodes.Node] = [nodes.inline("", "", text(reasons), classes=["anthology-reason"])]
    if card.published:
        when, words = dates_and_numbers.machine_readable(card.published), dates_and_numbers.date(card.published, page.language)
        facts = [timestamp("", "", text(words), datetime=when), text(" "), *facts]
    parts = [paragraph(link, classes=["anthology-line"]), paragraph(*facts, classes=["anthology-byline"])]
    classes = ["anthology-card", *colour_classes(card.emblem.colour), *language_classes(card, page.language)]
    return nodes.list_item("", *filter(None, [picture]), *parts, classes=classes)


def _backlinks(backlinks: Sequence[Backlink], page: WritingContext) -> Iterator[nodes.Node]:
    if backlinks:
        yield _heading(_("Linked from"))
        yield backlink_list(backlinks, page)


def _objects(objects: Sequence[ApiObject], page: WritingContext) -> Iterator[nodes.Node]:
    if objects:
        yield _heading(_("API in this article"))
        yield object_line(objects, page)


def _heading(words: str) -> nodes.rubric:
    return nodes.rubric("", "", text(words), translatable=False)


def _reason(reason: RelationReason, names: Sequence[str], language: str) -> str:
    words = {
        RelationReason.SERIES: _("same series"),
        RelationReason.LINKS_TO: _("linked in this article"),
        RelationReason.LINKED_FROM: _("links to this article"),
        RelationReason.CITED_TOGETHER: _("mentioned together"),
        RelationReason.TAGS: _("tags: {names}"),
        RelationReason.CATEGORY: _("same category"),
        RelationReason.TEXT: _("similar text"),
        RelationReason.CHOSEN: _("chosen by the author"),
    }
    return words[reason].format(names=list_separator(language).join(names))
