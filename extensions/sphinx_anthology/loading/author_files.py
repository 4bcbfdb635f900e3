"""The people that the configuration or a file of authors introduces, so that a post need only name their keys.

Docusaurus keeps ``authors.yml`` beside the posts, Jekyll and Hugo a file of that name in ``_data`` or ``data``; the nearest one
above a post counts. It is a mapping from keys to people, or a list of people with an ``id``. What the configuration says counts
before it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ..encodings import decode
from ..fields.context import Context
from ..fields.people import read_authors
from ..fields.record import Author, Cover
from ..frontmatter.model import Table, TooLargeError, Value, convert_native_value
from ..frontmatter.yaml_header import parse_yaml_entries
from ..problems import Code, Problem
from ..settings import CONFIGURATION
from ..suggestions import correct_typo, did_you_mean
from . import image_files
from .image_files import ImageFolders

_NAMES = ("authors.yml", "authors.yaml", "authors.json", "authors.toml")
_DATA = ("_data", "data")


@dataclass
class AuthorBooks:
    """The files of authors of one project, each read when the first post asks for it."""

    folders: ImageFolders
    configured: Mapping[str, Any] = field(default_factory=dict)
    """The option ``authors``: people by their keys."""
    problems: list[Problem] = field(default_factory=list)
    _of_folder: dict[PurePosixPath, Mapping[str, Author]] = field(default_factory=dict)
    _portraits: dict[tuple[str, PurePosixPath], Cover | None] = field(default_factory=dict)
    _from_configuration: Mapping[str, Author] = field(init=False)

    def __post_init__(self) -> None:
        people = convert_native_value(dict(self.configured))
        entries = [(key, value, 1) for key, value in people.items()]
        self._from_configuration = dict(self._people(entries, PurePosixPath(CONFIGURATION), Code.OPTION_INVALID))

    def resolve(self, author: Author, post: str, line: int) -> Author:
        """Return *author* with what is known about them.

        :param post: the path of the post relative to the source folder.
        :param line: where the post names the author, for the problem if a key leads nowhere.
        """
        book = {**self._book(PurePosixPath(post).parent), **self._from_configuration}
        known = book.get(author.key or author.name) or self._by_name(author.name)
        if known is not None:
            own = self._portrait(author, PurePosixPath(post), line)
            return replace(
                known,
                url=author.url or known.url,
                picture=author.picture or known.picture,
                role=author.role or known.role,
                bio=author.bio or known.bio,
                links=author.links or known.links,
                portrait=own or known.portrait,
            )
        if book and (author.key or (author.name.islower() and " " not in author.name)):
            key = author.key or author.name
            likely = correct_typo(key, book)
            hint = did_you_mean([likely]) if likely else " Add it there, or write the name."
            message = f"'{key}' is no key of the file of authors, so it is shown as a name.{hint}"
            self.problems.append(Problem(post, line, Code.AUTHOR_UNKNOWN, message))
        return replace(author, portrait=self._portrait(author, PurePosixPath(post), line)) if author.picture else author

    def _by_name(self, name: str) -> Author | None:
        """Return the person of the configuration who is called so."""
        return next((person for person in self._from_configuration.values() if person.name == name), None)

    def _portrait(self, author: Author, path: PurePosixPath, line: int) -> Cover | None:
        """Find the file of an author's picture, once for all posts of a folder; if there is none, that is said once, too."""
        if not author.picture:
            return None
        place = (author.picture, path.parent)
        if place not in self._portraits:
            found = image_files.settled(Cover(author.picture), self.folders, path.as_posix(), line, "picture")
            if isinstance(found, Problem):
                self.problems.append(found)
            self._portraits[place] = None if isinstance(found, Problem) else found
        return self._portraits[place]

    def _book(self, folder: PurePosixPath) -> Mapping[str, Author]:
        if folder not in self._of_folder:
            here = self._read(self.folders.source / folder, folder)
            if here is None:
                is_source = folder == PurePosixPath(".")
                outside = self.folders.source.parent
                here = (self._read(outside, PurePosixPath("..")) or {}) if is_source else self._book(folder.parent)
            self._of_folder[folder] = here
        return self._of_folder[folder]

    def _read(self, folder: Path, shown: PurePosixPath) -> Mapping[str, Author] | None:
        """Return the people of the file of authors in a folder, or None if there is no such file."""
        places = [(folder / name, shown / name) for name in _NAMES]
        places += [(folder / data / name, shown / data / name) for data in _DATA for name in _NAMES]
        for file, path in places:
            try:
                if file.is_file():
                    return self._introduced(decode(file.read_bytes())[0], path)
            except OSError as error:
                message = f"The file of authors cannot be read ({error.strerror})."
                self.problems.append(Problem(path.as_posix(), 1, Code.AUTHORS_INVALID, message))
                return {}
        return None

    def _introduced(self, text: str, path: PurePosixPath) -> Mapping[str, Author]:
        """Return the people in the text of a file by their keys; that the text is not valid is named in the problems."""
        try:
            entries = _entries(text, path.suffix)
        except (yaml.YAMLError, ValueError, RecursionError, TooLargeError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            message = "The file of authors is not valid, so keys of authors are shown as they are: correct this line."
            self.problems.append(Problem(path.as_posix(), line, Code.AUTHORS_INVALID, message))
            return {}
        return dict(self._people(entries, path, Code.AUTHORS_INVALID))

    def _people(self, entries: list[tuple[str, Value, int]], path: PurePosixPath, code: Code) -> Iterator[tuple[str, Author]]:
        """Yield people by their keys; what is not a person is named in the problems."""
        for key, value, line in entries:
            problems: list[Problem] = []
            context = Context(path.as_posix(), UTC, problems.append, key=key, line=line)
            found = read_authors(Table({"name": key} | value) if isinstance(value, dict) else value, context)
            self.problems += [replace(problem, code=code) for problem in problems]
            if len(found) == 1:
                yield key, replace(found[0], key=key, portrait=self._portrait(found[0], path, line))
            elif not problems:
                message = f"'{key}' is not a person: write a mapping with 'name'."
                self.problems.append(Problem(path.as_posix(), line, code, message))


def _entries(text: str, suffix: str) -> list[tuple[str, Value, int]]:
    """Return key, value and line of each person in a file."""
    if suffix == ".toml":
        found: Value = convert_native_value(tomllib.loads(text))
    elif suffix == ".json":
        found = convert_native_value(json.loads(text))
    elif text.lstrip().startswith("- "):  # a list, read as the value of a key on a line before the file
        found = parse_yaml_entries(f"people:\n{text}", 0)[0].value
    else:
        return [(entry.key, entry.value, entry.line) for entry in parse_yaml_entries(text, 1)]
    if isinstance(found, list):
        return [(str(person.get("id") or person.get("name")), person, 1) for person in found if isinstance(person, dict)]
    return [(key, value, 1) for key, value in found.items()] if isinstance(found, dict) else []
