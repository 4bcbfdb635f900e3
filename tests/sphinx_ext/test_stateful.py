"""Random sites and random edits: after each step the output is, byte for byte, that of a clean build.

Other tests check cases that somebody thought of. This one writes a random site, edits it a few times, builds it after each edit
in the same folder, and builds it again in a new folder. ``nox -s exact`` runs many such sequences. If a sequence fails,
Hypothesis shortens it, prints it as a list of edits, and tries it first in the next run.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from random_blogs import SEQUENCE, Step, outcome

SEQUENCES = int(os.environ.get("ANTHOLOGY_SEQUENCES", "2"))
"""The number of random sequences."""
FIRST = int(os.environ.get("ANTHOLOGY_FIRST", "0"))
"""The number of the first one, which is its seed."""
AT_ONCE = 25 if SEQUENCES > 25 else 4
"""The number of sequences in one test."""


@pytest.mark.exact
@pytest.mark.parametrize("first", range(FIRST, FIRST + SEQUENCES, AT_ONCE))
def test_after_random_edits_the_output_is_that_of_a_clean_build(first: int) -> None:
    @seed(first)
    @settings(
        max_examples=min(AT_ONCE, FIRST + SEQUENCES - first),
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(SEQUENCE)
    def follow(sequence: list[Step]) -> None:
        assert outcome(sequence) == []

    follow()
