"""The list of what was published, and what of it is gone: addresses, ids in feeds, and names of places in articles.

Others have written these down: in links, in bookmarks, in feed readers. The list is a file in the repository, with a line for
each article, so that a change of it is seen by whoever looks at changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .built_site import PublishedArticle, PublishedSite

VERSION = 1


def dumps(articles: Iterable[PublishedArticle]) -> str:
    """Return the list of some articles, sorted, as JSON with one line for each."""
    records = [
        {"id": article.id, "address": article.address, "anchors": sorted(article.anchors)}
        for article in sorted(articles, key=lambda article: article.id)
    ]
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f'{{"version": {VERSION}, "articles": [\n{lines}\n]}}\n' if lines else f'{{"version": {VERSION}, "articles": []}}\n'


def loads(text: str) -> list[PublishedArticle]:
    """Return the articles in a list.

    :raises ValueError: it is not such a list; the message is a sentence.
    """
    try:
        found = json.loads(text)
        if found["version"] != VERSION:
            raise ValueError
        return [_article(record) for record in found["articles"]]
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"It is not a list of addresses of version {VERSION}: write it anew with --write.") from None


def _article(record: Any) -> PublishedArticle:
    texts = [record["id"], record["address"], *record["anchors"]]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return PublishedArticle(texts[0], texts[1], frozenset(texts[2:]))


def broken(promised: Iterable[PublishedArticle], site: PublishedSite) -> Iterator[str]:
    """Yield a sentence on each thing that was published and is gone, with what to do about it.

    An address is not gone if there is a redirect in its place.
    """
    for article in promised:
        now, there = site.articles.get(article.id), site.at(article.address)
        if there is None and site.forwards(article.address) is None:
            where = f"of '{now.address}'" if now else "that has its contents now"
            yield f"{article.address} is gone: write 'aliases: [{article.address}]' in the front matter of the article {where}."
        if now is None:
            where = f"of '{there.address}'" if there else "that it was, or restore it"
            what = f"{article.id!r}, an id in feeds, is gone"
            yield f"{what}: write 'slug: {article.id}' in the front matter of the article {where}."
        if found := now or there:
            for anchor in sorted(article.anchors - found.anchors):
                place = f"before what it led to in '{found.address}'"
                yield f"{article.address}#{anchor} is gone: put '<a id=\"{anchor}\"></a>' {place}."


def new(promised: Iterable[PublishedArticle], site: PublishedSite) -> list[PublishedArticle]:
    """Return the published articles that a list does not have as they are."""
    known = {article.id: article for article in promised}
    return [article for article in site.articles.values() if known.get(article.id) != article]
