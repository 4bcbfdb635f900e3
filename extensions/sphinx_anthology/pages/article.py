"""What stands around the text of an article: excerpt, byline, tags, cover, series. All of it is standard docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docutils import nodes

from ..catalogue.post import Post
from ..catalogue.queries import ArticleAnswer, SeriesPart, Target
from ..fields import urls
from ..fields.record import Cover, Status
from ..sphinx_ext.domain import page_reference
from . import dates_and_numbers
from .i18n import _

SEPARATOR = " · "


def head(answer: ArticleAnswer, language: str) -> list[nodes.Element]:
    """Return the nodes between the title of an article and its text.

    :param language: the language of the site, in which the date is written.
    """
    post = answer.post
    result: list[nodes.Element] = []
    if post.subtitle:
        result.append(paragraph(text(post.subtitle), classes=["anthology-subtitle"]))
    if post.excerpt:
        result.append(paragraph(text(post.excerpt), classes=["anthology-excerpt"]))
    result.append(paragraph(*_byline(answer, language), classes=["anthology-byline"]))
    if answer.tags:
        tags = (linked(tag, classes=["anthology-tag"]) for tag in answer.tags)
        result.append(paragraph(*_joined(tags, " "), classes=["anthology-tags"]))
    if post.cover and post.cover.usable:
        result.append(picture(post.cover, ["anthology-cover"]))
        if post.cover.credit:
            result.append(paragraph(_credit(post.cover), classes=["anthology-credit"]))
    if answer.part:
        result.append(_place_in_series(answer.part, language))
    return result


def foot(answer: ArticleAnswer, language: str) -> list[nodes.Element]:
    """Return the nodes below the text of an article, on a site in *language*: where its series goes on."""
    if not answer.part or not answer.part.after:
        return []
    words = text(_("Next in this series:") + " ")
    return [paragraph(words, linked(answer.part.after, language=language), classes=["anthology-next-part", "no-search"])]


def _place_in_series(part: SeriesPart, language: str) -> nodes.Element:
    place = _("Part {number} of {total}").format(number=part.number, total=part.total)
    lines = [paragraph(text(place + SEPARATOR), nodes.strong("", "", linked(part.series)), classes=["anthology-part"])]
    ways = {_("Previous:"): part.before, _("Next:"): part.after}
    for word, target in ways.items():
        if target:
            link = linked(target, language=language)
            lines.append(paragraph(text(f"{word} "), link, classes=["anthology-part-link"]))
    return nodes.container("", *lines, is_div=True, classes=["anthology-series", "no-search"])


def linked(target: Target, classes: Iterable[str] = (), language: str = "") -> nodes.Element:
    """Return the name of something, linked if it has a page.

    :param language: the language of the site; what is in another one is marked.
    """
    marks = language_classes(target, language) if language else []
    if target.docname is None:
        return nodes.inline("", "", text(target.title), classes=[*classes, *marks])
    return page_reference(target.docname, text(target.title), classes=[*classes, *marks])


def _credit(cover: Cover) -> nodes.Node:
    """Return whom to thank for a picture, linked if the address is one that a browser may follow."""
    if not urls.is_on_the_web(cover.credit_url):
        return text(cover.credit)
    return nodes.reference("", cover.credit, refuri=urls.absolute(cover.credit_url), internal=False)


def _byline(answer: ArticleAnswer, language: str) -> Iterator[nodes.Node]:
    """Yield who may see it, when, by whom, about what and how long, each an element that styles can address."""
    known = facts(answer.post, language)
    parts: list[nodes.Node] = list(badges(answer.post, pinned=False))
    parts += [_fact(name, known[name]) for name in ("date", "updated") if name in known]
    if answer.authors:
        authors = _joined([linked(author) for author in answer.authors], ", ")
        parts.append(nodes.inline("", "", *authors, classes=["anthology-author"]))
    for way in answer.categories:
        parts.append(nodes.inline("", "", *_joined(map(linked, way), " / "), classes=["anthology-category"]))
    length = _fact("reading-time", known["reading-time"])
    length["classes"].append("no-search")  # or "min" and "read" would be found on every page
    return _joined([*parts, length], SEPARATOR)


def _fact(name: str, words: str) -> nodes.inline:
    return nodes.inline("", "", text(words), classes=[f"anthology-{name}"])


def _joined(parts: Iterable[nodes.Node], separator: str) -> Iterator[nodes.Node]:
    for number, part in enumerate(parts):
        if number:
            yield text(separator)
        yield part


def badges(post: Post, pinned: bool = True) -> Iterator[nodes.inline]:
    """Yield what sets a post apart from others: that it is not public, or stands before them."""
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


def facts(post: Post, language: str, categories: Iterable[str] = ()) -> Mapping[str, str]:
    """Return what can be said of a post in a few words each, by name; what is not known is left out.

    :param language: the language in which dates are written.
    :param categories: what its categories are called, which only its collection knows.
    """
    result: dict[str, str] = {}
    if post.published:
        result["date"] = dates_and_numbers.date(post.published, language)
    if post.updated and (not post.published or post.updated.date() > post.published.date()):
        result["updated"] = _("updated {date}").format(date=dates_and_numbers.date(post.updated, language))
    result |= {
        "author": ", ".join(author.name for author in post.authors),
        "category": ", ".join(categories),
        "tags": ", ".join(post.tags),
        "series": post.series or "",
        "language": dates_and_numbers.language(post.language, language) if post.language else "",
        "reading-time": dates_and_numbers.reading_time(post.reading_minutes),
    }
    return {name: words for name, words in result.items() if words}


def language_classes(post: Post | Target, language: str) -> list[str]:
    """Return the classes that mark what shows *post* as text in its language, on a site in *language*.

    Docutils writes classes of this form as ``lang`` attributes.
    """
    return [f"language-{post.language}"] if post.language and post.language != language else []


def picture(cover: Cover, classes: list[str]) -> nodes.image:
    """Return the image of a cover with its real size."""
    uri = f"/{cover.file}" if cover.file else urls.absolute(cover.reference)
    size = (cover.width, cover.height) if cover.width and cover.height else None
    return nodes.image("", uri=uri, alt=cover.alt, classes=classes, intrinsic=size)


def text(value: str) -> nodes.Text:
    """Return *value* as text that nothing interprets."""
    return nodes.Text(value)


def paragraph(*children: nodes.Node, classes: list[str]) -> nodes.paragraph:
    """Return a paragraph of what the front matter says: neither given typographic quotes nor to translators."""
    node = nodes.paragraph("", "", *children, classes=classes, translatable=False)
    node["support_smartquotes"] = False
    return node
