"""What other extensions find about a post in ``env.metadata``: fields as text, as Sphinx has those of reStructuredText."""

from __future__ import annotations

from ...catalogue.post import Post
from ...fields.record import Status


def make_metadata(post: Post, language: str) -> dict[str, str]:
    """Return the fields of an article by the names that feeds, sitemaps and SEO extensions look for.

    Dates are ISO 8601 with their offset, and lists are separated by commas.

    :param language: the language of the site, for a post in it.
    """
    authors, tags = ", ".join(author.name for author in post.authors), ", ".join(post.tags)
    updated = post.updated.isoformat() if post.updated else ""
    values = {
        "title": post.title,
        "subtitle": post.subtitle,
        "date": post.published.isoformat() if post.published else "",
        "updated": updated,
        "modified": updated,
        "author": authors,
        "tags": tags,
        "keywords": tags,
        "category": ", ".join(post.category_names),
        "series": post.series or "",
        "description": post.summary,
        "language": post.language or language,
        "noindex": "true" if post.status is Status.HIDDEN else "",
    }
    return {name: value for name, value in values.items() if value}
