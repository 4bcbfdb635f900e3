"""Completion of posts with what depends on other files: cover, authors, collection, status and unique slug.

It is repeated in every build, because the other files may change without the post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from ...catalogue.name_lookup import NameLookup
from ...catalogue.post import Post
from ...catalogue.selection import by_moment
from ...fields.record import Author, Cover, Origin, Status
from ...markup.text.plain_words import fill_in_titles, has_reference
from ...problems import Code, Problem, Report, ignore_problem
from ...settings import Settings
from ...slugs import make_unique
from ...urls import extract_path
from ..data.author_files import AuthorFiles
from ..data.tag_files import TagFiles
from ..files.image_files import resolve_cover, resolve_dark_image
from ..files.patterns import matches_pattern
from ..files.post_files import PostFiles


@dataclass(frozen=True, slots=True)
class PostResolver:
    """Completes the posts of one site, one by one."""

    collections: Mapping[str, Settings]
    """The settings of each collection, by name."""
    files: PostFiles
    authors: AuthorFiles
    tags: TagFiles
    now: datetime | None
    """The time of the build, with a UTC offset; None to leave scheduled and expired posts as they are."""
    report: Report

    def resolve(self, post: Post) -> Post:
        """Return *post* with its cover, its authors, its tags, its collection and its status."""
        cover, origins = self._resolve_cover(post)
        if cover and cover.is_usable:
            cover = resolve_dark_image(cover, self.files, post.path, origins, self.report)
        elif cover is None and (dark := origins.get("cover_dark")) and not post.output_image:
            message = f"'{dark.key}' is ignored, because the post has no cover for light pages. Write 'cover', too."
            self.report(Problem(post.path, dark.line, Code.FIELD_FORM, message))
        authors, origins = self._resolve_authors(post, origins)
        resolved: dict[str, Any] = {
            "cover": cover,
            "origins": origins,
            "authors": authors,
            "tags": self.tags.resolve(post.tags, post.path),
            "collection": find_collection(post.path, self.collections),
            "status": find_status(post, self.now),
        }
        changed = {name: value for name, value in resolved.items() if value != getattr(post, name)}
        return replace(post, **changed) if changed else post

    def _resolve_cover(self, post: Post) -> tuple[Cover | None, Mapping[str, Origin]]:
        """Return the first cover that can be shown, with its file, or the first of all as it is; and the origins of fields."""
        if post.cover is None:
            return None, post.origins
        first, line = post.origins["cover"], post.line("cover")
        problems: list[Problem] = []
        if found := resolve_cover(post.cover, self.files, post.path, line, problems.append):
            for origin, _cover in post.other_covers:
                message = f"'{origin.key}' differs from '{first.key}' on line {line}, which is used."
                self.report(Problem(post.path, origin.line, Code.FIELD_CONFLICT, message))
            return found, post.origins
        for origin, cover in post.other_covers:
            if found := resolve_cover(cover, self.files, post.path, origin.line, ignore_problem):
                message = f"'{first.key}' names no image that can be shown; '{origin.key}' on line {origin.line} is used."
                self.report(Problem(post.path, line, Code.FIELD_CONFLICT, message))
                return found, {**post.origins, "cover": origin}
        for problem in problems:
            self.report(problem)
        return post.cover, post.origins

    def _resolve_authors(self, post: Post, origins: Mapping[str, Origin]) -> tuple[tuple[Author, ...], Mapping[str, Origin]]:
        """Return the authors, and the origins of fields. Untrusted posts have no default author."""
        line = post.line("authors")
        if post.authors or post.is_untrusted:
            return tuple(self._resolve_author(author, post, line) for author in post.authors), origins
        authors, source = self.authors.find_default(post.path)
        return authors, {**origins, "authors": Origin(1, None, source)} if authors else origins

    def _resolve_author(self, author: Author, post: Post, line: int) -> Author:
        """Return an author with all that is known. What an untrusted post says of somebody who is known does not count."""
        known = self.authors.find_known(author, post.path) if post.is_untrusted else None
        return known or self.authors.resolve(author, post.path, line)


def find_collection(path: str, collections: Mapping[str, Settings]) -> str:
    """Return the name of the first collection with a pattern for a path, or an empty one for the main collection."""
    path = normalize("NFC", path)
    return next((name for name, own in collections.items() if name and matches_pattern(path, own.posts)), "")


def find_status(post: Post, now: datetime | None) -> Status:
    """Return the status of a post at a moment.

    A post is published at its moment, and expired from the moment of its expiry on. A date without a time is the start of
    that day in the time zone of the site.

    :param now: the time of the build, with a UTC offset, or None to return the status that the front matter sets.
    """
    if now is None or post.status is Status.DRAFT:
        return post.status
    if post.published and post.published > now:
        return Status.SCHEDULED
    if post.expires and post.expires <= now:
        return Status.EXPIRED
    return post.status


def make_slugs_unique(posts: Iterable[Post], report: Report) -> list[Post]:
    """Give each post a slug of its own, and report the posts that get another slug than they have.

    Of posts with the same slug the oldest keeps it, so that a new post never renames an older one. Untrusted posts, whose
    dates mean nothing, come after all others. Translations with the same slug differ in their language. Old slugs are made
    unique in the same way, and are dropped where another post has such a slug.

    :returns: the posts, in the order in which they choose.
    """
    # No title is in this key, because the slug of a post must not depend on the titles of others.
    posts = sorted(posts, key=lambda post: (post.is_untrusted, *by_moment(post.published), post.path))
    slugs = _choose_slugs([(post.slug, _language_suffix(post)) for post in posts])
    former = _choose_slugs([(next(iter(post.old_slugs), post.slug), "") for post in posts])
    taken, owners = set(slugs), {slug: post for post, slug in reversed(list(zip(posts, slugs, strict=True)))}
    result: list[Post] = []
    for post, slug, old in zip(posts, slugs, former, strict=True):
        owner = owners[post.slug]
        if slug != post.slug and owner.docname not in post.translations:
            message = (
                f"Slug '{post.slug}' belongs to {owner.path}, so this post gets '{slug}'. Write another 'slug' in one of them."
            )
            report(Problem(post.path, post.line("slug"), Code.SLUG_DUPLICATE, message))
        old_slugs = () if old in taken or post.is_untrusted else (old,)
        is_same = (slug, old_slugs) == (post.slug, post.old_slugs)
        result.append(post if is_same else replace(post, slug=slug, old_slugs=old_slugs))
    return result


def fill_in_references(posts: list[Post]) -> list[Post]:
    """Return posts whose excerpts show the titles of the posts that they refer to.

    :param posts: the posts that have a page, with unique slugs.
    """
    if not any(has_reference(post.summary) for post in posts):
        return posts
    names = NameLookup(sorted(posts, key=lambda post: post.is_untrusted))

    def find_title(name: str) -> str | None:
        path = extract_path(name)
        post = names.find(path) or names.find(PurePosixPath(path).stem)
        return post.title if post else None

    return [_fill_in(post, find_title) if has_reference(post.summary) else post for post in posts]


def _fill_in(post: Post, find_title: Callable[[str], str | None]) -> Post:
    excerpt, opening = (fill_in_titles(text, find_title) for text in (post.excerpt, post.opening))
    return replace(post, excerpt=excerpt, opening=opening)


def _language_suffix(post: Post) -> str:
    return f"-{post.language.lower()}" if post.translations and post.language else ""


def _choose_slugs(wanted: list[tuple[str, str]]) -> list[str]:
    """Return a slug of its own for each of some posts, which choose one after the other.

    :param wanted: the slug that each post would like to have, and what it appends before it takes a number.
    """
    taken = {slug for slug, _ in wanted}
    given: set[str] = set()
    uses: Counter[str] = Counter()
    result: list[str] = []
    for slug, suffix in wanted:
        chosen = slug
        if slug in given and suffix and f"{slug}{suffix}" not in taken:
            chosen = f"{slug}{suffix}"
        elif slug in given:
            uses[slug] += 1
            chosen = make_unique(slug, taken, uses[slug])
        taken.add(chosen)
        given.add(chosen)
        result.append(chosen)
    return result
