"""Reading: a few documents are read by one process, as several take longer to start than that."""

from __future__ import annotations

from sphinx.builders import Builder

_read_in_parallel = Builder._read_parallel
FEW = 8
"""Documents that are read or written in less time than a process takes to start and to send back what it has."""


def read_parallel(self: Builder, docnames: list[str], nproc: int) -> None:
    """Read documents, in *nproc* processes if they are many."""
    if len(docnames) > FEW:
        _read_in_parallel(self, docnames, nproc)
    else:
        self._read_serial(docnames)
