"""What stands between the title of an article and its text: subtitle, excerpt, byline, tags, cover, place in a series."""

from __future__ import annotations

from docutils import nodes

from .. import urls
from ..catalogue.queries import ArticleAnswer, SeriesPart
from ..fields.record import Cover
from .byline import article_byline
from .context import PageContext
from .dates_and_numbers import language
from .deferred import ReadingContext
from .elements import SEPARATOR, cover_image, joined, paragraph, target_link, text
from .i18n import _


def article_header(answer: ArticleAnswer, page: ReadingContext) -> list[nodes.Element]:
    """Return the nodes between the title of an article and its text."""
    post = answer.post
    result: list[nodes.Element] = []
    if answer.translations:
        result.append(_languages(answer, page))
    if post.subtitle:
        result.append(paragraph(text(post.subtitle), classes=["anthology-subtitle"]))
    if post.excerpt:
        result.append(paragraph(text(post.excerpt), classes=["anthology-excerpt", "p-summary"]))
    result.append(paragraph(*article_byline(answer, page), classes=["anthology-byline"]))
    if answer.tags:
        tags = (target_link(tag, page, ["anthology-tag", "p-category"]) for tag in answer.tags)
        result.append(paragraph(*joined(tags, " "), classes=["anthology-tags"]))
    if post.cover and post.cover.is_usable and not post.has_cover_in_text:
        tall = [] if post.cover.is_wide else ["anthology-tall"]
        result.append(cover_image(post.cover, ["anthology-cover", "u-featured", *tall]))
        if post.cover.credit:
            result.append(paragraph(_credit(post.cover), classes=["anthology-credit"]))
    if answer.part:
        result.append(_series_box(answer.part, page))
    return result


def _languages(answer: ArticleAnswer, page: PageContext) -> nodes.Element:
    """Return the line with the languages of an article, each by its own name, with links to the translations."""
    titles = {target.docname: target.title for target in answer.translations} | {answer.post.docname: answer.post.title}
    links: list[nodes.Node] = []
    for tag, docname in sorted(answer.list_versions(page.language)):
        name, classes = (language(tag, tag), [f"language-{tag}"]) if tag else (titles[docname], [])
        is_own = docname == answer.post.docname
        links.append(nodes.inline("", name, classes=classes) if is_own else page.link(docname, name, classes))
    return paragraph(*joined(links, SEPARATOR), classes=["anthology-languages", "no-search"])


def _credit(cover: Cover) -> nodes.Node:
    """Return the credit of a cover, linked if its URL is on the web."""
    if not urls.is_web_url(cover.credit_url):
        return text(cover.credit)
    return nodes.reference("", cover.credit, refuri=urls.add_scheme(cover.credit_url), internal=False)


def _series_box(part: SeriesPart, page: PageContext) -> nodes.Element:
    """Return the box that lists the parts of a series, and marks the one that an article is."""
    place = _("Part {number} of {total}").format(number=part.number, total=part.total)
    series = nodes.strong("", "", target_link(part.series, page))
    head = paragraph(text(place + SEPARATOR), series, classes=["anthology-part"])
    items = []
    for number, target in enumerate(part.nearest, start=part.first):
        is_here = number == part.number
        words = nodes.strong("", target.title) if is_here else target_link(target, page, mark_language=True)
        items.append(nodes.list_item("", paragraph(words, classes=[]), classes=["anthology-here"] if is_here else []))
    parts = nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["anthology-parts"])
    if part.first > 1:
        parts["start"] = part.first
    return nodes.container("", head, parts, is_div=True, classes=["anthology-series", "no-search"])
