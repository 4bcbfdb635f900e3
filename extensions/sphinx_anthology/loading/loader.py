"""Loading of a catalogue: post files are parsed, completed with what depends on other files, and put into collections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..catalogue.catalogue import Catalogue
from ..catalogue.collection import Collection
from ..catalogue.post import Page, Post
from ..catalogue.related_names import report_unknown_names
from ..catalogue.selection import newest_first
from ..catalogue.taxonomy import Taxonomy
from ..catalogue.terms import Key, TermMetadata, make_category_key
from ..fields.key_lookup import Dialects
from ..fields.record import Status
from ..problems import Code, Problem, Report
from ..settings import Settings
from ..slugs import slugify
from .data.author_files import AuthorFiles
from .data.redirect_files import add_redirects
from .data.tag_files import TagFiles
from .files.patterns import get_fixed_folder
from .files.post_files import PostFiles
from .posts.file_loader import FileCache, FileLoader, LoadedFile, load_files
from .posts.notebook_images import add_output_cover
from .posts.post_parser import ParseOptions
from .posts.resolve import PostResolver, fill_in_references, make_slugs_unique
from .posts.rest_text import REST_SUFFIX
from .posts.translations import resolve_languages
from .term_metadata import TermMetadataReader


@dataclass(frozen=True, slots=True)
class PostSource:
    """The files of a catalogue, and the settings by which they are read."""

    folder: Path
    """The source folder."""
    docnames: Mapping[str, str]
    """The docname of each post file, by its POSIX path relative to the source folder."""
    settings: Settings = field(default_factory=Settings)
    has_substitutions: bool = False
    """Whether the project enables MyST's substitutions."""
    handwritten_pages: Mapping[str, str] = field(default_factory=dict)
    """The docnames of the handwritten pages in the folders of index pages, by path."""
    problems: tuple[Problem, ...] = ()
    """The files and folders that were left out when the post files were searched."""
    language: str = "en"
    """The language of the site."""
    build_language: str = ""
    """The language that the site is built in; empty if it is :attr:`language`."""
    outputs: Path | None = None
    """The folder of the outputs of notebooks; None if they are not used."""
    project_files: PostFiles | None = None
    """The files that the posts may use; None for those of any project with these settings."""
    rest_suffixes: tuple[str, ...] = (REST_SUFFIX,)
    """The suffixes of reStructuredText files."""

    @property
    def files(self) -> PostFiles:
        """The files that the posts may use."""
        return self.project_files or PostFiles.find(self.folder, self.settings)

    @property
    def parse_options(self) -> ParseOptions:
        """The settings that the record of a single post depends on.

        :raises ValueError: the settings name an unknown time zone.
        """
        return make_parse_options(self.settings, self.has_substitutions, self.language, self.rest_suffixes)


def make_parse_options(
    settings: Settings, has_substitutions: bool, language: str, rest_suffixes: tuple[str, ...]
) -> ParseOptions:
    """Return the settings that the record of a single post depends on; see :class:`PostSource` for the arguments.

    :raises ValueError: the settings name an unknown time zone.
    """
    return ParseOptions(
        settings.zone,
        Dialects.from_added_keys(settings.added_keys),
        has_substitutions,
        settings.untrusted,
        settings.max_bytes,
        language,
        folders=tuple(dict.fromkeys(map(get_fixed_folder, settings.patterns))),
        ignored_tags=tuple(map(str, settings.ignored_tags)),
        rest_suffixes=rest_suffixes,
    )


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A catalogue, with the problems found while loading it."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    """In the order of paths, lines and columns."""
    files: FileCache
    """The readable files, for the cache of the next call."""
    left_out: frozenset[str] = frozenset()
    """The paths of the files that are not usable. They have no pages."""


TrackProgress = Callable[[Iterator[LoadedFile], int], Iterable[LoadedFile]]
"""A function that passes files on while they are loaded, given their number, and may show the progress."""


def load_posts(
    source: PostSource,
    now: datetime | None = None,
    cache: FileCache | None = None,
    jobs: int = 1,
    track: TrackProgress = lambda files, total: files,
) -> LoadResult:
    """Load the posts of a folder.

    :param now: the time of the build, by which posts are scheduled or expired; None to publish them all.
    :param cache: the files of an earlier result, for equal :attr:`PostSource.parse_options`. Unchanged files are not parsed.
    :param jobs: the maximum number of processes.
    :raises ValueError: the settings name an unknown time zone.
    """
    loader = FileLoader(source.folder, source.parse_options)
    loaded = list(track(load_files(loader, source.docnames, cache or {}, jobs), len(source.docnames)))
    problems = [*source.problems, *(problem for file in loaded for problem in file.problems)]
    catalogue = build_catalogue(source, [file.entry for file in loaded if file.entry], now, problems.append)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.column))
    left_out = frozenset(file.path for file in loaded if not file.entry)
    return LoadResult(catalogue, tuple(problems), {file.path: file for file in loaded if file.entry}, left_out)


def build_catalogue(source: PostSource, entries: Iterable[Post | Page], now: datetime | None, report: Report) -> Catalogue:
    """Build the catalogue of parsed files.

    :param entries: the records of files, as they are parsed.
    :param now: the time of the build, or None to publish all posts.
    """
    entries = list(entries)
    settings, options = source.settings, source.parse_options
    files = source.files
    authors = AuthorFiles(files, settings.authors, report, settings.untrusted, settings.max_bytes)
    tags = TagFiles(files, report, settings.untrusted, settings.max_bytes)
    resolver = PostResolver(settings.by_collection, files, authors, tags, now, report)
    posts = [resolver.resolve(entry) for entry in entries if isinstance(entry, Post)]
    posts = [add_output_cover(post, source.folder, source.outputs) for post in posts]
    public = set(Status) if settings.drafts else {Status.PUBLISHED, Status.HIDDEN}
    posts = resolve_languages(posts, lambda post: post.status in public, source.language)
    unpublished = sorted((post for post in posts if post.status not in public), key=newest_first)
    posts = make_slugs_unique((post for post in posts if post.status in public), report)
    posts = sorted(add_redirects(fill_in_references(posts), files, settings, report), key=newest_first)
    hidden = tuple(post for post in posts if post.status is Status.HIDDEN)

    pages = {entry.docname: entry for entry in entries if isinstance(entry, Page)}
    members = _group_by_collection(posts)
    collections: dict[str, Collection] = {}
    for name, own in settings.by_collection.items():
        metadata: dict[tuple[Taxonomy, Key], TermMetadata] = {
            (Taxonomy.TAG, (slug,)): found for slug, found in tags.metadata.items()
        }
        reader = TermMetadataReader(files, options.dialects, own, report, metadata)
        one = Collection(own, tuple(members[name]), language=source.build_language or source.language)
        collections[name] = _add_term_metadata(one, reader, source.handwritten_pages)
        pages |= reader.pages
    catalogue = Catalogue(collections, pages, hidden, tuple(unpublished))
    _report_category_spellings(catalogue, report)
    report_unknown_names(catalogue, report)
    return catalogue


def _group_by_collection(posts: Iterable[Post]) -> Mapping[str, list[Post]]:
    """Return the posts that listings show, by the name of their collection."""
    members: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        if post.status is not Status.HIDDEN:
            members[post.collection].append(post)
    return members


def _add_term_metadata(collection: Collection, reader: TermMetadataReader, pages: Mapping[str, str]) -> Collection:
    """Return a collection with the metadata of its terms.

    :param pages: the docnames of handwritten pages, by path.
    """
    reader.read_configuration()
    collection = replace(collection, term_metadata=reader.metadata)
    if not pages:
        return collection
    # The pages are read with the terms as the configuration names them, and may change their names.
    reader.read_pages(collection, pages)
    return replace(collection, term_metadata=reader.metadata)


def _report_category_spellings(catalogue: Catalogue, report: Report) -> None:
    """Report categories that most other posts spell differently, unless their name is configured."""
    for collection in catalogue.collections.values():
        categories = collection.terms[Taxonomy.CATEGORY]
        for post in collection.posts:
            for path in post.categories:
                for depth, name in enumerate(path, start=1):
                    term = categories.get(make_category_key(path[:depth]))
                    if term and not term.metadata.name and name != term.name and slugify(name):
                        message = f"Category '{name}' is spelt '{term.name}' in most posts. Write it like this."
                        report(Problem(post.path, post.line("categories"), Code.CATEGORY_SPELLING, message))
