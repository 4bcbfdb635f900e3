"""Covers for dark pages, and focal points of covers, in builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output
from picture_files import bomb, encode, quarters

SYSTEM = "(prefers-color-scheme: dark)"


@pytest.fixture
def blog(site: Site) -> Site:
    """A site of articles with covers for light and for dark pages."""
    site.write("index.md", "# Home\n\n```{posts}\n:layout: featured\n```\n")
    (site.folder / "public").mkdir()
    for name, data in {
        "day.jpg": encode(quarters(1600, 900)),
        "night, 1.jpg": encode(quarters(1400, 900).rotate(180)),
        "small.png": encode(quarters(300, 200), "PNG"),
        "cut.jpg": encode(quarters())[:-900],
    }.items():
        (site.folder / "public" / name).write_bytes(data)
    site.post("both", cover="/day.jpg", cover_dark="/night, 1.jpg", cover_focus="30% 20%", category="A")
    site.post("remote", cover="/day.jpg", imageDark="https://x.example/a b,c.png", category="A", cover_position="top")
    site.post("small", cover="/day.jpg", cover_dark="/small.png", category="A")
    return site


def find_source(build: Build, page: str, place: str) -> Any:
    """Return the source for dark pages of the first picture at a place of a page; None if it has none."""
    image = build.soup(page).select_one(place)
    assert image is not None
    return image.parent.find("source") if image.parent and image.parent.name == "picture" else None


def test_a_cover_for_dark_pages_is_shown_where_the_cover_is(blog: Site) -> None:
    build = blog.build(html_baseurl="https://kb.example/")
    assert build.warnings == ""
    for page, place in (("posts/both", "img.anthology-cover"), ("index", "img.anthology-thumbnail")):
        assert find_source(build, page, place)["media"] == SYSTEM
    source = find_source(build, "posts/both", "img.anthology-cover")
    assert [one.split()[1] for one in source["srcset"].split(", ")] == ["480w", "800w", "1200w"]
    assert (source["width"], source["height"]) == ("1400", "900")
    image = source.parent.img
    assert image["sizes"] == source["sizes"]
    assert "data-tone" not in image.attrs  # it would be seen behind the other
    assert image["fetchpriority"] == "high"
    link = source.find_parent("a")
    assert (build.output / "posts" / link["data-dark"].replace("%20", " ").replace("%2C", ",")).is_file()
    assert find_source(build, "posts/remote", "img.anthology-cover")["srcset"] == "https://x.example/a%20b%2Cc.png"
    small = find_source(build, "posts/small", "img.anthology-cover")
    assert (small["srcset"], small["width"]) == ("../_images/small.png", "300")
    assert find_source(build, "posts/both", ".anthology-related img")["media"] == SYSTEM
    assert "anthology-dark" not in build.text("feed.json")
    assert build.text("feed.json").count("<img") == 0  # feeds have the cover beside the text
    scripts = [str(script["src"]) for script in build.soup("posts/both").find_all("script", src=True)]
    assert [src for src in scripts if "schemes.js" in src]


def test_a_focal_point_is_a_class_in_a_style_sheet(blog: Site) -> None:
    blog.post("plain", cover="/day.jpg", category="B")
    build = blog.build()
    sheet = build.output / "_static/anthology-covers.css"
    assert sheet.read_text(encoding="utf-8") == (
        ".anthology-focus-30-20{object-position:30% 20%}\n.anthology-focus-50-0{object-position:50% 0%}\n"
    )
    image = build.soup("posts/both").select_one("img.anthology-cover")
    assert image is not None
    assert "anthology-focus-30-20" in image["class"]
    assert "style" not in image.attrs
    loads = {page: "anthology-covers.css" in build.text(f"{page}.html") for page in ("posts/both", "index", "search")}
    assert loads == {"posts/both": True, "index": True, "search": False}
    for name in ("both", "remote"):
        (blog.folder / f"posts/{name}.md").unlink()
    blog.build()
    assert not sheet.exists()


def test_the_pages_change_with_the_cover_for_dark_pages_and_its_focal_point_as_in_a_clean_build(blog: Site) -> None:
    blog.build()
    assert blog.build().written == []
    (blog.folder / "public/night, 1.jpg").write_bytes(encode(quarters(1300, 900)))
    build = blog.build()
    assert {"posts/both", "posts/small", "index"} <= set(build.written)
    post = blog.folder / "posts/both.md"
    post.write_text(post.read_text(encoding="utf-8").replace("30% 20%", "70% 20%"), encoding="utf-8")
    (blog.folder / "public/small.png").unlink()
    build = blog.build()
    assert "Dark cover '/small.png' is not found" in build.warnings
    incremental = read_output(build.output)
    assert incremental == read_output(blog.build(output=blog.folder / "clean", fresh=True).output)


@pytest.mark.parametrize("builder", ["epub", "latex", "text", "json", "dirhtml", "singlehtml"])
def test_every_builder_has_the_light_cover_and_sites_have_both(blog: Site, builder: str) -> None:
    build = blog.build(builder, project="P", version="1", copyright="2025 K")
    files = {path.name for path in build.output.rglob("*.jpg") if ".doctrees" not in path.parts}
    is_site = builder in ("json", "dirhtml", "singlehtml")
    assert "night, 1.jpg" not in files or is_site
    assert ("night, 1.jpg" in files) == is_site
    assert ("day.jpg" in files) == (builder != "text")


def test_a_book_has_no_cover_for_dark_pages_whose_other_cover_is_on_a_server(blog: Site) -> None:
    blog.write("browse/categories/a.md", "---\ncover: https://x.example/a.png\ncover_dark: /night, 1.jpg\n---\n\n# A\n")
    blog.write("index.md", "# Home\n\n```{categories}\n```\n")
    for name in ("both", "remote"):
        (blog.folder / f"posts/{name}.md").unlink()
    assert find_source(blog.build(), "index", "img.anthology-thumbnail")["media"] == SYSTEM
    book = blog.build("epub", project="P", version="1", copyright="2025 K")
    assert "night" not in " ".join(path.name for path in (book.output / "_images").iterdir())


def test_without_variants_the_cover_for_dark_pages_is_one_file_and_a_faulty_one_is_named_once(blog: Site) -> None:
    blog.post("cut", cover="/day.jpg", cover_dark="/cut.jpg")
    (blog.folder / "public/bomb.png").write_bytes(bomb())
    blog.post("bomb", cover="/day.jpg", cover_dark="/bomb.png")
    build = blog.build()
    assert build.codes == ["anthology.image-unprocessed"] * 2
    assert find_source(build, "posts/cut", "img.anthology-cover")["srcset"] == "../_images/cut.jpg"
    plain = blog.build(anthology_images=False)
    assert plain.warnings == ""
    source = find_source(plain, "posts/both", "img.anthology-cover")
    assert source["srcset"] == "../_images/night%2C%201.jpg"
    assert "sizes" not in source.attrs


def test_a_post_cannot_have_a_cover_for_dark_pages_from_outside(blog: Site) -> None:
    Path(blog.folder.parent / "outside.jpg").write_bytes(encode(quarters()))
    (blog.folder / "public/out.jpg").symlink_to(blog.folder.parent / "outside.jpg")
    blog.write("public/words.png", "password")
    blog.post("thief", cover="/day.jpg", cover_dark="/out.jpg")
    blog.post("liar", cover="/day.jpg", cover_dark="/words.png")
    build = blog.build()
    assert sorted(build.codes) == ["anthology.image-invalid", "anthology.path-outside"]
    assert not (build.output / "_images/out.jpg").exists()
    assert find_source(build, "posts/thief", "img.anthology-cover") is None
