"""What cameras and programs note in pictures is removed, and no pixel is changed."""

from __future__ import annotations

import io
import struct
from itertools import product

import pytest
from picture_files import SECRET, chunk, decode, encode, notes, profile, quarters
from PIL import Image, PngImagePlugin
from sphinx_anthology.outputs.pictures.metadata import remove_metadata

KINDS = ("JPEG", "PNG", "WEBP")


@pytest.mark.parametrize(("kind", "orientation"), [*product(KINDS, range(1, 9))])
def test_all_but_the_orientation_is_removed(kind: str, orientation: int) -> None:
    data = encode(quarters(64, 48), kind, exif=notes(orientation))
    assert SECRET.encode() in data
    cleaned, found = remove_metadata(data)
    assert found == orientation
    assert SECRET.encode() not in cleaned
    assert dict(Image.open(io.BytesIO(cleaned)).getexif()) == ({0x0112: orientation} if orientation != 1 else {})
    assert decode(cleaned).tobytes() == decode(data).tobytes()
    again, found = remove_metadata(cleaned)
    assert (decode(again).tobytes(), found) == (decode(data).tobytes(), orientation)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_metadata_stays_the_same(kind: str) -> None:
    data = encode(quarters(64, 48), kind, icc_profile=profile("other"))
    assert remove_metadata(data) == (data, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_profiles_and_animations_are_kept(kind: str) -> None:
    frames = {} if kind == "JPEG" else {"save_all": True, "append_images": [quarters(64, 48).rotate(180)]}
    data = encode(quarters(64, 48), kind, icc_profile=profile("other"), exif=notes(), **frames)
    cleaned = Image.open(io.BytesIO(remove_metadata(data)[0]))
    assert cleaned.info["icc_profile"] == profile("other")
    assert getattr(cleaned, "n_frames", 1) == (1 if kind == "JPEG" else 2)


def test_comments_and_what_other_programs_add_are_removed_from_a_jpeg() -> None:
    data = encode(quarters(64, 48), comment=SECRET, progressive=True, xmp=b"<x:xmpmeta>" + SECRET.encode())
    for marker, body in ((0xED, b"Photoshop 3.0\0" + SECRET.encode()), (0xE2, b"MPF\0" + SECRET.encode()), (0xEF, b"x")):
        data = data[:2] + bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body + data[2:]
    cleaned, _orientation = remove_metadata(data + b"a video of the moment before: " + SECRET.encode())
    assert SECRET.encode() not in cleaned
    assert decode(cleaned).tobytes() == decode(data).tobytes()


def test_a_second_picture_of_a_phone_is_removed() -> None:
    data = encode(quarters(64, 48), "MPO", save_all=True, append_images=[quarters(64, 48).rotate(90)])
    cleaned, _orientation = remove_metadata(data)
    assert len(cleaned) < len(data)
    assert Image.open(io.BytesIO(cleaned)).format == "JPEG"
    assert decode(cleaned).tobytes() == decode(data).tobytes()


def test_texts_and_unknown_chunks_are_removed_from_a_png() -> None:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET)
    texts.add_itxt("Comment", SECRET, zip=False)
    data = encode(quarters(64, 48).convert("P"), "PNG", pnginfo=texts, transparency=0, dpi=(72, 72))
    data = data[:33] + chunk(b"caBX", SECRET.encode()) + data[33:] + b"more" + SECRET.encode()
    cleaned, _orientation = remove_metadata(data)
    assert SECRET.encode() not in cleaned
    image = decode(cleaned)
    assert image.info["transparency"] == 0
    assert "dpi" in image.info
    assert image.tobytes() == decode(data).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff",
        b"\x89PNG\r\n\x1a\n\0",
        b"RIFF\0\0\0\0WEBP",
        b"RIFF",
        b"text",
        b"GIF89a" + b"\0" * 20,
        b"\xff\xd8\xff\xe0\0\x04ab\0\0\0\0",
    ],
)
def test_what_cannot_be_read_stays_as_it_is(data: bytes) -> None:
    assert remove_metadata(data) == (data, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_cut_off_anywhere_is_no_error(kind: str) -> None:
    data = encode(quarters(64, 48), kind, exif=notes(6))
    for end in range(0, len(data), 7):
        assert remove_metadata(data[:end])[1] in range(1, 9)


def test_a_hostile_jpeg_takes_a_time_in_proportion_to_its_size() -> None:
    scan = b"\xff\xda\x00\x02"
    assert remove_metadata(b"\xff\xd8" + scan + b"\xff" * 2_000_000)[1] == 1
    assert remove_metadata(b"\xff\xd8" + (scan + b"\xff\x00") * 200_000)[1] == 1
