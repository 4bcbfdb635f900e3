"""The process that builds: it waits for a command, and forks for each build.

::

    waits ──fork──→ reads documents ──fork──→ waits: it takes the place of the one above, which ends
      │                   │
      │                   └──→ writes pages, and ends
      └──→ goes on if the build fails before

The process in which documents are read stays in that state in another fork, and only then pages are written. So what is in
memory is what Sphinx has stored, and no page that was written has left anything. A command that comes while pages are written
ends that process, and the next build writes what was left.
"""

from __future__ import annotations

import gc
import os
import select
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .build import detach, run_build
from .build_events import FIRST, BuildReport
from .lifeline import Lifeline
from .messages import Command, EventStream
from .options import BuildOptions

_COLLECT_EVERY = 10
"""Builds after which the garbage of former ones is collected."""


class _HandedOver(BaseException):
    """Leaves the build in the process that waits for the next one. Nothing catches it, because it is no error."""


@dataclass
class _Building:
    """The process of a build, as the waiting process sees it."""

    pid: int
    ends: int
    """A pipe that ends when the process and all that it has forked have ended."""
    lifeline: int
    """The end of a pipe to write to. The process ends when it is closed."""
    handover: int = -1
    """A pipe that has a byte when another process waits in the place of this one; -1 if this one has taken over."""


class BuilderProcess:
    """The process that waits for commands, and all that are forked from it."""

    def __init__(self, options: BuildOptions, commands: int, events: EventStream) -> None:
        self.options = options
        self._commands = commands
        self.events = events
        self.env: BuildEnvironment | None = None
        self.building: _Building | None = None
        self._builds = 0
        self._input = b""

    def run(self) -> NoReturn:
        """Wait for commands, and build."""
        self.events.send("ready")
        while True:
            try:
                self._wait()
            except _HandedOver:
                self._tidy()

    def _wait(self) -> None:
        building = self.building
        sources = [self._commands, *((building.ends, building.handover) if building else ())]
        found, _writable, _failed = select.select([source for source in sources if source >= 0], [], [])
        if building and building.handover in found and os.read(building.handover, 1):
            os._exit(0)  # another process waits in the place of this one
        if building and building.ends in found:
            self._finish(building)
        if self._commands in found:
            self._read_commands()

    def _read_commands(self) -> None:
        data = os.read(self._commands, 1 << 16)
        if not data:
            os._exit(0)  # the server is gone; pipes end the process that builds
        *lines, self._input = (self._input + data).split(b"\n")
        if lines:
            self._build(Command.from_line(lines[-1]))

    def _finish(self, building: _Building) -> None:
        """Forget a process that has ended."""
        for descriptor in (building.ends, building.lifeline, building.handover):
            if descriptor >= 0:
                os.close(descriptor)
        with suppress(ChildProcessError):
            os.waitpid(building.pid, 0)
        self.building = None
        self.events.send("ended", pid=building.pid)

    def _build(self, command: Command) -> None:
        """Fork a process that builds. One that still writes is ended before."""
        if self.building:
            os.close(self.building.lifeline)
            self.building.lifeline = -1
            while os.read(self.building.ends, 1):
                pass
            self._finish(self.building)
        ends, ends_writer = os.pipe()
        handover, handover_writer = os.pipe()
        alive, lifeline = os.pipe()
        pid = os.fork()
        if pid:
            for descriptor in (ends_writer, handover_writer, alive):
                os.close(descriptor)
            self.building = _Building(pid, ends, lifeline, handover)
            return
        os.close(lifeline)
        os.close(handover)
        _Build(self, command, Lifeline(alive), ends, ends_writer, handover_writer).run()

    def _tidy(self) -> None:
        """Collect the garbage of former builds now and then, and keep the rest from being looked through in each build."""
        self._builds += 1
        if self._builds % _COLLECT_EVERY == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()


class _Build:
    """A build in a process of its own."""

    def __init__(
        self, waiting: BuilderProcess, command: Command, lifeline: Lifeline, ends: int, ends_writer: int, handover: int
    ) -> None:
        self._waiting = waiting
        self._command = command
        self._lifeline = lifeline
        self._ends, self._ends_writer, self._handover = ends, ends_writer, handover
        self._has_handed_over = False
        self._report = BuildReport(waiting.events, command)

    def run(self) -> None:
        """Build, and end the process.

        :raises _HandedOver: in the process that waits from now on.
        """
        waiting, status = self._waiting, 1
        waiting.events.send("build", pid=os.getpid())
        try:
            app = run_build(waiting.options, waiting.env, self._prepare)
            if waiting.env is None and not self._has_handed_over:  # nothing was written, so the environment is as stored
                self._hand_over(app)
            self._report.finish()
            status = 0
        except (Exception, SystemExit) as error:  # conf.py may end the process
            self._report.fail(error)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

    def _prepare(self, app: Sphinx) -> None:
        self._report.prepare(app)
        # Handlers of the same priority are called in the order in which they were connected: this one comes after the report's.
        app.connect("write-started", lambda app, builder: self._hand_over(app), priority=FIRST)

    def _hand_over(self, app: Sphinx) -> None:
        """Fork the process that waits for the next command.

        :raises _HandedOver: in that process.
        """
        self._has_handed_over = True
        alive, lifeline = os.pipe()
        builder_pid = os.getpid()
        gc.freeze()
        if os.fork():
            os.close(lifeline)
            self._lifeline.switch(alive)
            self._waiting.events.send("ready")
            os.write(self._handover, b"!")
            return
        waiting = self._waiting
        os.close(alive)
        os.close(self._ends_writer)
        waiting.building = _Building(builder_pid, self._ends, lifeline)
        waiting.env = detach(app.env)
        os.close(self._handover)
        raise _HandedOver


def _build_once(options: BuildOptions, commands: int, events: EventStream) -> None:
    """Wait for a command, build, and end: the next build has a process of its own."""
    events.send("ready")
    line = os.read(commands, 1 << 16)
    if not line:
        return
    Lifeline(commands)
    report = BuildReport(events, Command.from_line(line))
    events.send("build", pid=os.getpid())
    try:
        run_build(options, None, report.prepare)
        report.finish()
    except (Exception, SystemExit) as error:
        report.fail(error)


def main() -> None:
    """Run the process. Commands come from standard input, and events go to standard output."""
    events = EventStream(os.dup(sys.stdout.fileno()))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what extensions print is no event
    commands = os.dup(sys.stdin.fileno())
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    options = BuildOptions.from_text(sys.argv[1])
    if options.forks:
        BuilderProcess(options, commands, events).run()
    else:
        _build_once(options, commands, events)


if __name__ == "__main__":
    main()
