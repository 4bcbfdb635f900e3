"""The style sheet with the focal points of covers.

Each point has a class, so that no page has a ``style`` attribute, which a strict content security policy forbids.
"""

from __future__ import annotations

from collections.abc import Iterable

FOCUS_CLASS = "anthology-focus-"
"""The beginning of the class of each focal point."""


def class_of_focus(focus: str) -> str:
    """Return the class of a focal point such as ``30% 20%``."""
    return FOCUS_CLASS + focus.replace("%", "").replace(" ", "-")


def render_focal_points(points: Iterable[str]) -> bytes:
    """Return a style sheet."""
    return "".join(f".{class_of_focus(point)}{{object-position:{point}}}\n" for point in sorted(points)).encode()
