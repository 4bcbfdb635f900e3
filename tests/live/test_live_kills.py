"""Random processes of ``anthology live`` are killed at random moments: none is left, and what is built afterwards is right.

``nox -s live_kills`` kills many.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from live_server import LiveServer, assert_exact, write_mark
from random_blogs import EDITS, SITE, Author, Blog, Edit, Wait

pytestmark = [pytest.mark.build, pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")]

KILLS = int(os.environ.get("ANTHOLOGY_KILLS", "2"))
"""The number of kills."""
_OF_ONE_SITE = min(KILLS, 10)


@dataclass(frozen=True)
class Kill:
    """A kill after some edits."""

    edits: Sequence[Edit]
    moment: float
    """Seconds after the edits."""
    is_server: bool
    victim: int
    """The number of the process among those that build or wait for a build."""

    def do(self, server: LiveServer) -> None:
        """Kill a process, if there is one."""
        time.sleep(self.moment)
        if self.is_server:
            server.stop(signal.SIGKILL)
        elif pids := sorted(server.builders()):
            with suppress(ProcessLookupError):
                os.kill(pids[self.victim % len(pids)], signal.SIGKILL)


_EDIT = st.sampled_from(EDITS).flatmap(lambda edits: edits).filter(lambda edit: not isinstance(edit, Wait))
_KILL = st.builds(
    Kill,
    st.lists(_EDIT, min_size=1, max_size=3),
    st.floats(0, 3 if KILLS > 2 else 0.5),
    st.integers(0, 3).map(lambda number: number == 0),
    st.integers(0, 3),
)
_TRIALS = st.tuples(SITE, st.lists(_KILL, min_size=_OF_ONE_SITE, max_size=_OF_ONE_SITE))


@given(_TRIALS)
@settings(
    max_examples=-(-KILLS // _OF_ONE_SITE),
    phases=[Phase.generate],
    derandomize=KILLS < 10,
    suppress_health_check=[*HealthCheck],
)
def test_after_random_kills_files_and_answers_are_those_of_a_clean_build(trial: tuple[Sequence[Edit], Sequence[Kill]]) -> None:
    first, kills = trial
    with TemporaryDirectory() as name:
        author, blog = Author(Path(name, "site")), Blog()
        for edit in first:
            edit.do(blog)
        author.write(blog)
        mark = write_mark(author.site, "first")
        server = LiveServer(author.site)
        try:
            server.wait_for_mark(mark)
            for number, kill in enumerate(kills):
                for edit in kill.edits:
                    edit.do(blog)
                author.write(blog)
                mark = write_mark(author.site, str(number))
                kill.do(server)
                if server.process.poll() is not None:
                    server = LiveServer(author.site)
                # Killed before it has noticed the edits, it may say that a process was ended twice since those before.
                while mark not in server.get("beacon.html") or server.state()["is_building"]:
                    server.wait_until(lambda state: not state["is_building"])
                assert server.state()["failure"] == ""
                assert_exact(server, author.site)
        finally:
            if server.process.poll() is None:
                server.stop()
