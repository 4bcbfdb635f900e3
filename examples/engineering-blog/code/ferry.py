"""Carry work from one process to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


class Queue:
    """A queue of jobs that survives a restart.

    :param path: the file in which jobs are kept.
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def put(self, job: str, priority: int = 0) -> None:
        """Add a job. Jobs with a higher priority come first."""

    def take(self, timeout: float | None = None) -> str:
        """Return the next job, and wait for it at most *timeout* seconds.

        :raises TimeoutError: there was none.
        """
        raise TimeoutError


def batch(jobs: Iterable[str], size: int, key: Callable[[str], str] | None = None) -> Iterator[list[str]]:
    """Yield jobs in lists of at most *size*, those with the same key together."""
