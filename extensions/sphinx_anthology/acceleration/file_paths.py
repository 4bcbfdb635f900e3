"""Caching of the paths of files that documents name.

For each link and each image Sphinx asks the system which of the folders in its path are symbolic links.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

_relfn2path = BuildEnvironment.relfn2path
_paths: dict[tuple[BuildEnvironment, str, str], tuple[str, str]] = {}


def relfn2path(self: BuildEnvironment, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
    """Return the path of a file relative to the source folder, and the absolute one.

    :param filename: as a document names it.
    :param docname: the document; None for the one that is being read.
    """
    docname = docname or self.docname
    if not docname:
        return _relfn2path(self, filename, docname)
    key = self, os.fspath(filename), docname.rpartition("/")[0]
    if key not in _paths:
        _paths[key] = _relfn2path(self, filename, docname)
    return _paths[key]


def clear_paths() -> None:
    """Forget all paths: before the next build in this process, folders may become links."""
    _paths.clear()
