"""Drawing in several processes, with a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sphinx.application import Sphinx
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks, parallel_available

Item = TypeVar("Item")
Result = TypeVar("Result")

_MIN_FOR_PROCESSES = 20
"""Number of items from which on it is worth while to start processes."""
_BATCH = 25
"""Maximum number of items that a process draws."""


def draw_all(
    app: Sphinx, items: Sequence[Item], draw: Callable[[Sequence[Item]], Sequence[Result] | None], what: str
) -> list[Result]:
    """Return what *draw* returns for all items, in any order. It runs in several processes if the build may use them.

    :param draw: gets some of the items, and what it returns can be pickled.
    :param what: the word for the items in the progress bar.
    """
    if not items:
        return []
    is_parallel = app.parallel > 1 and parallel_available and len(items) >= _MIN_FOR_PROCESSES
    size = min(_BATCH, -(-len(items) // app.parallel)) if is_parallel else 1
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    results: list[Result] = []
    tasks = ParallelTasks(app.parallel)
    for chunk in status_iterator(chunks, f"drawing {what}... ", "brown", len(chunks), app.verbosity, lambda _chunk: ""):
        if is_parallel:
            tasks.add_task(draw, chunk, lambda _chunk, found: results.extend(found or ()))
        else:
            results.extend(draw(chunk) or ())
    tasks.join()
    return results
