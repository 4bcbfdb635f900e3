"""The server's end of the pipes to the process that builds."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import suppress

from .messages import Command, Event, read_event
from .options import BuildOptions

_SET_CHILD_SUBREAPER = 36
"""Source: https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html"""
_MAX_LINE = 1 << 26


class BuilderLink:
    """A process that builds, and those that it has forked."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, options: BuildOptions) -> BuilderLink:
        """Start the process. It knows the modules that the server was started with."""
        arguments = ("-m", f"{__package__}.builder", options.to_text())
        # In a session of its own, it is not interrupted by the key that ends the server, but ends with it.
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=PIPE, stdout=PIPE, limit=_MAX_LINE, start_new_session=True
        )
        return cls(process)

    async def read_events(self) -> AsyncIterator[Event]:
        """Yield events until all processes have ended."""
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            if event := read_event(line):
                yield event
            self._reap()

    def build(self, command: Command) -> None:
        """Ask for a build."""
        assert self._process.stdin is not None
        with suppress(OSError, RuntimeError):  # it has ended, which the end of events says
            self._process.stdin.write(command.to_line())

    def stop(self) -> None:
        """Let all processes end, which is when there are no more events."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    async def finish(self) -> None:
        """Let all processes end, and wait until they have."""
        assert self._process.stdout is not None
        self.stop()
        while await self._process.stdout.read(_MAX_LINE):
            pass
        await self._process.wait()
        self._reap()

    def _reap(self) -> None:
        """Take note of forked processes that have ended. Otherwise the system would keep entries for them."""
        if not hasattr(os, "waitid"):
            return
        with suppress(ChildProcessError):
            while found := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if found.si_pid == self._process.pid:
                    break  # that is done elsewhere
                os.waitpid(found.si_pid, os.WNOHANG)


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends, so that none is left as a zombie where nobody else cares."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
