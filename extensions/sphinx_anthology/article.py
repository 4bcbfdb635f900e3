"""What stands above the text of an article: excerpt, byline, cover. All of it is standard docutils nodes."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from . import formats, images
from .domain import page_reference
from .indexes import Addresses
from .post import Cover, Post
from .queries import ArticleAnswer
from .words import _

_SEPARATOR = " · "


def head(answer: ArticleAnswer, addresses: Addresses, language: str) -> list[nodes.Element]:
    """Return the nodes between the title of an article and its text.

    :param language: the language of the site, in which the date is written.
    """
    post = answer.post
    result: list[nodes.Element] = []
    if post.subtitle:
        result.append(paragraph(text(post.subtitle), classes=["anthology-subtitle"]))
    if post.excerpt:
        result.append(paragraph(text(post.excerpt), classes=["anthology-excerpt"]))
    result.append(paragraph(*_byline(answer, addresses, language), classes=["anthology-byline"]))
    if post.cover and post.cover.usable:
        result.append(picture(post.cover, ["anthology-cover"]))
        if post.cover.credit:
            result.append(paragraph(_credit(post.cover), classes=["anthology-credit"]))
    return result


def _credit(cover: Cover) -> nodes.Node:
    """Return whom to thank for a picture, linked if the address is one that a browser may follow."""
    if not images.is_on_the_web(cover.credit_url):
        return text(cover.credit)
    return nodes.reference("", cover.credit, refuri=absolute(cover.credit_url), internal=False)


def _byline(answer: ArticleAnswer, addresses: Addresses, language: str) -> Iterator[nodes.Node]:
    """Yield when, by whom, about what and how long, each an element that styles can address, with dots between."""
    links = [page_reference(addresses.category(group.key), text(group.title)) for group in answer.categories]
    parts = {
        name: nodes.inline("", "", text(fact), classes=[f"anthology-{name}"]) for name, fact in _facts(answer.post, language)
    }
    length = parts.pop("reading-time")
    length["classes"].append("no-search")  # or "min" and "read" would be found on every page
    for number, part in enumerate((*parts.values(), *links, length)):
        if number:
            yield text(_SEPARATOR)
        yield part


def facts(post: Post, language: str) -> str:
    """Return when, by whom and how long, in one line that fits a card."""
    return _SEPARATOR.join(fact for name, fact in _facts(post, language) if name != "updated")


def _facts(post: Post, language: str) -> Iterator[tuple[str, str]]:
    if post.published:
        yield "date", formats.date(post.published, language)
    if post.updated and (not post.published or post.updated.date() > post.published.date()):
        yield "updated", _("updated {date}").format(date=formats.date(post.updated, language))
    if post.authors:
        yield "author", ", ".join(author.name for author in post.authors)
    yield "reading-time", formats.reading_time(post.reading_minutes)


def language_classes(post: Post, language: str) -> list[str]:
    """Return the classes that mark what shows *post* as text in its language, on a site in *language*.

    Docutils writes classes of this form as ``lang`` attributes.
    """
    return [f"language-{post.language}"] if post.language and post.language != language else []


def picture(cover: Cover, classes: list[str]) -> nodes.image:
    """Return the image of a cover with its real size."""
    uri = f"/{cover.file}" if cover.file else absolute(cover.reference)
    size = (cover.width, cover.height) if cover.width and cover.height else None
    return nodes.image("", uri=uri, alt=cover.alt, classes=classes, intrinsic=size)


def absolute(reference: str) -> str:
    """Return a remote address with a scheme."""
    return f"https:{reference}" if reference.startswith("//") else reference


def text(value: str) -> nodes.Text:
    """Return *value* as text that nothing interprets."""
    return nodes.Text(value)


def paragraph(*children: nodes.Node, classes: list[str]) -> nodes.paragraph:
    """Return a paragraph of what the front matter says: neither given typographic quotes nor to translators."""
    node = nodes.paragraph("", "", *children, classes=classes, translatable=False)
    node["support_smartquotes"] = False
    return node
