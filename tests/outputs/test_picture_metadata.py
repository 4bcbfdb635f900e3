"""What cameras and programs note in pictures is removed, and no pixel is changed."""

from __future__ import annotations

import io
import struct
from itertools import product

import pytest
from picture_files import SECRET, chunk, decode, encode, notes, profile, quarters
from PIL import Image, PngImagePlugin
from sphinx_anthology.outputs.pictures.boxes import measure_boxes
from sphinx_anthology.outputs.pictures.metadata import remove_metadata
from sphinx_anthology.outputs.pictures.picture_formats import find_format

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


def gif_block(name: bytes, data: bytes) -> bytes:
    """Return an extension of a GIF."""
    parts = [data[start : start + 255] for start in range(0, len(data), 255)]
    return b"\x21\xff\x0b" + name + b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


@pytest.mark.parametrize("frames", [1, 3])
def test_comments_and_what_other_programs_add_are_removed_from_a_gif(frames: int) -> None:
    more = {"save_all": True, "append_images": [quarters(64, 48).rotate(90 * number) for number in range(1, frames)], "loop": 0}
    data = encode(quarters(64, 48), "GIF", comment=SECRET.encode() * 30, **(more if frames > 1 else {}))
    start = 13 + (3 << (data[10] & 7) + 1)
    for name in (b"XMP DataXMP", b"MGKIPTC0000", b"Made by me."):
        data = data[:start] + gif_block(name, SECRET.encode() * 40) + data[start:]
    cleaned, orientation = remove_metadata(data + SECRET.encode())
    assert (SECRET.encode() in cleaned, orientation) == (False, 1)
    assert (b"NETSCAPE2.0" in cleaned) == (frames > 1)
    before, after = (Image.open(io.BytesIO(one)) for one in (data, cleaned))
    assert getattr(after, "n_frames", 1) == frames
    for number in range(frames):
        before.seek(number)
        after.seek(number)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert remove_metadata(cleaned)[0] is cleaned


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


@pytest.mark.parametrize("brand", [b"avif", b"heic", b"mif1"])
@pytest.mark.parametrize("frames", [1, 2])
def test_what_boxes_say_of_an_image_is_overwritten_in_place(brand: bytes, frames: int) -> None:
    xmp = b"<x:xmpmeta>" + SECRET.encode() + b"</x:xmpmeta>"
    more = {"save_all": True, "append_images": [quarters(64, 48).rotate(180)]} if frames > 1 else {}
    data = encode(quarters(64, 48), "AVIF", exif=notes(), xmp=xmp, **more)
    assert data.count(SECRET.encode()) >= 2
    data += box(b"uuid", b"0123456789abcdef" + SECRET.encode()) + box(b"free", SECRET.encode())
    whole = data if brand == b"avif" else data.replace(b"ftypavif", b"ftyp" + brand)
    cleaned, orientation = remove_metadata(whole)
    assert (SECRET.encode() in cleaned, orientation, len(cleaned)) == (False, 1, len(whole))
    assert find_format(cleaned) == ("HEIC" if brand == b"heic" and b"avi" not in whole[:40] else find_format(whole))
    assert measure_boxes(cleaned) == (64, 48)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(data[:12] + cleaned[12:]))
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert getattr(after, "n_frames", 1) == frames
    assert remove_metadata(cleaned)[0] is cleaned


def test_an_image_in_boxes_is_measured_as_it_is_seen() -> None:
    data = encode(quarters(64, 48), "AVIF", exif=notes(6))
    assert measure_boxes(data) == (48, 64)


@pytest.mark.parametrize(
    "data", [encode(quarters(64, 48), "AVIF", exif=notes()), encode(quarters(64, 48), "GIF", comment=SECRET)]
)
def test_an_image_that_is_cut_off_or_changed_anywhere_is_no_error(data: bytes) -> None:
    for length in range(len(data)):
        assert len(remove_metadata(data[:length])[0]) <= length
    for place in range(len(data)):
        for value in (0, 127, 255):
            remove_metadata(data[:place] + bytes([value]) + data[place + 1 :])


@pytest.mark.parametrize("kind", [b"meta", b"uuid", b"trak", b"moov"])
def test_boxes_in_boxes_take_a_time_in_proportion_to_their_size(kind: bytes) -> None:
    start = box(b"ftyp", b"avif\0\0\0\0")
    many = box(kind, b"\0" * 4) * 50_000
    deep = b"".join(struct.pack(">I4s", 8 * number, kind) for number in range(50_000, 0, -1))
    for content in (many, deep, struct.pack(">I4sQ", 1, kind, 2**63), struct.pack(">I4s", 0, kind) * 3):
        remove_metadata(start + content)


def test_an_item_that_says_to_be_everywhere_is_left_alone() -> None:
    info = box(b"iinf", b"\0" * 4 + b"\0\1" + box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0"))
    extents = struct.pack(">HHH", 1, 0, 60_000) + struct.pack(">II", 0, 1_000_000) * 60_000
    data = box(b"ftyp", b"avif\0\0\0\0") + box(b"meta", b"\0" * 4 + info + box(b"iloc", b"\0" * 4 + b"\x44\0\0\1" + extents))
    data += bytes(1_000_000)
    assert remove_metadata(data)[0] is data
