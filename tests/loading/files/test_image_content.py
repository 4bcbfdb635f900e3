"""What is an image, by its content, and how large it is."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
from PIL import Image
from sphinx_anthology.loading.files.image_content import ImageSize, read_image
from sphinx_anthology.loading.files.post_files import RefusedFileError
from sphinx_anthology.problems import Code

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def write(folder: Path, data: bytes, name: str = "a.png") -> str:
    (folder / name).write_bytes(data)
    return str(folder.resolve() / name)


def refusal(path: str) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as caught:
        read_image(path)
    return caught.value


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "webp", "bmp", "tiff", "ico"])
def test_the_size_of_an_image_is_read_whatever_its_name_is(tmp_path: Path, form: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (32, 16)).save(data, form, **({"sizes": [(32, 16)]} if form == "ico" else {}))
    for suffix in ("png", "jpg", "JPG", "unknown"):
        size = read_image(write(tmp_path, data.getvalue(), f"a.{suffix}"))
        assert size.in_pixels in ((32, 16), None if form == "ico" else (32, 16))


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 20,
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"II*\0\x08\0\0\0",
        b'<svg width="100%" height="x"/>',
        b'<svg width="%s" height="20"/>' % (b"9" * 400),
        b'<svg width="30" height="1%s"/>' % (b"0" * 300),
        b'<svg width="0.2" height="0.4cm"/>',
        b'<svg width="px" height="20"/>',
        b"GIF89a\0\0\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\x7f\xff\xff\xff" * 2 + b"\x08\x06\0\0\0" + b"\0" * 20,
        b"\0\0\0\x1cftypavif\0\0\0\0",
        b"\0\0\0\x18ftypheic\0\0\0\0",
        b"\0\0\0\x0cJXL \r\n\x87\n",
        b"\xff\x0a\0\0",
        b"\0\0\1\0\1\0",
        b"%PDF-1.7\n",
        b"\0\0\0\x20ftypisom\0\0\2\0",
        b"\x1aE\xdf\xa3",
    ],
)
def test_an_image_whose_size_is_unknown_has_none(tmp_path: Path, data: bytes) -> None:
    assert read_image(write(tmp_path, data)) == ImageSize()


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"\xef\xbb\xbf" + SVG,
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n' + SVG,
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + SVG,
    ],
)
def test_the_size_of_an_svg_image_is_read(tmp_path: Path, data: bytes) -> None:
    assert read_image(write(tmp_path, data, "a.svg")).in_pixels in ((30, 20), None)


def test_an_svg_image_may_be_compressed_and_in_utf_16(tmp_path: Path) -> None:
    assert read_image(write(tmp_path, gzip.compress(SVG), "a.svgz")) == ImageSize()
    assert read_image(write(tmp_path, SVG.decode().encode("utf-16"), "b.svg")) == ImageSize()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is an empty file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n", "is a pointer of Git LFS"),
        (b"password = 1\n", "is no image by its content"),
        (b"BMW is a car", "is no image by its content"),
        (b"II. The second part", "is no image by its content"),
        (b"RIFF....WAVE", "is no image by its content"),
        (b"\x7fELF\2\1\1", "is no image by its content"),
        (b"PK\3\4", "is no image by its content"),
        (b"---\ntitle: A draft\n---\n", "is no image by its content"),
        (b"\x1f\x8bnot gzip", "is no image by its content"),
    ],
)
@pytest.mark.parametrize("name", ["a.png", "a.svg", "a"])
def test_a_file_that_is_no_image_is_refused(tmp_path: Path, data: bytes, reason: str, name: str) -> None:
    error = refusal(write(tmp_path, data, name))
    assert (error.code, error.reason) == (Code.IMAGE_INVALID, reason)


@pytest.mark.parametrize(
    "data", [b"<html><body>x</body></html>", b"<svg", gzip.compress(b"<p>x</p>", mtime=0), b"<!-- no image -->"]
)
def test_markup_that_is_no_svg_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal(write(tmp_path, data, "a.svg")).code is Code.IMAGE_ACTIVE


@pytest.mark.parametrize("suffix", ["html", "HTM", "xhtml", "js", "php", "xml"])
@pytest.mark.parametrize("data", [b"GIF89a<script>alert(1)</script>", SVG])
def test_an_image_that_servers_take_for_a_page_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    assert refusal(write(tmp_path, data, f"a.{suffix}")).code is Code.IMAGE_INVALID


def test_an_image_that_grows_when_it_is_unpacked_is_refused(tmp_path: Path) -> None:
    assert "larger than 16 MB" in refusal(write(tmp_path, gzip.compress(SVG[:-2] + b" " * 2**25 + b"/>"), "a.svgz")).reason


def test_an_image_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert refusal_of_folder(tmp_path).code is Code.IMAGE_INVALID


def refusal_of_folder(folder: Path) -> RefusedFileError:
    return refusal(str(folder))  # a folder cannot be opened, not even by root


def test_an_image_is_read_again_when_it_was_replaced(tmp_path: Path) -> None:
    path = write(tmp_path, SVG, "a.svg")
    before = Path(path).stat()
    assert read_image(path).in_pixels == (30, 20)
    write(tmp_path, SVG.replace(b"30", b"40"), "b.svg")
    os.utime(tmp_path / "b.svg", ns=(before.st_atime_ns, before.st_mtime_ns))
    (tmp_path / "b.svg").replace(path)
    assert read_image(path).in_pixels == (40, 20)
