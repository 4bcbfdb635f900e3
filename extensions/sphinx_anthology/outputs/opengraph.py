"""What other sites are told about a page: its Open Graph fields."""

from __future__ import annotations

from html import escape

from ..catalogue.post import Post


def open_graph(post: Post, image_url: str | None) -> dict[str, str]:
    """Return the Open Graph fields of an article, by property name, as HTML text that is safe in an attribute.

    :param image_url: the address of the cover, or None if there is none.
    """
    fields = {"og:title": post.title, "og:type": "article"}
    if post.summary:
        # Of the length 0 is the description that sphinxext-opengraph need not look for in the text.
        fields |= {"og:description": post.summary, "ogp_description_length": "0"}
    if image_url:
        fields |= {"og:image": image_url, "og:image:alt": (post.cover.alt if post.cover else "") or post.title}
    return {name: escape(value) for name, value in fields.items() if value}


def index_graph(title: str) -> dict[str, str]:
    """Return the Open Graph fields of an index page: its title, which names a category, is text."""
    return {"og:title": escape(title)}


def metatags(post: Post) -> str:
    """Return the elements about an article that sphinxext-opengraph does not write: its summary and its dates."""
    named = {"description": post.summary}
    dated = {"article:published_time": post.published, "article:modified_time": post.updated}
    elements = [f'<meta name="{name}" content="{escape(value)}" />\n' for name, value in named.items() if value]
    elements += [f'<meta property="{name}" content="{moment.isoformat()}" />\n' for name, moment in dated.items() if moment]
    return "".join(elements)
