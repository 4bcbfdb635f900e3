"""What a site has lost of the list of what it has published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..loading.data.url_manifest import PublishedArticle, UrlManifest
from .built_site import BuiltSite
from .html_page import HtmlPage


def describe_missing(promised: UrlManifest, site: BuiltSite) -> Iterator[str]:
    """Yield a message for each address, id and anchor of a list that the site does not have.

    An address with a redirect is not missing. A page that is no article and that is gone is not promised.
    """
    yield from _describe_missing_articles(promised.articles, site)
    for docname, numbered in promised.pages.items():
        if page := site.find_page(docname):
            yield from _describe_missing_ids(numbered, page, f"/{docname}")


def _describe_missing_articles(promised: Iterable[PublishedArticle], site: BuiltSite) -> Iterator[str]:
    for article in promised:
        by_id = site.articles.get(article.id) or site.find_renamed(article.id)
        by_address = site.find_article(article.address)
        if by_address is None and site.find_redirect_target(article.address) is None:
            which = f"at '{by_id.address}'" if by_id else "that has its contents now"
            advice = f"Add 'aliases: [{article.address}]' to the front matter of the article {which}."
            yield f"{article.address} is gone. {advice}"
        if by_id is None:
            which = f"at '{by_address.address}'" if by_address else "that it was, or restore the article"
            yield f"The feed id {article.id!r} is gone. Add 'slug: {article.id}' to the front matter of the article {which}."
        if current := by_id or by_address:
            for anchor in sorted(article.anchors - current.anchors):
                advice = f"Add '<a id=\"{anchor}\"></a>' before its former target in '{current.address}'."
                yield f"{article.address}#{anchor} is gone. {advice}"
            yield from _describe_missing_ids(article.numbered, site.page_of(current), current.address)


def _describe_missing_ids(numbered: Mapping[str, str], page: HtmlPage, address: str) -> Iterator[str]:
    """Yield a message for each numbered id of a list that leads to no heading, or to another one."""
    for element_id, name in numbered.items():
        if page.numbered.get(element_id) != name and element_id not in page.written_numbers:
            advice = f"Add '<a id=\"{element_id}\"></a>' where readers find what it was about."
            if name in page.headings:
                advice = f"Build with the list beside 'conf.py', or add '<a id=\"{element_id}\"></a>' before the heading."
            yield f"{address}#{element_id}, the heading {name!r}, is gone. {advice}"


def describe_renamed(promised: Iterable[PublishedArticle], site: BuiltSite) -> Iterator[str]:
    """Yield a message for each id of a list that is an old slug of an article now. Nothing is lost by it."""
    for article in promised:
        if article.id not in site.articles and (current := site.find_renamed(article.id)):
            yield f"The feed id {article.id!r} is an alias of {current.id!r} now, the article at '{current.address}'."


def count_new(promised: UrlManifest, site: BuiltSite) -> int:
    """Return how many articles and pages a list does not have, or has with other anchors, ids or addresses."""
    known = {article.id: article for article in promised.articles}
    articles = [article for article in site.articles.values() if known.get(article.id) != article]
    return len(articles) + sum(promised.pages.get(docname) != numbered for docname, numbered in site.numbered_pages.items())
