"""Which names, paths and kinds of files documents can have."""

from __future__ import annotations

from sphinx_anthology.loading.files.path_limits import explain_unusable


def test_a_device_is_no_file_that_can_be_read() -> None:
    assert explain_unusable("/dev/null") == "is a device"
