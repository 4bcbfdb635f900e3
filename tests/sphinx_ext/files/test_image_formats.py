"""Images in books: formats that a book cannot show, and images on other hosts."""

from __future__ import annotations

import re
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from conftest import Build, Site
from PIL import Image

BOOK: dict[str, Any] = {"project": "kb", "version": "1", "copyright": "2025, us", "latex_engine": "xelatex"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
CONVERTED = ("avif", "bmp", "gif", "tiff", "webp")


@pytest.fixture
def gallery(site: Site) -> Site:
    """A site with two images in each format, of which one is a cover."""
    for suffix in ("png", "svg", *CONVERTED):
        for stem in ("cover", "body"):
            file = site.folder / f"public/{stem}.{suffix}"
            file.parent.mkdir(exist_ok=True)
            if suffix == "svg":
                file.write_text(SVG, encoding="utf-8")
            else:
                Image.new("RGB", (9, 9), "red").save(file)
        site.post(suffix, f"Text.\n\n![Drawing {suffix}](/body.{suffix})\n", category="A", cover=f"/cover.{suffix}")
    return site


def pictures(built: Build) -> tuple[set[str], set[str]]:
    """Return the images that the pages of an EPUB show, and those that it has, without their folder."""
    shown: set[str] = set()
    with ZipFile(built.output / "kb.epub") as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                page = BeautifulSoup(book.read(name), "html.parser")
                shown.update(str(image["src"]).rpartition("/")[2] for image in page.select("img"))
        files = {name.removeprefix("_images/") for name in book.namelist() if name.startswith("_images/")}
    return shown, files


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_pixels_become_png_for_tex_and_svg_is_left_out_with_a_warning(gallery: Site, builder: str) -> None:
    built = gallery.build(builder, **BOOK)
    assert built.codes == ["anthology.image-format"] * 2
    assert all(f"/{stem}.svg' is left out, because " in built.warnings for stem in ("cover", "body"))
    text = next(built.output.glob("kb.tex*")).read_text(encoding="utf-8")
    kept = ["gif"] if builder == "texinfo" else []
    for suffix in CONVERTED:
        name = f"body.{suffix}" if suffix in kept else f"body.{suffix}.png"
        assert next(built.output.rglob(name)).is_file()
        assert re.search(rf"{{body.{suffix}}}\.png|/body.{suffix},.*png}}|/body,.*{suffix}}}", text)
    assert "Drawing svg" in text
    assert "body.svg" not in text


@pytest.mark.parametrize(("jobs", "accelerate"), [(1, False), (2, True)])
def test_an_epub_has_all_images_that_it_shows(gallery: Site, jobs: int, accelerate: bool) -> None:
    gallery.post("far", "![Far](http://127.0.0.1:9/a.png)", category="A", cover="http://127.0.0.1:9/b.webp")
    for _ in range(2):
        built = gallery.build("epub", jobs, anthology_accelerate=accelerate, suppress_warnings=["image.not_readable"], **BOOK)
        shown, files = pictures(built)
        assert shown == files
        assert {"cover.avif.png", "body.bmp.png", "cover.webp", "body.svg", "cover.gif"} <= files
        page = BeautifulSoup(built.text("posts/far.xhtml"), "html.parser")
        assert {link["href"] for link in page.select("a.external")} >= {"http://127.0.0.1:9/a.png"}


def test_a_converted_image_of_a_withdrawn_post_leaves_the_book(gallery: Site) -> None:
    gallery.build("epub", **BOOK)
    (gallery.folder / "posts/avif.md").unlink()
    shown, files = pictures(gallery.build("epub", **BOOK))
    assert shown == files
    assert not any("avif" in name for name in files)


def test_an_image_that_cannot_be_converted_is_left_out(site: Site) -> None:
    site.picture("public/a.png")
    file = site.folder / "public/a.webp"
    Image.new("RGB", (9, 9)).save(file)
    file.write_bytes(file.read_bytes()[:40])
    site.post("a", "![Half](/a.webp) ![Whole](/a.png)", category="A")
    built = site.build("latex", **BOOK)
    assert built.codes == ["anthology.image-format"]
    assert "Half" in built.text("kb.tex")


def test_the_images_of_a_site_without_posts_stay(site: Site) -> None:
    site.write("index.md", "# Home\n\n![Drawing](a.svg)\n")
    site.write("a.svg", SVG)
    assert "{a}.svg" in site.build("latex", **BOOK).text("kb.tex")
