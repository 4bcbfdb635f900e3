"""What lies in a source folder and is no document: hidden files, environments, packages, output of builds, and a README."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .patterns import get_fixed_folder

_FOLDERS = frozenset({"node_modules", "bower_components", "site-packages", "__pycache__", "_build", "_site", "jupyter_execute"})
"""Names of folders that tools fill."""
_BUNDLES = re.compile(r"(?:.*/)?vendor/(?:bundle|cache|gems|ruby)")
"""Folders of Ruby packages, which Jekyll leaves out as well."""
_OUTPUT_FOLDERS = frozenset({"build", "dist", "out", "output", "site"})
"""Names of folders that often have the output of a build, and else may have documents."""
_MARKS = frozenset({"pyvenv.cfg", "conda-meta", "CACHEDIR.TAG", ".buildinfo", "environment.pickle"})
"""Files by which virtual environments, caches and the output of Sphinx are known, whatever their folders are named."""
_README = re.compile(r"readme(?:\.\w+)*", re.IGNORECASE)
_LINK_TO_README = re.compile(
    r"^[ \t]*(?:[^\n<]*<)?(?:\.?/)?readme(?:\.\w+)?>?[ \t]*$ | \]\((?:\.?/)?readme\.\w+ | `[^`\n]*\breadme>?`",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
"""A line of a toctree, a link or a role with which a home page names the README."""
_MAX_HOME_PAGE = 200_000
"""Maximum number of bytes of a home page in which a README is searched."""


@dataclass(frozen=True, slots=True)
class ToolFiles:
    """Tells what is left to tools, unless the configuration names it."""

    source: Path
    """The source folder."""
    named: tuple[str, ...] = ()
    """Glob patterns of the configuration. What one of them names without a wildcard is searched for documents."""
    built: Collection[str] = ()
    """Folders in which the build writes, as absolute paths without symbolic links."""
    root_doc: str = "index"
    """The docname of the home page."""

    def has_folder(self, path: str, real: str) -> bool:
        """Return whether a folder is left to tools, by its name.

        :param path: a POSIX path in NFC, relative to the source folder.
        :param real: its absolute path without symbolic links.
        """
        name = path.rpartition("/")[2]
        is_for_tools = name.startswith(".") or name in _FOLDERS or real in self.built or _BUNDLES.fullmatch(path)
        return bool(is_for_tools) and not self._is_named(path)

    def has_content(self, path: str, names: Iterable[str]) -> bool:
        """Return whether a folder is left to tools, by the names of what is in it."""
        names = set(names)
        is_output = "index.html" in names and path.rpartition("/")[2] in _OUTPUT_FOLDERS
        return bool(path) and (is_output or not names.isdisjoint(_MARKS)) and not self._is_named(path)

    def has_file(self, path: str, suffixes: tuple[str, ...]) -> bool:
        """Return whether a file is the README of the repository, which is for readers of the sources.

        It is a document if it is the home page, if the home page names it, or if there is no home page.

        :param suffixes: those of documents.
        """
        if "/" in path or not _README.fullmatch(path) or self._is_named(path):
            return False
        if path.rpartition(".")[0] == self.root_doc:
            return False
        text = self._read_home_page(suffixes)
        return text is not None and not _LINK_TO_README.search(text)

    def has_hidden_file(self, path: str) -> bool:
        """Return whether a file is hidden by its name, as files of editors are. Jekyll and Hugo leave them out."""
        name = path.rpartition("/")[2]
        return name.startswith(".") and path.rpartition(".")[0] != self.root_doc and not self._is_named(path)

    def _read_home_page(self, suffixes: tuple[str, ...]) -> str | None:
        for suffix in suffixes:
            with suppress(OSError), (self.source / f"{self.root_doc}{suffix}").open("rb") as file:
                return file.read(_MAX_HOME_PAGE).decode("utf-8", "replace")
        return None

    def _is_named(self, path: str) -> bool:
        """Return whether a pattern is for a file or folder, or for something in the folder."""
        return any(path == pattern or f"{get_fixed_folder(pattern)}/".startswith(f"{path}/") for pattern in self.named)
