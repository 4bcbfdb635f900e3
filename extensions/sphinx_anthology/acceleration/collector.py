"""Fewer garbage collections during a build, and none at its end.

Python looks through all objects again and again while Sphinx makes millions of them, nearly all of which live until their
page is written. Collecting more rarely takes some percent off a build, at the price of a little memory. And before a process
ends, Python collects once more, and takes all objects apart one by one, the memory of which the system takes back anyway: for
a site of a thousand articles that lasts longer than reading and writing one of them.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 20)


def collect_rarely() -> tuple[int, int, int]:
    """Put what is there now out of the collector's sight, and collect rarely from here on.

    :returns: the thresholds that were set before.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    atexit.unregister(gc.freeze)  # once is enough for several builds in a process
    atexit.register(gc.freeze)
    return before


def set_aside() -> None:
    """Put what was made meanwhile out of the collector's sight, too. It will stay.

    To be called before processes are forked off: each of them would look through all of it, and to look is to write, into
    memory that it shares with the others until then.
    """
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Collect nothing while many objects are made that will all stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def collect_as(threshold: tuple[int, int, int]) -> None:
    """Undo :func:`collect_rarely`; *threshold* is what it returned."""
    gc.set_threshold(*threshold)
    gc.unfreeze()
