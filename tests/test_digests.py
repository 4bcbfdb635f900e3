from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sphinx_anthology.digests import FileState, digest, digest_chunks, read_file_state, read_regular_file

SECOND = 10**9


def set_modified(file: Path, modified_ns: int) -> None:
    os.utime(file, ns=(modified_ns, modified_ns))


def read_state(file: Path, known: FileState | None = None) -> FileState:
    state = read_file_state(file, known)
    assert state is not None
    return state


def test_a_digest_depends_on_all_bytes() -> None:
    assert len({digest(data) for data in (b"", b"a", b"b", b"ab", b"a" * 10_000)}) == 5


def test_chunks_have_the_digest_of_the_whole() -> None:
    assert digest_chunks([b"one", b"", b"two"]) == digest(b"onetwo")
    assert digest_chunks([]) == digest(b"")


def test_a_file_with_the_same_size_and_times_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    known = replace(read_state(file), digest=b"of another content")
    assert read_file_state(file, known) is known


def test_a_file_whose_time_of_modification_was_put_back_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    known = read_state(file)
    file.write_bytes(b"two")
    set_modified(file, known.modified_ns)
    assert read_state(file, known).digest == digest(b"two")


def test_a_file_with_another_time_has_another_digest_only_if_its_content_differs(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    known = read_state(file)
    set_modified(file, known.modified_ns + SECOND)
    touched = read_state(file, known)
    assert (touched.digest, touched.modified_ns) == (known.digest, known.modified_ns + SECOND)
    file.write_bytes(b"two")
    set_modified(file, known.modified_ns + 2 * SECOND)
    assert read_state(file, known).digest != known.digest


def test_a_file_with_another_size_is_read_even_if_its_time_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    known = read_state(file)
    file.write_bytes(b"three")
    set_modified(file, known.modified_ns)
    assert read_state(file, known).size == 5


def test_a_missing_file_has_no_state(tmp_path: Path) -> None:
    assert read_file_state(tmp_path / "none") is None
    assert read_file_state(tmp_path) is None


def test_a_limit_that_is_larger_than_memory_is_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * 100_000)
    assert len(read_regular_file(file, 10**15)) == 100_000
