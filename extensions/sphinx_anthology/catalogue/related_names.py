"""The related articles that the front matter of an article names."""

from __future__ import annotations

from ..problems import Code, Problem, Report
from ..slugs import slugify
from ..suggestions import did_you_mean, find_similar_names
from .catalogue import Catalogue
from .post import Post

_MAX_HINTS = 20
"""Maximum number of unknown names with a suggestion. Each takes long in a large blog, and more are not read."""


def find_named_posts(post: Post, catalogue: Catalogue) -> dict[str, Post | None]:
    """Return the articles that *post* names as related, by name as written and in its order; None for unknown names."""
    return {name: _find(name, post, catalogue) for name in post.related or ()}


def report_unknown_names(catalogue: Catalogue, report: Report) -> None:
    """Report the names of related articles that do not exist. Posts that are not published yet may be named."""
    waiting = {name for post in catalogue.unpublished for name in (post.slug, post.title)}
    hints: dict[str, str] = {}
    for post in catalogue.with_pages:
        for name, found in find_named_posts(post, catalogue).items():
            if found is not None or name in waiting:
                continue
            if name not in hints and len(hints) < _MAX_HINTS:
                hints[name] = _suggest(name, catalogue)
            message = (
                f"Related article {name!r} is not found. Write the slug, the title or the path of a post.{hints.get(name, '')}"
            )
            report(Problem(post.path, post.line("related"), Code.TARGET_UNKNOWN, message))


def _suggest(name: str, catalogue: Catalogue) -> str:
    return did_you_mean(find_similar_names(name, catalogue.by_slug) or find_similar_names(slugify(name), catalogue.by_slug))


def _find(name: str, post: Post, catalogue: Catalogue) -> Post | None:
    """Return the article with a name, or the one that an old address or a path means, which may be relative to *post*."""
    return catalogue.find(name) or catalogue.by_docname.get(catalogue.addresses.find(name, post.path) or "")
