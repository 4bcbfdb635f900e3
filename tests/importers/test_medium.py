"""An export of Medium, imported and built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import EXPORTS, Imported, import_and_build, read_folder
from sphinx_anthology.cli.commands import main

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("medium")
    shutil.make_archive(str(folder / "medium"), "zip", EXPORTS / "medium")
    return import_and_build(folder / "medium.zip", folder / "site", anthology_old_site="https://medium.com")


def test_the_fields_of_a_story_are_in_its_front_matter(blog: Imported) -> None:
    assert blog.header("the-tide-explained") == {
        "title": "The tide, explained",
        "subtitle": "A short guide",
        "date": "2018-05-01 12:34:56+00:00",
        "slug": "the-tide-explained",
        "authors": ["Inês Prata"],
        "coverImage": "https://cdn-images-1.medium.com/max/800/1*low.jpeg",
        "coverImageAlt": "Low water",
        "permalink": "https://medium.com/@ines/the-tide-explained-0a1b2c3d4e5f",
        "aliases": ["https://medium.com/p/0a1b2c3d4e5f"],
        "guid": "https://medium.com/p/0a1b2c3d4e5f",
    }


def test_the_command_ends_with_numbers_and_the_line_that_links_need(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(EXPORTS / "medium"), "--to", str(tmp_path / "posts")])
    assert result.output.splitlines()[-4:] == [
        "Medium: 3 posts: 3 new.",
        "Not public, and so not published here: 1.",
        "1 picture on servers.",
        "Add to conf.py, so that links to the old blog lead to the posts: anthology_old_site = 'https://medium.com'",
    ]


def test_posts_of_several_blogs_need_one_line(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    for name in ("ebb", "flow"):
        text = (
            f"<rss version='2.0'><channel><link>https://{name}.example.org</link><item><title>Tide</title><guid>{name}</guid>"
            "</item></channel></rss>"
        )
        (tmp_path / f"export/{name}.xml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "export"), "--to", str(tmp_path / "posts")])
    option = {"/": "https://ebb.example.org", "/flow.example.org/": "https://flow.example.org"}
    assert result.output.splitlines()[-1].endswith(f"links to the old blogs lead to the posts: anthology_old_site = {option}")
    assert result.output.count("anthology_old_site") == 1


def test_the_original_of_a_story_is_its_canonical_address(blog: Imported) -> None:
    header = blog.header("thanks")
    assert header["canonicalUrl"] == "https://ines.example.org/thanks"
    assert header["permalink"] == "https://medium.com/p/ffeeddccbbaa"
    assert "excerpt" not in header


def test_drafts_are_not_published_and_responses_are_named(blog: Imported) -> None:
    assert blog.pages == {"the-tide-explained", "thanks"}
    assert blog.header("not-ready")["draft"] is True
    assert any("may be a response" in note for note in blog.notes("thanks"))
    assert not any("may be a response" in note for note in blog.notes("not-ready"))
    assert b"ines@example.org" not in b"".join(read_folder(blog.site.folder / "posts").values())


def test_readers_see_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("the-tide-explained")
    assert seen.text == (
        "AtlowwaterThemoonpulls,f(x).Seebelowandtheother.deftide(x):returnx<3QuotedBelowonetwoThedocsAllofit"
        "https://gist.github.com/ines/0123456789abcdefSecondsection."
    )
    assert seen.headings == ("Below",)
    assert seen.videos == ("MedVideo_01", "MedVideo_02")
    assert seen.links == (
        "#b2c3",
        "../thanks/index.html",
        "https://docs.example.org",
        "https://gist.github.com/ines/0123456789abcdef",
    )
    text = blog.text("the-tide-explained")
    assert "```python\ndef tide(x):\n    return x < 3\n```" in text
    assert "### Below {#b2c3}" in text
    assert text.count("\n---\n") == 2
