"""Documents that are sent to a worker together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

_PER_WORKER = 6
"""Batches for each worker, so that the last one is not waited for long."""


class Batch(NamedTuple):
    """Documents that follow each other."""

    docnames: tuple[str, ...]
    size: int
    """Bytes of their files. Large batches are begun first."""


def divide(docnames: Sequence[str], size_of: Callable[[str], int], workers: int) -> list[Batch]:
    """Divide documents into batches of about the same number of bytes, and keep their order.

    :param size_of: returns the number of bytes of a document.
    """
    sizes = [size_of(docname) + 1 for docname in docnames]
    target = max(-(-sum(sizes) // (max(workers, 1) * _PER_WORKER)), 1)
    batches: list[Batch] = []
    start = total = 0
    for position, size in enumerate(sizes, 1):
        total += size
        if total >= target or position == len(docnames):
            batches.append(Batch(tuple(docnames[start:position]), total))
            start, total = position, 0
    return batches
