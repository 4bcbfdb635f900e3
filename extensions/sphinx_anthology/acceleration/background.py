"""Jobs that nothing else in a build waits for, each in a process of its own.

What is stored for the next build takes a while, and this build does not read it again.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.parallel import ParallelTasks, parallel_available

from . import garbage

JobValue = TypeVar("JobValue")

_CLOSE, _WAIT = 1, 2
"""Priorities at ``build-finished``: a job that waits for a value has to learn that none will come before it is waited for."""
_jobs: WeakKeyDictionary[Sphinx, list[ParallelTasks]] = WeakKeyDictionary()
"""The jobs of each build where the acceleration is loaded. Each job is a pool of its own, so that one failure ends no other."""


def enable_background_jobs(app: Sphinx) -> None:
    """Let jobs of this build run in processes of their own, if Sphinx may use several."""
    _jobs[app] = []
    app.connect("build-finished", _wait, priority=_WAIT)


def has_background_jobs(app: Sphinx) -> bool:
    """Return whether :func:`run_in_background` starts processes."""
    return app in _jobs and app.parallel > 1 and parallel_available


def run_in_background(app: Sphinx, job: Callable[[], object]) -> None:
    """Run a job in another process, or in this one if there may be no other. It is done before the build ends.

    Failures are raised when the build ends.

    :param job: sees everything as it is now. What it changes in memory, and what it returns, is lost.
    """
    if not has_background_jobs(app):
        job()
        return

    def job_without_result() -> None:
        job()

    garbage.set_aside()
    task = ParallelTasks(1)
    task.add_task(job_without_result)
    _jobs[app].append(task)


def _wait(app: Sphinx, exception: Exception | None) -> None:
    """Wait for all jobs, also if the build has failed: half a file is of no use.

    :raises SphinxError: a job failed, and nothing before; the one that was started first, if several did.
    """
    errors: list[SphinxError] = []
    tasks, _jobs[app] = _jobs[app], []
    for task in tasks:
        try:
            task.join()
        except SphinxError as error:
            errors.append(error)
        except EOFError:
            message = "A process that stores something was killed; memory may be short. Build again, or without -j."
            errors.append(SphinxError(message))
    if errors and exception is None:
        raise errors[0]


class TwoStepJob(Generic[JobValue]):
    """A background job whose second step needs a value that is known later."""

    def __init__(self, app: Sphinx, first: Callable[[], object], second: Callable[[JobValue], object]) -> None:
        """Start the first step. The second one is left out if the build ends before :meth:`finish` is called."""
        receiver, self._sender = Pipe(duplex=False)

        def job() -> None:
            self._sender.close()  # the receiver would never see the end of the pipe while this process holds it open
            first()
            with suppress(EOFError):
                second(receiver.recv())

        run_in_background(app, job)
        receiver.close()
        app.connect("build-finished", lambda app, exception: self._close(), priority=_CLOSE)
        atexit.register(self._close)  # Python waits for the process if the build is interrupted

    def finish(self, value: JobValue) -> None:
        """Send the value, and let the second step run."""
        with suppress(BrokenPipeError):  # the first step failed, which is raised when the build ends
            self._sender.send(value)
        self._close()

    def _close(self) -> None:
        self._sender.close()
        atexit.unregister(self._close)
