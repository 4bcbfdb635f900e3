"""The articles that the front matter of another one calls related."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Code, Problem
from ..slugs import slugify
from ..suggestions import did_you_mean, nearest
from .catalogue import Catalogue
from .post import Post


def chosen(post: Post, catalogue: Catalogue) -> dict[str, Post | None]:
    """Return the articles that *post* names, by the names as written and in their order; None for one that is not found."""
    return {name: _find(name, post, catalogue) for name in post.related or ()}


_HINTS = 20
"""Names for which others that look like them are looked for: that takes long in a large blog, and more hints nobody reads."""


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Name what articles call related and does not exist. That something has no page yet is no mistake."""
    waiting = {name for post in catalogue.unpublished for name in (post.slug, post.title)}
    hints: dict[str, str] = {}
    for post in catalogue.with_pages:
        unknown = [name for name, found in chosen(post, catalogue).items() if found is None and name not in waiting]
        for name in unknown:
            if name not in hints and len(hints) < _HINTS:
                hints[name] = did_you_mean(nearest(name, catalogue.by_slug) or nearest(slugify(name), catalogue.by_slug))
            message = f"There is no post {name!r} to be related.{hints.get(name, '')}"
            yield Problem(post.path, post.line("related"), Code.TARGET_UNKNOWN, message)


def _find(name: str, post: Post, catalogue: Catalogue) -> Post | None:
    """Return the article of a name, or the one that an address or the path of a file, perhaps relative to *post*, means."""
    return catalogue.find(name) or catalogue.by_docname.get(catalogue.permalinks.find(name, post.path) or "")
