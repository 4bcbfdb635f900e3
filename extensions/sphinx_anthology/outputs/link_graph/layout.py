"""Place the nodes of a graph in clusters, the same in every build.

A force layout in two steps: first discs, one for each cluster, of which linked ones attract each other and none overlap; then
the nodes in each disc, of which linked ones attract each other. Discs are compared pair by pair, because there are few.
Nodes are compared in neighbouring cells of a grid, so a step costs in proportion to nodes and links. The number of steps is
fixed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

SPACING = 20.0
"""The distance between neighbours in a cluster."""
GAP = 54.0
"""The distance between clusters, with space for a name."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_DISC_STEPS, _NODE_STEPS = 160, 40
_FLATNESS = 1.5
"""How much wider than high the drawing is to be, as screens are."""

Edge = tuple[int, int]
"""The source and the target of a link, as positions among the nodes of all clusters."""
Point = tuple[float, float]


@dataclass(slots=True)
class Disc:
    """The place of a cluster."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """The places of clusters and of their nodes."""

    discs: Sequence[Disc]
    points: Sequence[Point]


def place_graph(sizes: Sequence[int], edges: Sequence[Edge]) -> GraphLayout:
    """Return the layout of a graph.

    :param sizes: the number of nodes of each cluster. Nodes are numbered cluster by cluster.
    """
    cluster_of = [number for number, size in enumerate(sizes) for _ in range(size)]
    weights: dict[Edge, int] = defaultdict(int)
    for source, target in edges:
        one, other = sorted((cluster_of[source], cluster_of[target]))
        if one != other:
            weights[one, other] += 1
    discs = _place_discs(sizes, weights)
    points = _place_nodes(discs, cluster_of, edges)
    return GraphLayout(_fit_discs(discs, points, cluster_of), points)


def place_ring(sizes: Sequence[int]) -> GraphLayout:
    """Return the layout of one node in the middle and the others around it.

    :param sizes: the number of nodes of each cluster; the first has only the node in the middle.
    """
    cluster_of = [number for number, size in enumerate(sizes) for _ in range(size)]
    count = len(cluster_of) - 1
    radius = SPACING * (2 + 0.4 * count)
    points: list[Point] = [(0.0, 0.0)]
    for number in range(count):
        angle = 2 * math.pi * (number + 0.5) / count - math.pi / 2
        points.append((_FLATNESS * radius * math.cos(angle), radius * math.sin(angle)))
    return GraphLayout(_fit_discs([Disc(0.0, 0.0, 0.0) for _ in sizes], points, cluster_of), points)


def _place_discs(sizes: Sequence[int], weights: dict[Edge, int]) -> list[Disc]:
    """Return discs that do not overlap; those of clusters with links between them are near each other."""
    discs = []
    for number, radius in enumerate(SPACING * (0.85 * math.sqrt(size) + 0.6) for size in sizes):
        way = (SPACING * 2 * math.sqrt(max(sizes)) + GAP) * math.sqrt(number)
        discs.append(Disc(way * _FLATNESS * math.cos(number * _GOLDEN_ANGLE), way * math.sin(number * _GOLDEN_ANGLE), radius))
    for step in range(_DISC_STEPS):
        pull = 0.1 * (1 - step / _DISC_STEPS)
        for (one, other), weight in weights.items():
            _draw_together(discs[one], discs[other], pull * weight / (weight + 2))
        for disc in discs:
            disc.x *= 1 - pull / (4 * _FLATNESS)
            disc.y *= 1 - pull / 2
        _separate(discs)
    for _ in range(_DISC_STEPS):
        if not _separate(discs):
            break
    return discs


def _draw_together(one: Disc, other: Disc, share: float) -> None:
    """Move two discs towards each other by a share of the distance between them."""
    x, y = other.x - one.x, other.y - one.y
    distance = math.hypot(x, y) or 1.0
    step = share * max(distance - one.radius - other.radius - GAP, 0.0) / distance / 2
    one.x, one.y, other.x, other.y = one.x + x * step, one.y + y * step, other.x - x * step, other.y - y * step


def _separate(discs: Sequence[Disc]) -> bool:
    """Move discs that overlap away from each other, and return whether there were any."""
    has_moved = False
    for number, one in enumerate(discs):
        for other in discs[:number]:
            x, y = one.x - other.x, one.y - other.y
            distance = math.hypot(x, y)
            missing = one.radius + other.radius + GAP - distance
            if missing > 0.5:
                if distance == 0:
                    x, y, distance = 1.0, 0.0, 1.0
                step = missing / distance / 2
                one.x, one.y, other.x, other.y = one.x + x * step, one.y + y * step, other.x - x * step, other.y - y * step
                has_moved = True
    return has_moved


def _place_nodes(discs: Sequence[Disc], cluster_of: Sequence[int], edges: Sequence[Edge]) -> list[Point]:
    """Return the places of nodes, each in the disc of its cluster."""
    points = list(_fill_discs(discs, cluster_of))
    for step in range(_NODE_STEPS):
        moves = [[0.0, 0.0] for _ in points]
        for source, target in edges:
            (x1, y1), (x2, y2) = points[source], points[target]
            distance = math.hypot(x2 - x1, y2 - y1) or 1.0
            pull = 0.12 * min(max(distance - SPACING, 0.0), 2 * SPACING) / distance
            for node, sign in ((source, pull), (target, -pull)):
                moves[node][0] += (x2 - x1) * sign
                moves[node][1] += (y2 - y1) * sign
        largest = SPACING * 0.5 * (1 - step / _NODE_STEPS) + 0.5
        moved = []
        for (x, y), (across, down), cluster in zip(points, moves, cluster_of, strict=True):
            factor = min(1.0, largest / (math.hypot(across, down) or 1.0))
            moved.append(_keep_inside((x + across * factor, y + down * factor), discs[cluster]))
        points = _keep_apart(moved, cluster_of, discs)
    for _ in range(_NODE_STEPS):
        points = _keep_apart(points, cluster_of, discs)
    return points


def _fill_discs(discs: Sequence[Disc], cluster_of: Sequence[int]) -> list[Point]:
    """Return places in a spiral in each disc, as the seeds of a sunflower are."""
    counts: dict[int, int] = defaultdict(int)
    points = []
    for cluster in cluster_of:
        number, disc = counts[cluster], discs[cluster]
        counts[cluster] += 1
        way = SPACING * 0.75 * math.sqrt(number)
        points.append((disc.x + way * math.cos(number * _GOLDEN_ANGLE), disc.y + way * math.sin(number * _GOLDEN_ANGLE)))
    return points


def _fit_discs(discs: Sequence[Disc], points: Sequence[Point], cluster_of: Sequence[int]) -> list[Disc]:
    """Return the smallest discs in whose boxes all nodes of a cluster are."""
    found: dict[int, list[Point]] = defaultdict(list)
    for cluster, point in zip(cluster_of, points, strict=True):
        found[cluster].append(point)
    fitted = []
    for number, disc in enumerate(discs):
        xs, ys = zip(*found.get(number, [(disc.x, disc.y)]), strict=True)
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        fitted.append(Disc(x, y, max(max(xs) - min(xs), max(ys) - min(ys)) / 2 + SPACING / 2))
    return fitted


def _keep_inside(point: Point, disc: Disc) -> Point:
    x, y = point[0] - disc.x, point[1] - disc.y
    distance, most = math.hypot(x, y), disc.radius - SPACING / 2
    return point if distance <= most else (disc.x + x * most / distance, disc.y + y * most / distance)


def _keep_apart(points: Sequence[Point], cluster_of: Sequence[int], discs: Sequence[Disc]) -> list[Point]:
    """Return places that are at least most of :data:`SPACING` apart, as far as one step reaches."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(points):
        cells[int(x // SPACING), int(y // SPACING)].append(number)
    moved = []
    for number, (x, y) in enumerate(points):
        column, row = int(x // SPACING), int(y // SPACING)
        across = down = 0.0
        for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for other in cells.get(cell, ()):
                dx, dy = x - points[other][0], y - points[other][1]
                distance = math.hypot(dx, dy)
                if other == number or distance >= SPACING:
                    continue
                if distance < 0.01:
                    dx, dy, distance = math.cos(number), math.sin(number), 1.0
                push = (SPACING - distance) / distance * 0.35
                across, down = across + dx * push, down + dy * push
        moved.append(_keep_inside((x + across, y + down), discs[cluster_of[number]]))
    return moved
