"""Pipes by which no process outlives the one that it works for.

A pipe ends when all processes that could write to it have ended, however they did. So a process that reads from a pipe, which
only the process that it works for can write to, notices that this one is gone. This works with any end, and on any system.
"""

from __future__ import annotations

import os
import threading


class Lifeline:
    """Ends this process with the one that holds the other end of a pipe."""

    def __init__(self, descriptor: int) -> None:
        """Watch a pipe.

        :param descriptor: the end to read from. Nobody writes to the pipe.
        """
        self._descriptor = descriptor
        self.watch_here()

    def watch_here(self) -> None:
        """Watch the pipe in a process that was forked from the one that does: threads are not."""
        threading.Thread(target=self._watch, daemon=True).start()

    def switch(self, descriptor: int) -> None:
        """Watch another pipe from now on; the end of the former one has no effect any more."""
        self._descriptor = descriptor

    def _watch(self) -> None:
        while True:
            descriptor = self._descriptor
            os.read(descriptor, 1)
            if descriptor == self._descriptor:
                os._exit(1)
            os.close(descriptor)
