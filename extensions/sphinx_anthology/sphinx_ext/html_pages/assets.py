"""The style sheet and the scripts of this package."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from ..search.site_search import has_search
from ..translation.translations import add_translation_scripts, write_translation_script

STATIC = Path(__file__).parents[2] / "static"
_SEARCH = "search"


def add_assets(app: Sphinx) -> None:
    """Put the style sheet into all pages, and the words of scripts in the language of the site."""
    app.add_css_file("anthology.css")
    add_translation_scripts(app)


def copy_assets(builder: Builder) -> None:
    """Copy the files to the output, before Sphinx copies those of the project.

    ``Sphinx.add_static_dir`` would do it from Sphinx 9.1 on. A folder added to ``html_static_path`` would look like a change of
    the configuration in every build.
    """
    if isinstance(builder, StandaloneHTMLBuilder):
        folder = Path(builder.outdir, "_static")
        _copy(STATIC, folder)
        write_translation_script(builder)
        if has_search(builder):
            _copy(STATIC / _SEARCH, folder / _SEARCH)
        else:
            _remove(STATIC / _SEARCH, folder / _SEARCH)


def _copy(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for file in source.iterdir():
        if file.is_file():
            shutil.copyfile(file, target / file.name)


def _remove(source: Path, target: Path) -> None:
    """Remove what an earlier build copied. The project may have files of its own in the folder."""
    for file in source.iterdir():
        (target / file.name).unlink(missing_ok=True)
    with suppress(OSError):
        target.rmdir()
