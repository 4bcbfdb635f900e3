"""The paths of files that documents name, found once for all documents of a folder.

Sphinx asks the system, for each link and each image, which of the folders on the way there are symbolic links.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

_find = BuildEnvironment.relfn2path
_known: dict[tuple[BuildEnvironment, str, str], tuple[str, str]] = {}


def relfn2path(self: BuildEnvironment, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
    """Return the path of a file relative to the source folder, and the absolute one.

    :param filename: as the document names it.
    :param docname: the document, if it is another one than that which is being read.
    """
    docname = docname or self.docname
    if not docname:
        return _find(self, filename, docname)
    key = self, os.fspath(filename), docname.rpartition("/")[0]
    if key not in _known:
        _known[key] = _find(self, filename, docname)
    return _known[key]


def forget() -> None:
    """Forget what is known: before the next build in this process folders may become links."""
    _known.clear()
