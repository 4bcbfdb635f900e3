"""Share cards in builds: which pages have one, and that they are the same in each kind of build."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from conftest import CONFIGURATION, Build, Site, read_output
from PIL import Image
from sphinx_anthology.outputs.share_cards.fonts import BUNDLED_FONTS

BASE = "https://kb.example/"
OPTIONS: dict[str, Any] = {"html_baseurl": BASE}


@pytest.fixture
def blog(site: Site) -> Site:
    """A site with a name, a cover, and posts with and without it."""
    site.write("conf.py", CONFIGURATION + 'project = "지식"\n')
    site.picture("public/x.png")
    site.post("plain", category="AI", author="Ada")
    site.post("covered", category="AI", cover="/x.png")
    site.post("home-made", **{"og:image": "https://img.example/a.png"})
    return site


def card(build: Build, page: str) -> bytes | None:
    """Return the share card that a page names; None if its image is another, or missing."""
    tag = build.soup(page).find("meta", property="og:image")
    address = tag["content"] if tag else ""
    return (build.output / address.removeprefix(BASE)).read_bytes() if address.startswith(f"{BASE}_share/") else None


def colour(data: bytes | None) -> str:
    """Return the colour of the background of a card."""
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (1200, 630)
    return "#" + picture.convert("RGB").crop((3, 3, 4, 4)).tobytes().hex()


def test_pages_without_an_image_have_a_card(blog: Site) -> None:
    build = blog.build(**OPTIONS, anthology_categories={"AI": {"color": "#FA0"}})
    assert build.warnings == ""
    assert colour(card(build, "posts/plain")) == colour(card(build, "browse/categories/ai")) == "#ffaa00"
    assert card(build, "posts/covered") is card(build, "posts/home-made") is None
    named = {card(build, page) for page in ("index", "browse/posts", "browse/authors/ada")}
    assert None not in named
    assert len(named) == 3
    # every card in the folder is named by a page
    pages = "".join(file.read_text(encoding="utf-8") for file in build.output.rglob("*.html"))
    assert all(file.name in pages for file in (build.output / "_share").iterdir())


def test_articles_with_a_cover_have_a_card_on_request(blog: Site) -> None:
    build = blog.build(**OPTIONS, anthology_share_cards={"covers": True})
    assert card(build, "posts/covered")
    assert card(build, "posts/home-made") is None


@pytest.mark.parametrize(
    "options",
    [
        {"html_baseurl": ""},
        {"anthology_share_cards": False},
        {"ogp_image": "x.png"},
        {"ogp_use_first_image": True},
        {"buildername": "json"},
        {"buildername": "epub"},
    ],
    ids=str,
)
def test_no_card_is_drawn_where_none_is_of_use(blog: Site, options: dict[str, Any]) -> None:
    values = OPTIONS | options
    build = blog.build(values.pop("buildername", "html"), **values)
    assert not (build.output / "_share").exists()


def test_all_kinds_of_builds_have_the_same_cards(blog: Site, make_site: Any) -> None:
    for number in range(24):  # as many as several processes are started for
        blog.post(f"p{number}", title=f"제목 {number}", tags="t")
    blog.build(**OPTIONS)
    blog.post("plain", title="Another title", category="AI", author="Ada")
    blog.post("p1", title="제목", cover="/x.png")
    (blog.folder / "posts/p2.md").unlink()
    incremental = read_output(blog.build(**OPTIONS).output)
    cards = {name for name in incremental if name.startswith("_share/")}
    assert len(cards) > 24
    clean = read_output(blog.build(**OPTIONS, output=blog.folder / "clean", anthology_accelerate=False).output)
    parallel = read_output(blog.build(**OPTIONS, jobs=2, output=blog.folder / "parallel").output)
    for other in (clean, parallel):
        assert {name: data for name, data in other.items() if name in cards} == {name: incremental[name] for name in cards}
        assert {name for name in other if name.startswith("_share/")} == cards


def test_cards_are_kept_for_another_output_folder(blog: Site) -> None:
    first = blog.build(**OPTIONS)
    other = blog.build("dirhtml", **OPTIONS)
    names = {file.name: file.read_bytes() for file in (first.output / "_share").iterdir()}
    assert {file.name: file.read_bytes() for file in (other.output / "_share").iterdir()} == names


def test_only_pages_whose_card_changes_are_written_again(blog: Site) -> None:
    blog.write("conf.py", (blog.folder / "conf.py").read_text() + "html_baseurl = 'https://kb.example/'\n")
    blog.build()
    assert blog.build().written == []
    build = blog.build(anthology_categories={"AI": {"color": "#123456"}})
    assert colour(card(build, "posts/plain")) == "#123456"


def test_letters_that_no_font_has_are_reported_and_there_is_no_card(blog: Site) -> None:
    blog.post("han", title="深入理解")
    blog.post("kana", title="かな", author="李")
    blog.post("face", title="A 🧿 face")
    build = blog.build(**OPTIONS)
    assert build.codes == ["anthology.card-glyph-missing"] * 2
    letters, symbols = build.warnings.splitlines()
    cause = "because no font has 'か', 'な', '入', '李', '深' and 2 more. Name a font"
    pages = "posts/han.md, posts/kana.md, browse/authors/李.md"
    assert f"posts/han.md:2: WARNING: There is no share card for {pages}, {cause}" in letters
    assert "posts/face.md:2: WARNING: The share card of posts/face.md is drawn without '🧿', which no font has." in symbols
    assert card(build, "posts/han") is None
    assert card(build, "posts/face")
    quiet = blog.build(**OPTIONS, suppress_warnings=["anthology.card-glyph-missing"])
    assert quiet.warnings == ""


@pytest.mark.parametrize("language", ["ja", "zh_TW"])
def test_a_site_whose_language_no_font_has_is_built_without_a_warning_unless_it_asks_for_cards(
    blog: Site, language: str
) -> None:
    build = blog.build(**OPTIONS, language=language)
    assert build.warnings == ""
    assert card(build, "posts/plain") is None
    asked = blog.build(**OPTIONS, language=language, anthology_share_cards=True)
    assert asked.codes == ["anthology.card-glyph-missing"]


def test_a_font_of_the_project_draws_what_the_others_lack(blog: Site) -> None:
    own = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
    if not own.is_file():
        pytest.skip("needs the DejaVu fonts")
    blog.post("arabic", title="مرحبا بالعالم")
    assert card(blog.build(**OPTIONS), "posts/arabic") is None
    file = blog.folder / "fonts" / "own.ttf"
    file.parent.mkdir()
    file.write_bytes(BUNDLED_FONTS[2].read_bytes())
    options = OPTIONS | {"anthology_share_cards": {"fonts": ["fonts/own.ttf"]}}
    assert card(blog.build(**options), "posts/arabic") is None
    file.write_bytes(own.read_bytes())  # with the same configuration
    build = blog.build(**options)
    assert card(build, "posts/arabic")
    assert build.warnings == ""


def test_options_that_are_wrong_are_named(blog: Site) -> None:
    (blog.folder / "other.ttf").write_bytes(b"no font")
    (blog.folder / "broken.ttf").write_bytes(BUNDLED_FONTS[0].read_bytes()[:900])
    wrong = {"fonts": ["missing.ttf", "other.ttf", "broken.ttf"], "size": 3}
    build = blog.build(**OPTIONS, anthology_share_cards=wrong, anthology_categories={"AI": {"color": "red;}"}})
    assert build.codes == ["anthology.option-invalid"] * 5
    for name in ("missing.ttf", "other.ttf", "broken.ttf", "'size'", "'red;}'"):
        assert name in build.warnings
    assert card(build, "posts/plain")
