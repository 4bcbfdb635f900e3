"""The names in drawings of links."""

from __future__ import annotations

from sphinx_anthology.outputs.link_graph.labels import LETTER, SIZES, Label, Name, measure, place_labels

FRAME = (0.0, 0.0, 800.0, 400.0)


def list_sizes(labels: list[Label | None]) -> list[int | None]:
    return [label.size if label else None for label in labels]


def test_a_name_with_room_is_shown_at_every_size() -> None:
    assert place_labels([Name("Tides", 100, 100, 5)], [], FRAME) == [Label("Tides", 0, "start", 105, 100)]


def test_a_name_at_the_right_edge_stands_to_the_left() -> None:
    assert place_labels([Name("Tides", 780, 100, 5)], [], FRAME) == [Label("Tides", 0, "end", 775, 100)]


def test_the_second_of_two_near_names_is_shown_when_the_drawing_is_larger() -> None:
    names = [Name("A harbour in spring", 100, 100, 5), Name("The tides of spring", 100, 112, 5)]
    first, second = list_sizes(place_labels(names, [], FRAME))
    assert first == 0
    assert second is not None
    assert second > 0


def test_a_name_covers_no_node() -> None:
    nodes = [(110, 95, 120, 105), (80, 95, 90, 105)]
    assert place_labels([Name("Tides", 100, 100, 5)], nodes, FRAME) == [None]


def test_a_name_that_is_too_long_is_not_cut_off() -> None:
    assert place_labels([Name("x" * 400, 400, 100, 5)], [], FRAME) == [None]
    assert place_labels([Name("물" * 400, 400, 100, 5)], [], FRAME) == [None]


def test_the_name_of_a_cluster_is_moved_away_from_the_edge() -> None:
    [label] = place_labels([Name("A long name of a cluster", 790, 100, 20, is_cluster=True)], [], FRAME)
    assert label is not None
    assert label.anchor == "middle"
    half = measure(label.text) * LETTER * 800 / SIZES[label.size] / 2
    assert label.x + half <= 800


def test_the_name_of_a_cluster_without_room_above_stands_below() -> None:
    [label] = place_labels([Name("Tides", 400, 10, 20, is_cluster=True)], [(380, 0, 420, 30)], FRAME)
    assert label is not None
    assert label.y > 30


def test_hangul_is_as_wide_as_high() -> None:
    assert measure("물때") == 2
    assert 1 < measure("ab") < 2
