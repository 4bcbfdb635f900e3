"""The scripts that make reading easier. Each is loaded by the pages that have something for it, and no page needs any.

They are ES modules, so none delays a page. Pages that are opened from disk do without them, because browsers load no modules
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..search.site_search import has_search
from ..site import site_of
from ..translation.translations import add_missing_scripts

FOLDER = "comforts"
"""The folder of the scripts, in the folder of static files."""
_NEEDED_BY = {
    "graph": ('<svg class="anthology-graph',),
    "popovers": ('class="reference internal"', 'class="footnote-reference'),
    "pictures": ("<img ",),
    "schemes": ('<source class="anthology-dark"',),
    "copying": ('class="headerlink"', '<div class="highlight">'),
}
"""What a page has that a script is for, by the name of the script. One of them is enough."""
_ARTICLE = '<section class="anthology-article'


def add_comforts(app: Sphinx, context: dict[str, Any]) -> None:
    """Add the scripts that the page that is being written has something for."""
    if has_comforts(app.builder):
        add_missing_scripts(app, context)
        app.add_js_file("anthology-page.js", loading_method="defer")
        for name in _list_scripts(context.get("body", "")):
            app.add_js_file(f"{FOLDER}/{name}.js", type="module")
        if site_of(app.env).settings.reading_progress and _ARTICLE in context.get("body", ""):
            app.add_css_file(f"{FOLDER}/progress.css")
            app.add_js_file(f"{FOLDER}/progress.js", type="module")


def has_comforts(builder: object) -> bool:
    """Return whether a builder makes pages for a browser, of a site with posts."""
    return isinstance(builder, StandaloneHTMLBuilder) and has_search(builder)


def _list_scripts(body: str) -> Iterator[str]:
    """Yield the names of the scripts for a page with some HTML."""
    for name, marks in _NEEDED_BY.items():
        if any(mark in body for mark in marks):
            yield name
