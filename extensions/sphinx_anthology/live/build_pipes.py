"""The pipes between the process of a build and the one that waits for commands."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .messages import Command


@dataclass
class Building:
    """The process of a build, as the waiting process sees it."""

    pid: int
    ends: int
    """A pipe that ends when the process and all that it has forked have ended."""
    lifeline: int
    """The end of a pipe to write to. The process ends when it is closed."""
    handover: int = -1
    """A pipe that has a byte when another process waits in the place of this one; -1 if this one has taken over."""
    orders: int = -1
    """The end of a pipe to write the command to, or what the process that takes over needs; -1 if this one has taken over."""
    command: Command | None = None
    """What it was told; None if it was prepared and still waits."""
    is_early: bool = False
    """Whether it was prepared before there was a command."""

    def close(self) -> None:
        """Close all pipes. The process ends."""
        for descriptor in (self.ends, self.lifeline, self.handover, self.orders):
            if descriptor >= 0:
                os.close(descriptor)


@dataclass(frozen=True)
class Pipes:
    """The pipes of the process of a build, as it sees them itself; see :class:`Building`."""

    ends: int
    ends_writer: int
    handover: int
    orders: int
