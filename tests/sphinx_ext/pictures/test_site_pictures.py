"""Pictures of posts in builds: what pages say of them, what is published, and that each kind of build has the same."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import pytest
from bs4 import BeautifulSoup
from conftest import Build, Site, read_output
from picture_files import SECRET, bomb, corner, decode, encode, notes, quarters

ODD_NAME = normalize("NFD", "봄 100% 'a\" #1.jpg")


def put(site: Site, path: str, data: bytes) -> None:
    file = site.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with a cover, and an article with pictures of many kinds."""
    site.write("index.md", "# Home\n\n```{posts}\n```\n\n![A page of the project](public/wide.jpg)\n")
    put(site, "public/wide.jpg", encode(quarters(1600, 900)))
    put(site, "public/turned.jpg", encode(quarters(1000, 600), exif=notes(6)))
    put(site, "public/icon.png", encode(quarters(64, 48), "PNG", exif=notes()))
    put(site, "public/moving.gif", encode(quarters(), "GIF", save_all=True, append_images=[quarters().rotate(90)]))
    put(site, f"public/{ODD_NAME}", encode(quarters(700, 500).rotate(5)))
    site.write("public/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"/>')
    (site.folder / "public/link.jpg").symlink_to("wide.jpg")
    site.post("covered", cover="/wide.jpg", category="AI", body="![turned](/turned.jpg)\n\n![icon](/icon.png)\n")
    return site


def pictures(build: Build, page: str) -> dict[str, Any]:
    """Return the images in the main part of a page, by their alternative texts or else the names of their files."""
    main = build.soup(page).find(attrs={"role": "main"})
    assert main is not None
    return {tag["alt"] or tag["src"].rpartition("/")[2]: tag for tag in main.find_all("img")}


def widths(tag: Any) -> list[str]:
    return [candidate.split()[1] for candidate in tag["srcset"].split(", ")]


def test_browsers_choose_among_sizes_and_the_first_picture_loads_first(blog: Site) -> None:
    build = blog.build()
    assert build.warnings == ""
    article = pictures(build, "posts/covered")
    cover, turned, icon = article["wide.jpg"], article["turned"], article["icon"]
    assert widths(cover) == ["480w", "800w", "1200w"]
    assert (cover["width"], cover["height"], cover["fetchpriority"]) == ("1600", "900", "high")
    assert "loading" not in cover.attrs
    assert widths(turned) == ["480w", "600w"]  # the original is one of the sizes, unless it is very large
    assert (turned["width"], turned["height"], turned["loading"], turned["decoding"]) == ("600", "1000", "lazy", "async")
    assert "srcset" not in icon.attrs
    assert (icon["width"], icon["loading"]) == ("64", "lazy")
    for tag in (cover, turned):
        assert tag["sizes"]
        assert re.fullmatch("[0-7]-[0-7]-[0-7]", tag["data-tone"])
        assert tag.parent["class"] == ["anthology-original"]
        assert tag.parent["href"] == tag["src"]
    assert cover.parent["aria-label"]
    card = pictures(build, "index")["wide.jpg"]
    assert (card["fetchpriority"], widths(card)) == ("high", widths(cover))
    assert card["sizes"] != cover["sizes"]
    assert card.parent.name != "a"
    for page in ("posts/covered", "index", "browse/posts"):
        for tag in pictures(build, page).values():
            for address in (tag["src"], *(one.split()[0] for one in tag.get("srcset", "").split(", ") if one)):
                assert (build.output / page).parent.joinpath(address).is_file()


def test_what_is_published_has_no_place_and_pages_that_are_no_posts_are_left_alone(blog: Site) -> None:
    put(blog, "docs.jpg", encode(quarters(900, 600), exif=notes()))
    blog.write("docs.md", "# Documentation\n\n![docs](docs.jpg)\n")
    build = blog.build()
    assert SECRET.encode() not in (build.output / "_images/turned.jpg").read_bytes()
    assert SECRET.encode() not in (build.output / "_images/icon.png").read_bytes()
    assert SECRET.encode() in (build.output / "_images/docs.jpg").read_bytes()
    assert SECRET.encode() in (blog.folder / "public/turned.jpg").read_bytes()
    assert (build.output / "_images/wide.jpg").read_bytes() == (blog.folder / "public/wide.jpg").read_bytes()
    assert set(pictures(build, "docs")["docs"].attrs) == {"src", "alt"}
    assert "srcset" not in pictures(build, "index")["A page of the project"].attrs
    published = {corner(file.read_bytes()) for file in (build.output / "_pictures").iterdir()}
    assert len(published) == 2  # one is turned


def test_pictures_are_found_wherever_a_post_shows_them(blog: Site) -> None:
    name = ODD_NAME.replace("%", "%25").replace("#", "%23").replace('"', "%22")
    blog.post(
        "kinds",
        f"![odd](<../public/{name}>)\n\n"
        '<a href="https://x.example"><img src="/wide.jpg" alt="in a link" width="300"></a>\n\n'
        '<a href="https://x.example">\n\n![between](/wide.jpg)\n\n</a>\n\n'
        "[![linked](/wide.jpg)](https://x.example)\n\n"
        '<img src="/wide.jpg" alt="half" width="50%">\n\n'
        '<picture><source srcset="/wide.jpg"><img src="/wide.jpg" alt="of the author"></picture> and\n\n'
        '<img src="/wide.jpg" alt="high" height="90">\n\n'
        "![moving](/moving.gif) ![drawing](/drawing.svg) ![remote](https://x.example/a.png)\n\n"
        "![another name](/link.jpg)\n\n"
        "```{figure} /public/wide.jpg\n:alt: figure\n:width: 400px\n\nCaption\n```\n",
    )
    build = blog.build()
    assert build.warnings == ""
    found = pictures(build, "posts/kinds")
    card = found.pop("wide.jpg")  # of the article before
    assert "fetchpriority" not in card.attrs
    in_links = {name for name, tag in found.items() if tag.find_parent("a") and tag.find_parent("a").get("class") is None}
    assert {name for name, tag in found.items() if "srcset" in tag.attrs} == {
        "odd", "in a link", "between", "linked", "half", "another name", "figure", "of the author", "high"
    }  # fmt: skip
    assert {name for name, tag in found.items() if tag.find_parent(class_="anthology-original")} == {
        "odd", "half", "another name", "figure", "high"
    }  # fmt: skip
    assert {"in a link", "between"} <= in_links
    assert found["in a link"]["height"] == "169"
    assert found["high"]["width"] == "160"
    assert found["of the author"].parent.name == "picture"
    assert (found["half"]["width"], found["half"]["height"]) == ("1600", "900")
    assert found["figure"]["height"] == "900"  # the width is a style, and the height follows from both
    assert found["another name"]["srcset"].split("-480")[0] == found["half"]["srcset"].split("-480")[0]
    assert found["remote"]["loading"] == "lazy"
    assert [name for name, tag in found.items() if "fetchpriority" in tag.attrs] == ["odd"]
    assert (build.output / "_images/moving.gif").read_bytes() == (blog.folder / "public/moving.gif").read_bytes()


def test_faulty_pictures_are_named_once_and_shown_as_they_are(blog: Site) -> None:
    faulty = {
        "cut.jpg": encode(quarters())[:-900],
        "bomb.png": bomb(),
        "lying.png": encode(quarters()),
    }
    for name, data in faulty.items():
        put(blog, f"public/{name}", data)
    put(blog, "public/words.png", b"words")
    put(blog, "public/empty.jpg", b"")
    blog.post("faulty", "".join(f"![{name}](/{name})\n\n" for name in (*faulty, "words.png", "empty.jpg", "cut.jpg")))
    for jobs in (1, 1):
        build = blog.build(jobs=jobs)
        assert build.codes.count("anthology.image-unprocessed") == 3
        assert build.warnings.count("public/cut.jpg:1: WARNING: Picture 'public/cut.jpg' is cut off or damaged") == 1
    for name, data in faulty.items():
        assert (build.output / "_images" / name).read_bytes() == data
        assert "srcset" not in pictures(build, "posts/faulty")[name].attrs


def test_the_option_turns_everything_off_and_removes_what_was_drawn(blog: Site) -> None:
    blog.build()
    build = blog.build(anthology_images=False)
    assert not (build.output / "_pictures").exists()
    assert SECRET.encode() in (build.output / "_images/turned.jpg").read_bytes()
    assert set(pictures(build, "posts/covered")["wide.jpg"].attrs) == {"src", "alt", "class", "width", "height"}
    assert "srcset" not in build.text("index.html")


def test_avif_is_offered_to_browsers_that_know_it(blog: Site) -> None:
    build = blog.build(anthology_images={"avif": True})
    source = pictures(build, "posts/covered")["wide.jpg"].find_previous_sibling("source")
    assert source["type"] == "image/avif"
    assert source["srcset"].count(".avif ") == 3
    assert source["sizes"] == pictures(build, "posts/covered")["wide.jpg"]["sizes"]


def test_all_kinds_of_builds_have_the_same_pictures(blog: Site) -> None:
    for number in range(24):  # as many as several processes are started for
        put(blog, f"posts/p{number}.png", encode(quarters(500 + number, 40), "PNG", exif=notes(number % 8 + 1)))
        blog.post(f"p{number}", f"![p](p{number}.png)\n", cover=f"p{number}.png", category=f"C{number % 3}")
    put(blog, "public/ada.jpg", encode(quarters(900, 900)))
    blog.write("authors.yml", "ada:\n  name: Ada\n  image_url: /ada.jpg\n")
    blog.post("by-ada", authors="ada")
    categories = {"C1": {"cover": "/turned.jpg"}}
    blog.build(jobs=2, anthology_categories=categories)
    put(blog, "posts/p1.png", encode(quarters(900, 41), "PNG"))
    put(blog, "public/ada.jpg", encode(quarters(900, 900).rotate(180)))
    put(blog, "public/turned.jpg", encode(quarters(1000, 600).rotate(180), exif=notes(6)))
    (blog.folder / "posts/p2.md").unlink()
    incremental = read_output(blog.build(anthology_categories=categories).output)
    others = {
        "clean": blog.build(output=blog.folder / "clean", anthology_accelerate=False, anthology_categories=categories),
        "parallel": blog.build(jobs=2, output=blog.folder / "parallel", anthology_categories=categories),
    }
    is_ours = re.compile(r"_pictures/|_images/|.*\.html$")
    assert len([name for name in incremental if name.startswith("_pictures/")]) > 16
    for name, build in others.items():
        other = read_output(build.output)
        wanted = {path: data for path, data in incremental.items() if is_ours.match(path)}
        assert {path: data for path, data in other.items() if is_ours.match(path)} == wanted, name


def test_pages_are_written_again_if_their_pictures_change_and_only_then(blog: Site) -> None:
    blog.build()
    assert blog.build().written == []
    os.utime(blog.folder / "public/turned.jpg", (1, 1))
    build = blog.build()
    assert build.written == []
    assert "drawing pictures" not in build.log
    before = pictures(build, "index")["wide.jpg"]["srcset"]
    put(blog, "public/wide.jpg", encode(quarters(1600, 900).rotate(180)))  # of the same size
    build = blog.build()
    assert {"index", "posts/covered", "browse/posts"} <= set(build.written)
    assert pictures(build, "index")["wide.jpg"]["srcset"] != before
    assert corner((build.output / "_images/wide.jpg").read_bytes()) == corner((blog.folder / "public/wide.jpg").read_bytes())
    named = "".join(file.read_text(encoding="utf-8") for file in build.output.rglob("*.html"))
    assert all(file.name in named for file in (build.output / "_pictures").iterdir())


def test_builders_take_turns_and_books_have_one_size(blog: Site) -> None:
    put(blog, "public/photo.jpg", encode(quarters(3000, 2000), exif=notes(8)))
    blog.post("photo", "![photo](/photo.jpg)\n")
    html = blog.build()
    before = read_output(html.output)
    epub, latex = blog.build("epub"), blog.build("latex")
    for data in ((epub.output / "_images/photo.jpg").read_bytes(), (latex.output / "photo.jpg").read_bytes()):
        assert decode(data).size == (1200, 1800)
        assert SECRET.encode() not in data
    assert not list(epub.output.rglob("*.webp"))
    assert "srcset" not in epub.text("posts/photo.xhtml")
    blog.build("text")
    assert read_output(blog.build().output) == before
    for builder in ("dirhtml", "singlehtml", "json"):
        other = blog.build(builder)
        assert "drawing pictures" not in other.log
        names = {file.name for file in (html.output / "_pictures").iterdir()}
        assert {file.name for file in (other.output / "_pictures").iterdir()} == names
        assert SECRET.encode() not in (other.output / "_images/photo.jpg").read_bytes()
    page = BeautifulSoup((blog.folder / "build/dirhtml/posts/photo/index.html").read_text(encoding="utf-8"), "html.parser")
    first = page.find("img", alt="photo")["srcset"].split()[0]  # type: ignore[index, union-attr]
    assert (blog.folder / "build/dirhtml/posts/photo" / str(first)).is_file()


def test_feeds_have_the_original(blog: Site) -> None:
    build = blog.build(html_baseurl="https://kb.example/")
    feed = build.text("feed.json")
    assert "https://kb.example/_images/turned.jpg" in feed
    assert "srcset" not in feed


def test_a_post_cannot_have_a_picture_from_outside(blog: Site, make_site: Callable[..., Site]) -> None:
    put(blog, "../outside.jpg", encode(quarters()))
    (blog.folder / "public/out.jpg").symlink_to(blog.folder.parent / "outside.jpg")
    blog.post("thief", "![out](/out.jpg)\n")
    build = blog.build()
    assert build.codes == ["anthology.path-outside"]
    assert not (build.output / "_images/out.jpg").exists()
