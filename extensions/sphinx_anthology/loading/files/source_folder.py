"""Walk of the source folder: the files that are documents, and why others cannot be.

The command line and builds walk in the same way. Symbolic links to folders are followed, but not in circles, and links in
folders of posts do not lead out of the folders that posts may use. What is left out is reported once.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from ...problems import Code, Problem, Report, ignore_problem
from .path_limits import COPY_SUFFIX, DOCTREE_SUFFIX, describe_unreadable, explain_name, explain_path, explain_unusable
from .patterns import get_fixed_folder, matches_pattern
from .post_files import PostFiles, RefusedFileError
from .tool_files import ToolFiles

_MAX_DEPTH = 100  # folders; Python makes nested folders recursively
_MAX_LINKS = 50
"""Maximum number of times that one folder is entered through symbolic links."""
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?:---|\+\+\+|:[^\s:][^\n:]*:)")
"""How a text with front matter begins: in YAML, TOML, or a field list."""
_MAX_OPENING = 1000
"""Maximum number of bytes of a hidden file in which it is searched."""
_OUTPUT_SUFFIXES = (DOCTREE_SUFFIX, ".html", ".xhtml", ".txt", ".xml", ".pot", ".fjson", ".fpickle")
"""The suffixes of the files that Sphinx makes for a document."""


class _Folder(NamedTuple):
    """A folder that is walked."""

    path: str
    """POSIX path relative to the source folder; empty for the source folder."""
    real: str
    """Absolute path without symbolic links."""
    above: tuple[str, ...] = ()
    """The real paths of the folders from which the walk came here through symbolic links."""


@dataclass(frozen=True)
class SourceWalk:
    """A walk of the source folder."""

    source: Path
    """The source folder."""
    suffixes: tuple[str, ...]
    """The suffixes of documents. As in Sphinx, the first one that fits is removed from the name."""
    posts: tuple[str, ...]
    """Glob patterns of the documents that are posts."""
    files: PostFiles
    """The files to which links in folders of posts may lead."""
    takes_folder: Callable[[str], bool] = lambda path: True
    """Returns whether the folder at a POSIX path in NFC, relative to the source folder, is walked."""
    takes_file: Callable[[str], bool] = lambda path: True
    """Returns whether the file at such a path may be a document."""
    report: Report = ignore_problem
    tools: ToolFiles | None = None
    """What is left to tools; None for what is left to them in any project."""
    ignore_files: list[str] = field(default_factory=list)
    """The POSIX paths of the ``.gitignore`` files that were met."""
    _entered: Counter[str] = field(default_factory=Counter)
    """How often a folder was entered through a symbolic link, by its real path."""

    def find_documents(self, start: str = "") -> dict[str, str]:
        """Return the docname of each document by its path.

        :param start: the folder to search, as a path relative to the source folder.
        :returns: POSIX paths as they are on disk, relative to the source folder, and docnames in NFC.
        """
        paths: dict[str, str] = {}
        for path, entry in self._walk(start):
            docname = self._make_docname(path, entry)
            if docname is not None and docname in paths:
                message = f"File would have the same page as '{paths[docname]}', so it has none. Rename one of them."
                self._leave_out(path, Code.FILE_NAME, message)
            elif docname is not None:
                paths[docname] = path
        for docname in self._find_blocked(paths):
            del paths[docname]
        return {path: docname for docname, path in paths.items()}

    def find_refusal(self, path: str) -> RefusedFileError | None:
        """Return why a symbolic link in a folder of posts is not followed; None if it is, or is somewhere else.

        A folder of posts may itself be a link: that is the project's decision.

        :param path: a POSIX path, relative to the source folder.
        """
        if self._is_among_posts(path):
            try:
                self.files.locate(str(self.source.absolute() / path))
            except RefusedFileError as refusal:
                return refusal
        return None

    def _walk(self, start: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Yield the path and the entry of everything that is no folder: in each folder its files, then its subfolders."""
        waiting = [_Folder(start, os.path.realpath(self.source / start))]
        while waiting:
            folder = waiting.pop()
            subfolders: list[_Folder] = []
            entries = self._list(folder)
            if self._tools.has_content(_match_form(folder.path), (entry.name for entry in entries)):
                continue
            for entry in entries:
                path = f"{folder.path}/{entry.name}" if folder.path else entry.name
                if not _is_folder(entry):
                    yield path, entry
                elif self.takes_folder(_match_form(path)) and (subfolder := self._enter(folder, entry, path)):
                    subfolders.append(subfolder)
            waiting += reversed(subfolders)

    def _list(self, folder: _Folder) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.source / folder.path) as entries:
                # Of two names that differ only in their Unicode form, the one in NFC comes first and gets the page.
                return sorted(entries, key=lambda entry: (_to_nfc(entry.name), entry.name != _to_nfc(entry.name)))
        except OSError as error:
            if self._may_hold_posts(folder.path):
                message = f"Folder is not readable ({error.strerror}), so no file in it has a page. Check its permissions."
                self._leave_out(folder.path or ".", Code.FILE_UNREADABLE, message)
            return []

    def _enter(self, folder: _Folder, entry: os.DirEntry[str], path: str) -> _Folder | None:
        """Return the subfolder at *entry*, or None if it is left out."""
        if self._tools.has_folder(_match_form(path), f"{folder.real}/{entry.name}"):
            return None
        reason = explain_name(entry.name)
        if not reason and path.count("/") >= _MAX_DEPTH:
            reason = f"is more than {_MAX_DEPTH} folders deep"
        if reason:
            if entry.is_symlink() or self._holds_documents(entry.path):  # a link may lead anywhere
                self._leave_out(path, Code.FILE_NAME, f"Folder {reason}, so no file in it has a page. Rename or move it.")
            return None
        if not entry.is_symlink():
            return _Folder(path, f"{folder.real}/{entry.name}", folder.above)
        real = os.path.realpath(entry.path)
        above = (folder.real, *folder.above)
        if any(_is_within(other, real) for other in above):
            message = "Folder is a symbolic link to a folder that contains it, so it is not followed. Delete the link."
            self._leave_out(path, Code.FILE_UNREADABLE, message)
        elif refusal := self.find_refusal(path):
            self._leave_out(path, refusal.code, _describe_target("Folder", refusal, "no file in it has a page"))
        else:
            self._entered[real] += 1
            if self._entered[real] <= _MAX_LINKS:
                return _Folder(path, real, above)
            message = f"Folder is one of more than {_MAX_LINKS} symbolic links to the same folder, so it is not followed."
            self._leave_out(path, Code.FILE_UNREADABLE, f"{message} Delete some of the links.")
        return None

    def _holds_documents(self, folder: str) -> bool:
        return any(name.endswith(self.suffixes) for _folder, _subfolders, names in os.walk(folder) for name in names)

    def _make_docname(self, path: str, entry: os.DirEntry[str]) -> str | None:
        """Return the docname of a file; None if it is no document, or one that is left out."""
        if not entry.name.endswith(self.suffixes):
            if entry.name == ".gitignore":
                self.ignore_files.append(path)
            self._report_upper_case(path, entry.name)
            self._report_html(path, entry)
            return None
        if not self.takes_file(_match_form(path)) or self._tools.has_file(path, self.suffixes):
            return None
        suffix = next(suffix for suffix in self.suffixes if entry.name.endswith(suffix))
        if reason := explain_name(entry.name, suffix) or explain_path(path):
            self._leave_out(path, Code.FILE_NAME, f"File {reason}, so it has no page. Rename it.")
        elif self._tools.has_hidden_file(_match_form(path)):
            self._report_hidden(path, entry)
        elif _is_file(entry) and entry.is_symlink() and (refusal := self.find_refusal(path)):
            self._leave_out(path, refusal.code, _describe_target("File", refusal, "it has no page"))
        elif reason := "" if _is_file(entry) and os.access(entry.path, os.R_OK) else explain_unusable(entry.path):
            self._leave_out(path, Code.FILE_UNREADABLE, describe_unreadable(reason))
        else:
            return _to_nfc(path).removesuffix(suffix)
        return None

    def _report_upper_case(self, path: str, name: str) -> None:
        """Report a post whose suffix is that of documents but for upper case."""
        form = _match_form(path)
        if name.lower().endswith(self.suffixes) and matches_pattern(form, self.posts) and self.takes_file(form):
            self._leave_out(path, Code.FILE_NAME, "File has a suffix in upper case, so it has no page. Rename it.")

    def _report_html(self, path: str, entry: os.DirEntry[str]) -> None:
        """Report an HTML file with front matter among the posts, which is a post for Jekyll, Hugo and Hexo."""
        if entry.name.endswith((".html", ".htm")) and self._is_post(path, entry):
            message = "File is HTML with front matter, so it has no page. Let its name end in '.md': Markdown may have HTML."
            self._leave_out(path, Code.FILE_NAME, message)

    def _report_hidden(self, path: str, entry: os.DirEntry[str]) -> None:
        """Report a hidden file among the posts that begins as posts do: its author may expect a page."""
        if self._is_post(path, entry):
            message = "File has a name that begins with a dot, so it is hidden and has no page. Rename it."
            self._leave_out(path, Code.FILE_NAME, message)

    def _is_post(self, path: str, entry: os.DirEntry[str]) -> bool:
        """Return whether a file among the posts begins as posts do, whatever its name."""
        form = _match_form(path)
        if matches_pattern(form, self.posts) and self.takes_file(form) and _is_file(entry) and not entry.is_symlink():
            with suppress(OSError), Path(entry.path).open("rb") as file:
                return _FRONT_MATTER.match(file.read(_MAX_OPENING)) is not None
        return False

    def _is_among_posts(self, path: str) -> bool:
        return any(not folder or path.startswith(f"{folder}/") for folder in self._post_folders)

    def _may_hold_posts(self, path: str) -> bool:
        """Return whether a folder is one of posts, in one, or above one."""
        return (
            not path or self._is_among_posts(path) or any(f"{folder}/".startswith(f"{path}/") for folder in self._post_folders)
        )

    @cached_property
    def _tools(self) -> ToolFiles:
        return self.tools or ToolFiles(self.source, self.posts)

    @cached_property
    def _post_folders(self) -> frozenset[str]:
        return frozenset(map(get_fixed_folder, self.posts))

    def _find_blocked(self, paths: dict[str, str]) -> list[str]:
        """Return the docnames in folders whose names are needed for the files of other documents, and report the folders."""
        folders = {docname.rpartition("/")[0] for docname in paths}
        parents = {folder[:slash] for folder in folders for slash in _find_slashes(folder)} | folders
        blocked = {folder: other for folder in parents if (other := self._find_blocking(folder, paths))}
        if not blocked:
            return []
        for folder, other in sorted(blocked.items()):
            message = f"Folder has the name of a file that is made for '{other}', so no file in it has a page. Rename it."
            self._leave_out(folder, Code.FILE_NAME, message)
        return [docname for docname in paths if any(docname.startswith(f"{folder}/") for folder in blocked)]

    def _find_blocking(self, folder: str, paths: dict[str, str]) -> str:
        """Return the path of a document with a file that has the name of *folder*; empty if there is none."""
        suffixes = (*_OUTPUT_SUFFIXES, *(f"{suffix}{COPY_SUFFIX}" for suffix in self.suffixes))
        names = (folder.removesuffix(suffix) for suffix in suffixes if folder.endswith(suffix))
        return next((paths[name] for name in names if name in paths), "")

    def _leave_out(self, path: str, code: Code, message: str) -> None:
        self.report(Problem(os.fsencode(path).decode("utf-8", "backslashreplace"), 1, code, message))


def _describe_target(kind: str, refusal: RefusedFileError, result: str) -> str:
    return f"{kind} is a symbolic link to what {refusal.reason}, so {result}. {refusal.advice}"


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder.rstrip(os.sep)}{os.sep}")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a symbolic link to itself
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _to_nfc(path: str) -> str:
    return path if path.isascii() else normalize("NFC", path)


def _match_form(path: str) -> str:
    """Return a path in the form that is compared with patterns. A wildcard matches no line break."""
    return _to_nfc(path).replace("\n", "\ufffd")


def _find_slashes(path: str) -> Iterator[int]:
    position = -1
    while (position := path.find("/", position + 1)) >= 0:
        yield position
