"""Records of posts and catalogues, made without files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sphinx_anthology.catalogue.catalogue import Catalogue
from sphinx_anthology.catalogue.collection import Collection
from sphinx_anthology.catalogue.post import Post
from sphinx_anthology.catalogue.selection import newest_first
from sphinx_anthology.fields.record import Author, Status
from sphinx_anthology.settings import Settings

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)


def make_record(name: str, day: int | None = 1, tags: str = "", category: str = "", **fields: Any) -> Post:
    """Make the record of the post in ``posts/<name>.md``.

    :param day: the days between 2025-01-01 and its date, or None for a post without a date.
    :param tags: tags, separated by spaces.
    :param category: a category, after its parents with slashes between.
    :param fields: further fields; ``authors`` may be given by their names.
    """
    if category:
        fields["categories"] = (tuple(category.split("/")), *fields.get("categories", ()))
    if "authors" in fields:
        fields["authors"] = tuple(Author(one) if isinstance(one, str) else one for one in fields["authors"])
    defaults = {
        "path": f"posts/{name}.md",
        "docname": f"posts/{name}",
        "slug": name,
        "title": name.title(),
        "published": None if day is None else FIRST_DAY + timedelta(days=day),
        "tags": tuple(tags.split()),
    }
    return Post(**(defaults | fields))


def make_collection(*posts: Post, **settings: Any) -> Collection:
    """Make the collection of posts in any order."""
    return Collection(Settings(**settings), tuple(sorted(posts, key=newest_first)))


def make_catalogue(*posts: Post, settings: Settings | None = None) -> Catalogue:
    """Make the catalogue of posts in any order, with a collection for each name that *settings* or a post has."""
    ranked = sorted(posts, key=newest_first)
    listed = [post for post in ranked if post.status is not Status.HIDDEN]
    by_name = dict((settings or Settings()).by_collection)
    by_name |= {name: Settings(collection=name) for name in sorted({post.collection for post in posts}) if name not in by_name}
    return Catalogue(
        {name: Collection(own, tuple(post for post in listed if post.collection == name)) for name, own in by_name.items()},
        hidden=tuple(post for post in ranked if post.status is Status.HIDDEN),
    )


def slugs_of(posts: tuple[Post, ...] | list[Post]) -> list[str]:
    """Return the slugs of posts."""
    return [post.slug for post in posts]
