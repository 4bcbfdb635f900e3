"""The directives ``posts`` and ``categories``: cards made from the catalogue, in any page.

A listing is a bullet list, so that every builder has a form for it; sphinx-design's classes make it a grid of cards in HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from . import article
from .article import paragraph, text
from .domain import BlogDomain, blog_domain, page_reference, warn
from .post import Cover, Post
from .problems import Code
from .queries import Categories, Listing
from .words import _

_GRID = ["anthology-cards", "sd-row", "sd-row-cols-1", "sd-row-cols-sm-2", "sd-g-4"]
_CARD = ["sd-card", "sd-sphinx-override", "sd-shadow-sm", "sd-card-hover", "anthology-card"]
_PAGES_BESIDE = 2


class _ListingDirective(SphinxDirective):
    """What the directives of this module share."""

    @property
    def blog(self) -> BlogDomain:
        return blog_domain(self.env)


class PostsDirective(_ListingDirective):
    """``{posts}``: cards of posts, newest first."""

    option_spec: ClassVar[dict[str, Any]] = {
        "category": directives.unchanged_required,
        "limit": directives.positive_int,
        "page": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        category, page = self.options.get("category"), self.options.get("page")
        query = Listing(category, self.options.get("limit"), page, self.blog.settings.page_size)
        answer = self.blog.ask(query)
        if category is not None and not answer.found:
            warn(Code.TARGET_UNKNOWN, self.blog.unknown("category", category), self.get_location())
        if not answer.posts:
            return [paragraph(text(_("No articles yet.")), classes=["anthology-empty"])]
        result: list[nodes.Node] = [_grid(_post_card(post, self.config.language) for post in answer.posts)]
        if page is not None and answer.pages > 1:
            result.append(self._pagination(category, page, answer.pages))
        return result

    def _pagination(self, category: str | None, page: int, pages: int) -> nodes.container:
        addresses = self.blog.addresses
        links: list[nodes.Node] = []
        for number in _numbers_shown(page, pages):
            docname = addresses.posts(number or 1) if category is None else addresses.category(category, number or 1)
            if number is None:
                links.append(nodes.inline("", "", text("…"), classes=["anthology-gap"]))
            elif number == page:
                links.append(nodes.inline("", "", nodes.strong("", "", text(str(number))), classes=["anthology-here"]))
            else:
                links.append(page_reference(docname, text(str(number))))
            links.append(text(" "))
        line = paragraph(text(_("Pages:") + " "), *links[:-1], classes=["anthology-pagination"])
        return nodes.container("", line, is_div=True, classes=["no-search"])


class CategoriesDirective(_ListingDirective):
    """``{categories}``: a card for each category, with the number of its posts."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        summaries = self.blog.ask(Categories())
        if not summaries:
            return [paragraph(text(_("No categories yet.")), classes=["anthology-empty"])]
        cards = []
        for category in summaries:
            title = page_reference(self.blog.addresses.category(category.slug), text(category.name), classes=_STRETCHED)
            count = _("{count} articles") if category.count > 1 else _("{count} article")
            cards.append(
                _card(
                    category.newest.cover,
                    title,
                    count.format(count=category.count),
                    [text(_("Latest:") + " "), nodes.emphasis("", "", text(category.newest.title))],
                )
            )
        return [_grid(cards)]


_STRETCHED = ["sd-stretched-link", "anthology-card-link"]


def _numbers_shown(page: int, pages: int) -> Iterator[int | None]:
    """Yield the page numbers of a pagination: the ends and those near *page*; None for a gap."""
    last = 0
    for number in range(1, pages + 1):
        if number in (1, pages) or abs(number - page) <= _PAGES_BESIDE:
            if number - last > 1:
                yield None
            yield number
            last = number


def _grid(cards: Iterable[nodes.list_item]) -> nodes.bullet_list:
    # Kept out of the search index: the articles themselves are found.
    return nodes.bullet_list("", *cards, classes=[*_GRID, "no-search"], bullet="-")


def _post_card(post: Post, language: str) -> nodes.list_item:
    title = page_reference(post.docname, text(post.title), classes=_STRETCHED)
    card = _card(post.cover, title, post.summary, [text(article.facts(post, language))])
    card["classes"] += article.language_classes(post, language)
    return card


def _card(cover: Cover | None, title: nodes.Element, words: str, footer: Iterable[nodes.Node]) -> nodes.list_item:
    parts: list[nodes.Node] = []
    if cover and cover.usable:
        image = article.picture(cover, ["sd-card-img-top", "anthology-thumbnail"])
        image["loading"] = "lazy"
        image["alt"] = ""  # the title says it; a reader who cannot see the picture need not hear it twice
        parts.append(addnodes.only("", image, expr="html"))
    body = nodes.container("", paragraph(title, classes=["sd-card-title"]), is_div=True, classes=["sd-card-body"])
    if words:
        body += paragraph(text(words), classes=["sd-card-text"])
    body += paragraph(*footer, classes=["anthology-byline"])
    return nodes.list_item("", nodes.container("", *parts, body, is_div=True, classes=_CARD), classes=["sd-col"])
