"""Variants of pictures: their sizes, orientation and colours; and pictures that are left as they are."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from picture_files import BANDS, SECRET, TURNED, bomb, corner, decode, encode, notes, png, profile, quarters
from PIL import Image
from sphinx_anthology.outputs.pictures.drawing import Drawn, draw_picture

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "BMP": ".bmp", "MPO": ".jpeg"}


def draw(image: Image.Image, kind: str = "JPEG", **options: Any) -> Drawn:
    return draw_picture(encode(image, kind, **options), SUFFIXES[kind])


def sizes(drawn: Drawn) -> list[tuple[int, int]]:
    return sorted(decode(data).size for data in drawn.variants.values())


@pytest.mark.parametrize("kind", SUFFIXES)
def test_variants_are_smaller_than_the_original(kind: str) -> None:
    drawn = draw(quarters(1600, 900), kind)
    assert sizes(drawn) == [(480, 270), (800, 450), (1200, 675)]
    assert {decode(data).format for data in drawn.variants.values()} == {"WEBP"}
    assert sorted(drawn.variants) == sorted(drawn.picture.variants)
    assert (drawn.picture.width, drawn.picture.height, drawn.picture.tone) == (1600, 900, drawn.picture.tone)
    assert drawn.picture.tone in ("3-3-2", "4-3-2")


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1200, 675), (480, 800)),
        ((1201, 1), (480, 800, 1200)),
        ((481, 900), (480,)),
        ((480, 900), ()),
        ((1, 4000), ()),
        ((490, 17_000), ()),  # a WebP of 480 would be too high
    ],
)
def test_only_smaller_widths_are_drawn(size: tuple[int, int], widths: tuple[int, ...]) -> None:
    assert draw(Image.new("L", size), "PNG").picture.widths == widths


@pytest.mark.parametrize(("kind", "orientation"), [*product(("JPEG", "PNG", "WEBP"), TURNED)])
def test_variants_are_upright_and_without_metadata(kind: str, orientation: int) -> None:
    data = encode(quarters(900, 600), kind, exif=notes(orientation))
    drawn = draw_picture(data, SUFFIXES[kind])
    size = (900, 600) if orientation < 5 else (600, 900)
    assert (drawn.picture.width, drawn.picture.height) == size
    for variant in drawn.variants.values():
        assert corner(variant) == BANDS[TURNED[orientation]]
        assert not decode(variant).getexif()
    assert SECRET.encode() not in drawn.replacement
    assert drawn.picture.replacement == f"{drawn.picture.digest}{SUFFIXES[kind]}"


def test_colours_of_each_kind_are_kept() -> None:
    photo = quarters(900, 600)
    masked = photo.copy()
    masked.putalpha(Image.linear_gradient("L").resize(photo.size))
    drawn = {
        "cmyk": draw(photo.convert("CMYK")),
        "palette": draw(photo.quantize(8), "PNG"),
        "one bit": draw(photo.convert("1"), "PNG"),
        "grey": draw(photo.convert("L")),
        "grey and alpha": draw(masked.convert("LA"), "PNG"),
        "alpha": draw(masked, "PNG"),
        "see-through": draw(photo.quantize(8), "PNG", transparency=0),
        "16 bits": draw_picture(png(600, 600, (b"\0" + b"\x80\0" * 600) * 600, depth=16), ".png"),
        "16 bits, colours": draw_picture(png(600, 600, (b"\0" + b"\xff\xff\0\0\0\0" * 600) * 600, 16, 2), ".png"),
    }
    assert all(one.picture.widths and not one.picture.fault for one in drawn.values())
    small = {name: decode(one.variants[one.picture.variant(480)]) for name, one in drawn.items()}
    clear = {"grey and alpha", "alpha", "see-through"}
    assert {name for name, image in small.items() if image.mode == "RGBA"} == clear
    assert {name for name, one in drawn.items() if not one.picture.tone} == clear  # it would be seen behind them
    for name in ("cmyk", "palette"):
        assert corner(drawn[name].variants[drawn[name].picture.variant(480)]) == BANDS[0]
    assert abs(small["16 bits"].convert("L").getpixel((9, 9)) - 128) < 4  # type: ignore[operator]
    assert small["16 bits, colours"].getpixel((9, 9))[0] > 240  # type: ignore[index]


def test_only_profiles_that_browsers_do_not_assume_are_kept() -> None:
    photo = quarters(600, 400)
    kept = {name: draw(photo, icc_profile=profile(name)) for name in ("sRGB", "other")}
    found = {name: [decode(data).info.get("icc_profile") for data in one.variants.values()] for name, one in kept.items()}
    assert found == {"sRGB": [None], "other": [profile("other")]}
    assert not kept["other"].picture.replacement  # a profile is no metadata


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animations_are_left_alone(kind: str) -> None:
    frames = [quarters().rotate(180)]
    drawn = draw(quarters(), kind, save_all=True, append_images=frames)
    assert not drawn.variants
    assert not drawn.replacement
    assert not drawn.picture.fault


def test_files_that_are_no_raster_images_are_left_alone() -> None:
    for suffix, data in ((".svg", b"<svg/>"), ("", encode(quarters())), (".pdf", b"%PDF-1.7"), (".avif", b"x")):
        assert draw_picture(data, suffix) == Drawn(draw_picture(data, suffix).picture)
        assert not draw_picture(data, suffix).picture.fault


@pytest.mark.parametrize(
    ("data", "suffix", "fault"),
    [
        (encode(quarters())[:-900], ".jpg", "is cut off or damaged"),
        (encode(quarters(), "PNG")[:-900], ".png", "is cut off or damaged"),
        (encode(quarters(), "WEBP")[:-900], ".webp", "is cut off or damaged"),
        (encode(quarters(100, 90))[:-90], ".JPG", "is cut off or damaged"),
        (encode(quarters())[:9], ".jpg", "is cut off or damaged"),
        (bomb(), ".png", "has more than 89 million pixels"),
        (png(12_000, 12_000, b"\0"), ".png", "has more than 89 million pixels"),
        (png(2**31 - 1, 2**31 - 1, b"\0"), ".png", "has more than 89 million pixels"),
        (encode(quarters()), ".png", "is a JPEG image, though its name ends in '.png'"),
        (encode(quarters(), "WEBP"), ".jpeg", "is a WebP image, though its name ends in '.jpeg'"),
        (encode(quarters()), ".avif", "is a JPEG image, though its name ends in '.avif'"),
        (encode(quarters()), ".svg", "is a JPEG image, though its name ends in '.svg'"),
        (encode(quarters(), "AVIF"), ".jpg", "is an AVIF image, though its name ends in '.jpg'"),
        (encode(quarters(), "AVIF")[:-90], ".avif", "is cut off or damaged"),
        (b"words", ".png", "is no PNG image, though its name ends in '.png'"),
        (b"", ".gif", "is no GIF image, though its name ends in '.gif'"),
    ],
)
def test_a_faulty_picture_is_described_and_left_as_it_is(data: bytes, suffix: str, fault: str) -> None:
    for options in ({}, {"for_book": True}, {"avif": True}):
        drawn = draw_picture(data, suffix, **options)
        assert (drawn.picture.fault, drawn.variants, drawn.replacement) == (fault, {}, b"")


def test_a_place_is_removed_from_a_picture_with_a_wrong_name() -> None:
    drawn = draw_picture(encode(quarters(), exif=notes()), ".png")
    assert drawn.picture.fault
    assert SECRET.encode() not in drawn.replacement
    assert drawn.replacement


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = encode(quarters().rotate(7))
    assert draw_picture(data, ".jpg", avif=True) == draw_picture(data, ".jpg", avif=True)


def test_avif_is_drawn_beside_webp_on_request() -> None:
    drawn = draw_picture(encode(quarters(600, 400)), ".jpg", avif=True)
    assert {decode(data).format for data in drawn.variants.values()} == {"AVIF", "WEBP"}
    assert drawn.picture.formats == ("webp", "avif")


def test_a_large_photo_is_sharp_in_all_sizes() -> None:
    drawn = draw(quarters(5000, 3000), exif=notes(6))
    assert sizes(drawn) == [(480, 800), (800, 1333), (1200, 2000)]
    assert {corner(data) for data in drawn.variants.values()} == {BANDS[2]}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_books_have_one_picture_upright_and_not_wider_than_paper(kind: str) -> None:
    image = quarters(3000, 2000).rotate(3, expand=True)
    large = draw_picture(encode(image, kind, exif=notes(8)), SUFFIXES[kind], for_book=True)
    assert not large.variants
    assert decode(large.replacement).format == kind
    assert decode(large.replacement).width == 1200
    assert not decode(large.replacement).getexif()
    assert SECRET.encode() not in large.replacement
    turned = draw_picture(encode(quarters(300, 200), kind, exif=notes(6)), SUFFIXES[kind], for_book=True)
    assert decode(turned.replacement).size == (200, 300)
    assert corner(turned.replacement) == BANDS[2]
    assert not draw_picture(encode(quarters(300, 200), kind), SUFFIXES[kind], for_book=True).replacement


def test_a_drawing_in_a_book_is_not_larger_than_its_original() -> None:
    data = encode(quarters(1300, 900).quantize(4), "PNG")
    assert not draw_picture(data, ".png", for_book=True).replacement


@pytest.mark.parametrize(("kind", "suffix"), [("AVIF", ".avif"), ("GIF", ".gif")])
def test_a_place_is_removed_from_pictures_without_variants(kind: str, suffix: str) -> None:
    more = {"exif": notes()} if kind == "AVIF" else {"comment": SECRET, "save_all": True, "append_images": [quarters(90, 90)]}
    drawn = draw(quarters(1600, 900), kind, **more) if kind == "GIF" else draw_picture(encode(quarters(), kind, **more), suffix)
    assert (drawn.variants, drawn.picture.fault) == ({}, "")
    assert SECRET.encode() not in drawn.replacement
    assert (drawn.picture.width, drawn.picture.height) == ((1600, 900) if kind == "AVIF" else (0, 0))
