"""Which files are documents of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx.application import Sphinx
from sphinx.project import Project


class BlogProject(Project):
    """Sphinx's project without the files that are left out of this build, such as drafts.

    The patterns of the configuration stay as they are: Sphinx compares them with those of the last build.
    """

    left_out: tuple[str, ...] = ()
    """The files that are no documents, as POSIX paths relative to the source folder."""

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents, and return their names."""
        return super().discover((*exclude_paths, *map(_exact_pattern, self.left_out)), include_paths)


def _exact_pattern(path: str) -> str:
    """Return a pattern that matches the file *path* and no other."""
    # The backslash keeps Python's regular expressions from seeing a set in a set; Sphinx takes it for one of the characters.
    return re.sub(r"[\[*?]", r"[\\\g<0>]", path)


def install_project(app: Sphinx, left_out: Iterable[str]) -> None:
    """Give the build a project without the files *left_out*."""
    project = BlogProject(app.srcdir, app.config.source_suffix)
    project.restore(app.project)
    project.left_out = tuple(left_out)
    app.project = app.env.project = project
