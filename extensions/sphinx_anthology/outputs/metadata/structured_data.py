"""Make the structured data of pages: JSON-LD in the vocabulary of schema.org, for search engines.

Sources: https://schema.org/ and https://developers.google.com/search/docs/appearance/structured-data/article
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...characters import escape_json
from .head import Crumb, PageKind, PageMetadata, Person, ShareImage

Node = dict[str, Any]

_UNSAFE = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})
"""Characters with which a script could end, as JSON escapes them."""


def render_structured_data(page: PageMetadata) -> str:
    """Return the ``script`` element with the structured data of a page; empty if there is nothing to say."""
    graph = list(_list_nodes(page))
    if not graph:
        return ""
    data = {"@context": "https://schema.org", "@graph": graph}
    text = escape_json(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_UNSAFE)
    return f'<script type="application/ld+json">{text}</script>\n'


def _list_nodes(page: PageMetadata) -> Iterator[Node]:
    if page.kind is PageKind.ARTICLE:
        yield _make_article(page)
    elif page.kind is PageKind.HOME:
        yield _filled({**_describe_site(page), "description": page.description, "inLanguage": _tag(page.language)})
    elif page.kind is PageKind.COLLECTION:
        yield _make_page(page, "CollectionPage")
    elif page.kind is PageKind.PROFILE:
        yield _make_page(page, "ProfilePage") | {"mainEntity": _make_person(page.people[0], is_whole=True)}
    if page.crumbs:
        yield _make_breadcrumbs(page.crumbs)


def _make_article(page: PageMetadata) -> Node:
    return _filled(
        {
            "@type": page.article_type,
            "headline": page.title,
            "description": page.description,
            "url": page.url,
            "mainEntityOfPage": {"@type": "WebPage", "@id": page.url} if page.url else None,
            "datePublished": page.published and page.published.isoformat(),
            "dateModified": page.updated and page.updated.isoformat(),
            "expires": page.expires and page.expires.isoformat(),
            "inLanguage": _tag(page.language),
            "author": [_make_person(person) for person in page.people],
            "image": _make_image(page.image),
            "articleSection": page.section,
            "keywords": list(page.tags),
            "timeRequired": f"PT{page.reading_minutes}M" if page.reading_minutes else None,
            "isPartOf": _describe_site(page),
        }
    )


def _make_page(page: PageMetadata, kind: str) -> Node:
    return _filled(
        {
            "@type": kind,
            "name": page.title,
            "description": page.description,
            "url": page.url,
            "inLanguage": _tag(page.language),
            "image": _make_image(page.image),
            "isPartOf": _describe_site(page),
        }
    )


def _describe_site(page: PageMetadata) -> Node:
    name = page.site or (page.title if page.kind is PageKind.HOME else "")
    site = {"@id": f"{page.home}#website" if page.home else "", "name": name, "url": page.home}
    return {"@type": "WebSite", **_filled(site)} if name or page.home else {}


def _make_person(person: Person, is_whole: bool = False) -> Node:
    """Return a person.

    :param is_whole: whether the page is about the person.
    """
    more = {"jobTitle": person.role, "description": person.bio, "image": person.portrait} if is_whole else {}
    return _filled({"@type": "Person", "name": person.name, "url": person.url, "sameAs": list(person.profiles), **more})


def _make_image(image: ShareImage | None) -> Node | None:
    if image is None:
        return None
    size = {"width": image.width, "height": image.height} if image.width and image.height else {}
    return _filled({"@type": "ImageObject", "url": image.url, "caption": image.alt, **size})


def _make_breadcrumbs(crumbs: Iterable[Crumb]) -> Node:
    items = [
        {"@type": "ListItem", "position": number, "name": crumb.name, "item": crumb.url}
        for number, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _filled(node: Mapping[str, Any]) -> Node:
    """Return a node without values that are empty."""
    return {name: value for name, value in node.items() if value}


def _tag(language: str) -> str:
    """Return a language code of Sphinx as a language tag."""
    return language.replace("_", "-")
