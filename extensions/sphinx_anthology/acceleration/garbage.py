"""Tuning of Python's garbage collector for builds.

Sphinx creates millions of objects that nearly all live until their page is written, and Python looks through all of them again
and again. Collecting less often costs a little memory. At its end a process collects once more and takes all objects apart,
though the system frees the memory anyway; freezing them avoids that.
"""

from __future__ import annotations

import atexit
import gc

from sphinx.application import Sphinx

_THRESHOLDS = (50_000, 20, 20)
_thresholds_before: list[tuple[int, int, int]] = []
"""What :func:`_restore` restores: one entry during a build, none otherwise."""


def tune(app: Sphinx) -> None:
    """Collect less often until the build is finished, and not at the end of the process."""
    gc.freeze()
    if not _thresholds_before:  # a build that fails while it is set up never finishes
        _thresholds_before.append(gc.get_threshold())
    gc.set_threshold(*_THRESHOLDS)
    atexit.unregister(gc.freeze)  # once is enough for several builds in a process
    atexit.register(gc.freeze)
    app.connect("build-finished", lambda app, exception: _restore(), priority=900)


def _restore() -> None:
    if _thresholds_before:
        gc.set_threshold(*_thresholds_before.pop())
        gc.unfreeze()


def set_aside() -> None:
    """Hide all objects from the garbage collector; call it before processes are forked.

    Each process would look through all of them, and by that write to memory that it shares with the others until then.
    """
    if _thresholds_before:
        gc.freeze()
