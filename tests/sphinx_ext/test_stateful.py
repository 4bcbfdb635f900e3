"""Random sites and random edits: after each step the output is, byte for byte, that of a clean build.

Other tests check cases that somebody thought of. This one writes a random site, edits it a few times, builds it after each edit
in the same folder, and builds it again in a new folder. ``nox -s exact`` runs many such sequences. If a sequence fails,
Hypothesis shortens it, prints it as a list of edits, and tries it first in the next run.
"""

from __future__ import annotations

import gc
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, seed, settings
from random_blogs import SEQUENCE, Author, Blog, Step

SEQUENCES = int(os.environ.get("ANTHOLOGY_SEQUENCES", "4"))
"""The number of random sequences."""
AT_ONCE = 25 if SEQUENCES > 25 else 4
"""The number of sequences in one test."""


def differences(clean: Mapping[str, bytes], incremental: Mapping[str, bytes]) -> list[str]:
    """Return a line for each file that differs, with the text around the first difference."""
    result = [f"missing: {path}" for path in sorted(clean.keys() - incremental.keys())]
    result += [f"left over: {path}" for path in sorted(incremental.keys() - clean.keys())]
    for path in sorted(clean.keys() & incremental.keys()):
        if clean[path] != incremental[path]:
            wanted, found = _readable(path, clean[path]), _readable(path, incremental[path])
            same = (a == b for a, b in zip(wanted, found, strict=False))
            place = next((place for place, is_same in enumerate(same) if not is_same), 0)
            start = max(place - 60, 0)
            result.append(f"{path}: {wanted[start : place + 90]!r}, not {found[start : place + 90]!r}")
    return result


def misplaced(blog: Blog, output: Mapping[str, bytes]) -> list[str]:
    """Return a line for each post that is public when it should not be, or missing when it should be public."""
    today = blog.options.get("anthology_today", blog.day)
    patterns = ("posts/", "blog/", *(["notes/"] if "anthology_collections" in blog.options else []))
    result = []
    for path, (values, _text) in blog.posts.items():
        is_scheduled = values.get("date", "")[:10] > today
        is_over = values.get("expires", "9999") <= today
        is_public = "anthology_drafts" in blog.options or not (values.get("draft") or is_scheduled or is_over)
        if (f"_sources/{path}.txt" in output) != (is_public or not path.startswith(patterns)):
            result.append(f"{'missing' if is_public else 'published'} on {today}: {path}")
    return result


def _readable(path: str, data: bytes) -> bytes:
    """Return the content of a file, decompressed if it is an inventory."""
    return zlib.decompress(data.split(b"\n", 4)[4]) if path == "objects.inv" else data


def without_acceleration(blog: Blog) -> Blog:
    """Return the same blog, built without any acceleration."""
    return replace(blog, options={name: value for name, value in blog.options.items() if name != "anthology_accelerate"})


def outcome(sequence: Sequence[Step]) -> list[str]:
    """Run a sequence, and return the differences after the first step that has any."""
    gc.collect()  # builds leave large cycles of objects, and Python collects them too late
    blog = Blog()
    with TemporaryDirectory() as folder:
        author = Author(Path(folder, "site"))
        for number, step in enumerate(sequence):
            for edit in step.edits:
                edit.do(blog)
            author.write(blog)
            blog.cloned = ""
            incremental = author.build(blog, step.builder, step.jobs)
            other = Author(Path(folder, f"other{number}"))
            other.write(without_acceleration(blog))
            clean = other.build(blog, step.builder, step.clean)
            if found := [*differences(clean, incremental), *misplaced(blog, incremental)]:
                return found
    return []


@pytest.mark.exact
@pytest.mark.parametrize("first", range(0, SEQUENCES, AT_ONCE))
def test_after_random_edits_the_output_is_that_of_a_clean_build(first: int) -> None:
    @seed(first)
    @settings(
        max_examples=min(AT_ONCE, SEQUENCES - first),
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(SEQUENCE)
    def follow(sequence: list[Step]) -> None:
        assert outcome(sequence) == []

    follow()
