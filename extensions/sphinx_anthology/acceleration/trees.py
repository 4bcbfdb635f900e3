"""Walking through a tree without a generator for each of its nodes.

docutils asks each child for its descendants, so every node is handed up through as many generators as it lies deep.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes


def fast_findall(self: nodes.Node, cls: type) -> Iterator[Any]:
    """Yield the node and its descendants that are of a class, in their order in the document."""
    if isinstance(self, cls):
        yield self
    above: list[Iterator[nodes.Node]] = []
    children = iter(self.children)
    while True:
        for child in children:
            if isinstance(child, cls):
                yield child
            if child.children:
                above.append(children)
                children = iter(child.children)
                break
        else:
            if not above:
                return
            children = above.pop()


def superfast_findall(self: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the node and all its descendants, in their order in the document."""
    return fast_findall(self, object)
