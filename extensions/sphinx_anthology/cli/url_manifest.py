"""The list of what a site has published: addresses, feed ids and anchors of articles.

Links, bookmarks and feed readers rely on these. The list is a file in the repository with one line for each article, so that
reviewers see what a change removes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .built_site import BuiltArticle, BuiltSite
from .console import dump_json

VERSION = 1
"""The version of the JSON form."""


def dump_manifest(articles: Iterable[BuiltArticle]) -> str:
    """Return the list of articles as JSON, sorted by id, with one line for each."""
    records = [
        {"id": article.id, "address": article.address, "anchors": sorted(article.anchors)}
        for article in sorted(articles, key=lambda article: article.id)
    ]
    lines = ",\n".join(map(dump_json, records))
    return f'{{"version": {VERSION}, "articles": [\n{lines}\n]}}\n' if lines else f'{{"version": {VERSION}, "articles": []}}\n'


def parse_manifest(text: str) -> list[BuiltArticle]:
    """Return the articles of a list.

    :raises ValueError: the text is not a list of this version. The message is a predicate with advice.
    """
    try:
        manifest = json.loads(text)
        if manifest["version"] != VERSION:
            raise ValueError
        return [_parse_article(record) for record in manifest["articles"]]
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"is not a list of addresses of version {VERSION}. Write it again with --write.") from None


def _parse_article(record: Any) -> BuiltArticle:
    texts = [record["id"], record["address"], *record["anchors"]]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return BuiltArticle(texts[0], texts[1], frozenset(texts[2:]))


def describe_missing(promised: Iterable[BuiltArticle], site: BuiltSite) -> Iterator[str]:
    """Yield a message for each address, id and anchor of a list that the site does not have.

    An address with a redirect is not missing.
    """
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


def describe_renamed(promised: Iterable[BuiltArticle], site: BuiltSite) -> Iterator[str]:
    """Yield a message for each id of a list that is an old slug of an article now. Nothing is lost by it."""
    for article in promised:
        if article.id not in site.articles and (current := site.find_renamed(article.id)):
            yield f"The feed id {article.id!r} is an alias of {current.id!r} now, the article at '{current.address}'."


def find_new_articles(promised: Iterable[BuiltArticle], site: BuiltSite) -> list[BuiltArticle]:
    """Return the articles of a site that a list does not have, or has with other anchors or another address."""
    known = {article.id: article for article in promised}
    return [article for article in site.articles.values() if known.get(article.id) != article]
