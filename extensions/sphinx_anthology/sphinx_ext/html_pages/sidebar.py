"""The sidebar's tree on pages that are not in it: articles, and further pages of index pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc

_ROOT = "http://root/"


class Sidebar:
    """Makes the tree once for each parent page and depth, instead of once for each page."""

    def __init__(self, builder: StandaloneHTMLBuilder, docnames: Iterable[str]) -> None:
        """Prepare for the pages *docnames*, none of which has been written."""
        self.builder = builder
        self._made: dict[tuple[str, str, str], str] = {}
        # Sphinx renders the titles of each page's neighbours in toctrees. These pages have other neighbours.
        for docname in docnames:
            builder.relations.pop(docname, None)

    def html(self, docname: str, parent: str, **options: Any) -> str:
        """Return the tree for the page *docname*, with its *parent* as the current page."""
        up = "../" * self.builder.get_target_uri(docname).count("/")
        key = (parent, up, repr(sorted(options.items())))
        if key not in self._made:
            self._made[key] = self._make(parent, up, options)
        return self._made[key]

    def _make(self, parent: str, up: str, options: dict[str, Any]) -> str:
        builder = self.builder
        options.setdefault("includehidden", False)
        tree = global_toctree_for_doc(builder.env, parent, builder, tags=builder.tags, **options)
        if tree is None:
            return ""
        base = builder.get_target_uri(parent)
        for reference in tree.findall(nodes.reference):
            if reference.get("internal"):
                reference["refuri"] = up + _from_root(base, reference["refuri"])
        return builder.render_partial(tree)["fragment"]


def _from_root(base: str, uri: str) -> str:
    """Return a URL relative to the root of the output, given one that is relative to the page *base*."""
    return urljoin(f"{_ROOT}{base}", uri).removeprefix(_ROOT)
