"""Which files are documents of the project."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util._pathlib import _StrPath
from sphinx.util.matching import compile_matchers

from ..outputs.generated_pages import GeneratedPages
from ..outputs.index_files import SUFFIX


class BlogProject(Project):
    """Sphinx's project without the files that are left out of this build, such as drafts, and with generated pages.

    The patterns of the configuration stay as they are: Sphinx compares them with those of the last build.
    """

    left_out: tuple[str, ...] = ()
    """The files that are no documents, as POSIX paths relative to the source folder."""
    generated: GeneratedPages | None = None
    """The generated pages, which need not be in the source folder."""
    refused: Container[str] = ()
    """The files of untrusted authors that are no documents either, even if they have just come."""

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents, and return their names."""
        excluded = (*exclude_paths, *map(_exact_pattern, self.left_out))
        super().discover(excluded, include_paths)
        if self.refused:
            for docname in [name for name, path in self._docname_to_path.items() if path.as_posix() in self.refused]:
                self._forget(docname)
        if self.generated:
            self._discover_generated(self.generated, _Filter(excluded, include_paths))
        return self.docnames

    def _discover_generated(self, generated: GeneratedPages, patterns: _Filter) -> None:
        """Replace the generated pages in the source folder by those of this build."""
        for docname in [name for name, path in self._docname_to_path.items() if generated.is_stale(path.as_posix())]:
            self._forget(docname)
        for docname in generated.texts.keys() - self.docnames:
            path = PurePosixPath(f"{docname}{SUFFIX}")
            if patterns.includes(path):
                self.docnames.add(docname)
                self._path_to_docname[Path(path)] = docname
                self._docname_to_path[docname] = Path(path)

    def _forget(self, docname: str) -> None:
        self.docnames.discard(docname)
        del self._path_to_docname[self._docname_to_path.pop(docname)]

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the path of a document; the absolute one of a generated page may be that of a copy."""
        if absolute and self.generated and (copy := self.generated.find_copy(docname)):
            self._path_to_docname[copy] = docname
            return _StrPath(copy)
        return super().doc2path(docname, absolute)

    def __getstate__(self) -> dict[str, Any]:
        """Return what is stored with the environment: nothing of what the next build finds out again."""
        return {**self.__dict__, "left_out": (), "generated": None, "refused": ()}


class _Filter:
    """The patterns by which Sphinx finds source files."""

    def __init__(self, excluded: Iterable[str], included: Iterable[str]) -> None:
        self._excluded = compile_matchers([*excluded, *EXCLUDE_PATHS])
        self._included = compile_matchers(included)

    def includes(self, path: PurePosixPath) -> bool:
        """Return whether Sphinx would find a file."""
        paths = [path.as_posix(), *(folder.as_posix() for folder in list(path.parents)[:-1])]
        is_excluded = any(matches(each) for each in paths for matches in self._excluded)
        return not is_excluded and any(matches(paths[0]) for matches in self._included)


def name_source(doctree: nodes.document, project: Project, docname: str) -> None:
    """Let a generated page that was read from a copy seem to come from the source folder, in outputs that name files."""
    if not isinstance(project, BlogProject) or not project.generated or not project.generated.find_copy(docname):
        return
    read, named = doctree["source"], str(project.srcdir / project.doc2path(docname, absolute=False))
    for node in doctree.findall():
        if node.source == read:
            node.source = named
        if isinstance(node, nodes.Element) and node.get("source") == read:
            node["source"] = named


def _exact_pattern(path: str) -> str:
    """Return a pattern that matches the file *path* and no other."""
    # The backslash keeps Python's regular expressions from seeing a set in a set; Sphinx takes it for one of the characters.
    return re.sub(r"[\[*?]", r"[\\\g<0>]", path)


def install_project(app: Sphinx, left_out: Iterable[str], generated: GeneratedPages, refused: Container[str]) -> None:
    """Give the build a project without the files *left_out* and *refused*, and with generated pages."""
    project = BlogProject(app.srcdir, app.config.source_suffix)
    project.restore(app.project)
    project.left_out = tuple(left_out)
    project.generated = generated
    project.refused = refused
    app.project = app.env.project = project
