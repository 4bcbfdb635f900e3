"""Long runs of targets: ``(a)=``, ``(b)=`` … one after the other, or entries for the index.

Sphinx and docutils compare each target of a run with all after it, so a post with thousands would take minutes.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

_MAX_RUN = 200
"""Maximum number of targets and index entries in a row."""


class BreakTargetRuns(SphinxTransform):
    """Put a comment, which no reader sees, into each long run. Each target stays where it is."""

    default_priority = 219  # before Sphinx brings targets and index entries into order

    def apply(self, **kwargs: Any) -> None:
        if len(self.document.ids) <= _MAX_RUN:  # there are no more targets than ids
            return
        for parent in list(self.document.findall(nodes.Element)):
            places = _find_breaks(parent)
            for place in reversed(places):
                parent.insert(place, nodes.comment())


def _find_breaks(parent: nodes.Element) -> list[int]:
    """Return the positions of children before which a run becomes too long."""
    places: list[int] = []
    length = 0
    for place, child in enumerate(parent.children):
        length = length + 1 if isinstance(child, (nodes.target, addnodes.index)) else 0
        if length > _MAX_RUN:
            places.append(place)
            length = 1
    return places
