"""Authors by key, from the option ``authors`` and from authors files, so that a post need only name a key.

Docusaurus has ``authors.yml`` beside the posts, and Material for MkDocs ``.authors.yml``; Jekyll and Hugo have such a file in
``_data`` or ``data``. The nearest file above a post is used. A file contains a mapping from keys to authors, or a list of
authors with an ``id``. Hugo may have pages of authors instead, see :mod:`.author_pages`. The option wins over files. An author
with ``default: true`` is that of posts that name none.
"""

from __future__ import annotations

import errno
import json
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ...digests import read_regular_file
from ...fields.context import Context
from ...fields.people import read_authors
from ...fields.record import Author, Cover
from ...fields.scalars import read_flag
from ...frontmatter.model import Entry, Table, TooLargeError, Value, convert_native_value
from ...frontmatter.yaml_header import parse_yaml_entries
from ...problems import Code, Problem, Report, ignore_problem
from ...settings import CONFIGURATION, Settings
from ...suggestions import correct_typo, did_you_mean
from ..files.encodings import decode
from ..files.image_files import resolve_cover
from ..files.post_files import PostFiles
from ..files.untrusted_posts import is_untrusted
from .author_pages import PAGE_FOLDERS, find_author_pages, parse_author_page

_ABOVE = PurePosixPath("..")
"""The folder above the source folder, relative to it."""
_NAMES = ("authors.yml", "authors.yaml", "authors.json", "authors.toml", ".authors.yml")
_DATA_FOLDERS = ("_data", "data")
_LOOKED_FOR = frozenset({*_NAMES, *_DATA_FOLDERS, *PAGE_FOLDERS})
_KeyedAuthor = tuple[str, Author, bool]
"""A key, its author, and whether that is the default author."""


@dataclass(frozen=True, slots=True)
class _Authors:
    """The authors of one file, of the pages in one folder, or of the option."""

    by_key: Mapping[str, Author] = field(default_factory=dict)
    default: tuple[Author, ...] = ()
    """The authors of posts that name none."""

    @classmethod
    def of(cls, entries: Iterable[_KeyedAuthor]) -> _Authors:
        entries = list(entries)
        default = dict.fromkeys(author for _key, author, is_default in entries if is_default)
        return cls({key: author for key, author, _is_default in entries}, tuple(default))


@dataclass
class AuthorFiles:
    """The authors of one project by key. Each authors file is read when the first post needs it."""

    files: PostFiles
    configured: Mapping[str, Any]
    """The value of the option ``authors``: authors by key."""
    report: Report
    untrusted: tuple[str, ...] = ()
    """The patterns of untrusted posts. An authors file among them is not read."""
    max_bytes: int = Settings().max_bytes
    """The maximum size of an authors file."""
    _by_folder: dict[PurePosixPath, _Authors] = field(default_factory=dict)
    _portraits: dict[tuple[str, PurePosixPath], Cover | None] = field(default_factory=dict)
    _from_configuration: _Authors = field(init=False)

    def __post_init__(self) -> None:
        entries = [Entry(key, value, 1) for key, value in convert_native_value(dict(self.configured)).items()]
        self._from_configuration = _Authors.of(self._read_entries(entries, PurePosixPath(CONFIGURATION), Code.OPTION_INVALID))

    def resolve(self, author: Author, post: str, line: int) -> Author:
        """Return *author* with all that is known of them. What the post says itself wins.

        A name that looks like a key, but is unknown, is reported.

        :param post: the path of the post, relative to the source folder.
        :param line: the line of the post that names the author.
        """
        path = PurePosixPath(post)
        known = self.find_known(author, post)
        if known is not None:
            portrait = self._find_portrait(author, path, line)
            return replace(
                known,
                url=author.url or known.url,
                picture=author.picture or known.picture,
                role=author.role or known.role,
                bio=author.bio or known.bio,
                links=author.links or known.links,
                portrait=portrait or known.portrait,
            )
        key, keys = author.key or author.name, {*self._load_folder(path.parent).by_key, *self._from_configuration.by_key}
        if keys and _looks_like_key(author):
            likely = correct_typo(key, keys)
            hint = did_you_mean([likely]) if likely else " Add it there, or write the name."
            message = f"Key '{key}' is not in the authors file and is shown as a name.{hint}"
            self.report(Problem(post, line, Code.AUTHOR_UNKNOWN, message))
        return replace(author, portrait=self._find_portrait(author, path, line)) if author.picture else author

    def find_known(self, author: Author, post: str) -> Author | None:
        """Return what configuration and authors files know of an author of a post; None if nothing.

        :param post: the path of the post, relative to the source folder.
        """
        key = author.key or author.name
        in_files = self._load_folder(PurePosixPath(post).parent).by_key
        return self._from_configuration.by_key.get(key) or in_files.get(key) or self._configured_by_name.get(author.name)

    def find_default(self, post: str) -> tuple[tuple[Author, ...], str]:
        """Return the authors of a post that names none, and their source: ``authors file`` or ``conf.py``.

        The nearest authors file comes before the option, because it concerns fewer posts.

        :param post: the path of the post, relative to the source folder.
        """
        configured = self._from_configuration
        if in_file := self._load_folder(PurePosixPath(post).parent).default:
            return tuple(configured.by_key.get(author.key, author) for author in in_file), "authors file"
        return configured.default, CONFIGURATION

    @cached_property
    def _configured_by_name(self) -> Mapping[str, Author]:
        return {author.name: author for author in reversed(list(self._from_configuration.by_key.values()))}

    def _find_portrait(self, author: Author, path: PurePosixPath, line: int) -> Cover | None:
        """Return the picture of an author with its file. A missing file is reported once for all posts of a folder."""
        if not author.picture:
            return None
        place = (author.picture, path.parent)
        if place not in self._portraits:
            picture = Cover(author.picture)
            self._portraits[place] = resolve_cover(picture, self.files, path.as_posix(), line, self.report, "picture")
        return self._portraits[place]

    def _load_folder(self, folder: PurePosixPath) -> _Authors:
        """Return the authors for the posts of a folder: those of the nearest authors file in or above it."""
        if folder not in self._by_folder:
            authors = self._read_file_in(self.files.source / folder, folder)
            if authors is None and folder == PurePosixPath("."):
                authors = self._read_file_in(self.files.source.parent, _ABOVE) or _Authors()
            self._by_folder[folder] = self._load_folder(folder.parent) if authors is None else authors
        return self._by_folder[folder]

    def _read_file_in(self, folder: Path, relative: PurePosixPath) -> _Authors | None:
        """Return the authors of the authors file in a folder, or None if there is no such file.

        :param relative: the folder relative to the source folder, for messages.
        """
        present = _LOOKED_FOR if relative == _ABOVE else _list_names(folder)  # nothing outside the source folder is listed
        subfolders = [subfolder for subfolder in ("", *_DATA_FOLDERS) if not subfolder or subfolder in present]
        paths = (PurePosixPath(subfolder, name) for subfolder in subfolders for name in _NAMES if subfolder or name in present)
        for path in paths:
            file = folder / path
            if is_untrusted((relative / path).as_posix(), self.untrusted):
                continue
            try:
                if self._has_file(file, relative):
                    return self._parse_file(decode(read_regular_file(file, self.max_bytes))[0], relative / path)
            except OSError as error:
                is_large = error.errno == errno.EFBIG
                advice = "It must not be larger than a post." if is_large else "Check its permissions."
                message = f"Authors file is not readable ({error.strerror}). {advice}"
                code = Code.FILE_TOO_LARGE if is_large else Code.AUTHORS_INVALID
                self.report(Problem((relative / path).as_posix(), 1, code, message))
                return _Authors()
        pages = _Authors.of(self._read_pages(folder, relative) if present & PAGE_FOLDERS else ())
        return pages if pages.by_key else None

    def _has_file(self, file: Path, relative: PurePosixPath) -> bool:
        """Return whether there is a file of authors. The folder above the source folder belongs to the project itself."""
        return file.is_file() if relative == _ABOVE else self.files.has_file(file, "authors file", self.report)

    def _read_pages(self, folder: Path, relative: PurePosixPath) -> Iterator[_KeyedAuthor]:
        """Yield the authors of a folder that have a page as in Hugo, by their keys and by their names."""
        for page in find_author_pages(folder, relative):
            if is_untrusted(page.path.as_posix(), self.untrusted) or not self._has_file(page.file, relative):
                continue
            try:
                text = decode(read_regular_file(page.file, self.max_bytes))[0]
            except OSError:
                continue  # it is reported as a page
            entry = parse_author_page(page, text, ignore_problem)
            for key, author, is_default in self._read_entries([entry], page.path, Code.AUTHORS_INVALID):
                yield key, author, is_default
                yield author.name, author, is_default

    def _parse_file(self, text: str, path: PurePosixPath) -> _Authors:
        try:
            entries = _parse_entries(text, path, self.report)
        except (yaml.YAMLError, ValueError, RecursionError, TooLargeError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            message = "Authors file is not valid, so keys of authors are shown as names. Correct this line."
            self.report(Problem(path.as_posix(), line, Code.AUTHORS_INVALID, message))
            return _Authors()
        return _Authors.of(self._read_entries(entries, path, Code.AUTHORS_INVALID))

    def _read_entries(self, entries: list[Entry], path: PurePosixPath, code: Code) -> Iterator[_KeyedAuthor]:
        """Yield authors with their keys. An entry that is not an author is reported with *code*."""
        for entry in entries:
            key, value, line = entry.key, entry.value, entry.line
            problems: list[Problem] = []
            context = Context(path.as_posix(), UTC, problems.append, key=key, line=line)
            entry.report_control_character(context.path, self.report)
            authors = read_authors(_add_name(value, key) if isinstance(value, Table) else value, context)
            is_default = isinstance(value, Table) and _read_default(value, context)
            if len(authors) != 1 and not problems:
                problems.append(Problem(path.as_posix(), line, code, f"'{key}' is not an author. Write a mapping with 'name'."))
            for problem in problems:
                self.report(replace(problem, code=code) if problem.code is Code.FIELD_FORM else problem)
            if len(authors) == 1:
                yield key, replace(authors[0], key=key, portrait=self._find_portrait(authors[0], path, line)), is_default


def _read_default(author: Table, context: Context) -> bool:
    """Return whether an author is that of posts that name none."""
    own = replace(context, key="default", line=author.lines.get("default", context.line))
    return read_flag(author.get("default"), own) is True


def _add_name(author: Table, key: str) -> Table:
    """Return a mapping of an author whose name is its key unless it has one."""
    return Table({"name": key} | author, author.lines)


def _list_names(folder: Path) -> Set[str]:
    """Return the names in a folder, in lower case; all that count, if nobody may list it.

    One listing takes a ninth of the time of a look for each file, and a blog may have a folder for each post.
    """
    try:
        return {name.lower() for name in os.listdir(folder)}  # noqa: PTH208  half the time
    except OSError:
        return _LOOKED_FOR


def _parse_entries(text: str, path: PurePosixPath, report: Report) -> list[Entry]:
    """Return the entries of an authors file. Those of TOML, of JSON and of a list have no lines of their own."""
    if path.suffix == ".toml":
        content: Value = convert_native_value(tomllib.loads(text))
    elif path.suffix == ".json":
        content = convert_native_value(json.loads(text))
    elif text.lstrip().startswith("- "):  # a list, parsed as the value of a key on a line before the file
        whole = parse_yaml_entries(f"people:\n{text}", 0)[0]
        whole.report_control_character(path.as_posix(), report)
        content = whole.value
    else:
        return _unwrap(parse_yaml_entries(text, 1))
    if isinstance(content, list):
        authors = [item for item in content if isinstance(item, dict)]
        return [Entry(str(author.get("id") or author.get("name")), author, 1) for author in authors]
    return [Entry(key, value, 1) for key, value in content.items()] if isinstance(content, dict) else []


def _unwrap(entries: list[Entry]) -> list[Entry]:
    """Return the entries of a file whose authors are below one key ``authors``, as Material for MkDocs has them."""
    if len(entries) != 1 or entries[0].key != "authors" or not isinstance(entries[0].value, Table):
        return entries
    authors, line = entries[0].value, entries[0].line
    if not all(isinstance(author, Table) for author in authors.values()):
        return entries
    return [Entry(key, author, authors.lines.get(key, line)) for key, author in authors.items()]


def _looks_like_key(author: Author) -> bool:
    return bool(author.key) or (author.name.islower() and " " not in author.name)
