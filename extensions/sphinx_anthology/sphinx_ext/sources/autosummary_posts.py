"""Posts that ``sphinx.ext.autosummary`` must not read when it makes pages.

It looks for its directive in the text of all documents, code included, writes pages where the directive says, and imports what
it names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx

from ...loading.files.patterns import matches_pattern
from ...loading.files.untrusted_posts import is_untrusted
from ...problems import Code
from ..configuration.options import read_values
from ..warnings import warn

_EXTENSION = "sphinx.ext.autosummary"
_FOLDER = re.compile(r"^\s+:toctree:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
"""The option of the directive that names a folder, as autosummary finds it."""


class HiddenPosts:
    """The posts of one build that autosummary does not see."""

    def __init__(self) -> None:
        self.docnames: set[str] = set()

    def hide(self, app: Sphinx) -> None:
        """Hide posts that write outside of the source folder, and untrusted posts. Call it before autosummary makes pages."""
        if _EXTENSION in app.extensions and app.config.autosummary_generate is True:
            self.docnames = set(_find_posts(app)) & app.project.docnames
            app.project.docnames -= self.docnames

    def show(self, app: Sphinx) -> None:
        """Show these posts again."""
        app.project.docnames |= self.docnames


def _find_posts(app: Sphinx) -> Iterator[str]:
    """Yield the docnames of the posts to hide, and warn of those that write outside."""
    settings = read_values(app.config)
    for docname in app.project.docnames:
        path = app.project.doc2path(docname, absolute=False).as_posix()
        if is_untrusted(path, settings.untrusted, app.srcdir):
            yield docname
        elif matches_pattern(path, settings.patterns) and (line := _find_folder_outside(app.srcdir, path)):
            message = (
                "Directive 'autosummary' would write outside of the source folder, so it makes no pages. Name a folder in it."
            )
            warn(Code.PATH_OUTSIDE, message, f"{app.srcdir / path}:{line}")
            yield docname


def _find_folder_outside(source: Path, path: str) -> int:
    """Return the line of a post that has the pages of autosummary written outside of the source folder; 0 if none does."""
    try:
        text = (source / path).read_text(encoding="utf-8", errors="ignore")
    except OSError:
        return 0
    for match in _FOLDER.finditer(text):
        folder = f"{(source / path).parent / match[1]}"
        forms = os.path.normpath(folder), os.path.realpath(folder)
        if not all(f"{form}{os.sep}".startswith(f"{source}{os.sep}") for form in forms):
            return text.count("\n", 0, match.start(1)) + 1
    return 0
