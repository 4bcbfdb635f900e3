"""Generate the Markdown of index pages.

Index pages are ordinary Markdown pages in the source folder, so that search, navigation and every builder treat them like any
other page. Each page is a title and a directive. The posts that the directive lists are not in the text, so the text changes
only when the index gets more or fewer pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...catalogue.catalogue import Catalogue
from ...catalogue.collection import Collection
from ...catalogue.queries import count_pages
from ...catalogue.taxonomy import Taxonomy
from ...catalogue.terms import Term
from ...markup.syntax.escaping import escape_markdown
from ...settings import HOME, IndexOptions, Settings

MARKER = "% Written by sphinx-anthology. Delete this line to keep the page as your own."
"""The comment by which a generated page is recognised."""
_POSTS_PER_CARD = {"cards": 1, "featured": 1, "list": 2}
"""How many posts a layout shows in the space of one card."""
_POSTS_PER_CARD_DEFAULT = 4

Translate = Callable[[str], str]
"""Returns a message in the language of the site."""


@dataclass(frozen=True, slots=True)
class Index:
    """A list of posts, split into index pages: the posts of one term, or all posts of a collection."""

    title: str
    taxonomy: Taxonomy | None
    """The taxonomy of the term; None for all posts of a collection."""
    slug: str
    """The slug of the term; empty for all posts of a collection."""
    docnames: tuple[str, ...]
    """The docnames of the pages, in order."""
    collection: str = ""
    """The name of the collection; empty for the main one."""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A generated page of the source folder."""

    docname: str
    text: str
    """The Markdown of the page."""
    parent: str | None
    """The docname of the index page above; None if the page is in the sidebar."""
    index: Index | None = None
    """The index that the page belongs to; None for a page that lists terms or links."""
    collection: str = ""
    """The name of the collection; empty for the main one."""
    terms: Taxonomy | None = None
    """The taxonomy whose terms the page lists; None for another page."""

    @property
    def place(self) -> object:
        """The parent and the index: all that a handwritten page at the same docname shows of this page."""
        return self.parent, self.index

    @property
    def number(self) -> int:
        """The position of the page in its index, counted from 1."""
        return self.index.docnames.index(self.docname) + 1 if self.index else 1


def page_size(settings: Settings, layout: str) -> int:
    """Return how many posts one page of an index shows in a layout."""
    return settings.page_size * _POSTS_PER_CARD.get(layout, _POSTS_PER_CARD_DEFAULT)


def generate_index_pages(catalogue: Catalogue, translate: Translate) -> Iterator[IndexPage]:
    """Yield all index pages of a site, collection by collection. A collection without posts has none."""
    for collection in catalogue.collections.values():
        if collection.posts:
            yield from _PageGenerator(collection, translate).generate()


def index_titles(translate: Translate) -> dict[str, str]:
    """Return the default title of each index, by the name of the index."""
    return {
        "posts": translate("All articles"),
        "categories": translate("All categories"),
        "tags": translate("Tags"),
        "authors": translate("Authors"),
        "series": translate("Series"),
        "archive": translate("Archive"),
        "map": translate("Map of links"),
    }


def render_home_page(title: str) -> str:
    """Return the Markdown of a first home page, for a project that has none."""
    return f"---\nlayout: {HOME}\n---\n\n# {escape_markdown(title)}\n"


@dataclass(frozen=True, slots=True)
class _PageGenerator:
    """Generates the index pages of one collection."""

    collection: Collection
    translate: Translate

    def generate(self) -> Iterator[IndexPage]:
        """Yield the pages of all posts, then for each taxonomy the list of terms and the terms, then the link map."""
        posts_page = self.collection.index_page("posts")
        if posts_page:
            yield from self._post_pages(posts_page)
        for taxonomy in Taxonomy:
            terms_page = self.collection.index_page(taxonomy.index)
            if terms_page:
                is_listed = self.collection.is_in_sidebar(taxonomy)
                text = self._render(self._title(taxonomy.index), (taxonomy.index, {}), orphan=not is_listed)
                parent = None if is_listed else posts_page
                yield IndexPage(terms_page, text, parent, None, self.collection.name, taxonomy)
            for term in self.collection.terms[taxonomy].values():
                if term.docname:
                    yield from self._term_pages(term, term.docname, terms_page)
        if map_page := self.collection.index_page("map"):
            text = self._render(self._title("map"), ("map", {}))
            yield IndexPage(map_page, text, None, collection=self.collection.name)

    def _post_pages(self, docname: str) -> Iterator[IndexPage]:
        """Yield the pages of all posts of the collection."""
        options = self.collection.settings.index("posts")
        docnames = self._docnames(docname, docname, len(self.collection.articles), options.layout)
        index = Index(self._title("posts"), None, "", docnames, self.collection.name)
        yield from self._index_pages(index, options)

    def _term_pages(self, term: Term, docname: str, terms_page: str | None) -> Iterator[IndexPage]:
        """Yield the pages of the posts of a term.

        :param docname: the first page.
        :param terms_page: the page that lists all terms of the taxonomy.
        """
        options = self.collection.settings.index(term.taxonomy.index)
        # The folder is not derived from the first page, which may be a handwritten page elsewhere.
        folder = f"{self.collection.settings.browse}/{options.folder}/{term.slug}"
        docnames = self._docnames(docname, folder, len(term.posts), options.layout)
        index = Index(term.name, term.taxonomy, term.slug, docnames, self.collection.name)
        parent = None if term.taxonomy is Taxonomy.CATEGORY else terms_page
        has_subterms = bool(self.collection.children(term.taxonomy, term.key))
        yield from self._index_pages(index, options, parent, has_subterms)

    def _docnames(self, first: str, folder: str, count: int, layout: str) -> tuple[str, ...]:
        """Return the docnames of the pages of an index.

        :param folder: the folder of the second and later pages.
        :param count: the number of posts.
        """
        # Readers look through a timeline by month, so it is never split.
        pages = 1 if layout == "timeline" else count_pages(count, page_size(self.collection.settings, layout))
        return (first, *(f"{folder}/page-{number}" for number in range(2, pages + 1)))

    def _index_pages(
        self, index: Index, options: IndexOptions, parent: str | None = None, has_subterms: bool = False
    ) -> Iterator[IndexPage]:
        """Yield the pages of an index.

        :param parent: the docname of the index page above the first page; None if the first page is in the sidebar.
        :param has_subterms: whether the first page also lists the terms below its term.
        """
        taxonomy = index.taxonomy
        query = {taxonomy.value: index.slug} if taxonomy else {}
        if taxonomy is Taxonomy.YEAR:
            # The directive takes a year for a filter, which has no order of its own.
            query["sort"] = options.order
        for number, docname in enumerate(index.docnames, start=1):
            is_first = number == 1
            title = index.title
            if not is_first:
                title = self.translate("{title} – page {number}").format(title=title, number=number)
            subterms = (
                [(taxonomy.index, {"within": index.slug, "layout": "compact"})]
                if taxonomy and has_subterms and is_first
                else []
            )
            posts = ("posts", {**query, "layout": options.layout, "page": str(number)})
            text = self._render(title, *subterms, posts, orphan=not is_first or parent is not None)
            yield IndexPage(docname, text, parent if is_first else index.docnames[0], index, index.collection)

    def _title(self, index: str) -> str:
        return self.collection.settings.index(index).title or index_titles(self.translate)[index]

    def _render(self, title: str, *directives: tuple[str, Mapping[str, str]], orphan: bool = False) -> str:
        """Return the Markdown of a page.

        :param directives: the name and the options of each directive.
        :param orphan: whether the page is in no toctree.
        """
        front_matter = "---\norphan: true\n---\n" if orphan else ""
        collection = {"collection": self.collection.name} if self.collection.name else {}
        blocks = (_render_directive(name, {**options, **collection}) for name, options in directives)
        return f"{front_matter}{MARKER}\n\n# {escape_markdown(title)}\n\n{''.join(blocks)}"


def _render_directive(name: str, options: Mapping[str, str]) -> str:
    lines = [f":{option}: {value}" for option, value in options.items()]
    return "\n".join([f"```{{{name}}}", *lines, "```"]) + "\n"
