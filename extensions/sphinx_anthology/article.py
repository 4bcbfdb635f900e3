"""What stands above the text of an article: excerpt, byline, cover. All of it is standard docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from . import formats
from .domain import page_reference
from .indexes import Addresses
from .post import Cover, Post
from .queries import ArticleAnswer


def head(answer: ArticleAnswer, addresses: Addresses, language: str) -> list[nodes.Element]:
    """Return the nodes between the title of an article and its text.

    :param language: the language of the site, in which the date is written.
    """
    post = answer.post
    categories = [page_reference(addresses.category(group.key), text(group.title)) for group in answer.categories]
    result: list[nodes.Element] = []
    if post.excerpt:
        result.append(paragraph(text(post.excerpt), classes=["anthology-excerpt"]))
    if facts := byline(post, language, categories):
        result.append(paragraph(*facts, classes=["anthology-byline"]))
    if post.cover and post.cover.usable:
        result.append(picture(post.cover, ["anthology-cover"]))
    return result


def byline(post: Post, language: str, more: Iterable[nodes.Node] = ()) -> list[nodes.Node]:
    """Return when, by whom, what else and how long, separated by dots."""
    facts: list[nodes.Node] = []
    if post.published:
        facts.append(_fact("date", formats.date(post.published, language)))
    if post.authors:
        facts.append(_fact("author", ", ".join(author.name for author in post.authors)))
    facts += more
    facts.append(_fact("reading-time", formats.reading_time(post.reading_minutes)))
    return list(_separated(facts))


def _fact(name: str, value: str) -> nodes.inline:
    return nodes.inline("", "", text(value), classes=[f"anthology-{name}"])


def _separated(facts: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for number, fact in enumerate(facts):
        if number:
            yield nodes.inline("", "", text(" · "), classes=["anthology-separator"])
        yield fact


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
