"""Walking through a docutils tree without a generator for each node.

docutils asks each child for its descendants, so it hands every node up through as many generators as the node is deep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from docutils import nodes

_findall = nodes.Node.findall


def findall(
    self: Any,  # a node; private methods of it are called
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[Any]:
    """Return the nodes of a tree that meet a condition. docutils looks for those beside and above it."""
    if include_self and descend and not siblings and not ascend:
        if condition is None:
            return cast("Iterator[Any]", self._superfast_findall())
        if isinstance(condition, type):
            return cast("Iterator[Any]", self._fast_findall(condition))
        if callable(condition):
            return _findall_by_function(self, condition)
    return _findall(self, condition, include_self, descend, siblings, ascend)


def _findall_by_function(start: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    """Yield the node and its descendants that meet a condition, in document order."""
    if condition(start):
        yield start
    above: list[tuple[nodes.Node, int]] = []
    node, place = start, 0
    while True:
        # By place and not by iterator: docutils also sees the children that a node is given while the loop runs.
        if place < len(node.children):
            child = node.children[place]
            place += 1
            if condition(child):
                yield child
            if child.children:
                above.append((node, place))
                node, place = child, 0
        elif above:
            node, place = above.pop()
        else:
            return


def fast_findall(self: nodes.Node, cls: type) -> Iterator[Any]:
    """Yield the node and its descendants that are of a class, in document order."""
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
    """Yield the node and all its descendants, in document order."""
    return fast_findall(self, object)
