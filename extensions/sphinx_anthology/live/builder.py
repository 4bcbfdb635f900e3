"""The process that builds: it waits for a command, and forks for each build.

::

    waits ──fork──→ prepares ── command ──→ reads documents ──fork──→ waits: it takes the place of the one above, which ends
      │                                           │
      │                                           └──→ writes pages, and ends
      └──→ goes on if the build fails before

The process of the next build is forked as soon as the last one has ended. It runs ``conf.py``, sets up extensions and loads
templates before there is a command. If something that it has read has changed then, it ends, and another one does the build
from the start.

The process in which documents are read stays in that state in another fork, and only then pages are written. So what is in
memory is what Sphinx has stored, and no page that was written has left anything. A command that comes while pages are written
ends that process, and the next build writes what was left. One that comes while another process takes the place of the one that
waits is handed on to it, so that there are never two of them.
"""

from __future__ import annotations

import gc
import os
import select
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..cache import preload
from ..sphinx_ext.resumption import FormerSite, keep_site
from .build import detach, load_templates, run_build
from .build_events import FIRST, BuildReport
from .build_pipes import Building, Pipes
from .lifeline import Lifeline
from .messages import Command, EventStream
from .options import BuildOptions
from .preparation import Preparation
from .preview import Preview
from .single_build import build_once

_USELESS = 3
"""The status of a process whose preparation does not hold, so that another one has to build."""
_COLLECT_EVERY = 10
"""Builds after which the garbage of former ones is collected."""


class _HandedOver(BaseException):
    """Leaves the build in the process that waits for the next one. Nothing catches it, because it is no error."""


class BuilderProcess:
    """The process that waits for commands, and all that are forked from it."""

    def __init__(self, options: BuildOptions, commands: int, events: EventStream) -> None:
        self.options = options
        self._commands = commands
        self.events = events
        self.env: BuildEnvironment | None = None
        self.site: FormerSite | None = None
        self.building: Building | None = None
        self._builds = 0
        self._input = b""
        """What was read of commands, and not obeyed."""

    def run(self) -> NoReturn:
        """Wait for commands, and build."""
        self.events.send("ready")
        while True:
            try:
                self._obey()
                self._wait()
            except _HandedOver:
                self._tidy()

    def _wait(self) -> None:
        building = self.building
        sources = [self._commands, *((building.ends, building.handover) if building else ())]
        found, _writable, _failed = select.select([source for source in sources if source >= 0], [], [])
        if building and building.handover in found and os.read(building.handover, 1):
            self._leave(building)
        if building and building.ends in found:
            self._finish(building)
        if self._commands in found:
            self._input += os.read(self._commands, 1 << 16) or os._exit(0)  # the server is gone; pipes end the others

    def _obey(self) -> None:
        """Do the last command that was read as a whole."""
        *lines, self._input = self._input.split(b"\n")
        if lines:
            self._build(Command.from_line(lines[-1]))

    def _leave(self, building: Building, line: bytes = b"") -> NoReturn:
        """End, because another process waits in the place of this one, and hand on to it what was read of commands."""
        with suppress(OSError):  # that one has ended, and the server will notice
            os.write(building.orders, line + self._input)
        os._exit(0)

    def _finish(self, building: Building) -> None:
        """Forget a process that has ended, and prepare the next build, or do what one that was prepared could not."""
        building.close()
        status = 0
        with suppress(ChildProcessError):
            status = os.waitstatus_to_exitcode(os.waitpid(building.pid, 0)[1])
        self.building = None
        if building.is_early and building.command and status == _USELESS:
            self._fork(building.command)
        elif building.command or not building.is_early:
            self.events.send("ended", pid=building.pid)
            if self.env is not None:
                self._fork(None)

    def _build(self, command: Command) -> None:
        """Have a process build. One that still writes is ended before."""
        building = self.building
        if building and building.is_early and not building.command:
            self._tell(building, command)
            return
        if building:
            os.close(building.lifeline)
            building.lifeline = -1
            if building.handover >= 0 and os.read(building.handover, 1):
                self._leave(building, command.to_line())  # that process ends the build
            while os.read(building.ends, 1):
                pass
            building.close()
            with suppress(ChildProcessError):
                os.waitpid(building.pid, 0)
            self.events.send("ended", pid=building.pid)
        self._fork(command)

    def _fork(self, command: Command | None) -> None:
        """Fork a process that builds.

        :param command: what it builds; None if it is told later, and only prepares the build.
        """
        ends, ends_writer = os.pipe()
        handover, handover_writer = os.pipe()
        alive, lifeline = os.pipe()
        orders, orders_writer = os.pipe()
        pid = os.fork()
        if pid:
            for descriptor in (ends_writer, handover_writer, alive, orders):
                os.close(descriptor)
            self.building = Building(pid, ends, lifeline, handover, orders_writer, is_early=command is None)
            if command:
                self._tell(self.building, command)
            return
        for descriptor in (lifeline, handover, orders_writer):
            os.close(descriptor)
        pipes = Pipes(ends, ends_writer, handover_writer, orders)
        _Build(self, Lifeline(alive), pipes, is_early=command is None).run()

    def _tell(self, building: Building, command: Command) -> None:
        """Tell a process what to build."""
        building.command = command
        self.events.send("build", pid=building.pid)
        with suppress(OSError):  # it has ended, which is noticed afterwards
            os.write(building.orders, command.to_line())

    def take_over(self, handover: int, orders: int) -> None:
        """Wait in the place of the process that waited until now, and read what that one hands on.

        :param handover: the end of a pipe by which that process is told. Nobody else tells it, so that one of the two ends.
        :param orders: a pipe for what it has read of commands.
        """
        self.events.send("ready")
        os.write(handover, b"!")
        self._input = b""
        while data := os.read(orders, 1 << 16):
            self._input += data

    def _tidy(self) -> None:
        """Collect the garbage of former builds now and then, and keep the rest from being looked through in each build."""
        self._builds += 1
        if self._builds % _COLLECT_EVERY == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()


class _Build:
    """A build in a process of its own."""

    def __init__(self, waiting: BuilderProcess, lifeline: Lifeline, pipes: Pipes, is_early: bool) -> None:
        self._waiting = waiting
        self._lifeline = lifeline
        self._pipes = pipes
        self._is_early = is_early
        self._preparation = Preparation()
        self._has_handed_over = False
        self._report = BuildReport(waiting.events)
        self._preview = Preview(waiting.events, lifeline, waiting.options.doctrees / "anthology" / "preview")

    def run(self) -> None:
        """Build, and end the process.

        :raises _HandedOver: in the process that waits from now on.
        """
        waiting, status = self._waiting, 1
        try:
            app = run_build(waiting.options, waiting.env, self)
            if waiting.env is None and not self._has_handed_over:  # nothing was written, so the environment is as stored
                self._hand_over(app)
            self._report.finish()
            status = 0
        except (Exception, SystemExit) as error:  # conf.py may end the process
            if self._is_early:
                os._exit(_USELESS)  # the process that takes the place of this one says what is wrong
            self._report.fail(error)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)

    def listen(self, app: Sphinx) -> None:
        """Listen to an application."""
        self._report.listen(app)
        # Handlers of the same priority are called in the order in which they were connected: this one comes after the report's.
        app.connect("write-started", lambda app, builder: self._hand_over(app), priority=FIRST)

    def wait(self, app: Sphinx) -> None:
        """Wait for the command. End the process if something else has changed than what a prepared build does not know."""
        if self._is_early:
            load_templates(app)
        preparation = self._preparation
        preparation.end()
        if self._is_early:
            if not preparation.is_reliable:
                os._exit(_USELESS)
            preload(Path(app.doctreedir))
        line = b""
        while not line.endswith(b"\n"):
            line += os.read(self._pipes.orders, 1 << 16) or os._exit(1)  # the process that waits for commands is gone
        command = Command.from_line(line)
        if self._is_early and not preparation.holds_after(command.edited, app.env):
            os._exit(_USELESS)
        self._is_early = False
        self._report.open_urls = frozenset(command.open_urls)
        self._preview.show(app, self._waiting.site, command)

    def _hand_over(self, app: Sphinx) -> None:
        """Fork the process that waits for the next command.

        :raises _HandedOver: in that process.
        """
        self._preview.wait()
        self._has_handed_over = True
        alive, lifeline = os.pipe()
        builder_pid, pipes, waiting = os.getpid(), self._pipes, self._waiting
        self._lifeline.switch(alive)  # before the process that holds the other one ends
        gc.freeze()
        if os.fork():
            os.close(lifeline)
            return
        waiting.building = Building(builder_pid, pipes.ends, lifeline)
        waiting.site = keep_site(app)
        waiting.env = detach(app.env)
        waiting.take_over(pipes.handover, pipes.orders)
        for descriptor in (alive, pipes.ends_writer, pipes.handover, pipes.orders):
            os.close(descriptor)
        raise _HandedOver


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
        build_once(options, commands, events)


if __name__ == "__main__":
    main()
