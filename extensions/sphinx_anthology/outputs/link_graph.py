"""A drawing of what links to what, as inline SVG: laid out once, without a script, the same in every build.

The nodes of a group stand together, those with most links in the middle, each at the golden angle from the one before, as seeds
do in a sunflower. The groups stand on a ring. No step looks at pairs of nodes, so thousands of them cost little.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SPACING = 15.0  # between neighbours in a group
_GAP = 46.0  # between groups, with room for a name
_MARGIN = 12.0
_LETTER = 15.0  # the style sheet has it, too
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
COLOURS = 8
"""How many colours style sheets have for groups."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a graph."""

    label: str
    """What a tooltip and a screen reader say."""
    href: str | None
    links: int
    """How many links lead to it: the more, the larger it is drawn."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that belong together."""

    name: str
    nodes: tuple[Node, ...]


Edge = tuple[int, int]
"""From one node to another, both counted through all groups."""


def drawing(clusters: Sequence[Cluster], edges: Sequence[Edge], title: str) -> str:
    """Return a drawing of a graph; empty without nodes.

    :param title: what a screen reader calls it.
    :returns: an ``svg`` element, whose colours are a matter of style sheets.
    """
    clusters = [cluster for cluster in clusters if cluster.nodes]
    if not clusters:
        return ""
    centres, radii = _ring([_radius(len(cluster.nodes)) for cluster in clusters])
    places = [place for cluster, centre in zip(clusters, centres, strict=True) for place in _seeds(cluster, centre)]
    halves = [max(radius, _half(cluster.name)) for cluster, radius in zip(clusters, radii, strict=True)]
    left = min(x - half for (x, _), half in zip(centres, halves, strict=True)) - _MARGIN
    right = max(x + half for (x, _), half in zip(centres, halves, strict=True)) + _MARGIN
    top = min(y - radius for (_, y), radius in zip(centres, radii, strict=True)) - _GAP / 2
    bottom = max(y + radius for (_, y), radius in zip(centres, radii, strict=True)) + _MARGIN
    box = " ".join(f"{value:.0f}" for value in (left, top, right - left, bottom - top))
    parts = [
        # A group and not an image, so that those who do not see it find the links in it; see :mod:`.outputs.heatmap`.
        f'<svg class="anthology-graph" viewBox="{box}" width="{right - left:.0f}" height="{bottom - top:.0f}" '
        f'role="group" aria-label="{escape(title)}">',
        f'<path class="anthology-graph-links" aria-hidden="true" d="{"".join(_curve(places, edge) for edge in edges)}"/>',
    ]
    number = 0
    for group, cluster in enumerate(clusters):
        x, y = centres[group]
        parts.append(f'<g class="anthology-graph-{group % COLOURS}">')
        for node in cluster.nodes:
            parts.append(_circle(node, places[number]))
            number += 1
        parts.append(f'<text x="{x:.0f}" y="{y - radii[group] - 7:.0f}">{escape(cluster.name)}</text>')
        parts.append("</g>")
    return "".join([*parts, "</svg>"])


def _half(name: str) -> float:
    """Return half of the room that a name takes at the most, in letters that are as wide as they are high."""
    return _LETTER / 2 * sum(1.0 if sign > "\u1100" else 0.6 for sign in name)


def _radius(count: int) -> float:
    """Return how much room a group takes."""
    return _SPACING * (math.sqrt(count) * 0.95 + 0.6)


def _ring(radii: Sequence[float]) -> tuple[list[tuple[float, float]], Sequence[float]]:
    """Return the centres of circles that stand in a ring and do not touch, with their radii."""
    if len(radii) == 1:
        return [(0.0, 0.0)], radii
    length = sum(2 * radius + _GAP for radius in radii)
    # On a small ring a chord is shorter than its arc.
    ring = max(length / (2 * math.pi) * (1.12 if len(radii) < 6 else 1.02), radii[0] + _GAP / 2)
    centres: list[tuple[float, float]] = []
    walked = -(radii[0] + _GAP / 2)
    for radius in radii:
        walked += radius + _GAP / 2
        angle = 2 * math.pi * walked / length - math.pi / 2
        # Wider than high, as screens are.
        centres.append((1.25 * ring * math.cos(angle), 0.8 * ring * math.sin(angle)))
        walked += radius + _GAP / 2
    return centres, radii


def _seeds(cluster: Cluster, centre: tuple[float, float]) -> list[tuple[float, float]]:
    x, y = centre
    return [
        (
            x + _SPACING * 0.95 * math.sqrt(number) * math.cos(number * _GOLDEN_ANGLE),
            y + _SPACING * 0.95 * math.sqrt(number) * math.sin(number * _GOLDEN_ANGLE),
        )
        for number in range(len(cluster.nodes))
    ]


def _curve(places: Sequence[tuple[float, float]], edge: Edge) -> str:
    (x1, y1), (x2, y2) = places[edge[0]], places[edge[1]]
    # Bent to its left, so that two links in opposite directions are two lines.
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12
    return f"M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"


def _circle(node: Node, place: tuple[float, float]) -> str:
    radius = min(3.2 + 0.9 * math.sqrt(node.links), 6.8)
    circle = f'<circle cx="{place[0]:.0f}" cy="{place[1]:.0f}" r="{radius:.1f}"><title>{escape(node.label)}</title></circle>'
    return f'<a href="{escape(node.href)}" aria-label="{escape(node.label)}">{circle}</a>' if node.href else circle
