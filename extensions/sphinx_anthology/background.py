"""Work that nothing else in a build waits for, in processes of its own.

What is stored for the next build takes a while, and nobody looks at it before this one has ended.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from sphinx.util.parallel import ParallelTasks, parallel_available

from . import memory

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Value = TypeVar("Value")

_MOST = 8  # more than there are
_tasks: WeakKeyDictionary[Sphinx, ParallelTasks] = WeakKeyDictionary()


def is_possible(app: Sphinx) -> bool:
    """Tell whether there may be other processes."""
    return bool(app.parallel > 1 and parallel_available)


def run(app: Sphinx, job: Callable[[], object]) -> None:
    """Do a job in another process, if there may be one, with everything as it is now; it is done before the build ends.

    :param job: what it changes in memory, or returns, is lost.
    """
    if not is_possible(app):
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


class Halfway(Generic[Value]):
    """A job of two parts in another process, the second of which needs something that is known later."""

    def __init__(self, app: Sphinx, first: Callable[[], object], second: Callable[[Value], object]) -> None:
        """Do the first part. If the build ends before :meth:`finish` is called, the second one is left out."""
        receiving, self._sending = Pipe(duplex=False)

        def job() -> None:
            self._sending.close()  # or it would wait for itself
            first()
            with suppress(EOFError):
                second(receiving.recv())

        run(app, job)
        receiving.close()
        app.connect("build-finished", lambda app, exception: self._close(), priority=1)
        # If the build is interrupted, Python waits for the process.
        atexit.register(self._close)

    def finish(self, value: Value) -> None:
        """Have the second part done."""
        self._sending.send(value)
        self._close()

    def _close(self) -> None:
        self._sending.close()
        atexit.unregister(self._close)
