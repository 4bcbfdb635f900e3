"""Work that nothing else in a build waits for, in processes of its own.

What is stored for the next build takes a while, and nobody looks at it before this one has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx.util.parallel import ParallelTasks, parallel_available

from . import memory

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_MOST = 8  # more than there are
_tasks: WeakKeyDictionary[Sphinx, ParallelTasks] = WeakKeyDictionary()


def run(app: Sphinx, job: Callable[[], object]) -> None:
    """Do a job in another process, if there may be several, with everything as it is now; it is done before the build ends.

    :param job: what it changes in memory, or returns, is lost.
    """
    if app.parallel < 2 or not parallel_available:
        job()
        return
    if app not in _tasks:
        _tasks[app] = ParallelTasks(_MOST)
        app.connect("build-finished", lambda app, exception: _wait(app), priority=2)
    memory.set_aside()
    _tasks[app].add_task(lambda: (job(), None)[1])


def _wait(app: Sphinx) -> None:
    """Wait until all is done, whatever became of the build: half a file is of no use."""
    if tasks := _tasks.pop(app, None):
        tasks.join()
