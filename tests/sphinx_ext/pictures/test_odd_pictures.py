"""Pictures as cameras, phones and programs write them, in one build: what is published says nothing of place and owner."""

from __future__ import annotations

import io

from conftest import Site
from picture_files import SECRET, bomb, chunk, decode, encode, notes, png, quarters
from PIL import Image, PngImagePlugin


def make_pictures() -> dict[str, bytes]:
    """Return pictures of many kinds by their names. Where a format can say so, they say who made them."""
    photo, turned = quarters(1000, 600), quarters(1000, 600).rotate(90)
    masked = photo.copy()
    masked.putalpha(Image.linear_gradient("L").resize(photo.size))
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    moving = {"save_all": True, "append_images": [turned]}
    wide = png(20_000, 1, b"\0" * 20_001)
    deep = png(600, 600, (b"\0" + b"\x80\0" * 600) * 600, depth=16)
    found = {f"turned-{number}.jpg": encode(photo, exif=notes(number)) for number in range(1, 9)}
    return found | {
        "cmyk.jpg": encode(photo.convert("CMYK"), exif=notes(), comment=SECRET),
        "grey.jpeg": encode(photo.convert("L"), exif=notes(3), progressive=True),
        "phone.jpg": encode(photo, "MPO", **moving),
        "deep.png": deep[:-12] + chunk(b"tEXt", SECRET.encode()) + deep[-12:],
        "palette.png": encode(photo.quantize(8), "PNG", transparency=0, pnginfo=text),
        "mask.png": encode(masked, "PNG", exif=notes()),
        "moving.png": encode(photo, "PNG", exif=notes(), **moving),
        "moving.webp": encode(photo, "WEBP", exif=notes(), xmp=SECRET.encode(), **moving),
        "lossless.webp": encode(masked, "WEBP", exif=notes(8), lossless=True),
        "moving.gif": encode(photo, "GIF", comment=SECRET, loop=0, **moving),
        "still.gif": encode(photo, "GIF", comment=SECRET),
        "still.avif": encode(photo, "AVIF", exif=notes(6), xmp=SECRET.encode()),
        "phone.heic": encode(photo, "AVIF", exif=notes()).replace(b"avif", b"heic"),
        "old.bmp": encode(photo, "BMP"),
        "dot.png": encode(quarters(1, 1), "PNG", exif=notes()),
        "dot.gif": encode(quarters(1, 1), "GIF", comment=SECRET),
        "wide.png": wide[:33] + chunk(b"eXIf", notes().tobytes()) + wide[33:],
    }


FAULTY = {
    "cut.jpg": encode(quarters())[:-900],
    "cut.avif": encode(quarters(), "AVIF")[:-90],
    "bomb.png": bomb(),
    "lying.png": encode(quarters(), exif=notes()),
    "lying.avif": encode(quarters(), "WEBP", exif=notes()),
}


def test_odd_pictures_are_published_without_what_they_say_of_themselves(site: Site) -> None:
    (site.folder / "public").mkdir()
    whole = make_pictures()
    for name, data in (whole | FAULTY).items():
        (site.folder / "public" / name).write_bytes(data)
    site.post("all", "".join(f"![{name}](/{name})\n\n" for name in (*whole, *FAULTY)))
    build = site.build()
    assert build.codes == ["anthology.image-unprocessed"] * len(FAULTY)
    for name in FAULTY:
        assert build.warnings.count(f"'public/{name}'") == 1
    files = [*(build.output / "_images").iterdir(), *(build.output / "_pictures").iterdir()]
    assert {file.name for file in files} >= {*whole, *FAULTY}
    telling = [file.name for file in files if SECRET.encode() in file.read_bytes()]
    assert telling == []
    soup = build.soup("posts/all")
    for name, data in whole.items():
        image = soup.find("img", alt=name)
        assert image is not None
        size = (int(str(image["width"])), int(str(image["height"])))
        seen = Image.open(io.BytesIO(data)).size if name != "phone.heic" else (1000, 600)
        assert size in (seen, seen[::-1]), name
        has_variants = bool(image.get("srcset"))
        assert has_variants == (size[0] > 480 and not name.startswith(("moving", "phone.heic", "still.avif"))), name
    for name in ("moving.png", "moving.webp", "moving.gif"):
        published = Image.open(build.output / "_images" / name)
        assert getattr(published, "n_frames", 1) == 2, name
        assert published.convert("RGBA").tobytes() == decode(whole[name]).convert("RGBA").tobytes()
    assert (build.output / "_images/old.bmp").read_bytes() == whole["old.bmp"]
    assert site.build().written == []
