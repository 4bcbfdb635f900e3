"""Render the links between articles as a graph, as inline SVG.

The layout is computed at build time and is the same in every build. The nodes of a cluster form a sunflower spiral: they come
in the given order, each at the golden angle from the previous one. The clusters form a ring. No step compares pairs of nodes,
so the cost is linear.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SPACING = 15.0
"""The distance between neighbours in a cluster, in pixels; so are the following."""
_GAP = 46.0
"""The distance between clusters, with space for a name."""
_MARGIN = 12.0
_FONT_SIZE = 15.0
"""The size of names. The style sheet repeats it."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
COLOURS = 8
"""The number of cluster colours in the style sheet."""


@dataclass(frozen=True, slots=True)
class Node:
    """An article in the graph."""

    label: str
    """The text of the tooltip and for screen readers."""
    href: str | None
    """The link target; None without a page."""
    links: int
    """The number of links to the article; more links make the circle larger."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that are drawn together."""

    name: str
    nodes: tuple[Node, ...]


Edge = tuple[int, int]
"""The source and the target of a link, as positions among the nodes of all clusters."""
_Point = tuple[float, float]


def render_link_graph(clusters: Sequence[Cluster], edges: Sequence[Edge], title: str) -> str:
    """Return a drawing of a graph.

    :param title: the name of the drawing for screen readers.
    :returns: an ``svg`` element without colours, which the style sheet sets; empty if there are no nodes.
    """
    clusters = [cluster for cluster in clusters if cluster.nodes]
    if not clusters:
        return ""
    centres, radii = _place_on_ring([_radius(len(cluster.nodes)) for cluster in clusters])
    placed = [_place_nodes(cluster, centre) for cluster, centre in zip(clusters, centres, strict=True)]
    points = [point for cluster_points in placed for point in cluster_points]
    left, top, right, bottom = _bounds(clusters, centres, radii)
    box = " ".join(f"{value:.0f}" for value in (left, top, right - left, bottom - top))
    parts = [
        # The role is "group" because screen readers ignore the links in an image.
        f'<svg class="anthology-graph" viewBox="{box}" width="{right - left:.0f}" height="{bottom - top:.0f}" '
        f'role="group" aria-label="{escape(title)}">',
        f'<path class="anthology-graph-links" aria-hidden="true" d="{"".join(_curve(points, edge) for edge in edges)}"/>',
    ]
    for number, cluster in enumerate(clusters):
        x, y = centres[number]
        parts.append(f'<g class="anthology-graph-{number % COLOURS}">')
        parts += [_render_node(node, point) for node, point in zip(cluster.nodes, placed[number], strict=True)]
        parts.append(f'<text x="{x:.0f}" y="{y - radii[number] - 7:.0f}">{escape(cluster.name)}</text>')
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


def _bounds(
    clusters: Sequence[Cluster], centres: Sequence[_Point], radii: Sequence[float]
) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of the drawing, with space for the names of clusters."""
    halves = [max(radius, _half_width(cluster.name)) for cluster, radius in zip(clusters, radii, strict=True)]
    left = min(x - half for (x, _), half in zip(centres, halves, strict=True)) - _MARGIN
    right = max(x + half for (x, _), half in zip(centres, halves, strict=True)) + _MARGIN
    top = min(y - radius for (_, y), radius in zip(centres, radii, strict=True)) - _GAP / 2
    bottom = max(y + radius for (_, y), radius in zip(centres, radii, strict=True)) + _MARGIN
    return left, top, right, bottom


def _half_width(name: str) -> float:
    """Return an upper bound for half of the width of a name; Hangul and later scripts are as wide as they are high."""
    return _FONT_SIZE / 2 * sum(1.0 if character > "\u1100" else 0.6 for character in name)


def _radius(count: int) -> float:
    """Return the radius of a cluster with *count* nodes."""
    return _SPACING * (math.sqrt(count) * 0.95 + 0.6)


def _place_on_ring(radii: Sequence[float]) -> tuple[list[_Point], Sequence[float]]:
    """Return the centres of circles that form a ring and do not touch, and their radii."""
    if len(radii) == 1:
        return [(0.0, 0.0)], radii
    length = sum(2 * radius + _GAP for radius in radii)
    # The factors make up for chords, which are shorter than their arcs, most of all on a small ring.
    ring = max(length / (2 * math.pi) * (1.12 if len(radii) < 6 else 1.02), radii[0] + _GAP / 2)
    centres: list[_Point] = []
    walked = -(radii[0] + _GAP / 2)
    for radius in radii:
        walked += radius + _GAP / 2
        angle = 2 * math.pi * walked / length - math.pi / 2
        # The ring is wider than high, as screens are.
        centres.append((1.25 * ring * math.cos(angle), 0.8 * ring * math.sin(angle)))
        walked += radius + _GAP / 2
    return centres, radii


def _place_nodes(cluster: Cluster, centre: _Point) -> list[_Point]:
    """Return the positions of the nodes of a cluster, from the middle outwards."""
    x, y = centre
    return [
        (
            x + _SPACING * 0.95 * math.sqrt(number) * math.cos(number * _GOLDEN_ANGLE),
            y + _SPACING * 0.95 * math.sqrt(number) * math.sin(number * _GOLDEN_ANGLE),
        )
        for number in range(len(cluster.nodes))
    ]


def _curve(points: Sequence[_Point], edge: Edge) -> str:
    """Return the path data of a link."""
    (x1, y1), (x2, y2) = points[edge[0]], points[edge[1]]
    # The curve bends to its left, which separates two links in opposite directions.
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
    return f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"


def _render_node(node: Node, point: _Point) -> str:
    radius = min(3.2 + 0.9 * math.sqrt(node.links), 6.8)
    circle = f'<circle cx="{point[0]:.0f}" cy="{point[1]:.0f}" r="{radius:.1f}"><title>{escape(node.label)}</title></circle>'
    return f'<a href="{escape(node.href)}" aria-label="{escape(node.label)}">{circle}</a>' if node.href else circle
