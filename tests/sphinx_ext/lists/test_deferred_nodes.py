"""Nodes are made of answers that their page asked for when it was read."""

from __future__ import annotations

import pytest
from conftest import Site
from sphinx.application import Sphinx
from sphinx_anthology.catalogue.queries import ListingQuery, TermListQuery
from sphinx_anthology.catalogue.queries.links import ArticleLinksQuery, LinkGraphQuery
from sphinx_anthology.catalogue.taxonomy import Taxonomy
from sphinx_anthology.sphinx_ext.lists.deferred_nodes import PageBeingWritten


def pages_of(site: Site, *docnames: str) -> list[PageBeingWritten]:
    """Build a site, and return some of its pages as those that make nodes see them."""
    found: list[PageBeingWritten] = []

    def finish(app: Sphinx, exception: Exception | None) -> None:
        found.extend(PageBeingWritten(app.builder, docname) for docname in docnames)

    site.build(handlers={"build-finished": finish})
    return found


def test_a_page_gets_the_answer_to_a_query_that_it_asked(site: Site) -> None:
    site.post("a")
    site.write("list.md", "---\norphan: true\n---\n# List\n\n```{posts}\n```\n")
    (page,) = pages_of(site, "list")
    assert [post.slug for post in page.answer(ListingQuery(page_size=24)).posts] == ["a"]


def test_a_page_gets_no_answer_to_a_query_that_it_did_not_ask(site: Site) -> None:
    site.post("a")
    site.write("list.md", "---\norphan: true\n---\n# List\n\n```{posts}\n```\n")
    article, listing = pages_of(site, "posts/a", "list")
    with pytest.raises(LookupError, match="posts/a did not ask ListingQuery"):
        article.answer(ListingQuery(page_size=24))
    with pytest.raises(LookupError, match="list did not ask TermListQuery"):
        listing.answer(TermListQuery(Taxonomy.TAG))


def test_a_page_gets_no_answer_about_links_that_it_did_not_ask(site: Site) -> None:
    site.post("a")
    article, home = pages_of(site, "posts/a", "index")
    assert article.answer_from_links(ArticleLinksQuery("posts/a")).backlinks == ()
    with pytest.raises(LookupError, match="posts/a did not ask LinkGraphQuery"):
        article.answer_from_links(LinkGraphQuery())
    with pytest.raises(LookupError, match="index did not ask ArticleLinksQuery"):
        home.answer_from_links(ArticleLinksQuery("posts/a"))
