"""The files and folders whose edits have an effect on the built site."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx

from ..sphinx_ext.site import site_of

_FOLDERS = ("html_static_path", "html_extra_path", "html_theme_path")
_FILES = ("html_logo", "html_favicon")
_WILDCARDS = frozenset("*?[")
EXTENSION = "sphinx_anthology"


def describe_watched(app: Sphinx) -> dict[str, object]:
    """Return what is to be watched, as an event says it."""
    confdir, srcdir = Path(app.confdir), Path(app.srcdir)
    named = [name for option in _FOLDERS for name in app.config[option]]
    named += [app.config[option] for option in _FILES if app.config[option]]
    catalogues = [srcdir / name for name in app.config.locale_dirs]
    restarting = [confdir / "conf.py", confdir / "docutils.conf", *_list_modules(), *catalogues]
    restarting += [confdir / name for name in app.config.templates_path]
    ignored = [Path(app.outdir), Path(app.doctreedir), *_list_excluded(app)]
    if EXTENSION in app.extensions:
        ignored += [srcdir / own.browse for own in site_of(app.env).settings.by_collection.values()]
    return {
        "paths": [str(path) for path in (srcdir, *(confdir / name for name in named)) if path.exists()],
        "restarting": sorted({str(path) for path in restarting if path.exists()}),
        "ignored": sorted(map(str, ignored)),
        "may_be_interrupted": EXTENSION in app.extensions,  # Sphinx itself does not notice what was not written
    }


def _list_excluded(app: Sphinx) -> Iterator[Path]:
    """Yield the folders in which no documents are."""
    for pattern in app.config.exclude_patterns:
        name = pattern.removesuffix("/**")
        if name and not _WILDCARDS & {*name} and (folder := Path(app.srcdir, name)).is_dir():
            yield folder


def _list_modules() -> Iterator[Path]:
    """Yield the files of the modules that are loaded and not installed: those of the project, and what is being developed."""
    for module in [*sys.modules.values()]:
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and not _is_installed(file):
            yield Path(file)


@cache
def _is_installed(file: str) -> bool:
    """Return whether a module is in one of the folders where packages are installed."""
    installed = tuple(os.path.realpath(folder) + os.sep for folder in {*sysconfig.get_paths().values()})
    return os.path.realpath(file).startswith(installed)
