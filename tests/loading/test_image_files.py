from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sphinx_anthology.loading.image_files import ImageFolders, OutsideError, size

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path) -> ImageFolders:
    """A source folder with pictures in it, in a static folder of each kind, and in one that is out of bounds."""
    for name in (
        "docs/posts/beside.png",
        "docs/posts/two words.png",
        "docs/posts/50%.png",
        "docs/posts/봄.png",
        "docs/top.png",
        "docs/public/images/a.png",
        "docs/public/both.png",
        "static/both.png",
        "static/s.png",
        "secret/x.png",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (3, 2)).save(file)
    return ImageFolders.of(tmp_path / "docs", ["public", "static", "missing"])


def test_static_roots_are_those_that_exist_in_the_source_folder_first(folders: ImageFolders, tmp_path: Path) -> None:
    assert folders.static_roots == (tmp_path / "docs/public", tmp_path / "static")


@pytest.mark.parametrize(
    ("reference", "file"),
    [
        ("beside.png", "posts/beside.png"),
        ("./beside.png", "posts/beside.png"),
        ("../top.png", "top.png"),
        ("/top.png", "top.png"),
        ("/images/a.png", "public/images/a.png"),
        ("images/a.png", "public/images/a.png"),
        ("/both.png", "public/both.png"),
        ("/s.png", "../static/s.png"),
        ("two words.png", "posts/two words.png"),
        ("two%20words.png", "posts/two words.png"),
        ("50%.png", "posts/50%.png"),
        ("50%25.png", "posts/50%.png"),
        ("%EB%B4%84.png", "posts/봄.png"),
        ("..\\top.png", "top.png"),
        ("beside.png?width=1#top", "posts/beside.png"),
    ],
)
def test_an_image_is_found_beside_the_post_and_in_the_static_folders(folders: ImageFolders, reference: str, file: str) -> None:
    assert folders.find(reference, "posts/x.md") == file


@pytest.mark.parametrize("reference", ["", "/", ".", "gone.png", "/gone.png", "beside.png%00", "a\0b", "?", "#", "%ff.png"])
def test_an_address_without_a_file_has_none(folders: ImageFolders, reference: str) -> None:
    assert folders.find(reference, "posts/x.md") is None


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret/x.png",
        "/../../secret/x.png",
        "..\\..\\secret\\x.png",
        "%2e%2e/%2e%2e/secret/x.png",
        "..%2f..%2fsecret%2fx.png",
        "../posts/../../secret/x.png",
        "../../../../../../../../etc/passwd",
    ],
)
def test_an_address_that_leads_out_is_refused(folders: ImageFolders, reference: str) -> None:
    with pytest.raises(OutsideError):
        folders.find(reference, "posts/x.md")


@pytest.mark.parametrize("link", ["posts/link.png", "public/link.png"])
def test_a_symbolic_link_that_leads_out_is_refused(folders: ImageFolders, tmp_path: Path, link: str) -> None:
    (tmp_path / "docs" / link).symlink_to(tmp_path / "secret/x.png")
    with pytest.raises(OutsideError):
        folders.find("link.png", "posts/x.md")


def test_a_symbolic_link_within_the_source_folder_is_followed(folders: ImageFolders, tmp_path: Path) -> None:
    (tmp_path / "docs/posts/link.png").symlink_to(tmp_path / "docs/top.png")
    assert folders.find("link.png", "posts/x.md") == "posts/link.png"


def test_an_absolute_path_of_the_machine_is_an_address_below_the_roots(folders: ImageFolders, tmp_path: Path) -> None:
    assert folders.find(str(tmp_path / "secret/x.png"), "posts/x.md") is None


def test_a_folder_is_not_an_image(folders: ImageFolders) -> None:
    assert folders.find("/images", "posts/x.md") is None


@pytest.mark.parametrize("reference", ["봄" * 100, "a/" * 3000 + "x.png"], ids=["name", "path"])
def test_an_address_that_is_too_long_for_a_file_has_none(folders: ImageFolders, reference: str) -> None:
    assert folders.find(reference, "posts/x.md") is None


def test_a_symbolic_link_to_itself_is_no_image(folders: ImageFolders, tmp_path: Path) -> None:
    (tmp_path / "docs/posts/loop.png").symlink_to("loop.png")
    assert folders.find("loop.png", "posts/x.md") is None


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "webp", "bmp"])
def test_the_size_of_a_picture_is_read(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    Image.new("RGB", (30, 20)).save(file)
    assert size(file) == (30, 20)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 20,
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"II*\0\x08\0\0\0",
        b"<svg",
        b'<svg width="100%" height="x"/>',
    ],
)
def test_a_picture_that_is_broken_or_empty_has_no_size(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(data)
    assert size(file) is None


def test_a_picture_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert size(tmp_path / "gone.png") is None
    assert size(tmp_path) is None


def test_an_image_that_is_missing_above_the_post_but_in_the_source_folder_leads_nowhere_outside(folders: ImageFolders) -> None:
    assert folders.find("../gone.png", "posts/x.md") is None
    with pytest.raises(OutsideError):
        folders.find("../gone.png", "x.md")
