"""The table of pages: what the search shows of a page beside its text, and by which its results can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from ...catalogue.post import Post
from ...catalogue.taxonomy import Taxonomy
from ..site import Site, site_of

_TAXONOMIES = (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.AUTHOR)
"""The taxonomies of which a page has any number of terms. Its year is in its date."""


class PageTable:
    """Rows of the pages that are searched."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self._site: Site = site_of(builder.env)
        self._names: dict[Taxonomy, dict[str, int]] = {taxonomy: {} for taxonomy in _TAXONOMIES}
        """The names of terms, numbered as they are met."""

    def rows(self, versions: dict[str, str]) -> Iterator[list[Any]]:
        """Yield a row for each page, sorted by docname.

        A row has the docname, the version of the text, the kind, the title, the date, lists of numbers of categories, tags
        and authors, and the address of the cover, relative to the root of the site.

        :param versions: for each page a name of the state of its text.
        """
        for docname, version in sorted(versions.items()):
            title = self._builder.env.longtitles[docname].astext()
            post = self._site.catalogue.by_docname.get(docname)
            row = [docname, version, self._kind(docname), title, *(self._facts(post) if post else ())]
            while len(row) > 4 and not row[-1]:
                row.pop()
            yield row

    def names(self) -> dict[str, list[str]]:
        """Return the names of categories, tags and authors by the name of their index, in the order of their numbers."""
        return {taxonomy.index: list(names) for taxonomy, names in self._names.items()}

    def _kind(self, docname: str) -> str:
        """Return the kind of a page: ``article``, ``page``, the taxonomy of a term's first page, or ``index``."""
        if docname in self._site.catalogue.by_docname:
            return "article"
        page = self._site.index_pages.get(docname)
        if page is None:
            return "page"
        return page.index.taxonomy.value if page.index and page.index.taxonomy and page.number == 1 else "index"

    def _facts(self, post: Post) -> Iterator[Any]:
        yield post.published.date().isoformat() if post.published else ""
        collection = self._site.catalogue.collection_of(post)
        for taxonomy in _TAXONOMIES:
            yield self._numbers(taxonomy, (term.full_name for term in collection.terms_of(post, taxonomy)))
        yield self._cover(post)

    def _numbers(self, taxonomy: Taxonomy, names: Iterable[str]) -> list[int]:
        known = self._names[taxonomy]
        return [known.setdefault(name, len(known)) for name in names]

    def _cover(self, post: Post) -> str:
        image = self._builder.env.images.get(post.cover.file or "") if post.cover else None
        return f"{self._builder.imagedir}/{quote(image[1])}" if image else ""
