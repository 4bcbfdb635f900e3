"""The source folder, options and post files of a project, found without running its ``conf.py``."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ..problems import Code, Report, ignore_problem
from ..settings import CONFIGURATION, PREFIX, Settings, read_ablog_options
from .files.patterns import matches_pattern
from .files.post_files import PostFiles
from .files.source_folder import SourceWalk
from .files.tool_files import ToolFiles
from .posts.notebooks import NOTEBOOK_SUFFIX
from .posts.rest_text import REST_SUFFIX

SUFFIXES = (".md", ".mdx", ".markdown")
"""The suffixes of Markdown files, in lower case."""


@dataclass(frozen=True)
class SourceProject:
    """A source folder with the options in its ``conf.py``, as far as they can be read without running it."""

    source: Path
    """The source folder, absolute."""
    settings: Settings = field(default_factory=Settings)
    is_configured: bool = False
    """Whether there is a ``conf.py``."""
    has_substitutions: bool = False
    """Whether MyST's substitutions are enabled."""
    has_notebooks: bool = False
    """Whether MyST-NB reads notebooks."""
    root_doc: str = "index"
    """The docname of the home page."""
    language: str = "en"
    """The language of the site."""
    suppressed: tuple[str, ...] = ()
    """The warnings that the project silences, as in ``suppress_warnings``."""
    remarks: tuple[str, ...] = ()
    """Messages about options that cannot be read."""

    @classmethod
    def find(cls, path: Path) -> SourceProject:
        """Find the project of a file or folder.

        The nearest ``conf.py`` in or above *path* is used, but none above a Git repository. It may be in the source folder or
        beside it: the folder that has posts is the source folder. Without a ``conf.py``, a folder is its own source folder,
        and the current folder is that of the files in it.
        """
        path = path.resolve()
        for folder in (path, *path.parents) if path.is_dir() else path.parents:
            if (folder / CONFIGURATION).is_file():
                return cls._from_configuration(folder, path)
            if (folder / ".git").exists():
                break
        current = Path.cwd()
        return cls(path if path.is_dir() else current if path.is_relative_to(current) else path.parent)

    @classmethod
    def _from_configuration(cls, folder: Path, path: Path) -> SourceProject:
        """Return the project with the ``conf.py`` in *folder* whose source folder has posts in *path*."""
        file = folder / CONFIGURATION
        try:
            tree = ast.parse(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, SyntaxError) as error:
            return cls(folder, is_configured=True, remarks=(f"{file} is not readable ({error}), so all options are ignored.",))
        values, remarks = _evaluate_literals(tree, file)
        values = {PREFIX + name: value for name, value in read_ablog_options(values).items()} | values
        has_substitutions = "substitution" in values.get("myst_enable_extensions", ())
        root_doc = str(values.get("root_doc") or values.get("master_doc") or "index")
        language = str(values.get("language") or "en")
        notebooks = any(isinstance(node, ast.Constant) and node.value == "myst_nb" for node in ast.walk(tree))
        given = values.get("suppress_warnings")
        suppressed = tuple(map(str, given)) if isinstance(given, list | tuple | set) else ()
        settings = Settings.from_values(values, language)
        project = cls(folder, settings, True, has_substitutions, notebooks, root_doc, language, suppressed, remarks)
        below = path.relative_to(folder).parts[:1]
        subfolders = [folder / below[0]] if below else sorted(child for child in folder.iterdir() if child.is_dir())
        candidates = (project, *(replace(project, source=source) for source in subfolders if source.is_dir()))
        return next((candidate for candidate in candidates if candidate.list_posts(path)), project)

    def is_silent(self, code: Code) -> bool:
        """Return whether the project silences the problems with a code, as Sphinx reads its option."""
        return not {"anthology", "anthology.*", f"anthology.{code.value}"}.isdisjoint(self.suppressed)

    def list_posts(self, path: Path, report: Report = ignore_problem) -> dict[str, str]:
        """Return the docnames of the posts in a folder, or of one file, by POSIX path relative to the source folder.

        In a project with a ``conf.py`` posts are the Markdown and reStructuredText files that match its patterns, elsewhere
        all of them. Notebooks are posts if the project uses MyST-NB. The folders of tools are skipped.

        :param report: gets the files and folders that are left out.
        """
        path = path.resolve()
        patterns = self.settings.patterns if self.is_configured else ("**",)
        if path.is_file():
            return self._list_file(path, patterns)
        folder = self.source if self.source.is_relative_to(path) else path
        if not folder.is_relative_to(self.source):
            return {}
        walk = SourceWalk(
            self.source,
            (*SUFFIXES, REST_SUFFIX, *((NOTEBOOK_SUFFIX,) if self.has_notebooks else ())),
            patterns,
            PostFiles.find(self.source, self.settings),
            takes_file=partial(matches_pattern, patterns=patterns),
            report=report,
            tools=ToolFiles(self.source, patterns, root_doc=self.root_doc),
        )
        start = folder.relative_to(self.source).as_posix()
        return dict(sorted(walk.find_documents("" if start == "." else start).items()))

    def _list_file(self, file: Path, patterns: Iterable[str]) -> dict[str, str]:
        if not file.is_relative_to(self.source):
            return {}
        name = file.relative_to(self.source).as_posix()
        return {name: path_to_docname(name)} if matches_pattern(name, patterns) else {}


def path_to_docname(path: str) -> str:
    """Return the docname of a source file: its path without the suffix, in NFC."""
    return normalize("NFC", path.rpartition(".")[0])


def _evaluate_literals(tree: ast.Module, file: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the values of the literals that a module assigns, by name, and messages about options that are not literals."""
    values: dict[str, Any] = {}
    remarks: list[str] = []
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                try:
                    values[name] = ast.literal_eval(value)
                except ValueError:
                    if name.startswith(PREFIX):
                        remarks.append(f"{name} is not a literal in {file}, so its default is used.")
    return values, tuple(remarks)
