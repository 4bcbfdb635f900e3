"""Fewer garbage collections during a build.

Python looks through all objects again and again while Sphinx makes millions of them, nearly all of which live until their
page is written. Collecting more rarely takes some percent off a build, at the price of a little memory.
"""

from __future__ import annotations

import gc

_RARELY = (20_000, 20, 20)


def collect_rarely() -> tuple[int, int, int]:
    """Put what is there now out of the collector's sight, and collect rarely from here on.

    :returns: the thresholds that were set before.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    return before


def collect_as(threshold: tuple[int, int, int]) -> None:
    """Undo :func:`collect_rarely`; *threshold* is what it returned."""
    gc.set_threshold(*threshold)
    gc.unfreeze()
