"""The index pages: which there are, where they lie, and their text.

They are ordinary Markdown pages in the source folder, so that search, navigation and every builder treat them like any page.
Each is a title and a directive; what the directive lists is not written into the file, so a new post in a category changes
no file but the one that holds another page of the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..catalogue.catalogue import Catalogue
from ..catalogue.collection import Collection
from ..catalogue.queries import count_pages
from ..catalogue.terms import Term
from ..settings import Settings
from ..taxonomy import Taxonomy

MARKER = "% Written by sphinx-anthology. Delete this line to keep the page as your own."
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINES_FOR_A_CARD = {"cards": 1, "list": 2}
"""How many posts a layout shows in the room of a card, where it is not four."""

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Index:
    """A list of posts that index pages show: of one group, or of all."""

    title: str
    taxonomy: Taxonomy | None
    """None for all posts of a collection."""
    slug: str
    """The slug of the group; empty for all posts."""
    docnames: tuple[str, ...]
    """Its pages, in order."""
    collection: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page of the source folder that this project writes."""

    docname: str
    text: str
    parent: str | None
    """The index page that readers find it under, if they find it under one and not in the sidebar."""
    index: Index | None = None
    """The index of which it is a page; None for an overview of groups."""

    @property
    def place(self) -> object:
        """What a page by hand has of it: the page above, and the index that it belongs to."""
        return self.parent, self.index

    @property
    def number(self) -> int:
        """Which page of its index it is, counted from 1."""
        return self.index.docnames.index(self.docname) + 1 if self.index else 1


def page_size(settings: Settings, layout: str) -> int:
    """Return how many posts one page of an index shows."""
    return settings.page_size * _LINES_FOR_A_CARD.get(layout, 4)


def index_pages(catalogue: Catalogue, translate: Translate) -> Iterator[IndexPage]:
    """Yield all index pages of a site; none if it has no posts."""
    for collection in catalogue.collections.values():
        if collection.posts:
            yield from _Writer(collection, translate).pages()


def titles(translate: Translate) -> dict[str, str]:
    """Return the titles of the indexes, by their names."""
    return {
        "posts": translate("All articles"),
        "categories": translate("All categories"),
        "tags": translate("Tags"),
        "authors": translate("Authors"),
        "series": translate("Series"),
        "archive": translate("Archive"),
        "map": translate("Map of links"),
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the index pages of one collection."""

    collection: Collection
    translate: Translate

    def pages(self) -> Iterator[IndexPage]:
        settings = self.collection.settings
        if all_posts := self.collection.index_page("posts"):
            layout = settings.index("posts").layout
            yield from self.index_of(self.title("posts"), None, "", all_posts, all_posts, len(self.collection.posts), layout)
        for taxonomy in Taxonomy:
            overview = self.collection.index_page(taxonomy.index)
            if overview:
                listed = self.collection.is_in_sidebar(taxonomy)
                text = self.page(self.title(taxonomy.index), (taxonomy.index, {}), orphan=not listed)
                yield IndexPage(overview, text, None if listed else all_posts)
            for term in self.collection.terms[taxonomy].values():
                if term.docname:
                    yield from self.group_pages(term, overview)
        if links := self.collection.index_page("map"):
            yield IndexPage(links, self.page(self.title("map"), ("map", {})), None)

    def title(self, index: str) -> str:
        return self.collection.settings.index(index).title or titles(self.translate)[index]

    def group_pages(self, term: Term, overview: str | None) -> Iterator[IndexPage]:
        options = self.collection.settings.index(term.taxonomy.index)
        layout, count = options.layout, len(term.posts)
        parent = None if term.taxonomy is Taxonomy.CATEGORY else overview
        has_inner = bool(self.collection.children(term.taxonomy, term.key))
        # Later pages lie in the folder of index pages even if the first one is by hand and lies elsewhere.
        address = f"{self.collection.settings.browse}/{options.folder}/{term.slug}"
        return self.index_of(term.name, term, term.slug, term.docname or "", address, count, layout, parent, has_inner)

    def index_of(
        self,
        title: str,
        term: Term | None,
        slug: str,
        docname: str,
        address: str,
        count: int,
        layout: str,
        parent: str | None = None,
        has_inner: bool = False,
    ) -> Iterator[IndexPage]:
        """Yield the pages of an index, the first with what is known of its group beside the posts.

        :param docname: the first page.
        :param address: the folder of later pages.
        """
        taxonomy = term.taxonomy if term else None
        # A timeline is one page: the archive of a year is looked through by month.
        number_of_pages = 1 if layout == "timeline" else count_pages(count, page_size(self.collection.settings, layout))
        docnames = (docname, *(f"{address}/page-{number}" for number in range(2, number_of_pages + 1)))
        index = Index(title, taxonomy, slug, docnames, self.collection.name)
        asked = {taxonomy.value: slug} if taxonomy else {}
        if taxonomy is Taxonomy.YEAR:  # which a listing takes for a filter, and not for a group with an order
            asked["sort"] = self.collection.settings.index(taxonomy.index).order
        for number, name in enumerate(docnames, start=1):
            shown = title
            if number > 1:
                shown = self.translate("{title} – page {number}").format(title=title, number=number)
            inner = [(taxonomy.index, {"within": slug})] if taxonomy and has_inner and number == 1 else []
            posts = ("posts", {**asked, "layout": layout, "page": str(number)})
            # Later pages of an index are reached from the first one only: they are chapters of nothing.
            orphan = number > 1 or parent is not None
            text = self.page(shown, *inner, posts, orphan=orphan)
            yield IndexPage(name, text, docnames[0] if number > 1 else parent, index)

    def page(self, title: str, *directives: tuple[str, dict[str, str]], orphan: bool = False) -> str:
        header = "---\norphan: true\n---\n" if orphan else ""
        collection = {"collection": self.collection.name} if self.collection.name else {}
        blocks = (_directive(name, **options, **collection) for name, options in directives)
        return f"{header}{MARKER}\n\n# {literal(title)}\n\n{''.join(blocks)}"


def _directive(directive: str, **options: str) -> str:
    lines = [f":{name}: {value}" for name, value in options.items()]
    return "\n".join([f"```{{{directive}}}", *lines, "```"]) + "\n"


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
