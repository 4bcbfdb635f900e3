"""The gate for paths: which files a post may use, whatever syntax it names them in.

A post may use the regular files in the source folder, in the static roots, and in the files and folders that the option
``allowed_paths`` names. Symbolic links are followed first. Hidden files and the files of :mod:`.own_files` are refused.
Nothing outside is opened; names are resolved at most.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from unicodedata import normalize

from ...characters import has_control_character
from ...problems import Code, Problem, Report
from ...settings import PREFIX, Settings
from .own_files import OwnFiles
from .patterns import get_fixed_folder
from .spellings import find_spelling

_ALLOW = f"or name it in {PREFIX}allowed_paths"


class RefusedFileError(ValueError):
    """A post names a file that it must not use."""

    def __init__(self, code: Code, reason: str, advice: str) -> None:
        """Take the reason as a clause without subject, and the advice as a sentence."""
        super().__init__(f"{reason}. {advice}")
        self.code = code
        self.reason = reason
        self.advice = advice

    def describe(self, role: str, reference: str) -> str:
        """Return a message about a reference to the file.

        :param role: the word for the file.
        """
        return f"{role.capitalize()} {reference[:200]!r} {self.reason} and is left out. {self.advice}"

    def as_problem(self, role: str, reference: str, path: str, line: int) -> Problem:
        """Return the problem that a post has with a reference at a line."""
        return Problem(path, line, self.code, self.describe(role, reference))


def _outside() -> RefusedFileError:
    return RefusedFileError(Code.PATH_OUTSIDE, "is outside of the source folder", f"Move it into that folder, {_ALLOW}.")


def _private(reason: str) -> RefusedFileError:
    return RefusedFileError(Code.PATH_PRIVATE, f"is {reason}", f"Name another file, {_ALLOW}.")


def _withdrawn() -> RefusedFileError:
    return RefusedFileError(Code.PATH_PRIVATE, "is a post that is not published", "Publish the post, or name another file.")


@dataclass(frozen=True, slots=True)
class PostFiles:
    """The files that posts may use. All folders are absolute and without symbolic links."""

    source: Path
    """The source folder."""
    static_roots: tuple[Path, ...] = ()
    """Existing folders for paths that begin with a slash, in the order of lookup."""
    allowed: tuple[Path, ...] = ()
    """Further files and folders, which the project allows."""
    post_folders: tuple[Path, ...] = ()
    """The folders of posts, which may be the root of addresses."""
    own: OwnFiles = field(default_factory=OwnFiles)
    """The files of the project that are refused wherever they lie."""
    untrusted: tuple[str, ...] = ()
    """The patterns of untrusted files. A trusted post uses one only where it says so."""
    _roots: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)
    """All files and folders that posts may use, the innermost first, and how paths below them begin."""
    _folders: dict[str, str] = field(init=False, repr=False, compare=False)
    """Folders without symbolic links, by their paths."""
    _by_name: dict[str, list[str]] = field(init=False, repr=False, compare=False)
    _located: dict[str, str | RefusedFileError | None] = field(init=False, repr=False, compare=False)
    """What :meth:`locate` has found since :meth:`forget`."""

    def __post_init__(self) -> None:
        """Collect the folders."""
        roots = sorted({str(root) for root in (*self.allowed, self.source, *self.static_roots)}, key=len, reverse=True)
        object.__setattr__(self, "_roots", tuple((root, root.rstrip(os.sep) + os.sep) for root in roots))
        object.__setattr__(self, "_folders", {})
        object.__setattr__(self, "_by_name", {})
        object.__setattr__(self, "_located", {})

    @classmethod
    def find(cls, source: Path, settings: Settings, own: OwnFiles | None = None) -> PostFiles:
        """Find the folders that the settings name: static roots first in the source folder and then beside it.

        :param own: the files of the project; None for those that belong to any project with this source folder.
        """
        source = source.resolve()
        candidates = [_spell(folder / name) for folder in (source, source.parent) for name in settings.static_roots]
        roots = tuple(dict.fromkeys(path.resolve() for path in candidates if path.is_dir()))
        allowed = tuple(_spell(source / path).resolve() for path in settings.allowed_paths)
        # A folder of posts may be a link to a folder elsewhere.
        folders = [_spell(source / get_fixed_folder(pattern)).resolve() for pattern in settings.patterns]
        allowed += tuple(folder for folder in dict.fromkeys(folders) if not folder.is_relative_to(source))
        post_folders = tuple(folder for folder in dict.fromkeys(folders) if folder != source and folder.is_dir())
        own = OwnFiles.find(source) if own is None else own
        return cls(source, roots, allowed, post_folders, own, settings.untrusted)

    def without(self, paths: Iterable[str]) -> PostFiles:
        """Return the files without the sources of posts that are left out.

        :param paths: relative to the source folder.
        """
        return replace(self, own=self.own.with_withdrawn(self.source / path for path in paths))

    @property
    def files_by_name(self) -> Mapping[str, list[str]]:
        """The files in the folders of posts and the static roots, by name without regard to case. They are listed once."""
        if not self._by_name:
            for folder in dict.fromkeys((*self.post_folders, *self.static_roots)):
                for place, folders, names in os.walk(folder):
                    folders[:] = sorted(name for name in folders if not name.startswith("."))
                    for name in names:
                        self._by_name.setdefault(normalize("NFC", name).casefold(), []).append(f"{place}/{name}")
        return self._by_name

    def locate(self, path: str) -> str | None:
        """Return the file at a path without symbolic links, or None if there is none.

        :param path: an absolute path, as it is written. It may be one that no file can have.
        :raises RefusedFileError: no post may use what is there. A path that leads out is refused, with or without a file.
        """
        if path not in self._located:  # a post may show a picture a thousand times, and each is looked for in many places
            try:
                self._located[path] = self._look_up(path)
            except RefusedFileError as error:
                self._located[path] = error
        found = self._located[path]
        if isinstance(found, RefusedFileError):
            raise found.with_traceback(None)
        return found

    def forget(self) -> None:
        """Forget what was found. Call it before a document is read, because extensions may have written files since."""
        self._located.clear()

    def _look_up(self, path: str) -> str | None:
        """Return the file at a path, as :meth:`locate` does."""
        found = self._locate(path, os.path.normpath)
        # A program may follow "link" first in "link/../x".
        followed = self._locate(path, os.path.realpath) if "/.." in path.replace(os.sep, "/") else None
        return found or followed

    def has_file(self, file: Path, role: str, report: Report) -> bool:
        """Return whether there is a file that says something about posts, such as one of authors.

        A symbolic link to a file that no post may use is reported.

        :param role: the word for the file.
        """
        if not file.is_file():
            return False
        real = os.path.realpath(file)
        try:
            return real == str(file) or self.locate(real) is not None
        except RefusedFileError as error:
            path = os.path.relpath(file, self.source).replace(os.sep, "/")
            report(error.as_problem(role, path, path, 1))
            return False

    def contains(self, path: str) -> bool:
        """Return whether an absolute path, as it is written, leads to a file or folder that posts may use."""
        return self._find_root(os.path.normpath(path)) is not None

    def find_unrestricted(self, path: str) -> bool:
        """Return whether there is a file at a path that a page of the project itself names.

        :param path: an absolute path. It may be one that no file can have.
        :raises RefusedFileError: the file is the source of a post that is left out.
        """
        try:
            status = os.stat(path)  # noqa: PTH116  may be no valid path
        except (OSError, ValueError):
            return False
        if self.own.is_withdrawn(status):
            raise _withdrawn()
        return stat.S_ISREG(status.st_mode)

    def _locate(self, path: str, normalise: Callable[[str], str]) -> str | None:
        """Return the file at a path, once it is normalised, as :meth:`locate` does."""
        try:
            return self._find(normalise(path))
        except RefusedFileError:
            raise
        except (OSError, ValueError, RecursionError):
            return None  # the name is too long or not encodable, or the file is a symbolic link to itself

    def _find(self, path: str) -> str | None:
        self._check_place(path)
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder).rstrip(os.sep) + os.sep
        file = self._folders[folder] + name
        if file != path:
            self._check_place(file)
        status = os.lstat(file)
        if stat.S_ISLNK(status.st_mode):
            file = os.path.realpath(file)
            self._check_place(file)
            status = os.lstat(file)
        if self.own.is_withdrawn(status):
            raise _withdrawn()
        if stat.S_ISREG(status.st_mode):
            return file
        if stat.S_ISDIR(status.st_mode) or stat.S_ISLNK(status.st_mode):
            return None  # a folder, or a symbolic link to itself
        raise RefusedFileError(Code.PATH_PRIVATE, "is a device, a pipe or a socket", "Name a file.")

    def _check_place(self, path: str) -> None:
        """Raise :exc:`RefusedFileError` if no post may use a file at *path*, which is normalised."""
        root = self._find_root(path)
        if root is None:
            raise _outside()
        if path == root:
            return
        below = path[len(root.rstrip(os.sep)) :].replace(os.sep, "/")
        if has_control_character(below):
            raise RefusedFileError(Code.PATH_PRIVATE, "has a control character in its name", "Rename the file.")
        if "/." in below or "/__pycache__/" in below:
            raise _private("a hidden file")
        if os.name == "nt" and ":" in below:
            raise _private("a stream of a file")
        if reason := self.own.explain(path, root):
            raise _private(reason)

    def _find_root(self, path: str) -> str | None:
        """Return the innermost folder, of those that posts may use, that contains a path; the path itself if it is allowed."""
        return next((root for root, beginning in self._roots if path == root or path.startswith(beginning)), None)


def _spell(path: Path) -> Path:
    return path if str(path).isascii() else Path(find_spelling(path.as_posix()))
