"""The name of a site for readers, where the project leaves it unset."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from sphinx.application import Sphinx
from sphinx.config import Config

from ...characters import clean_text
from ...loading.files.patterns import get_fixed_folder
from ...settings import Settings
from ..given_options import is_given

_PROJECT = "project"
_SOURCE_FOLDERS = frozenset({"doc", "docs", "source", "src"})
"""Names of folders that say nothing of the site; that of the folder above does."""
_READ_THE_DOCS = "READTHEDOCS_PROJECT"
"""The environment variable with the slug of the project, whose folder is named after a version.

Source: https://docs.readthedocs.com/platform/stable/reference/environment-variables.html
"""


def fill_in_names(app: Sphinx, config: Config, settings: Settings) -> None:
    """Name the site after its folder, give its pages that title, and show no empty copyright.

    A site without a file in a folder of posts stays as it is.
    """
    if not any(_may_have_posts(Path(app.srcdir), pattern) for pattern in settings.patterns):
        return
    if not _is_set(config, _PROJECT):
        config.project = _find_name(Path(app.confdir))
    if not _is_set(config, "html_title"):
        config.html_title = config.project
    if not (config.copyright or _is_set(config, "html_show_copyright")):
        config.html_show_copyright = False


def is_named(config: Config) -> bool:
    """Return whether the project has a name of its own, which is the same wherever its folder is."""
    return is_given(config, _PROJECT)


def _is_set(config: Config, option: str) -> bool:
    """Return whether the project, the command line or another extension has set an option."""
    default = config.values[option].default
    return is_given(config, option) or vars(config).get(option, default) != default


def _may_have_posts(source: Path, pattern: str) -> bool:
    """Return whether a folder of posts has a file that is not hidden. A clone of the project has no empty folders."""
    folder = get_fixed_folder(pattern)
    waiting = [str(source / folder)] if folder else []
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    return True
                waiting.append(entry.path)
    return not folder


def _find_name(folder: Path) -> str:
    if project := os.environ.get(_READ_THE_DOCS, ""):
        return project
    while folder.name.lower() in _SOURCE_FOLDERS and folder.parent.name:
        folder = folder.parent
    return clean_text(normalize("NFC", folder.name)) or "Blog"
