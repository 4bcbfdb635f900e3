"""Which names, paths and kinds of files documents can have."""

from __future__ import annotations

import pytest
from sphinx_anthology.loading.files.path_limits import explain_unusable, is_possible_path


def test_a_device_is_no_file_that_can_be_read() -> None:
    assert explain_unusable("/dev/null") == "is a device"


@pytest.mark.parametrize("path", ["a.md", "../x/y.png", "/" + "a" * 255, "가" * 85, "a/" * 900, "é" * 127])
def test_paths_that_files_can_have(path: str) -> None:
    assert is_possible_path(path)


@pytest.mark.parametrize(
    "path", ["\0", "a\0.md", "가\0", "a" * 256, "가" * 86, "x/" + "a" * 300 + "/y", "a/" * 1100, "\ud800.md"]
)
def test_paths_that_no_file_can_have(path: str) -> None:
    assert not is_possible_path(path)
