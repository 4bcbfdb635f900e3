"""Variants in the output folder and in the cache, from build to build."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from picture_files import encode, notes, quarters
from sphinx_anthology.cache import CacheFile
from sphinx_anthology.outputs.pictures.options import PictureOptions, read_image_options
from sphinx_anthology.outputs.pictures.picture import FOLDER
from sphinx_anthology.outputs.pictures.picture_folder import PictureFile, PictureFolder
from sphinx_anthology.problems import Problem

ONE, TWO = encode(quarters(900, 600)), encode(quarters(600, 900), exif=notes(6))


class Builds:
    """Builds into the same folders, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.source, self.output, self.cache = folder / "source", folder / "html", folder / "cache"
        self.source.mkdir(parents=True)
        self.record = CacheFile(folder / "record.pickle")
        self.options = PictureOptions()
        self.folder = self._start()

    def _start(self) -> PictureFolder:
        return PictureFolder(self.output, self.cache, self.record, self.options, is_book=False)

    def run(self, *names: str, fails: bool = False) -> list[str]:
        """Build a site with some of the pictures, and return the names of those that were drawn."""
        self.folder = self._start()
        new = self.folder.compare({name: str(self.source / name) for name in names})
        done: Iterable[PictureFile] = new[:1] if fails else new
        drawn = self.folder.draw(done)
        if not fails:
            self.folder.finish(drawn)
            self.folder.delete_others()
        return sorted(Path(picture.file).name for picture in new)

    def files(self) -> dict[str, bytes]:
        """Return the variants in the output folder."""
        return {file.name: file.read_bytes() for file in (self.output / FOLDER).glob("*")}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    builds = Builds(tmp_path / "builds")
    (builds.source / "one.jpg").write_bytes(ONE)
    (builds.source / "two.jpg").write_bytes(TWO)
    return builds


def test_each_picture_is_drawn_once(builds: Builds) -> None:
    assert builds.run("one.jpg", "two.jpg") == ["one.jpg", "two.jpg"]
    before = builds.files()
    assert len(before) == 4
    assert builds.run("one.jpg", "two.jpg") == []
    os.utime(builds.source / "one.jpg", (1, 1))  # as a fresh clone does
    assert builds.run("one.jpg", "two.jpg") == []
    assert builds.files() == before
    replacement = builds.folder.find_replacement("two.jpg")
    assert replacement
    assert replacement.is_file()
    assert builds.folder.find_replacement("one.jpg") is builds.folder.find_replacement("three.jpg") is None


def test_the_same_picture_under_two_names_is_drawn_once(builds: Builds) -> None:
    (builds.source / "copy.jpg").write_bytes(ONE)
    (builds.source / "copy.png").write_bytes(ONE)
    (builds.source / "link.jpg").symlink_to(builds.source / "one.jpg")
    assert builds.run("one.jpg", "copy.jpg", "link.jpg", "copy.png") == ["copy.jpg", "copy.png"]
    find = builds.folder.find
    assert find("one.jpg") == find("copy.jpg") == find("link.jpg")
    wrong = find("copy.png")
    assert wrong
    assert wrong.fault
    assert len(builds.files()) == 2


def test_files_of_pictures_that_are_gone_or_have_changed_are_deleted_and_no_others(builds: Builds) -> None:
    builds.run("one.jpg", "two.jpg")
    (builds.output / FOLDER / "mine.webp").write_bytes(b"by hand")
    (builds.source / "one.jpg").write_bytes(encode(quarters(500, 500)))
    assert builds.run("one.jpg") == ["one.jpg"]
    assert len(builds.files()) == 2
    assert "mine.webp" in builds.files()
    assert not list(builds.cache.rglob("*.jpg"))
    assert len([*builds.cache.rglob("*.webp")]) == 1
    builds.run()
    assert set(builds.files()) == {"mine.webp"}


def test_lost_files_come_from_the_cache_or_are_drawn_again(builds: Builds) -> None:
    builds.run("one.jpg", "two.jpg")
    before = builds.files()
    next((builds.output / FOLDER).iterdir()).unlink()
    assert builds.run("one.jpg", "two.jpg") == []
    assert builds.files() == before
    for file in [*builds.cache.rglob("*.webp"), *(builds.output / FOLDER).iterdir(), *builds.cache.rglob("*.jpg")]:
        file.unlink()
    assert builds.run("one.jpg", "two.jpg") == ["one.jpg", "two.jpg"]
    assert builds.files() == before
    for file in builds.cache.rglob("*.jpg"):
        file.unlink()
    assert builds.run("one.jpg", "two.jpg") == ["two.jpg"]


def test_a_damaged_cache_is_not_used(builds: Builds) -> None:
    builds.run("one.jpg")
    before = builds.files()
    for file in (builds.output / FOLDER).iterdir():
        file.unlink()
    for file in builds.cache.rglob("*.webp"):
        file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    assert builds.run("one.jpg") == ["one.jpg"]
    assert builds.files() == before


def test_an_interrupted_build_is_completed_and_tidied_by_the_next(builds: Builds) -> None:
    builds.run("one.jpg", "two.jpg", fails=True)
    assert len(builds.files()) == 2
    assert builds.run("two.jpg") == ["two.jpg"]
    assert len(builds.files()) == 1 + 1
    assert set(builds.files()) == set(builds.folder.find("two.jpg").variants)  # type: ignore[union-attr]


def test_other_options_draw_all_pictures_again(builds: Builds) -> None:
    builds.run("one.jpg")
    builds.options = PictureOptions(avif=True)
    assert builds.run("one.jpg") == ["one.jpg"]
    assert {Path(name).suffix for name in builds.files()} == {".webp", ".avif"}
    builds.options = PictureOptions()
    assert builds.run("one.jpg") == ["one.jpg"]
    assert {Path(name).suffix for name in builds.files()} == {".webp"}


def test_a_file_that_goes_or_changes_while_pictures_are_drawn_is_left_out(builds: Builds) -> None:
    folder = PictureFolder(builds.output, builds.cache, builds.record, PictureOptions(), is_book=False)
    new = folder.compare({name: str(builds.source / name) for name in ("one.jpg", "two.jpg", "none.jpg")})
    (builds.source / "one.jpg").unlink()
    (builds.source / "two.jpg").write_bytes(ONE)
    assert folder.draw(new) == []
    folder.finish([])
    assert folder.find("one.jpg") is folder.find("two.jpg") is folder.find("none.jpg") is None


def test_a_site_without_pictures_writes_nothing(builds: Builds) -> None:
    builds.run()
    assert not builds.record.path.exists()
    assert not builds.cache.exists()
    assert not builds.output.exists()


def test_the_option_is_read_and_what_is_wrong_is_reported() -> None:
    problems: list[Problem] = []
    assert read_image_options(True, problems.append) == read_image_options({}, problems.append) == PictureOptions()
    assert not read_image_options(False, problems.append).shown
    assert read_image_options({"avif": True}, problems.append) == PictureOptions(avif=True)
    assert not problems
    assert read_image_options({"avif": "yes", "avfi": True}, problems.append) == PictureOptions()
    assert ["Did you mean 'avif'?" in problem.message for problem in problems] == [True, False]
