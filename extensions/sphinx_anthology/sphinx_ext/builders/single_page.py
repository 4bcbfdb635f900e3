"""Which documents are in the page that the builder ``singlehtml`` writes."""

from __future__ import annotations

from collections.abc import Set

from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment import BuildEnvironment

from ..site import site_of


class _Included:
    """The documents that toctrees name, from the root on."""

    def __init__(self, env: BuildEnvironment) -> None:
        found: set[str] = set()
        following = [env.config.root_doc]
        while following:
            if (docname := following.pop()) not in found:
                found.add(docname)
                following += env.toctree_includes.get(docname, [])
        self.docnames: Set[str] = found


def is_outside_page(builder: Builder, docname: str) -> bool:
    """Return whether a document is not in the one page that a builder writes, so that no link can lead to it."""
    if not isinstance(builder, SingleFileHTMLBuilder):
        return False
    return docname not in site_of(builder.env).part(_Included, lambda: _Included(builder.env)).docnames
