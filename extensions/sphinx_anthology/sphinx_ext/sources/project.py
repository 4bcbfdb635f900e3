"""Which files are documents of the project."""

from __future__ import annotations

import os
import weakref
from collections.abc import Container, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util._pathlib import _StrPath
from sphinx.util.matching import compile_matchers

from ...loading.files.post_files import PostFiles
from ...loading.files.source_folder import SourceWalk
from ...loading.files.tool_files import ToolFiles
from ...outputs.indexes.files import SUFFIX
from ...outputs.indexes.generated_pages import GeneratedPages
from ...problems import Problem
from ..configuration.options import read_values
from .own_files import find_own_files, list_built_folders


class BlogProject(Project):
    """Sphinx's project with a walk of its own, and with generated pages.

    It lacks the files that cannot be built, such as pipes, and those that are left out of this build, such as drafts. Sphinx's
    walk follows links in circles. The patterns of the configuration stay as they are: Sphinx compares them with those of the
    last build.
    """

    posts: tuple[str, ...] = ()
    """Glob patterns of the documents that are posts."""
    files: PostFiles
    """The files to which links in folders of posts may lead."""
    built: frozenset[str] = frozenset()
    """The folders in which the build writes, as absolute paths without symbolic links."""
    root_doc: str = "index"
    left_out: frozenset[str] = frozenset()
    """The files that are no documents, as POSIX paths relative to the source folder."""
    generated: GeneratedPages | None = None
    """The generated pages, which are read from copies."""
    ignore_files: tuple[str, ...] = ()
    """The POSIX paths of the ``.gitignore`` files in folders that may have documents, as the last walk found them."""
    refused: Container[str] = ()
    """The files of untrusted authors that are no documents either, even if they have just come."""

    def __init__(self, srcdir: str | os.PathLike[str], source_suffix: Iterable[str]) -> None:
        super().__init__(srcdir, source_suffix)
        self._problems: list[Problem] = []
        self._taken: set[Problem] = set()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents, and return their names."""
        patterns = _Patterns(exclude_paths, include_paths)
        documents = {Path(path): docname for path, docname in self._walk(patterns).items() if self._is_taken(path)}
        if self.generated:
            for docname in self.generated.texts.keys() - documents.values():
                if patterns.includes(path := f"{docname}{SUFFIX}"):
                    documents[Path(path)] = docname
        self.docnames.clear()
        self.docnames.update(documents.values())
        self._path_to_docname = documents
        self._docname_to_path = {docname: path for path, docname in documents.items()}
        return self.docnames

    def find_documents(self, exclude_paths: Iterable[str], include_paths: Iterable[str]) -> dict[str, str]:
        """Return the docname of each file that matches one pattern of *include_paths* and none of *exclude_paths*, by path."""
        return self._walk(_Patterns(exclude_paths, include_paths))

    def _walk(self, patterns: _Patterns) -> dict[str, str]:
        walk = SourceWalk(
            self.srcdir,
            self.source_suffix,
            self.posts,
            self.files,
            takes_folder=lambda path: not patterns.exclude(path),
            takes_file=lambda path: patterns.include(path) and not patterns.exclude(path),
            report=self._problems.append,
            tools=ToolFiles(self.srcdir, (*self.posts, *patterns.included), self.built, self.root_doc),
        )
        documents = walk.find_documents()
        self.ignore_files = tuple(walk.ignore_files)
        return documents

    def _is_taken(self, path: str) -> bool:
        """Return whether a source file is a document of this build."""
        is_stale = self.generated is not None and self.generated.is_stale(path)
        return not is_stale and path not in self.left_out and path not in self.refused

    def take_problems(self) -> tuple[Problem, ...]:
        """Return the files and folders that were left out because they cannot be built, each once."""
        new = tuple(dict.fromkeys(problem for problem in self._problems if problem not in self._taken))
        self._taken.update(new)
        self._problems.clear()
        return new

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the path of a document; the absolute one of a generated page is that of its copy."""
        if absolute and self.generated and (copy := self.generated.find_copy(docname)):
            self._path_to_docname[copy] = docname
            return _StrPath(copy)
        return super().doc2path(docname, absolute)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is stored with the environment: nothing of what the next build finds out again."""
        return {
            **self.__dict__,
            "left_out": frozenset(),
            "generated": None,
            "ignore_files": (),
            "refused": (),
            "files": None,
            "_problems": [],
            "_taken": set(),
        }


class RefusedLinks:
    """The absolute paths of the symbolic links to folders that a walk refuses, because posts may not use what is there."""

    def __init__(self, app: Sphinx) -> None:
        # The acceleration keeps this object for as long as there is the application.
        self._app = weakref.proxy(app)

    def __contains__(self, path: object) -> bool:
        return self._walk.find_refusal(str(path).removeprefix(f"{self._app.srcdir}{os.sep}")) is not None

    @cached_property
    def _walk(self) -> SourceWalk:
        app = self._app
        settings = read_values(app.config)
        files = PostFiles.find(app.srcdir, settings, find_own_files(app))
        return SourceWalk(app.srcdir, tuple(app.config.source_suffix), settings.patterns, files)


class _Patterns:
    """The patterns by which Sphinx finds source files."""

    def __init__(self, excluded: Iterable[str], included: Iterable[str]) -> None:
        self._excluded = compile_matchers([*excluded, *EXCLUDE_PATHS])
        self.included = tuple(included)
        self._included = compile_matchers(self.included)

    def exclude(self, path: str) -> bool:
        """Return whether a file or folder is excluded by itself."""
        return any(matches(path) for matches in self._excluded)

    def include(self, path: str) -> bool:
        """Return whether a file is included."""
        return any(matches(path) for matches in self._included)

    def includes(self, path: str) -> bool:
        """Return whether Sphinx would find a file."""
        parts = path.split("/")
        folders = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return self.include(path) and not any(map(self.exclude, folders))


def name_source(doctree: nodes.document, project: Project, docname: str) -> None:
    """Let a generated page, which was read from a copy, seem to come from the source folder, in outputs that name files."""
    if not isinstance(project, BlogProject) or not project.generated or docname not in project.generated.texts:
        return
    read, named = doctree["source"], str(project.srcdir / project.doc2path(docname, absolute=False))
    for node in doctree.findall():
        if node.source == read:
            node.source = named
        if isinstance(node, nodes.Element) and node.get("source") == read:
            node["source"] = named


def install_project(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the build its project, before Sphinx looks for documents, which it does when it has made a new environment."""
    settings = read_values(app.config)
    project = BlogProject(app.srcdir, app.config.source_suffix)
    project.restore(app.project)
    project.posts = settings.patterns
    project.root_doc = app.config.root_doc
    project.built = frozenset(map(os.path.realpath, list_built_folders(app)))
    project.files = PostFiles.find(app.srcdir, settings, find_own_files(app))
    app.project = env.project = project


def blog_project(app: Sphinx) -> BlogProject:
    """Return the project of a build."""
    return cast("BlogProject", app.env.project)  # which loads the environment if a build with nothing to do has not
