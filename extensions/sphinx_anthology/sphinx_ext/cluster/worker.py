"""What runs in the process of a Dask worker: it starts the build of the worker, and hands batches over to it.

The build is a program of its own, because a Dask worker lives longer than a build, and Python would keep modules of an earlier
one.
"""

from __future__ import annotations

import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from distributed import get_worker

from .orders import LostProcessError, Order, RefusedWorkerError, Reply, compare_versions
from .project_archive import place_project, unpack_archive

_PROGRAM = "sphinx_anthology.sphinx_ext.cluster.worker_build"
_LOG = "build.log"
_SHOWN = 2000
"""Characters of the log of a build that could not begin."""


class _WorkerBuild:
    """The build of this worker."""

    def __init__(self, order: Order, archive: bytes, folder: str) -> None:
        self.name = order.name
        self._phase = ""
        self._folder = Path(tempfile.mkdtemp(prefix="anthology-", dir=folder))
        unpack_archive(archive, place_project(self._folder, order.root))
        own, other = socket.socketpair()
        with other, (self._folder / _LOG).open("wb") as log:
            command = [sys.executable, "-m", _PROGRAM, str(other.fileno()), str(self._folder)]
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[other.fileno()], cwd=self._folder
            )
        self._connection = Connection(own.detach())
        self._connection.send(order)

    def run(self, phase: str, state: bytes, work: bytes) -> bytes:
        """Return the packed result of a batch.

        :raises LostProcessError: the process has ended. :raises RefusedWorkerError: the build cannot be begun here.
        """
        try:
            if phase != self._phase:
                if refusal := self._begin(state):
                    raise RefusedWorkerError(get_worker().address, refusal)
                self._phase = phase
            self._connection.send_bytes(work)
            result = self._connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise LostProcessError(self._read_log()) from error
        if not result:
            raise LostProcessError("the process of a batch was killed; memory may be short")
        return result

    def _begin(self, state: bytes) -> str:
        """Let the build go on to its next phase, and return why it cannot; empty if it can."""
        try:
            self._connection.send_bytes(state)
            return str(pickle.loads(self._connection.recv_bytes()))
        except (EOFError, OSError):
            if self._process.wait() < 0:  # a signal has ended it, which may not happen again
                raise
            return f"its build cannot begin: {self._read_log().strip().rpartition(chr(10))[2]}"

    def _read_log(self) -> str:
        return (self._folder / _LOG).read_text(encoding="utf-8", errors="replace")[-_SHOWN:]

    def close(self) -> None:
        """End the process, and delete its folder."""
        self._connection.close()
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


_lock = Lock()
_builds: list[_WorkerBuild] = []
"""The build of this process, if there is one."""


def do_work(order: Order, archive: bytes, phase: str, state: bytes, work: bytes) -> Reply:
    """Read or write a batch.

    :param phase: the name of the step of the build.
    :param state: the packed :class:`.orders.Phase`.
    :param work: the packed :class:`.orders.Work`.
    :raises RefusedWorkerError: this worker cannot do it. :raises LostProcessError: it can be tried again.
    """
    started = time.perf_counter()
    if difference := compare_versions(order.versions):
        raise RefusedWorkerError(get_worker().address, difference)
    with _lock:
        if _builds and _builds[0].name != order.name:
            _builds.pop().close()
        if not _builds:
            _builds.append(_WorkerBuild(order, archive, get_worker().local_directory))
        try:
            data = _builds[0].run(phase, state, work)
        except BaseException:
            _builds.pop().close()
            raise
    return Reply(get_worker().address, time.perf_counter() - started, data)


def end_build(name: str) -> None:
    """End a build, when all of it is done."""
    with _lock, suppress(IndexError):
        if _builds[0].name == name:
            _builds.pop().close()


def keep(data: bytes) -> bytes:
    """Return data. Dask keeps it on the workers that need it, and asks for it again if they are lost."""
    return data
