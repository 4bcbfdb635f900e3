"""A build in a process of its own, where processes cannot be forked."""

from __future__ import annotations

import os

from sphinx.application import Sphinx

from .build import run_build
from .build_events import BuildReport
from .lifeline import Lifeline
from .messages import Command, EventStream
from .options import BuildOptions


class _OneBuild:
    """A build that knows its command from the start."""

    def __init__(self, report: BuildReport) -> None:
        self.listen = report.listen

    def wait(self, app: Sphinx) -> None:
        """Go on at once."""


def build_once(options: BuildOptions, commands: int, events: EventStream) -> None:
    """Wait for a command, build, and end: the next build has a process of its own."""
    events.send("ready")
    line = os.read(commands, 1 << 16)
    if not line:
        return
    Lifeline(commands)
    report = BuildReport(events)
    report.open_urls = frozenset(Command.from_line(line).open_urls)
    events.send("build", pid=os.getpid())
    try:
        run_build(options, None, _OneBuild(report))
        report.finish()
    except (Exception, SystemExit) as error:
        report.fail(error)
