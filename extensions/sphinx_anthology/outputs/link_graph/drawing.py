"""Render the links between articles as a graph, as inline SVG.

The drawing is complete without a script: nodes are links with names. The script ``graph.js`` adds neighbours that light up, and
zoom. It reads the classes and the attribute ``data-links`` that are written here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .labels import LETTER, SIZES, Box, Label, Name, place_labels
from .layout import Disc, Edge, GraphLayout, Point

WIDTH, SMALL_WIDTH = 800.0, 480.0
"""The widths of drawings, in their units. With fewer units, circles are larger on a phone."""
_MARGIN = 16.0
_UNITS_PER_LETTER = 26
"""The share of the width of a drawing that each letter of the longest names has."""
_MAX_SCALE = 2.2
"""How much a small graph is enlarged at most."""
_ABOVE = 4.0
"""The distance between a cluster and its name."""


@dataclass(frozen=True, slots=True)
class Node:
    """An article in the graph."""

    label: str
    """The title of the article."""
    href: str | None
    """The link target; None without a page."""
    links: int
    """The number of links to the article; more links make the circle larger."""
    colour: str = ""
    """The classes that give it its colour."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that are drawn together."""

    name: str
    """The name that stands above them; empty for none."""
    nodes: tuple[Node, ...]


def render_link_graph(
    clusters: Sequence[Cluster], edges: Sequence[Edge], layout: GraphLayout, title: str, width: float = WIDTH
) -> str:
    """Return a drawing of a graph.

    :param layout: the places of the nodes of all clusters, in order.
    :param title: the name of the drawing for screen readers.
    :returns: an ``svg`` element without colours, which the style sheet sets; empty if there are no nodes.
    """
    if not any(cluster.nodes for cluster in clusters):
        return ""
    layout, scale, height = _fit(layout, width)
    nodes = [node for cluster in clusters for node in cluster.nodes]
    radii = [min(scale, 1.0) * min(4.5 + 1.1 * math.sqrt(node.links), 9.0) for node in nodes]
    names = [_name_cluster(cluster, disc, width) for cluster, disc in zip(clusters, layout.discs, strict=True)]
    labels = _place_names(names, nodes, layout, radii, (0.0, 0.0, width, height))
    size = f'width="{width:.0f}" height="{height:.0f}"'
    classes = "anthology-graph" if width == WIDTH else "anthology-graph anthology-graph-small"
    # The role is "group" because screen readers ignore the links in an image.
    parts = [
        f'<svg class="{classes}" viewBox="0 0 {width:.0f} {height:.0f}" {size} '
        f'role="group" aria-label="{escape(title)}" data-links="{" ".join(f"{one} {other}" for one, other in edges)}">',
        '<g class="anthology-graph-links" aria-hidden="true">',
        *(f'<path d="{_curve(layout.points, edge)}"/>' for edge in edges),
        "</g>",
    ]
    number = 0
    for cluster, label in zip(clusters, labels, strict=False):
        if label:
            parts.append(_render_name(label))
        for node in cluster.nodes:
            parts.append(_render_node(node, layout.points[number], radii[number], labels[len(clusters) + number]))
            number += 1
    return "".join([*parts, "</svg>"])


def _fit(layout: GraphLayout, width: float) -> tuple[GraphLayout, float, float]:
    """Return a layout that fills the width of a drawing, or is in its middle; its scale; and the height of the drawing."""
    left = min(disc.x - disc.radius for disc in layout.discs)
    right = max(disc.x + disc.radius for disc in layout.discs)
    top = min(disc.y - disc.radius for disc in layout.discs)
    bottom = max(disc.y + disc.radius for disc in layout.discs)
    scale = min((width - 2 * _MARGIN) / (right - left), _MAX_SCALE)
    above = LETTER * width / SIZES[0] * 1.4 + _ABOVE
    across = (width - (right - left) * scale) / 2 - left * scale
    down = above - top * scale
    discs = [Disc(disc.x * scale + across, disc.y * scale + down, disc.radius * scale) for disc in layout.discs]
    points = [(x * scale + across, y * scale + down) for x, y in layout.points]
    return GraphLayout(discs, points), scale, math.ceil((bottom - top) * scale + above + _MARGIN)


def _name_cluster(cluster: Cluster, disc: Disc, width: float) -> Name:
    return Name(_shorten(cluster.name, width), disc.x, disc.y, disc.radius + _ABOVE, is_cluster=True)


def _place_names(
    names: Sequence[Name], nodes: Sequence[Node], layout: GraphLayout, radii: Sequence[float], frame: Box
) -> list[Label | None]:
    """Return labels of the clusters, then of the nodes; those of nodes that most others link to are placed first."""
    circles = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(layout.points, radii, strict=True)]
    all_names = [
        *names,
        *(Name(_shorten(node.label, frame[2]), x, y, r) for node, (x, y), r in zip(nodes, layout.points, radii, strict=True)),
    ]
    order = [
        *(number for number, name in enumerate(names) if name.text),
        *sorted(range(len(names), len(all_names)), key=lambda number: -nodes[number - len(names)].links),
    ]
    placed = place_labels([all_names[number] for number in order], circles, frame)
    labels: list[Label | None] = [None] * len(all_names)
    for number, label in zip(order, placed, strict=True):
        labels[number] = label
    return labels


def _shorten(text: str, width: float) -> str:
    most = int(width / _UNITS_PER_LETTER)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _curve(points: Sequence[Point], edge: Edge) -> str:
    """Return the path data of a link."""
    (x1, y1), (x2, y2) = points[edge[0]], points[edge[1]]
    # The curve bends to its left, which separates two links in opposite directions.
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
    return f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"


def _at(x: float, y: float) -> str:
    return f'x="{x:.0f}" y="{y:.0f}"'


def _render_name(label: Label) -> str:
    classes = f"anthology-graph-name anthology-size-{label.size}"
    return f'<text class="{classes}" {_at(label.x, label.y)} dy="-.3em">{escape(label.text)}</text>'


def _render_node(node: Node, point: Point, radius: float, label: Label | None) -> str:
    x, y = point
    inner = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.1f}"><title>{escape(node.label)}</title></circle>'
    if label:
        is_right = label.anchor == "start"
        place = f'{_at(label.x, y)} dx="{"" if is_right else "-"}.45em" dy=".35em"'
        classes = f"anthology-size-{label.size} anthology-graph-{label.anchor}"
        inner += f'<text class="{classes}" {place}>{escape(label.text)}</text>'
    name = f"anthology-graph-node {escape(node.colour)}".rstrip()
    if node.href is None:
        return f'<g class="{name}">{inner}</g>'
    return f'<a class="{name}" href="{escape(node.href)}" aria-label="{escape(node.label)}">{inner}</a>'
