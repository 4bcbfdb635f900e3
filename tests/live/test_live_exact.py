"""Random edits while ``anthology live`` runs: after each burst, its files are those of a clean build, and so is what it serves.

``nox -s live_exact`` makes many bursts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from conftest import read_output
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from live_server import LiveServer, serve
from random_blogs import EDITS, SITE, Author, Blog, Edit, Wait

pytestmark = [pytest.mark.build, pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")]

BURSTS = int(os.environ.get("ANTHOLOGY_BURSTS", "3"))
"""The number of bursts of edits."""
_OF_ONE_SITE = min(BURSTS, 20)
SCRIPT = b'<script type="module" src="/_anthology-live/live.js"></script>'
# The server has the time of the system.
EDIT = st.sampled_from(EDITS).flatmap(lambda edits: edits).filter(lambda edit: not isinstance(edit, Wait))
SITES = st.tuples(SITE, st.lists(st.lists(EDIT, min_size=1, max_size=4), min_size=_OF_ONE_SITE, max_size=_OF_ONE_SITE))


def wait_for(server: LiveServer, mark: str) -> None:
    """Wait until the page with a mark is built, and everything else."""
    while mark not in server.get("beacon.html")[1] or server.state()["is_building"]:
        state = server.wait_until(lambda state: not state["is_building"])
        assert state["failure"] == ""


def assert_exact(server: LiveServer, author: Author, folder: Path) -> None:
    clean = author.site.build(output=folder, fresh=True, anthology_drafts=True)
    expected = read_output(clean.output)
    assert read_output(server.root) == expected
    for name, content in expected.items():
        status, body = server.read(quote(name))
        assert status == 200
        assert (body.replace(SCRIPT, b"", 1) if name.endswith(".html") else body) == content


@given(SITES)
@settings(
    max_examples=-(-BURSTS // _OF_ONE_SITE),
    phases=[Phase.generate],
    derandomize=BURSTS < 10,
    suppress_health_check=[*HealthCheck],
)
def test_after_random_edits_files_and_answers_are_those_of_a_clean_build(
    edits: tuple[Sequence[Edit], Sequence[Sequence[Edit]]],
) -> None:
    first, bursts = edits
    with TemporaryDirectory() as name, ExitStack() as stack:
        author, blog = Author(Path(name, "site")), Blog()
        for number, burst in enumerate((first, *bursts)):
            for edit in burst:
                edit.do(blog)
            author.write(blog)
            author.site.write("beacon.md", f"---\norphan: true\n---\n\n# Beacon {number}.\n")
            if number == 0:
                server = stack.enter_context(serve(author.site))
            wait_for(server, f"Beacon {number}.")
            assert_exact(server, author, Path(name, f"clean-{number}"))
