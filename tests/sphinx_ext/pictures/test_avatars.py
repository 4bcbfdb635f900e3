"""Small portraits of authors in the bylines of articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Build, Site, read_output
from picture_files import SECRET, encode, notes, quarters

PEOPLE = """\
ada: {name: Ada Long, image_url: /ada.jpg}
ben: {name: Ben Short}
kim: {name: 김민서, image_url: /tall.png}
gone: {name: Gone Lost, image_url: /gone.png}
"""


@pytest.fixture
def blog(site: Site) -> Site:
    """A site of articles by several authors, with and without pictures."""
    (site.folder / "public").mkdir()
    (site.folder / "public/ada.jpg").write_bytes(encode(quarters(900, 900), exif=notes()))
    (site.folder / "public/tall.png").write_bytes(encode(quarters(300, 900), "PNG"))
    site.write("authors.yml", PEOPLE)
    site.write(
        "posts/many.md", "---\ntitle: Many\ndate: 2025-04-23\nauthors: [ada, ben, kim, gone]\ncategory: A\n---\n\nText.\n"
    )
    site.post("remote", author="Bo", category="A")
    site.write(
        "posts/far.md",
        "---\ntitle: Far\ndate: 2025-04-23\nauthor: {name: Bo, picture: 'https://x.example/bo.png'}\n---\n\nBo.\n",
    )
    return site


def avatars(build: Build, page: str) -> dict[str, Any]:
    """Return the elements of avatars in the byline of an article, by the name that follows each."""
    byline = build.soup(page).select_one("p.anthology-byline")
    assert byline is not None
    return {link.get_text(): link.select_one(".anthology-avatar") for link in byline.select(".p-author")}


def test_each_author_has_a_portrait_or_initials_in_the_byline(blog: Site) -> None:
    build = blog.build()
    assert build.codes == ["anthology.image-missing"]
    found = avatars(build, "posts/many")
    assert list(found) == ["Ada Long", "Ben Short", "김민서", "Gone Lost"]  # nothing but the name is read out
    assert [tag.name for tag in found.values()] == ["img", "span", "img", "span"]
    assert [found[name]["data-initials"] for name in ("Ben Short", "Gone Lost")] == ["BS", "GL"]
    for name in ("Ada Long", "김민서"):
        assert (found[name]["width"], found[name]["height"]) == ("24", "24")
        assert (found[name]["alt"], found[name]["loading"]) == ("", "lazy")
        assert (build.output / "posts" / found[name]["src"]).is_file()
        assert found[name].find_parent("a")["class"][:2] == ["p-author", "h-card"]
    assert found["Ben Short"]["aria-hidden"] == "true"
    assert found["Ada Long"]["sizes"] == "24px"
    assert "Ada Long, Ben Short, 김민서, Gone Lost" in build.text("_search/texts/posts/many.js")
    assert SECRET.encode() not in (build.output / "_images/ada.jpg").read_bytes()
    bo = avatars(build, "posts/far")["Bo"]
    assert (bo["src"], bo["data-initials"]) == ("https://x.example/bo.png", "B")
    assert "data-initials" not in found["Ada Long"].attrs  # a picture of this site is there
    cards = build.soup("browse/authors").select(".anthology-person")
    assert {card.select_one(".anthology-portrait").name for card in cards} == {"img", "svg"}
    assert [card.img["data-initials"] for card in cards if "Bo" in card.get_text()] == ["B"]


def test_a_new_portrait_changes_the_pages_of_its_author_as_in_a_clean_build(blog: Site) -> None:
    blog.build()
    (blog.folder / "public/ada.jpg").write_bytes(encode(quarters(800, 900)))
    build = blog.build()
    assert "posts/many" in build.written
    assert "posts/far" not in build.written
    blog.write("authors.yml", PEOPLE.replace("name: Ben Short", "name: Ben Short, image_url: /ada.jpg"))
    build = blog.build()
    assert avatars(build, "posts/many")["Ben Short"].name == "img"
    assert read_output(build.output) == read_output(blog.build(output=blog.folder / "clean", fresh=True).output)


def test_an_author_cannot_have_a_portrait_from_outside(blog: Site) -> None:
    Path(blog.folder.parent / "outside.png").write_bytes(encode(quarters(), "PNG"))
    (blog.folder / "public/ada.jpg").unlink()
    (blog.folder / "public/ada.jpg").symlink_to(blog.folder.parent / "outside.png")
    (blog.folder / "public/tall.png").write_text("secret")
    build = blog.build()
    assert set(build.codes) == {"anthology.path-outside", "anthology.image-invalid", "anthology.image-missing"}
    assert [tag.name for tag in avatars(build, "posts/many").values()] == ["span"] * 4


@pytest.mark.parametrize("builder", ["latex", "text", "epub"])
def test_books_and_texts_have_no_initials_and_paper_has_no_portraits(blog: Site, builder: str) -> None:
    build = blog.build(builder, project="P", version="1", copyright="2025 K")
    files = {path.name for path in build.output.rglob("*.jpg") if ".doctrees" not in path.parts}
    assert files == ({"ada.jpg"} if builder == "epub" else set())
    if builder == "epub":
        assert "data-initials" not in build.text("posts/many.xhtml")
        assert build.text("posts/many.xhtml").count("anthology-avatar") == 2
    elif builder == "text":
        assert "Ada Long, Ben Short, 김민서, Gone Lost" in build.text("posts/many.txt")
