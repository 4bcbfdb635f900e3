"""The style sheet and the scripts of this package."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

from ...catalogue.colours import COLOUR_CLASS
from ...catalogue.queries import Emblem
from ...outputs.focal_points import FOCUS_CLASS, render_focal_points
from ...outputs.term_colours import render_colours
from ..search.site_search import has_search
from ..site import site_of
from ..translation.translations import add_translation_scripts, write_translation_script
from .comforts import FOLDER, has_comforts
from .comments import has_comments
from .share_links import has_share_links

STATIC = Path(__file__).parents[2] / "static"
_FEATURES: Mapping[str, Callable[[StandaloneHTMLBuilder], bool]] = {
    "search": has_search,
    "comments": has_comments,
    FOLDER: has_comforts,
    "share": has_share_links,
}
"""The folders of files that only some sites need, and which do."""
_DESIGN = "sphinx_design"
_DESIGN_FILES = ("sphinx-design.min.css", "design-tabs.js")
_DESIGN_CLASS = re.compile(r"""class=["']?(?:[^"'<>=]*\s)?sd-""", re.IGNORECASE)
"""A class of the components of sphinx-design in HTML."""
_COLOURS, _FOCAL_POINTS = "anthology-terms.css", "anthology-covers.css"


def add_assets(app: Sphinx) -> None:
    """Put the style sheet into all pages, and the words of scripts in the language of the site."""
    app.add_css_file("anthology.css")
    add_translation_scripts(app)


def leave_out_design(app: Sphinx, context: Mapping[str, Any]) -> None:
    """Leave the style sheet and the script of sphinx-design out of a page without components of it: they delay the page.

    A project that names the extension itself has them on all pages, as it has without this package.
    """
    texts = (value for value in context.values() if isinstance(value, str))
    if _DESIGN in app.config.extensions or any(map(_DESIGN_CLASS.search, texts)):
        return
    for kind in ("css_files", "script_files"):
        files = context.get(kind)
        if isinstance(files, list):  # not one that ``html_context`` sets
            files[:] = [file for file in files if not str(getattr(file, "filename", file)).endswith(_DESIGN_FILES)]


def copy_assets(builder: Builder) -> None:
    """Copy the files to the output, before Sphinx copies those of the project.

    ``Sphinx.add_static_dir`` would do it from Sphinx 9.1 on. A folder added to ``html_static_path`` would look like a change of
    the configuration in every build.
    """
    if isinstance(builder, StandaloneHTMLBuilder):
        folder = Path(builder.outdir, "_static")
        _copy(STATIC, folder)
        write_translation_script(builder)
        for name, is_needed in _FEATURES.items():
            change = _copy if is_needed(builder) else _remove
            change(STATIC / name, folder / name)
        _write_own_sheets(builder, folder)


def _write_own_sheets(builder: StandaloneHTMLBuilder, folder: Path) -> None:
    """Write the style sheets with the colours of terms and cards and with the focal points of covers; delete an empty one."""
    catalogue = site_of(builder.env).catalogue
    groups = (group for collection in catalogue.collections.values() for group in collection.terms.values())
    terms = [term for group in groups for term in group.values()]
    emblems = (Emblem.from_post(post, catalogue.collection_of(post)) for post in catalogue.with_pages)
    colours = {term.colour for term in terms} | {emblem.colour for emblem in emblems}
    covers = [*(post.cover for post in catalogue.with_pages), *(term.metadata.cover for term in terms)]
    _write(folder / _COLOURS, render_colours(colours) if colours else b"")
    _write(folder / _FOCAL_POINTS, render_focal_points({cover.focus for cover in covers if cover and cover.focus}))


def _write(file: Path, data: bytes) -> None:
    if data:
        file.write_bytes(data)
    else:
        file.unlink(missing_ok=True)


def render_sheet_links(builder: Builder, context: Mapping[str, Any]) -> str:
    """Return the ``link`` elements that load the colours and the focal points that a page has.

    They are no style sheets of Sphinx's, because that would change the addresses in all pages with each new colour.
    """
    if isinstance(builder, SerializingHTMLBuilder):
        return ""  # what shows pages of JSON and pickles knows where the style sheets are, as it does of all others
    body = context.get("body", "")
    names = [name for mark, name in ((COLOUR_CLASS, _COLOURS), (FOCUS_CLASS, _FOCAL_POINTS)) if mark in body]
    addresses = [context["pathto"](f"_static/{name}", resource=True) for name in names]
    return "".join(f'<link rel="stylesheet" href="{address}" />\n' for address in addresses)


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
