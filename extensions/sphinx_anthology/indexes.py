"""The index pages: which there are, where they lie, and their text.

They are ordinary Markdown pages in the source folder, so that search, navigation and every builder treat them like any page.
Each is a title and a directive; what the directive lists is not written into the file, so a new post in a category changes
no file but the one that holds another page of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .catalogue import Catalogue
from .post import Post
from .queries import pages
from .settings import Settings

MARKER = "% Written by sphinx-anthology. Delete this line to keep the page as your own."
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Index:
    """A list of posts that index pages show: of one category, or of all."""

    title: str
    category: str | None
    """The slug of the category; None for all posts."""
    docnames: tuple[str, ...]
    """Its pages, in order."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page of the source folder that this project writes."""

    docname: str
    text: str
    index: Index | None = None
    """The index of which it is a page; None for the overview of categories."""

    @property
    def number(self) -> int:
        """Which page of its index it is, counted from 1."""
        return self.index.docnames.index(self.docname) + 1 if self.index else 1


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the index pages lie."""

    browse: str
    """The folder of all of them, relative to the source folder."""

    @property
    def overview(self) -> str:
        """The docname of the overview of all categories."""
        return f"{self.browse}/categories"

    def posts(self, number: int = 1) -> str:
        """Return the docname of a page of all posts."""
        return _numbered(f"{self.browse}/posts", number)

    def category(self, slug: str, number: int = 1) -> str:
        """Return the docname of a page of one category."""
        if slug == "index":  # which is the overview, where addresses end in a slash
            slug = "index-category"
        return _numbered(f"{self.browse}/categories/{slug}", number)


def _numbered(docname: str, number: int) -> str:
    return docname if number == 1 else f"{docname}/page-{number}"


def index_pages(catalogue: Catalogue, settings: Settings, translate: Translate) -> Iterator[IndexPage]:
    """Yield all index pages of a site; none if it has no posts."""
    if not catalogue.posts:
        return
    addresses = Addresses(settings.browse)

    def numbers(posts: tuple[Post, ...]) -> range:
        return range(1, pages(len(posts), settings.page_size) + 1)

    names = tuple(addresses.posts(number) for number in numbers(catalogue.posts))
    yield from _pages(Index(translate("All articles"), None, names), translate)
    if catalogue.categories:
        yield IndexPage(addresses.overview, _page(translate("All categories"), "categories"))
    for group in catalogue.categories.values():
        names = tuple(addresses.category(group.slug, number) for number in numbers(group.posts))
        yield from _pages(Index(group.name, group.slug, names), translate)


def _pages(index: Index, translate: Translate) -> Iterator[IndexPage]:
    category = {"category": index.category} if index.category else {}
    for number, docname in enumerate(index.docnames, start=1):
        title = index.title
        if number > 1:
            title = translate("{title} – page {number}").format(title=title, number=number)
        # Later pages of an index are reached from the first one only: they are chapters of nothing.
        header = "---\norphan: true\n---\n" if number > 1 else ""
        yield IndexPage(docname, header + _page(title, "posts", **category, page=str(number)), index)


def _page(title: str, directive: str, **options: str) -> str:
    lines = [f":{name}: {value}" for name, value in options.items()]
    body = "\n".join([f"```{{{directive}}}", *lines, "```"])
    return f"{MARKER}\n\n# {literal(title)}\n\n{body}\n"


def literal(text: str) -> str:
    """Return Markdown that shows *text* as it is."""
    return _PUNCTUATION.sub(r"\\\1", text)


def start_page(title: str, translate: Translate) -> str:
    """Return the text of a first home page, for a project that has none."""
    latest = translate("Latest articles")
    categories = translate("Categories")
    return (
        f"# {literal(title)}\n\n## {literal(latest)}\n\n```{{posts}}\n:limit: 6\n```\n\n"
        f"## {literal(categories)}\n\n```{{categories}}\n```\n"
    )
