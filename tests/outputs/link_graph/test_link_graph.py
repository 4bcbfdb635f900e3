"""The drawing of links between articles."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from sphinx_anthology.outputs.link_graph.drawing import Cluster, Node, render_link_graph
from sphinx_anthology.outputs.link_graph.layout import place_graph


def make_cluster(name: str, count: int) -> Cluster:
    return Cluster(name, tuple(Node(f"{name} <{number}>", f"{number}.html", number) for number in range(count)))


def draw(clusters: list[Cluster], edges: list[tuple[int, int]], title: str = "Map") -> ElementTree.Element:
    layout = place_graph([len(cluster.nodes) for cluster in clusters], edges)
    return ElementTree.fromstring(render_link_graph(clusters, edges, layout, title))


def find_circles(root: ElementTree.Element) -> list[tuple[float, float, float]]:
    """Return the centre and the radius of each circle."""
    return [tuple(float(circle.attrib[name]) for name in ("cx", "cy", "r")) for circle in root.iter("circle")]  # type: ignore[misc]


def test_the_drawing_fits_its_view_box() -> None:
    for sizes in ([50, 7, 1], [1], [300], [2] * 24):
        root = draw([make_cluster(f"C{number}", size) for number, size in enumerate(sizes)], [])
        _left, _top, width, height = map(float, root.attrib["viewBox"].split())
        assert width == 800
        circles = find_circles(root)
        assert len(circles) == sum(sizes)
        assert all(r <= x <= width - r and r <= y <= height - r for x, y, r in circles)


def test_a_link_is_a_line_between_two_articles() -> None:
    root = draw([make_cluster("A", 2), make_cluster("B", 1)], [(0, 2), (2, 0)])
    places = find_circles(root)
    ends = [re.fullmatch(r"M(-?\d+) (-?\d+)Q[-\d ]+ (-?\d+) (-?\d+)", path.attrib["d"]) for path in root.iter("path")]
    assert [tuple(map(float, end.groups())) for end in ends if end] == [
        (*places[0][:2], *places[2][:2]),
        (*places[2][:2], *places[0][:2]),
    ]
    assert root.attrib["data-links"] == "0 2 2 0"


def test_names_are_escaped_and_the_drawing_has_a_label() -> None:
    root = draw([make_cluster("A & <b>", 1)], [], 'The "map"')
    assert root.attrib["aria-label"] == 'The "map"'
    assert [element.text for element in root.iter("text")] == ["A & <b>", "A & <b> <0>"]
    assert [element.text for element in root.iter("title")] == ["A & <b> <0>"]
    assert render_link_graph([], [], place_graph([], []), "Map") == ""


def test_an_article_without_a_page_has_no_link_and_a_long_title_is_shortened() -> None:
    root = draw([Cluster("", (Node("Tides and harbours of all the northern seas", None, 2),))], [])
    assert not list(root.iter("a"))
    assert [element.text for element in root.iter("text")] == ["Tides and harbours of all the…"]
