"""The style sheet and the scripts of this package."""

from __future__ import annotations

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from .search.site_search import has_search

STATIC = Path(__file__).parents[1] / "static"


def add_assets(app: Sphinx) -> None:
    """Put the style sheet into all pages, and the script with translations where there is one for the site's language."""
    app.add_css_file("anthology.css")
    script = f"anthology.{app.config.language}.js"
    if (STATIC / script).is_file():
        app.add_js_file(script, priority=501)  # after the translations of Sphinx, which it adds to


def copy_assets(builder: Builder) -> None:
    """Copy the files to the output, before Sphinx copies those of the project.

    ``Sphinx.add_static_dir`` would do it from Sphinx 9.1 on. A folder added to ``html_static_path`` would look like a change of
    the configuration in every build.
    """
    if isinstance(builder, StandaloneHTMLBuilder):
        for name in ("", "search") if has_search(builder) else ("",):
            folder = Path(builder.outdir, "_static", name)
            folder.mkdir(exist_ok=True)
            for file in (STATIC / name).iterdir():
                if file.is_file():
                    shutil.copyfile(file, folder / file.name)
