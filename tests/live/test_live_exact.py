"""Random edits while ``anthology live`` runs: after each burst, its files are those of a clean build, and so is what it serves.

``nox -s live_exact`` makes many bursts.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from live_server import assert_exact, serve, write_mark
from random_blogs import EDITS, SITE, Author, Blog, Edit, Wait

pytestmark = [pytest.mark.build, pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux")]

BURSTS = int(os.environ.get("ANTHOLOGY_BURSTS", "3"))
"""The number of bursts of edits."""
_OF_ONE_SITE = min(BURSTS, 20)
# The server has the time of the system.
EDIT = st.sampled_from(EDITS).flatmap(lambda edits: edits).filter(lambda edit: not isinstance(edit, Wait))
SITES = st.tuples(SITE, st.lists(st.lists(EDIT, min_size=1, max_size=4), min_size=_OF_ONE_SITE, max_size=_OF_ONE_SITE))


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
            mark = write_mark(author.site, str(number))
            if number == 0:
                server = stack.enter_context(serve(author.site))
            server.wait_for_mark(mark)
            assert_exact(server, author.site)
