"""Files beside the pages: written if they differ, deleted if stale, and never in the place of another file."""

from __future__ import annotations

from pathlib import Path

from conftest import read_output
from sphinx_anthology.cache import CacheFile
from sphinx_anthology.outputs.written_files import KeptFiles, WrittenFiles


def _write(tmp_path: Path, files: dict[str, bytes], *foreign: str) -> dict[str, bytes]:
    output = tmp_path / "out"
    output.mkdir(exist_ok=True)
    WrittenFiles(output, CacheFile(tmp_path / "record"), foreign).write(files)
    return read_output(output)


def test_files_are_written_and_deleted_with_their_folders(tmp_path: Path) -> None:
    assert _write(tmp_path, {"a.xml": b"1", "t/봄/a.xml": b"2"}) == {"a.xml": b"1", "t/봄/a.xml": b"2"}
    (tmp_path / "out/t/mine.html").write_bytes(b"3")
    assert _write(tmp_path, {"a.xml": b"4"}) == {"a.xml": b"4", "t/mine.html": b"3"}
    assert not (tmp_path / "out/t/봄").exists()


def test_a_file_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    _write(tmp_path, {"a.xml": b"1"})
    before = (tmp_path / "out/a.xml").stat()
    _write(tmp_path, {"a.xml": b"1"})
    assert (tmp_path / "out/a.xml").stat() == before


def test_a_file_of_the_author_is_neither_replaced_nor_deleted(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/robots.txt").write_bytes(b"mine")
    assert _write(tmp_path, {"robots.txt": b"ours"}, "robots.txt") == {"robots.txt": b"mine"}
    assert _write(tmp_path, {}, "robots.txt") == {"robots.txt": b"mine"}
    _write(tmp_path, {"robots.txt": b"ours"})
    (tmp_path / "out/robots.txt").write_bytes(b"mine")
    assert _write(tmp_path, {}, "robots.txt") == {"robots.txt": b"mine"}


def test_nothing_is_written_or_deleted_outside_of_the_output_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a.xml").write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/link").symlink_to(tmp_path / "other")
    _write(tmp_path, {"link/a.xml": b"ours", "../b.xml": b"ours"})
    _write(tmp_path, {})
    assert (tmp_path / "other/a.xml").read_bytes() == b"theirs"
    assert not (tmp_path / "b.xml").exists()


def test_a_folder_in_the_place_of_a_file_stays(tmp_path: Path) -> None:
    (tmp_path / "out/a.xml").mkdir(parents=True)
    assert _write(tmp_path, {"a.xml": b"1", "b.xml": b"2"}) == {"b.xml": b"2"}


def test_a_damaged_record_deletes_nothing(tmp_path: Path) -> None:
    _write(tmp_path, {"a.xml": b"1"})
    (tmp_path / "record").write_bytes(b"x")
    assert _write(tmp_path, {"b.xml": b"2"}) == {"a.xml": b"1", "b.xml": b"2"}


def test_another_spelling_is_kept_if_it_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.js", "B.js", "É/c.js", "é/c.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"1")
    (tmp_path / "A.js").hardlink_to(tmp_path / "a.js")  # as in a folder that does not tell upper from lower case
    kept = KeptFiles(str(tmp_path / name) for name in ("a.js", "b.js", "é/c.js", "gone.js"))
    names = ("a.js", "A.js", "B.js", "é/c.js", "É/c.js", "GONE.js", "gone.js")
    assert [name for name in names if str(tmp_path / name) in kept] == ["a.js", "A.js", "é/c.js", "gone.js"]
