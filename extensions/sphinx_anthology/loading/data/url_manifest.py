"""The list of what a site has published: addresses, feed ids and anchors of articles, and numbered ids of headings.

Links, bookmarks and feed readers rely on these. The list is a file in the repository with one line for each article, so that
reviewers see what a change removes. A build reads from it which numbered ids headings had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...catalogue.catalogue import Catalogue
from ...characters import escape_json
from ...slugs import UniqueNames, slugify

FILE_NAME = "urls.json"
VERSION = 1
"""The version of the JSON form."""


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """What others may rely on in a published article."""

    id: str
    """The slug, which is the id of the article in feeds."""
    address: str
    """The path of the page in the site. It begins with a slash and is not percent-encoded."""
    anchors: frozenset[str]
    """The names of link targets in the text."""
    numbered: Mapping[str, str] = field(default_factory=dict)
    """The headings that numbered ids lead to (see :func:`name_headings`), by id."""


@dataclass(frozen=True, slots=True)
class UrlManifest:
    """A list of what a site has published."""

    articles: tuple[PublishedArticle, ...] = ()
    pages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The headings that numbered ids lead to, by id, of the pages that are no articles and have any, by docname."""


def name_headings(titles: Iterable[str]) -> list[str]:
    """Return the names of the headings of a page, whatever ids they have: their words, with a number after the first."""
    names: dict[str, None] = {}
    unique = UniqueNames(names)
    for title in titles:
        names[unique.make(slugify(title))] = None
    return list(names)


def dump_manifest(manifest: UrlManifest) -> str:
    """Return a list as JSON, sorted by id, with one line for each article and page. What is empty is left out."""
    articles = [_make_record(article) for article in sorted(manifest.articles, key=lambda article: article.id)]
    pages = [{"page": docname, "numbered": _sort(ids)} for docname, ids in sorted(manifest.pages.items()) if ids]
    lists = {"articles": articles} | ({"pages": pages} if pages else {})
    parts = ", ".join(f'"{name}": [{_dump_lines(records)}]' for name, records in lists.items())
    return f'{{"version": {VERSION}, {parts}}}\n'


def _make_record(article: PublishedArticle) -> dict[str, object]:
    record: dict[str, object] = {"id": article.id, "address": article.address, "anchors": sorted(article.anchors)}
    return record | ({"numbered": _sort(article.numbered)} if article.numbered else {})


def _sort(numbered: Mapping[str, str]) -> dict[str, str]:
    """Return ids in the order of their numbers."""
    return dict(sorted(numbered.items(), key=lambda item: (len(item[0]), item[0])))


def _dump_lines(records: Iterable[object]) -> str:
    lines = ",\n".join(escape_json(json.dumps(record, ensure_ascii=False)) for record in records)
    return f"\n{lines}\n" if lines else ""


def parse_manifest(text: str) -> UrlManifest:
    """Return the list in a text.

    :raises ValueError: the text is not a list of this version. The message is a predicate with advice.
    """
    try:
        manifest = json.loads(text)
        if manifest["version"] != VERSION:
            raise ValueError
        articles = tuple(_parse_article(record) for record in manifest["articles"])
        pages = {_parse_text(record["page"]): _parse_numbered(record) for record in manifest.get("pages", ())}
        return UrlManifest(articles, pages)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError(f"is not a list of addresses of version {VERSION}. Write it again with --write.") from None


def _parse_article(record: Any) -> PublishedArticle:
    texts = [_parse_text(text) for text in (record["id"], record["address"], *record["anchors"])]
    return PublishedArticle(texts[0], texts[1], frozenset(texts[2:]), _parse_numbered(record))


def _parse_numbered(record: Any) -> dict[str, str]:
    return {_parse_text(element_id): _parse_text(name) for element_id, name in record.get("numbered", {}).items()}


def _parse_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def find_manifest(folders: Iterable[Path]) -> Path | None:
    """Return the list in the first of some folders that has one."""
    return next((file for folder in folders if (file := folder / FILE_NAME).is_file()), None)


def read_former_ids(file: Path | None, catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Return the numbered ids that headings had on the published site, with the names of the headings, by docname.

    A file that is no such list has none: it may be something else, and ``anthology urls --check`` names its errors.
    """
    try:
        manifest = parse_manifest(file.read_text(encoding="utf-8")) if file else UrlManifest()
    except (OSError, ValueError):
        return {}
    posts = catalogue.by_slug
    found = {posts[one.id].docname: one.numbered for one in manifest.articles if one.numbered and one.id in posts}
    return dict(sorted({**manifest.pages, **found}.items()))
