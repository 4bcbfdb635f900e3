"""Content digests for change detection."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_anthology.digests import read_file_state


def test_a_file_of_the_same_size_and_time_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    state = read_file_state(file)
    assert state is not None
    assert read_file_state(file, state) is state
    time = file.stat().st_mtime_ns
    file.write_bytes(b"two")
    os.utime(file, ns=(time, time + 1))
    changed = read_file_state(file, state)
    assert changed is not None
    assert changed.digest != state.digest
    assert read_file_state(tmp_path / "none") is None
