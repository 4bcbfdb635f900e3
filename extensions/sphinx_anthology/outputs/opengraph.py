"""Make the Open Graph properties and meta tags of pages, for social networks and search engines."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ..catalogue.post import Post
from ..fields.record import Status


def make_article_properties(post: Post, image_url: str | None) -> dict[str, str]:
    """Return the Open Graph properties of an article, by name; the values are escaped for HTML attributes.

    :param image_url: the address of the cover; None if there is none.
    """
    properties = {"og:title": post.title, "og:type": "article"}
    if post.summary:
        # With length 0, sphinxext-opengraph does not search the text for a description.
        properties |= {"og:description": post.summary, "ogp_description_length": "0"}
    if image_url:
        properties |= {"og:image": image_url, "og:image:alt": (post.cover.alt if post.cover else "") or post.title}
    return {name: escape(value) for name, value in properties.items() if value}


def make_index_properties(title: str) -> dict[str, str]:
    """Return the Open Graph properties of an index page; the values are escaped for HTML attributes."""
    return {"og:title": escape(title)}


def render_alternates(addresses: Mapping[str, str]) -> str:
    """Return the ``link`` elements that name an article in each of its languages, for search engines.

    :param addresses: the address of each, by language tag.
    """
    return "".join(
        f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}" />\n' for tag, address in addresses.items()
    )


def render_meta_tags(post: Post) -> str:
    """Return the ``meta`` elements of an article that sphinxext-opengraph does not write: its summary and its dates.

    Search engines are asked to leave out a hidden article.
    """
    named = {"description": post.summary, "robots": "noindex" if post.status is Status.HIDDEN else ""}
    dated = {"article:published_time": post.published, "article:modified_time": post.updated}
    elements = [f'<meta name="{name}" content="{escape(value)}" />\n' for name, value in named.items() if value]
    elements += [f'<meta property="{name}" content="{moment.isoformat()}" />\n' for name, moment in dated.items() if moment]
    return "".join(elements)
