"""An export of Ghost, imported and built."""

from __future__ import annotations

import pytest
from importing import EXPORTS, Imported, import_and_build, read_folder

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_and_build(EXPORTS / "ghost", tmp_path_factory.mktemp("ghost"))


def test_the_fields_of_a_post_are_in_its_front_matter(blog: Imported) -> None:
    assert blog.header("first-post") == {
        "title": "First post",
        "date": "2024-05-02 00:30:00+09:00",
        "updated": "2024-06-01 09:00:00+09:00",
        "slug": "first-post",
        "tags": ["Sea", "Boats"],
        "authors": ["Kim", "Inês Prata"],
        "excerpt": "What it is about.",
        "cover": {
            "url": "harbour.png",
            "alt": "Boats",
            "credit": {"name": "Photo by Kim / Photos", "url": "https://photos.example.org/kim"},
        },
        "permalink": "/first-post/",
        "canonicalUrl": "https://other.example.org/first",
        "guid": "66a1",
        "pinned": True,
    }
    assert blog.header("mobiledoc-2" if "mobiledoc-2" in blog.pages else "mobiledoc")["date"] == "2024-05-02 00:30:00+09:00"


def test_only_what_was_public_is_published(blog: Imported) -> None:
    assert blog.pages == {"first-post", "on-the-bay", "mobiledoc", "about", "broken"}
    assert blog.header("untitled")["draft"] is True
    assert blog.header("for-members")["status"] == blog.header("newsletter")["status"] == "private"
    assert blog.header("about")["hidden"] is True
    assert blog.notes("for-members")[0] == "the post was for members only, and is a draft here."
    assert blog.notes("newsletter") == ["the post was only sent to subscribers, and is a draft here."]
    assert any("is scheduled" in note for note in blog.notes("later"))
    files = b"".join(read_folder(blog.site.folder / "posts").values())
    assert b"secret" not in files
    assert b"example.org/ines" not in files


def test_pictures_are_beside_the_posts(blog: Imported) -> None:
    files = read_folder(blog.site.folder / "posts")
    picture = (EXPORTS / "ghost/content/images/2024/05/harbour.png").read_bytes()
    assert files["first-post/harbour.png"] == files["on-the-bay/harbour.png"] == picture
    assert files["on-the-bay/chart.pdf"].startswith(b"%PDF")


def test_readers_see_of_rendered_html_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("first-post")
    assert seen.text == (
        "Rendered,asreaderssawit.CaptTwoofthemOpenmeHiddentext💡NotethisXdocsAboutXleta=1<2;OwncardTextThechartAsPDFAnote"
    )
    assert [alt for _, alt in seen.images] == ["H", "g1", ""]
    assert seen.links[0] == "https://docs.example.org/x"
    assert "injected code is left out." in blog.notes("first-post")
    assert "__GHOST_URL__" not in blog.text("first-post")


def test_readers_see_of_lexical_what_it_says(blog: Imported) -> None:
    seen = blog.visible("on-the-bay")
    assert seen.text == (
        "Lexicalwithboldbothcode`alinkand*starsAheadingoneinnertwoAtnoonBothdeff():return'<b>'OwnHTMLFromMarkdown:ab"
        "ThedocsAllaboutitFilm💡MindthegapUnfoldFoldedChartOfthebayPressQuoted"
    )
    assert seen.headings == ("Aheading",)
    assert [alt for _, alt in seen.images] == ["The harbour", "1", ""]
    assert seen.videos == ("LexVideo_01",)
    assert "../first-post/index.html" in seen.links
    assert "1. one\n   - inner\n2. two\n" in blog.text("on-the-bay")
    assert blog.notes("on-the-bay") == ["the card 'mystery' is left out."]


def test_readers_see_of_mobiledoc_what_it_says(blog: Imported) -> None:
    seen = blog.visible("mobiledoc")
    assert seen.text == "Mobiledocstrongbothlink&<end>ThirdxyquoteMarkab12Secondecho1Braw"
    assert seen.headings == ("Third", "Mark")
    assert "../on-the-bay/index.html" in seen.links


def test_a_damaged_text_is_named(blog: Imported) -> None:
    assert "its lexical is damaged." in blog.notes("broken")
