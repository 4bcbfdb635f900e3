"""The table of pages: what the search shows of a page beside its text, and by which its results can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from ...catalogue.post import Post
from ...catalogue.taxonomy import Taxonomy
from ..site import Site, site_of

_TAXONOMIES = (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.AUTHOR)
"""The taxonomies of which a page has any number of terms. Its year is in its date."""


KINDS = {
    "article": "a", "page": "p", "index": "i", "category": "c", "tag": "t", "author": "u", "series": "s", "year": "y"
}  # fmt: skip
"""The kinds of pages, with a letter for each: ``index`` for lists, and the taxonomy for the first page of a term."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the search shows of a page."""

    docname: str
    version: str
    """A name of the state of its text."""
    kind: str
    title: str
    date: str = ""
    """The day of publication: ``2025-04-23``."""
    terms: Mapping[str, list[int]] = field(default_factory=lambda: {taxonomy.index: [] for taxonomy in _TAXONOMIES})
    """The numbers of its categories, tags and authors, by the name of their index."""
    cover: str = ""
    """The address of an image, relative to the root of the site."""
    dark_cover: str = ""
    """That of the image for dark pages."""

    def as_list(self) -> list[Any]:
        """Return the values in order, without empty ones at the end."""
        texts = [self.docname, self.version, self.kind, self.title, self.date]
        values: list[Any] = [*texts, *self.terms.values(), self.cover, self.dark_cover]
        while not values[-1]:
            values.pop()
        return values


class PageTable:
    """Makes the rows of the pages that are searched."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._site: Site = site_of(builder.env)
        self._names: dict[Taxonomy, dict[str, int]] = {taxonomy: {} for taxonomy in _TAXONOMIES}
        """The names of terms, numbered as they are met."""

    def rows(self, versions: Mapping[str, str]) -> Iterator[Row]:
        """Yield a row for each page, sorted by docname.

        :param versions: for each page a name of the state of its text.
        """
        for docname, version in sorted(versions.items()):
            title = self._builder.env.longtitles[docname].astext()
            post = self._site.catalogue.by_docname.get(docname)
            row = Row(docname, version, self._kind(docname), title)
            yield self._with_facts(row, post) if post else row

    def names(self) -> dict[str, list[str]]:
        """Return the names of categories, tags and authors by the name of their index, in the order of their numbers."""
        return {taxonomy.index: list(names) for taxonomy, names in self._names.items()}

    def _kind(self, docname: str) -> str:
        if docname in self._site.catalogue.by_docname:
            return "article"
        page = self._site.index_pages.get(docname)
        if page is None:
            return "page"
        return page.index.taxonomy.value if page.index and page.index.taxonomy and page.number == 1 else "index"

    def _with_facts(self, row: Row, post: Post) -> Row:
        collection = self._site.catalogue.collection_of(post)
        terms = {
            taxonomy.index: self._numbers(taxonomy, (term.full_name for term in collection.terms_of(post, taxonomy)))
            for taxonomy in _TAXONOMIES
        }
        day = post.published.date().isoformat() if post.published else ""
        cover, dark_cover = map(self._address, post.cover.files if post.cover else ("", ""))
        return replace(row, date=day, terms=terms, cover=cover, dark_cover=dark_cover)

    def _numbers(self, taxonomy: Taxonomy, names: Iterable[str]) -> list[int]:
        known = self._names[taxonomy]
        return [known.setdefault(name, len(known)) for name in names]

    def _address(self, file: str) -> str:
        image = self._builder.env.images.get(file)
        return f"{self._builder.imagedir}/{quote(image[1])}" if image else ""
