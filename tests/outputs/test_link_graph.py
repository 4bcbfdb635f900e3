"""The drawing of links between articles."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest
from sphinx_anthology.outputs.link_graph import Cluster, Node, render_link_graph


def make_cluster(name: str, count: int) -> Cluster:
    return Cluster(name, tuple(Node(f"{name} <{number}>", f"{number}.html", number) for number in range(count)))


def find_circles(svg: str) -> list[tuple[float, float, float]]:
    """Return the centre and the radius of each circle."""
    root = ElementTree.fromstring(svg)
    return [tuple(float(circle.attrib[name]) for name in ("cx", "cy", "r")) for circle in root.iter("circle")]  # type: ignore[misc]


@pytest.mark.parametrize("sizes", [[1], [3, 1], [40, 12, 5, 1], [200], [5] * 20, [300, 1, 1, 1]])
def test_circles_do_not_overlap(sizes: list[int]) -> None:
    places = find_circles(render_link_graph([make_cluster(f"C{number}", size) for number, size in enumerate(sizes)], [], "Map"))
    assert len(places) == sum(sizes)
    for number, (x, y, r) in enumerate(places):
        assert all(math.dist((x, y), (u, v)) > 0.9 * (r + s) - 1 for u, v, s in places[:number])


def test_the_drawing_fits_its_view_box() -> None:
    svg = render_link_graph([make_cluster("A", 50), make_cluster("B", 7), make_cluster("C", 1)], [(0, 55)], "Map")
    left, top, width, height = map(float, ElementTree.fromstring(svg).attrib["viewBox"].split())
    for x, y, r in find_circles(svg):
        assert left <= x - r
        assert x + r <= left + width
        assert top <= y - r
        assert y + r <= top + height


def test_a_link_is_a_line_between_two_articles() -> None:
    svg = render_link_graph([make_cluster("A", 2), make_cluster("B", 1)], [(0, 2), (2, 0)], "Map")
    places = find_circles(svg)
    ends = re.findall(r"M(-?\d+) (-?\d+)Q[-\d ]+ (-?\d+) (-?\d+)(?=M|\")", svg)
    assert [tuple(map(float, end)) for end in ends] == [(*places[0][:2], *places[2][:2]), (*places[2][:2], *places[0][:2])]


def test_names_are_escaped_and_the_drawing_has_a_label() -> None:
    svg = render_link_graph([make_cluster("A & <b>", 1)], [], 'The "map"')
    root = ElementTree.fromstring(svg)
    assert root.attrib["aria-label"] == 'The "map"'
    assert [element.text for element in root.iter("text")] == ["A & <b>"]
    assert [element.text for element in root.iter("title")] == ["A & <b> <0>"]
    assert render_link_graph([], [], "Map") == ""
