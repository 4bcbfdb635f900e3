"""The places of articles in the drawings of links."""

from __future__ import annotations

import math

import pytest
from sphinx_anthology.outputs.link_graph.layout import GAP, GraphLayout, place_graph, place_ring

SIZES = [[1], [3, 1], [40, 12, 5, 1], [200], [5] * 20, [250] + [2] * 23, [1] * 24, [2, 2]]


def make_edges(count: int) -> list[tuple[int, int]]:
    """Return links of which some stay in a cluster and some do not."""
    return [(number, number * number % count) for number in range(count) if number != number * number % count]


def list_clusters(layout: GraphLayout, sizes: list[int]) -> list[list[tuple[float, float]]]:
    points = iter(layout.points)
    return [[next(points) for _ in range(size)] for size in sizes]


@pytest.mark.parametrize("sizes", SIZES)
def test_clusters_are_apart_and_have_their_nodes_inside(sizes: list[int]) -> None:
    layout = place_graph(sizes, make_edges(sum(sizes)))
    clusters = list_clusters(layout, sizes)
    for number, cluster in enumerate(clusters):
        for other in clusters[:number]:
            assert min(math.dist(one, two) for one in cluster for two in other) > GAP
    for disc, points in zip(layout.discs, clusters, strict=True):
        assert all(abs(x - disc.x) <= disc.radius and abs(y - disc.y) <= disc.radius for x, y in points)


@pytest.mark.parametrize("sizes", SIZES)
def test_nodes_do_not_overlap(sizes: list[int]) -> None:
    points = place_graph(sizes, make_edges(sum(sizes))).points
    assert len(points) == sum(sizes)
    assert all(math.dist(one, other) > 9 for number, one in enumerate(points) for other in points[:number])


def test_the_places_are_the_same_each_time() -> None:
    assert place_graph([30, 10, 4], make_edges(44)) == place_graph([30, 10, 4], make_edges(44))


def test_clusters_with_links_between_them_are_nearer_than_others() -> None:
    layout = place_graph([4] * 6, [(0, 20), (1, 21), (2, 22), (3, 23)])
    one, *others = layout.discs
    distances = [math.dist((one.x, one.y), (disc.x, disc.y)) for disc in others]
    assert distances[-1] <= sorted(distances)[1]


def test_linked_nodes_of_a_cluster_are_nearer_than_others() -> None:
    edges = [(0, 39), (5, 38), (9, 37)]
    linked = place_graph([40], edges).points
    plain = place_graph([40], []).points
    assert sum(math.dist(linked[a], linked[b]) for a, b in edges) < sum(math.dist(plain[a], plain[b]) for a, b in edges)


@pytest.mark.parametrize("sizes", [[1, 3], [1, 2, 2, 1], [1, 16], [1] * 17])
def test_neighbours_stand_around_the_article(sizes: list[int]) -> None:
    middle, *others = place_ring(sizes).points
    assert math.hypot(*middle) == 0
    assert len(others) == sum(sizes) - 1
    assert all(math.dist(one, other) > 18 for number, one in enumerate(others) for other in [middle, *others[:number]])
