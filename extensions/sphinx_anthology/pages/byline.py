"""Date, authors, reading time and badges of a post, on its page and in lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from docutils import nodes

from ..catalogue.post import Post
from ..catalogue.queries import ArticleAnswer, ArticleAuthor, Emblem
from ..fields.record import Cover, Status
from . import dates_and_numbers
from .context import WritingContext
from .deferred import ReadingContext
from .elements import SEPARATOR, joined, target_link, text, thumbnail, timestamp
from .emblems import avatar_emblem, stand_in
from .i18n import _
from .pictures import AVATAR, AVATAR_SIZE

FACTS = ("date", "updated", "author", "category", "tags", "series", "language", "reading-time")
"""The names of the facts that :func:`post_facts` knows."""


@dataclass(frozen=True, slots=True)
class Avatar:
    """A small portrait of an author, or the initials. Screen readers skip both, because the name follows."""

    portrait: Cover | None
    emblem: Emblem

    def make_nodes(self, page: WritingContext) -> list[nodes.Node]:
        """Return the picture; nothing on paper."""
        image = thumbnail(self.portrait, page, [AVATAR, "u-photo"])
        if image is not None:
            image["width"] = image["height"] = str(AVATAR_SIZE)
            return [stand_in(image, self.emblem)]
        return [avatar_emblem(self.emblem)] if page.is_browser else []


def article_byline(answer: ArticleAnswer, page: ReadingContext) -> Iterator[nodes.Node]:
    """Yield the byline of an article: badges, dates, authors, categories and reading time, each with a class of its own.

    Further classes are those of an h-entry. Source: https://microformats.org/wiki/h-entry
    """
    facts = post_facts(answer.post, page.language)
    moments = {"date": ("dt-published", answer.post.published), "updated": ("dt-updated", answer.post.updated)}
    parts: list[nodes.Node] = list(badges(answer.post, pinned=False))
    for name, (kind, moment) in moments.items():
        if name in facts and moment:
            parts.append(dated(moment, facts[name], [f"anthology-{name}", kind]))
    if answer.authors:
        authors = joined([_author(author, page) for author in answer.authors], dates_and_numbers.list_separator(page.language))
        parts.append(nodes.inline("", "", *authors, classes=["anthology-author"]))
    for path in answer.categories:
        names = joined([target_link(category, page) for category in path], " / ")
        parts.append(nodes.inline("", "", *names, classes=["anthology-category", "p-category"]))
    reading_time = _fact("reading-time", facts["reading-time"])
    reading_time["classes"].append("no-search")  # a search for "min" would find every page
    return joined([*parts, reading_time], SEPARATOR)


def _author(author: ArticleAuthor, page: ReadingContext) -> nodes.Element:
    """Return the name of an author behind a small portrait, with one link around both."""
    link = target_link(author.target, page, ["p-author", "h-card"])
    words = next(iter(link.findall(nodes.Text))).parent
    words.insert(0, page.defer(Avatar(author.portrait, author.emblem), [author.portrait]))
    return link


def dated(moment: datetime, words: str, classes: list[str]) -> timestamp:
    """Return a date with its form for machines."""
    return timestamp("", "", text(words), classes=classes, datetime=dates_and_numbers.machine_readable(moment))


def _fact(name: str, words: str) -> nodes.inline:
    return nodes.inline("", "", text(words), classes=[f"anthology-{name}"])


def badges(post: Post, pinned: bool = True) -> Iterator[nodes.inline]:
    """Yield the badges of a post that is not public, or pinned.

    :param pinned: whether pinned posts get a badge.
    """
    words = {
        Status.DRAFT: _("Draft"),
        Status.SCHEDULED: _("Scheduled"),
        Status.EXPIRED: _("Expired"),
        Status.HIDDEN: _("Hidden"),
    }
    if post.status in words:
        yield nodes.inline("", "", text(words[post.status]), classes=["anthology-badge", f"anthology-{post.status.value}"])
    if pinned and post.pinned:
        yield nodes.inline("", "", text(_("Pinned")), classes=["anthology-badge", "anthology-pinned"])


def post_facts(post: Post, language: str, categories: Iterable[str] = ()) -> Mapping[str, str]:
    """Return short facts about a post, by the names in :data:`FACTS`; unknown ones are left out.

    :param language: the language in which dates are written.
    :param categories: the names of its categories, as its collection spells them.
    """
    result: dict[str, str] = {}
    if post.published:
        result["date"] = dates_and_numbers.date(post.published, language)
    if post.updated and (not post.published or post.updated.date() > post.published.date()):
        result["updated"] = _("updated {date}").format(date=dates_and_numbers.date(post.updated, language))
    separator = dates_and_numbers.list_separator(language)
    result |= {
        "author": separator.join(author.name for author in post.authors),
        "category": separator.join(categories),
        "tags": separator.join(post.tags),
        "series": post.series or "",
        "language": dates_and_numbers.language(post.language, language) if post.language else "",
        "reading-time": dates_and_numbers.reading_time(post.reading_minutes),
    }
    return {name: words for name, words in result.items() if words}
