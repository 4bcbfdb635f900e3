"""Posts from disk: each file by itself, then what depends on several of them.

This is the only place where posts are read. A file that has not changed since the last time is not opened again.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from unicodedata import is_normalized
from zoneinfo import ZoneInfo

from ..catalogue import related_names
from ..catalogue.catalogue import Catalogue
from ..catalogue.collection import Collection
from ..catalogue.post import Page, Post
from ..catalogue.selection import newest_first, oldest_first
from ..catalogue.terms import make_category_key
from ..digests import FileState, digest
from ..encodings import decode, normalise_newlines
from ..fields.dialects import Dialects
from ..fields.record import Status
from ..problems import Code, Problem
from ..settings import Settings
from ..slugs import make_unique, slugify
from ..taxonomy import Taxonomy
from . import derive, image_files
from .author_files import AuthorBooks
from .image_files import ImageFolders
from .project import matches
from .term_metadata import TermMetadataReader


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one file held."""

    seen: FileState
    entry: Post | Page
    problems: tuple[Problem, ...]


Cache = dict[str, Scanned]
"""Scanned files by path; made by :func:`read_folder` and given back to it the next time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a folder of posts gave."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    cache: Cache


Found = tuple[str, "Scanned | Problem"]
"""What a file held, with its path."""

Track = Callable[[Iterator[Found], int], Iterable[Found]]
"""Hands results on; the number is how many there will be."""


def read_folder(
    source: Path,
    docnames: Mapping[str, str],
    settings: Settings,
    cache: Cache | None = None,
    substitutions: bool = False,
    jobs: int = 1,
    track: Track = lambda results, total: results,
    today: date | None = None,
    by_hand: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Read the posts of a folder.

    :param source: the source folder.
    :param docnames: the docname of each file, by its POSIX path relative to *source*.
    :param cache: what an earlier call with the same settings returned.
    :param substitutions: whether the project has MyST's substitutions.
    :param jobs: how many processes may read.
    :param track: what hands the results on, and may show how many of them there are already.
    :param today: the day by which posts are scheduled or expired; without one none is.
    :param by_hand: the docnames of pages that may stand for index pages, by their paths.
    :raises ValueError: the settings name no time zone.
    """
    scanner = Scanner(source, settings.zone, Dialects.from_added_keys(settings.added_keys), substitutions)
    scanned: Cache = {}
    problems: list[Problem] = []
    for path, found in track(_scan_files(scanner, docnames, cache or {}, jobs), len(docnames)):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            scanned[path] = found
    return _gather(source, scanned, settings, problems, today, by_hand)


@dataclass(frozen=True, slots=True)
class Scanner:
    """Reads one file after the other."""

    source: Path
    zone: ZoneInfo
    dialects: Dialects
    substitutions: bool = False

    def scan(self, path: str, docname: str, known: Scanned | None = None) -> Scanned | Problem:
        """Read a file, unless it is as it was when it was *known*; a file that cannot be read is a problem."""
        file = self.source / path
        try:
            stat = file.stat()
            if known and known.seen.is_current(stat):
                return known
            data = file.read_bytes()
        except OSError as error:
            return _unreadable(file, path, error)
        if not is_normalized("NFC", path):
            return _unreadable(file, path, None)
        seen = FileState(stat.st_mtime_ns, stat.st_size, digest(data))
        if known and known.seen.digest == seen.digest:
            return replace(known, seen=seen)
        text, encoding = decode(data)
        text = normalise_newlines(text)
        entry, problems = derive.read(text, path, docname, self.zone, self.dialects, self.substitutions)
        if encoding != "utf-8":
            message = f"The file is not UTF-8; it was read as {encoding}. Save it as UTF-8."
            problems = (Problem(path, 1, Code.ENCODING, message), *problems)
        return Scanned(seen, entry, (*problems, *_nul_problems(text, path, entry.header_lines)))


_CHUNK = 100  # files that a process reads at a time


def _scan_files(scanner: Scanner, docnames: Mapping[str, str], known: Cache, jobs: int) -> Iterator[Found]:
    """Read files, in the order of their paths, with several processes where that is worth their start.

    The processes start when this is called, not when the first result is asked for: a caller may then start threads, which a
    forked process would not have.

    :param docnames: the docname of each file, by its path.
    :param known: what some of them held when they were read the last time.
    """
    files = [(path, docname, known.get(path)) for path, docname in sorted(docnames.items())]
    if jobs < 2 or len(files) - len(known) < 3 * _CHUNK:
        return _scan_chunks(map(_scan_chunk, [scanner], [files]))
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    # What a process reads is kept until it ends, so there is no garbage worth looking for.
    pool = ProcessPoolExecutor(min(jobs, len(chunks)), initializer=gc.disable)
    return _scan_chunks(pool.map(_scan_chunk, [scanner] * len(chunks), chunks), pool)


def _scan_chunks(results: Iterable[list[Found]], pool: ProcessPoolExecutor | None = None) -> Iterator[Found]:
    with pool or nullcontext():
        for result in results:
            yield from result


def _scan_chunk(scanner: Scanner, files: Iterable[tuple[str, str, Scanned | None]]) -> list[Found]:
    return [(path, scanner.scan(path, docname, known)) for path, docname, known in files]


def _unreadable(file: Path, path: str, error: OSError | None) -> Problem:
    """Say why a file has no page. Sphinx asks for every name in NFC, and so does not find one that is spelt otherwise."""
    misnamed = isinstance(error, FileNotFoundError) and not path.isascii() and not file.is_symlink()
    if error is None or misnamed:
        message = "The name of the file is not in the Unicode form NFC, so Sphinx cannot find it and it has no page: rename it."
        return Problem(path, 1, Code.FILE_NAME, message)
    message = f"The file cannot be read ({error.strerror}), so it has no page: check its permissions."
    return Problem(path, 1, Code.FILE_UNREADABLE, message)


def _nul_problems(text: str, path: str, header_lines: int) -> tuple[Problem, ...]:
    """Name the NUL bytes of a body; those of a header are named where it is read."""
    if "\0" not in text:
        return ()
    position = text.find("\0", sum(len(line) + 1 for line in text.split("\n")[:header_lines]))
    if position < 0:
        return ()
    line = text.count("\n", 0, position) + 1
    message = f"The text holds NUL bytes, {text.count(chr(0), position)} in all: delete them."
    column = position - text.rfind("\n", 0, position)
    return (Problem(path, line, Code.CONTROL_CHARACTER, message, column),)


def _gather(
    source: Path,
    scanned: Cache,
    settings: Settings,
    problems: Iterable[Problem] = (),
    today: date | None = None,
    by_hand: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Make the catalogue of scanned files: what depends on more than one file, or on files beside the posts, is done here.

    :param problems: those that are known already and belong to no scanned file.
    """
    folders = ImageFolders.of(source, settings.static_roots)
    books = AuthorBooks(folders, settings.authors)
    collections = settings.by_collection
    found = [*problems, *(problem for item in scanned.values() for problem in item.problems)]
    entries = [item.entry for item in scanned.values()]
    posts = [_with_authors(_with_cover(entry, folders, found), books) for entry in entries if isinstance(entry, Post)]
    posts = [_placed(post, _collection(post, collections), _status(post, today, settings.zone)) for post in posts]
    public = {Status.PUBLISHED, Status.HIDDEN} if not settings.drafts else set(Status)
    unpublished = [post for post in posts if post.status not in public]
    posts = _with_unique_slugs(sorted((post for post in posts if post.status in public), key=oldest_first), found)
    pages = {entry.docname: entry for entry in entries if isinstance(entry, Page)}
    shown = sorted((post for post in posts if post.status is not Status.HIDDEN), key=newest_first)
    hidden = sorted((post for post in posts if post.status is Status.HIDDEN), key=newest_first)
    members: dict[str, list[Post]] = {name: [] for name in collections}
    for post in shown:
        members[post.collection].append(post)
    shelved: dict[str, Collection] = {}
    for name, own in collections.items():
        term_metadata = TermMetadataReader(folders, Dialects.from_added_keys(settings.added_keys), own)
        shelved[name] = _labelled(tuple(members[name]), term_metadata, by_hand)
        pages |= term_metadata.pages
        found += term_metadata.problems
    catalogue = Catalogue(shelved, pages, tuple(hidden), tuple(sorted(unpublished, key=newest_first)))
    found += [*books.problems, *(problem for collection in shelved.values() for problem in _spelling_problems(collection))]
    related_names.report_unknown_names(catalogue, found.append)
    return Reading(
        catalogue, tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.column))), dict(scanned)
    )


def _placed(post: Post, collection: str, status: Status) -> Post:
    same = (post.collection, post.status) == (collection, status)
    return post if same else replace(post, collection=collection, status=status)


def _collection(post: Post, collections: Mapping[str, Settings]) -> str:
    """Return the name of the collection that a post belongs to: the first that has a pattern for it, else the main one."""
    return next((name for name, own in collections.items() if name and matches(post.path, own.posts)), "")


def _status(post: Post, today: date | None, zone: ZoneInfo) -> Status:
    """Return who may see a post on a day."""
    if today is None or post.status is Status.DRAFT:
        return post.status
    if post.published and post.published.astimezone(zone).date() > today and post.published.date() > today:
        return Status.SCHEDULED
    if post.expires and post.expires.astimezone(zone).date() <= today:
        return Status.EXPIRED
    return post.status


def _labelled(posts: tuple[Post, ...], term_metadata: TermMetadataReader, by_hand: Mapping[str, str]) -> Collection:
    term_metadata.add_configured()
    collection = Collection(term_metadata.settings, posts, term_metadata.found)
    if not by_hand:
        return collection
    term_metadata.add_written(collection, by_hand)
    return Collection(term_metadata.settings, posts, term_metadata.found)


def _with_authors(post: Post, books: AuthorBooks) -> Post:
    """Put in what the file of authors says. This is done anew each time: the file may change without the post."""
    if not post.authors:
        return post
    authors = tuple(books.resolve(author, post.path, post.line("authors")) for author in post.authors)
    return post if authors == post.authors else replace(post, authors=authors)


def _with_cover(post: Post, folders: ImageFolders, problems: list[Problem]) -> Post:
    """Find the file of the post's cover. This is done anew each time: the file may come and go without the post."""
    if post.cover is None:
        return post
    cover = image_files.settled(post.cover, folders, post.path, post.line("cover"))
    if isinstance(cover, Problem):
        problems.append(cover)
        return post
    return replace(post, cover=cover)


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
            slug = make_unique(slug, asked_for, uses[slug])
            asked_for.add(slug)
            message = (
                f"The slug '{post.slug}' belongs to {owners[post.slug]} already, so this post is called '{slug}': "
                "give one of them another 'slug'."
            )
            problems.append(Problem(post.path, post.line("slug"), Code.SLUG_DUPLICATE, message))
        owners[slug] = post.path
        result.append(post if post.slug == slug else replace(post, slug=slug))
    return result


def _spelling_problems(collection: Collection) -> Iterator[Problem]:
    """Name the categories that most posts spell otherwise."""
    for post in collection.posts:
        for path in post.categories:
            for depth, name in enumerate(path, start=1):
                term = collection.terms[Taxonomy.CATEGORY].get(make_category_key(path[:depth]))
                if term and not term.metadata.name and name != term.name and slugify(name):
                    message = f"'{name}' is the category that most posts spell '{term.name}'."
                    yield Problem(post.path, post.line("categories"), Code.CATEGORY_SPELLING, message)
