"""The check of reproducible distributions finds each kind of difference."""

import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import check_reproducible as check
import pytest


def write_wheel(folder: Path, content: bytes = b"text", year: int = 2020, mode: int = 0o644, level: int = 6) -> None:
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "one-1-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED, compresslevel=level) as wheel:
        member = zipfile.ZipInfo("one/__init__.py", (year, 2, 2, 0, 0, 0))
        member.external_attr = mode << 16
        member.compress_type = zipfile.ZIP_DEFLATED
        wheel.writestr(member, content, compresslevel=level)


def write_sdist(folder: Path, content: bytes = b"text", time: int = 5, mode: int = 0o644, owner: str = "") -> None:
    folder.mkdir(exist_ok=True)
    with tarfile.open(folder / "one-1.tar.gz", "w:gz") as sdist:
        member = tarfile.TarInfo("one-1/README.md")
        member.size, member.mtime, member.mode, member.uname = len(content), time, mode, owner
        sdist.addfile(member, BytesIO(content))


@pytest.mark.parametrize("other", [{"content": b"else"}, {"year": 2021}, {"mode": 0o600}])
def test_a_member_of_a_wheel_that_differs_is_named(tmp_path: Path, other: dict[str, int]) -> None:
    write_wheel(tmp_path / "first")
    write_wheel(tmp_path / "second", **other)  # type: ignore[arg-type]
    assert check.compare(tmp_path / "first", tmp_path / "second") == ["one-1-py3-none-any.whl: one/__init__.py"]


@pytest.mark.parametrize("other", [{"content": b"else"}, {"time": 6}, {"mode": 0o600}, {"owner": "someone"}])
def test_a_member_of_an_sdist_that_differs_is_named(tmp_path: Path, other: dict[str, int]) -> None:
    write_sdist(tmp_path / "first")
    write_sdist(tmp_path / "second", **other)  # type: ignore[arg-type]
    assert check.compare(tmp_path / "first", tmp_path / "second") == ["one-1.tar.gz: one-1/README.md"]


def test_another_compression_and_a_missing_file_are_differences(tmp_path: Path) -> None:
    write_wheel(tmp_path / "first", b"text " * 999)
    write_wheel(tmp_path / "second", b"text " * 999, level=0)
    write_sdist(tmp_path / "second")
    assert check.compare(tmp_path / "first", tmp_path / "second") == [
        "one-1-py3-none-any.whl: its members are packed differently",
        "one-1.tar.gz: built once only",
    ]


def test_equal_files_do_not_differ(tmp_path: Path) -> None:
    write_wheel(tmp_path / "first")
    write_wheel(tmp_path / "second")
    assert check.compare(tmp_path / "first", tmp_path / "second") == []
