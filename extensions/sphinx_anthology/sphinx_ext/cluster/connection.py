"""Batches and their results, sent through Dask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from hashlib import sha256
from itertools import count
from typing import Any

import dask
from dask.typing import Key
from distributed import Client, Future, KilledWorker, LocalCluster, Security, wait
from sphinx.util import logging

from ...problems import Code
from ...settings import MEGABYTE
from ..failures.build_errors import stop_build
from ..warnings import warn
from . import worker
from .addresses import LOCAL, is_encrypted
from .orders import LostProcessError, Order, Phase, RefusedWorkerError, Reply, Result, Work, pack, unpack

logger = logging.getLogger(__name__)

_AHEAD = 3
"""Batches for each worker that are sent before they can be worked on, so that no worker waits."""
_TRIES = 10
"""How often a batch is begun, if workers are lost."""
_WAIT_SECONDS = 60
"""How long the first worker is waited for. For the scheduler it is Dask's option ``distributed.comm.timeouts.connect``."""
_CHECK_SECONDS = 10
"""How long no batch comes back before it is seen whether there are workers."""
_RETURN_SECONDS = 30
"""How long a worker is waited for when there is none any more. Dask's nanny starts one again."""
_ADVICE = "Start a scheduler and workers there, with certificates of one authority if it begins with tls://, and build again."
_ADVICE_ON_CERTIFICATES = "Name its files in Dask's options distributed.comm.tls.ca-file, client.cert and client.key there."
_LOST_SCHEDULER = "scheduler-connection-lost"
"""Dask's reason for batches that it forgets with its scheduler."""
_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1TB", "distributed.logging": {"distributed": "critical"}}
"""A project is larger than what Dask expects to be sent."""


def _note_loss(losses: int, error: Exception) -> None:
    """Say that the worker of a batch was lost, and end the build if that happens too often."""
    loss = str(error).strip().rpartition("\n")[2]
    if losses == _TRIES:
        stop_build(f"The cluster has lost the workers of a batch {_TRIES} times, the last time because of this: {loss}")
    logger.info("A batch is sent again, because its worker was lost: %s", loss)


def _is_scheduler_lost(error: Exception) -> bool:
    return getattr(error, "reason", "") == _LOST_SCHEDULER


def _check_certificates(address: str) -> None:
    """End the build if Dask's options do not fit the address of a scheduler. Dask would end it with a traceback.

    :raises OSError: a certificate cannot be read.
    """
    security = Security()
    if is_encrypted(address) and not security.get_connection_args("client")["ssl_context"]:
        stop_build(f"The cluster {address!r} cannot be used without a certificate. {_ADVICE_ON_CERTIFICATES}")
    if security.require_encryption and not is_encrypted(address):
        stop_build(f"The cluster {address!r} is not used, because Dask's option distributed.comm.require-encryption is set.")


def _start_workers(number: int) -> LocalCluster:
    """Start workers here. Their certificates are in memory, so that others who have an account here cannot connect."""
    return LocalCluster(n_workers=number, threads_per_worker=1, security=True, dashboard_address="127.0.0.1:0")


class ClusterConnection:
    """The workers of a build."""

    def __init__(self, address: str, processes: int) -> None:
        """Connect to a scheduler, or start workers on this machine.

        :param address: the address of the scheduler.
        :param processes: the number of workers that are started if the address is ``local``.
        """
        self._address = address
        self._local: Any = None
        self._refused: set[str] = set()
        self._order: Order | None = None
        self._numbers = count()
        self._allowed: dict[Key, set[str]] = {}
        """The workers that a batch may run on, by its key, once a worker was refused."""
        self._batches: Counter[str] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._received: Counter[str] = Counter()
        """Batches, seconds of work and bytes of results, by the address of the worker."""
        with dask.config.set(_SETTINGS):
            self._client = self._connect(processes)
        logger.info("cluster: %d workers at %s", self.size, self._client.scheduler.address)
        if link := self._client.dashboard_link:
            logger.info("Dask's dashboard is at %s if the scheduler has one", link)

    def _connect(self, processes: int) -> Client:
        """Connect, and wait for the first worker. End the build with advice if that fails."""
        address = self._address
        try:
            if address == LOCAL:
                self._local = _start_workers(processes)
            else:
                _check_certificates(address)
            client = Client(self._local or address, set_as_default=False)
            client.wait_for_workers(1, timeout=_WAIT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:  # ValueError is for options of Dask that it cannot read
            reason = str(error).strip().partition("\n")[0]
            stop_build(f"The cluster {address!r} cannot be used: {reason}. {_ADVICE}")
        return client

    @property
    def size(self) -> int:
        """The number of workers."""
        return len(self._list_workers())

    def _list_workers(self) -> set[str]:
        return set(self._client.scheduler_info(n_workers=-1)["workers"])

    def begin(self, order: Order, archive: bytes) -> None:
        """Begin a build.

        :param archive: the files of the project.
        """
        self._order = order
        self._archive = self._keep("archive", archive)

    def _keep(self, kind: str, data: bytes) -> Future:
        """Let Dask keep data for all workers. It is sent from worker to worker, once to each."""
        with dask.config.set(_SETTINGS):
            return self._client.submit(worker.keep, data, key=f"anthology-{kind}-{sha256(data).hexdigest()}")

    def run(self, phase: Phase, works: Sequence[Callable[[], Work]]) -> Iterator[tuple[int, Result]]:
        """Yield the results of batches with their numbers, as they come.

        :param works: a function for each batch, which is called when it can be sent. The first ones are begun first.
        """
        try:
            yield from self._run(phase, works)
        except Exception as error:  # what Dask raises differs with the moment
            if self._client.status == "running" and not _is_scheduler_lost(error):
                raise
            stop_build(f"The scheduler {self._address!r} is lost. Start it, and build again.")

    def _run(self, phase: Phase, works: Sequence[Callable[[], Work]]) -> Iterator[tuple[int, Result]]:
        state = self._keep(phase.name, pack(phase))
        waiting = list(enumerate(works))[::-1]
        losses: Counter[int] = Counter()
        running: dict[Future, int] = {}
        while waiting or running:
            while waiting and len(running) < max(self.size, 1) * _AHEAD:
                number, work = waiting.pop()
                running[self._submit(phase, state, work())] = number
            future = self._await_one(running)
            number = running.pop(future)
            try:
                result = self._take(future)
            except RefusedWorkerError as error:
                self._refuse(*error.args)
            except (KilledWorker, LostProcessError) as error:
                losses[number] += 1
                _note_loss(losses[number], error)
            except CancelledError as error:
                if _is_scheduler_lost(error):
                    raise
            else:
                yield number, result
                continue
            running[self._submit(phase, state, works[number]())] = number

    def _await_one(self, running: Collection[Future]) -> Future:
        """Return a batch that is done, or whose workers are gone."""
        while True:
            with suppress(TimeoutError, CancelledError), self._client.as_current():
                wait(list(running), timeout=_CHECK_SECONDS, return_when="FIRST_COMPLETED")
            if done := next((future for future in running if future.done()), None):
                return done
            self._await_worker()
            workers = self._list_workers()
            if stranded := [future for future in running if not workers & self._allowed.get(future.key, workers)]:
                self._client.cancel(stranded)

    def _await_worker(self) -> None:
        """End the build if there is no worker, and none comes."""
        if self._refused:
            self._list_accepted()
        try:
            self._client.wait_for_workers(1, timeout=_RETURN_SECONDS)
        except TimeoutError:
            stop_build("The cluster has lost all its workers. Start workers, and build again.")

    def _submit(self, phase: Phase, state: Future, work: Work) -> Future:
        assert self._order
        key = f"anthology-{self._order.name}-{phase.name}-{next(self._numbers)}"
        if self._refused:
            self._allowed[key] = self._list_accepted()
        arguments = self._order, self._archive, phase.name, state, pack(work)
        workers = list(self._allowed.get(key, ())) or None
        with dask.config.set(_SETTINGS):
            return self._client.submit(worker.do_work, *arguments, key=key, pure=False, workers=workers)

    def _list_accepted(self) -> set[str]:
        accepted = self._list_workers() - self._refused
        if not accepted:
            stop_build("No worker of the cluster can build this site. Give all workers the versions that are installed here.")
        return accepted

    def _take(self, future: Future) -> Result:
        """Return the result of a batch."""
        try:
            reply: Reply = future.result()
        finally:
            future.release()
        result: Result = unpack(reply.data)
        self._batches[reply.worker] += 1
        self._seconds[reply.worker] += reply.seconds
        self._received[reply.worker] += len(reply.data)
        return result

    def _refuse(self, address: str, reason: str) -> None:
        if address not in self._refused:
            self._refused.add(address)
            warn(Code.WORKER_REFUSED, f"The worker {address} is not used, because {reason}.", None)

    def summarise(self) -> Iterator[str]:
        """Yield a line about each worker."""
        for name, batches in sorted(self._batches.items()):
            yield f"{name}: {batches} batches, {self._seconds[name]:.1f} s, {self._received[name] / MEGABYTE:.1f} MB received"

    def close(self) -> None:
        """Let workers end their builds, and close the connection."""
        with suppress(Exception):  # what is lost has nothing to end
            if self._order and self._client.status == "running":
                self._client.run(worker.end_build, self._order.name, on_error="ignore")
        with suppress(Exception):
            self._client.close(timeout=5)
        if self._local:
            self._local.close()
