"""Choose which names of a drawing are shown at which size, so that none overlaps another name or a node, or is cut off.

A letter has the same size on the screen at each scale. So the larger the drawing is shown, the more names have room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LETTER = 13.0
"""The size of letters on the screen, in pixels. The style sheet repeats it."""
SIZES = (320, 640, 1280, 2560)
"""The widths of a drawing that are looked at, in pixels: on a phone, on a wide screen, and zoomed. The script repeats them."""
_CELL = 40.0
_DISTANCE = 0.45
_LINE = 1.3
_CJK = "\u1100"
"""From here on letters are as wide as they are high."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is to be shown in a drawing."""

    text: str
    x: float
    y: float
    radius: float
    """The radius of the node or the cluster."""
    is_cluster: bool = False
    """Whether the name stands above or below its place, and not beside it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name with a place."""

    text: str
    size: int
    """The number of the first of :data:`SIZES` at which there is room for it."""
    anchor: str
    """``start`` for a name to the right of its place, ``end`` to the left, ``middle`` above or below."""
    x: float
    """The place of the anchor. A name above its place is moved away from the edges."""
    y: float
    """The middle of the line; for a name above or below its place the bottom of the line."""


class _Space:
    """What is taken of a drawing, in cells of a grid."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def has_room_for(self, box: Box) -> bool:
        left, top, right, bottom = box
        taken = (other for cell in _cells(box) for other in self._cells.get(cell, ()))
        return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row


def measure(text: str) -> float:
    """Return an upper bound for the width of a text, in letters."""
    return sum(1.0 if character >= _CJK else 0.62 for character in text)


def place_labels(names: Sequence[Name], nodes: Iterable[Box], frame: Box) -> list[Label | None]:
    """Return a label for each name, in order; None where there is no room at any size.

    :param names: the more important ones first.
    :param nodes: the boxes that names must not cover.
    """
    placed: list[Label | None] = [None] * len(names)
    nodes = list(nodes)
    for number, scale in enumerate(size / (frame[2] - frame[0]) for size in SIZES):
        space = _Space()
        for box in nodes:
            space.add(box)
        for label in filter(None, placed):
            space.add(_find_box(label, scale))
        for position, name in enumerate(names):
            if placed[position]:
                continue
            for label in _list_places(name, number, LETTER / scale, frame):
                box = _find_box(label, scale)
                if _is_inside(box, frame) and space.has_room_for(box):
                    placed[position] = label
                    space.add(box)
                    break
    return placed


def _list_places(name: Name, number: int, letter: float, frame: Box) -> Iterator[Label]:
    """Yield the places that a name may have at a size of letters."""
    if not name.is_cluster:
        yield Label(name.text, number, "start", name.x + name.radius, name.y)
        yield Label(name.text, number, "end", name.x - name.radius, name.y)
        return
    half = measure(name.text) * letter / 2
    x = min(max(name.x, frame[0] + half), frame[2] - half)
    for y in (name.y - name.radius, name.y + name.radius + _LINE * letter):
        yield Label(name.text, number, "middle", x, y)


def _find_box(label: Label, scale: float) -> Box:
    """Return the box of a name, in units of the drawing."""
    letter = LETTER / scale
    width, height, x, y = measure(label.text) * letter, _LINE * letter, label.x, label.y
    if label.anchor == "middle":
        return x - width / 2, y - height, x + width / 2, y
    start = x + _DISTANCE * letter if label.anchor == "start" else x - _DISTANCE * letter - width
    return start, y - height / 2, start + width, y + height / 2


def _is_inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
