"""Elements of HTML that are changed one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag


def select_present(root: Tag, selector: str) -> Iterator[Tag]:
    """Yield the elements that a selector finds, without those that are gone when it is their turn.

    In hostile HTML, an element may be in one of its own kind, with which it is deleted or replaced.
    """
    for element in root.select(selector):
        if not element.decomposed and element.parent is not None:
            yield element
