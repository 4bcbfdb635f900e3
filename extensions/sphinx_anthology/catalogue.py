"""All posts of a site, in order, grouped and named.

:func:`read_folder` is the only place where posts are read from disk. It needs the front matter only, and a file
that has not changed since the last time is not opened again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from . import frontmatter, images
from . import post as posts_module
from .decoding import decode
from .images import ImageFolders
from .post import Page, Post
from .problems import Code, Problem
from .settings import Settings
from .slugs import slugify, unique


@dataclass(frozen=True, slots=True)
class Group:
    """The posts that share a category."""

    slug: str
    name: str
    """The spelling that most posts use."""
    posts: tuple[Post, ...]
    """Newest first; never empty."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one file held when it had a certain size and time of modification."""

    modified_ns: int
    size: int
    entry: Post | Page
    problems: tuple[Problem, ...]


Cache = dict[str, Scanned]
"""Scanned files by path; made by :func:`read_folder` and given back to it the next time."""


@dataclass(frozen=True)
class Catalogue:
    """All posts of a site. Nothing in it changes after it is made."""

    posts: tuple[Post, ...] = ()
    """Newest first; posts without a date come last."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """The files in posts folders that are not articles, by docname."""

    @cached_property
    def by_docname(self) -> Mapping[str, Post]:
        """The posts by Sphinx's names of their pages."""
        return {post.docname: post for post in self.posts}

    @cached_property
    def by_slug(self) -> Mapping[str, Post]:
        """The posts by their stable names."""
        return {post.slug: post for post in self.posts}

    @cached_property
    def categories(self) -> Mapping[str, Group]:
        """The categories by slug, in the order of their names."""
        return _grouped(self.posts)

    @cached_property
    def _by_title(self) -> Mapping[str, Post]:
        return {post.title: post for post in reversed(self.posts)}

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {post.docname: number for number, post in enumerate(self.posts)}

    def find(self, name: str) -> Post | None:
        """Return the post with the slug, or else the title, *name*."""
        return self.by_slug.get(name) or self._by_title.get(name)

    def category(self, name: str) -> Group | None:
        """Return the category of that name, in any spelling, or slug."""
        return self.categories.get(name) or self.categories.get(slugify(name))

    def groups_of(self, post: Post) -> tuple[Group, ...]:
        """Return the categories of *post*, its main one first."""
        return tuple(self.categories[slug] for slug in dict.fromkeys(map(slugify, post.categories)) if slug)

    def neighbours(self, post: Post) -> tuple[Post | None, Post | None]:
        """Return the posts published just before and just after *post*."""
        position = self._positions[post.docname]
        older = self.posts[position + 1] if position + 1 < len(self.posts) else None
        newer = self.posts[position - 1] if position else None
        return older, newer


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder of posts gave."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    cache: Cache


def read_folder(source: Path, docnames: Mapping[str, str], settings: Settings, cache: Cache | None = None) -> Reading:
    """Read the posts of a folder.

    :param source: the source folder.
    :param docnames: the docname of each file, by its POSIX path relative to *source*.
    :param cache: what an earlier call with the same settings returned.
    """
    folders = ImageFolders.of(source, settings.static_roots)
    zone = ZoneInfo(settings.timezone)
    scanned: Cache = {}
    problems: list[Problem] = []
    for path, docname in sorted(docnames.items()):
        try:
            scanned[path] = _scan(source / path, path, docname, zone, (cache or {}).get(path))
        except OSError as error:
            message = f"The file cannot be read ({error.strerror}), so it has no page: check its permissions."
            problems.append(Problem(path, 1, Code.FILE_UNREADABLE, message))
    for item in scanned.values():
        problems += item.problems
    entries = [item.entry for item in scanned.values()]
    posts = [_with_cover(entry, folders, problems) for entry in entries if isinstance(entry, Post)]
    posts = _with_unique_slugs(sorted(posts, key=_age), problems)
    pages = {entry.docname: entry for entry in entries if isinstance(entry, Page)}
    catalogue = Catalogue(tuple(sorted(posts, key=_newest_first)), pages)
    problems += _spelling_problems(catalogue)
    return Reading(catalogue, tuple(sorted(problems, key=lambda problem: (problem.path, problem.line))), scanned)


def _scan(file: Path, path: str, docname: str, zone: ZoneInfo, known: Scanned | None) -> Scanned:
    stat = file.stat()
    if known and (known.modified_ns, known.size) == (stat.st_mtime_ns, stat.st_size):
        return known
    text, encoding = decode(file.read_bytes())
    text = frontmatter.normalise(text)
    entry, problems = posts_module.read(text, path, docname, zone)
    if encoding != "utf-8":
        message = f"The file is not UTF-8; it was read as {encoding}. Save it as UTF-8."
        problems = (Problem(path, 1, Code.ENCODING, message), *problems)
    position = text.find("\0", sum(len(line) + 1 for line in text.split("\n")[: entry.header_lines]))
    if position >= 0:
        line = text.count("\n", 0, position) + 1
        message = f"The text holds NUL bytes, {text.count(chr(0), position)} in all: delete them."
        problems = (*problems, Problem(path, line, Code.CONTROL_CHARACTER, message))
    return Scanned(stat.st_mtime_ns, stat.st_size, entry, problems)


def _with_cover(post: Post, folders: ImageFolders, problems: list[Problem]) -> Post:
    """Find the file of the post's cover. This is done anew each time: the file may come and go without the post."""
    if post.cover is None:
        return post
    reference, line = post.cover.reference, post.lines["cover"]
    if images.is_on_the_web(reference):
        return replace(post, cover=replace(post.cover, remote=True))
    if images.is_remote(reference):
        message = f"The cover {reference[:60]!r} is neither a file nor on the web, and is left out: name an image file."
        problems.append(Problem(post.path, line, Code.IMAGE_MISSING, message))
        return post
    try:
        file = folders.find(reference, post.path)
    except images.OutsideError:
        message = f"The cover {reference!r} leads out of the source folder and is left out: move the image into it."
        problems.append(Problem(post.path, line, Code.PATH_OUTSIDE, message))
        return post
    if file is None:
        problems.append(Problem(post.path, line, Code.IMAGE_MISSING, missing_image("cover", reference, folders)))
        return post
    width, height = images.size(folders.source / file) or (None, None)
    return replace(post, cover=replace(post.cover, file=file, width=width, height=height))


def missing_image(role: str, reference: str, folders: ImageFolders) -> str:
    """Return what to say of an image that is not there."""
    if not reference.startswith("/"):
        return f"There is no file for the {role} {reference!r}, so it is left out: put it beside the post."
    roots = [f"'{root.name}/'" for root in folders.static_roots] or ["'public/' beside or in the source folder"]
    return f"There is no file for the {role} {reference!r}, so it is left out: put it into {' or '.join(roots)}."


def _age(post: Post) -> tuple[float, str]:
    return (post.published.timestamp() if post.published else float("inf"), post.path)


def _newest_first(post: Post) -> tuple[float, str]:
    return (-post.published.timestamp() if post.published else float("inf"), post.path)


def _with_unique_slugs(posts: Iterable[Post], problems: list[Problem]) -> list[Post]:
    """Give each post a slug of its own. The oldest keeps the shared one, so that a new post never renames an old one."""
    posts = list(posts)
    asked_for = {post.slug for post in posts}
    owners: dict[str, str] = {}
    uses: Counter[str] = Counter()
    result: list[Post] = []
    for post in posts:
        slug = post.slug
        if slug in owners:
            uses[slug] += 1
            slug = unique(slug, asked_for, uses[slug])
            asked_for.add(slug)
            message = (
                f"The slug '{post.slug}' belongs to {owners[post.slug]} already, so this post is called '{slug}': "
                "give one of them another 'slug'."
            )
            problems.append(Problem(post.path, post.lines.get("slug", 1), Code.SLUG_DUPLICATE, message))
        owners[slug] = post.path
        result.append(replace(post, slug=slug))
    return result


def _grouped(posts: Iterable[Post]) -> dict[str, Group]:
    members: dict[str, dict[str, Post]] = defaultdict(dict)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for post in posts:
        for name in post.categories:
            if slug := slugify(name):
                members[slug][post.docname] = post
                spellings[slug][name] += 1
    # Of equally frequent spellings the first in code point order is taken, so that the order of posts does not matter.
    names = {slug: min(count, key=lambda name: (-count[name], name)) for slug, count in spellings.items()}
    groups = [Group(slug, names[slug], tuple(found.values())) for slug, found in members.items()]
    return {group.slug: group for group in sorted(groups, key=lambda group: (group.name.casefold(), group.slug))}


def _spelling_problems(catalogue: Catalogue) -> list[Problem]:
    return [
        Problem(
            post.path,
            post.lines.get("categories", 1),
            Code.CATEGORY_SPELLING,
            f"'{name}' is the category that most posts spell '{catalogue.categories[slugify(name)].name}'.",
        )
        for post in catalogue.posts
        for name in post.categories
        if (slug := slugify(name)) and catalogue.categories[slug].name != name
    ]
