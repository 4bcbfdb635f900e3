"""What the processes say to each other: one JSON object in each line.

The server sends a :class:`Command` for each build. The answers are events, told apart by ``event``:

========== =========================================================================================================
``ready``   a process waits for a command
``watch``   what to watch: ``paths``, ``ignored`` and ``restarting`` ones, and whether builds ``may_be_interrupted``
``build``   a process builds: ``pid``
``problems`` the problems of a ``phase``; they take the place of former ones of these ``paths``, or of all
``preview`` a page to show at a ``url`` until the build has written it: ``file``
``pages``   the pages at these ``urls`` are written
``badges``  what is not published yet, by ``url``
``done``    a build has succeeded, and all files are written
``failed``  a build has failed: ``message``
``ended``   the process of a build has ended, however it did
========== =========================================================================================================
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from tempfile import TemporaryFile
from typing import Any

if sys.platform != "win32":
    import fcntl

Event = dict[str, Any]
"""An event, as described above."""


@dataclass(frozen=True, slots=True)
class Command:
    """A build that the server asks for."""

    open_urls: tuple[str, ...] = ()
    """The addresses of the pages that are open in browsers, relative to the root of the site. They are written first."""
    edited: tuple[str, ...] = ()
    """The absolute paths of the files that were edited since the last build; empty if that is not known."""

    def to_line(self) -> bytes:
        """Return the command as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Command:
        """Return the command in a line."""
        values = json.loads(line)
        return cls(tuple(values["open_urls"]), tuple(values["edited"]))


class EventStream:
    """The way of events to the server, which all processes of a builder share."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._turn = TemporaryFile()  # noqa: SIM115  its lock says whose turn it is to speak; it ends with the process

    def send(self, event: str, **values: object) -> None:
        """Send an event. It begins in a new line, because a process may have been killed while it sent another."""
        data = memoryview(b"\n" + json.dumps({"event": event, **values}).encode() + b"\n")
        with self._taking_turns():
            while data:
                data = data[os.write(self._descriptor, data) :]

    @contextmanager
    def _taking_turns(self) -> Iterator[None]:
        if sys.platform == "win32":  # where no process is forked
            yield
            return
        fcntl.lockf(self._turn, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._turn, fcntl.LOCK_UN)


def read_event(line: bytes) -> Event | None:
    """Return the event in a line; None if the line is empty or cut off."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None
