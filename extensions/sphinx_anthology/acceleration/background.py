"""Work that nothing else in a build waits for, in processes of its own.

What is stored for the next build takes a while, and this one does not look at it again. What goes wrong there is told when the
build ends.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Generic, TypeVar
from weakref import WeakKeyDictionary

from sphinx.errors import SphinxError
from sphinx.util.parallel import ParallelTasks, parallel_available

from . import collector

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Value = TypeVar("Value")

_CLOSING, _WAITING = 1, 2  # what waits for a value learns that none will come before it is waited for
_jobs: WeakKeyDictionary[Sphinx, list[ParallelTasks]] = WeakKeyDictionary()
"""The jobs of a build, each by itself: one that fails does not end the others."""


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
    if app not in _jobs:
        _jobs[app] = []
        app.connect("build-finished", lambda app, exception: _wait(app), priority=_WAITING)

    def without_result() -> None:
        job()

    collector.set_aside()
    task = ParallelTasks(1)
    task.add_task(without_result)
    _jobs[app].append(task)


def _wait(app: Sphinx) -> None:
    """Wait until all is done, whatever became of the build: half a file is of no use.

    :raises SphinxError: something went wrong; of several things the one that was begun first.
    """
    errors: list[SphinxError] = []
    for task in _jobs.pop(app, ()):
        try:
            task.join()
        except SphinxError as error:
            errors.append(error)
        except EOFError:
            errors.append(
                SphinxError("A process that stores something was killed; memory may be short. Build again, or without -j.")
            )
    if errors:
        raise errors[0]


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
        app.connect("build-finished", lambda app, exception: self._close(), priority=_CLOSING)
        # If the build is interrupted, Python waits for the process.
        atexit.register(self._close)

    def finish(self, value: Value) -> None:
        """Have the second part done."""
        with suppress(BrokenPipeError):  # the first part failed, which is told when the build ends
            self._sending.send(value)
        self._close()

    def _close(self) -> None:
        self._sending.close()
        atexit.unregister(self._close)
