"""Walking through trees: the nodes, and what loops do that change a tree, are those of docutils."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.acceleration import tree_walking

Shape = list[Any]
SHAPES: st.SearchStrategy[Shape] = st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=25)
CLASSES = (nodes.paragraph, nodes.emphasis, nodes.container)
DOCUTILS: Any = nodes.Node  # with its private methods


def make_tree(shape: Shape, numbers: Iterator[int]) -> nodes.Node:
    """Return a tree of a shape, whose nodes have numbers; every fourth without children is a text."""
    number = next(numbers)
    if not shape and number % 4 == 3:
        return nodes.Text(str(number))
    node: nodes.Element = CLASSES[number % 3]("", number=number)
    node += [make_tree(inner, numbers) for inner in shape]
    return node


def remove(node: Any) -> None:
    node.parent.remove(node)


def replace(node: Any) -> None:
    node.parent.replace(node, nodes.paragraph("", nodes.Text("new"), nodes.emphasis(), number="new"))


def replace_by_children(node: Any) -> None:
    node.parent.replace(node, list(node.children))


def wrap(node: Any) -> None:
    parent, wrapper = node.parent, nodes.container("", number="wrapper")
    parent.replace(node, wrapper)
    wrapper.append(node)


def insert_before(node: Any) -> None:
    node.parent.insert(node.parent.index(node), nodes.emphasis("", number="before"))


def insert_after(node: Any) -> None:
    node.parent.insert(node.parent.index(node) + 1, nodes.paragraph("", nodes.Text("after"), number="after"))


def empty(node: Any) -> None:
    node.children = [] if isinstance(node, nodes.Element) else ()


def empty_the_parent(node: Any) -> None:
    node.parent.clear()


def append_child(node: Any) -> None:
    if isinstance(node, nodes.Element):
        node.append(nodes.paragraph("", nodes.Text("child"), number="child"))


def remove_the_parent(node: Any) -> None:
    above = node.parent.parent
    if above is not None and node.parent in above.children:
        above.remove(node.parent)


def leave(node: Any) -> None:
    pass


CHANGES = (
    leave,
    remove,
    replace,
    replace_by_children,
    wrap,
    insert_before,
    insert_after,
    empty,
    empty_the_parent,
    append_child,
    remove_the_parent,
)


def describe(node: Any) -> str:
    return str(node) if isinstance(node, nodes.Text) else f"{type(node).__name__} {node.get('number')}"


def by_function(walk: Callable[..., Iterator[Any]]) -> Callable[[Any, type], Iterator[Any]]:
    """Return a walk that is told by a function, and not by a class, what to look for."""
    return lambda node, cls: walk(node, lambda each: isinstance(each, cls))


@given(shape=SHAPES, cls=st.sampled_from([*CLASSES, nodes.Text, nodes.Element, nodes.Node]))
def test_the_nodes_of_a_tree_come_in_the_order_of_docutils(shape: Shape, cls: type) -> None:
    root: Any = make_tree(shape, iter(range(1000)))
    assert list(map(id, tree_walking.fast_findall(root, cls))) == list(map(id, root._fast_findall(cls)))
    assert list(map(id, tree_walking.superfast_findall(root))) == list(map(id, root._superfast_findall()))
    for condition in (None, cls, lambda node: isinstance(node, cls)):
        assert list(map(id, tree_walking.findall(root, condition))) == list(map(id, root.findall(condition)))
        for child in root.findall():
            found = tree_walking.findall(child, condition, ascend=True)
            assert list(map(id, found)) == list(map(id, child.findall(condition, ascend=True)))


@given(
    shape=SHAPES.filter(bool),
    cls=st.sampled_from([*CLASSES, nodes.Text, nodes.Element, nodes.Node]),
    changes=st.lists(st.sampled_from(CHANGES), max_size=8),
)
def test_a_loop_that_changes_the_tree_does_what_it_does_with_docutils(
    shape: Shape, cls: type, changes: list[Callable[[Any], None]]
) -> None:
    def loop(walk: Callable[[Any, type], Iterator[Any]]) -> tuple[list[str], str]:
        root: Any = nodes.container("", make_tree(shape, iter(range(1000))), number="root")
        visited = []
        left = list(changes)
        for node in walk(root, cls):
            visited.append(describe(node))
            if left and node.parent is not None and any(child is node for child in node.parent.children):
                left.pop()(node)
        return visited, root.pformat()

    assert loop(tree_walking.fast_findall) == loop(DOCUTILS._fast_findall)
    assert loop(by_function(tree_walking.findall)) == loop(by_function(DOCUTILS.findall))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_loop_that_changes_every_node_does_what_it_does_with_docutils(change: Callable[[Any], None]) -> None:
    def loop(walk: Callable[[Any, type], Iterator[Any]]) -> tuple[list[str], str]:
        shape: Shape = [[[], [[]]], [], [[], [], [[[]]]], [[]]]
        root: Any = nodes.container("", make_tree(shape, iter(range(1000))), number="root")
        visited = []
        for node, _ in zip(walk(root, nodes.paragraph), range(60), strict=False):
            visited.append(describe(node))
            change(node)
        return visited, root.pformat()

    assert loop(tree_walking.fast_findall) == loop(DOCUTILS._fast_findall)
    assert loop(by_function(tree_walking.findall)) == loop(by_function(DOCUTILS.findall))
