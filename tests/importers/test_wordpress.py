"""An export of WordPress, imported and built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from importing import EXPORTS, Imported, import_and_build, run_import
from sphinx_anthology.cli.commands import main

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("wordpress")
    return import_and_build(EXPORTS / "wordpress.xml", folder, anthology_old_site="https://tides.example.org")


def test_the_fields_of_a_post_are_in_its_front_matter(blog: Imported) -> None:
    assert blog.header("blocks") == {
        "title": 'Blocks: "all" of them',
        "date": "2025-03-03 00:30:00+09:00",
        "updated": "2025-03-04 10:00:00+09:00",
        "slug": "blocks",
        "categories": [["Outdoors", "Coast & Sea"], "Outdoors"],
        "tags": ["tides, high"],
        "authors": ["Inês Prata"],
        "series": "Harbours",
        "excerpt": "What blocks can do.",
        "coverImage": "https://tides.example.org/wp-content/uploads/2025/03/low.jpg",
        "coverImageAlt": "Sand at low tide",
        "permalink": "https://tides.example.org/2025/03/blocks/",
        "guid": "https://tides.example.org/?p=11",
        "pinned": True,
    }


def test_a_circle_of_categories_ends(blog: Imported) -> None:
    assert blog.header("옛글")["categories"][0][-2:] == ["B", "A"]


def test_only_what_was_public_is_published(blog: Imported) -> None:
    assert blog.pages == {"blocks", "옛글", "about"}
    assert blog.header(_draft(blog))["draft"] is True
    assert blog.header("diary")["status"] == "private"
    assert blog.header("members")["status"] == "private"
    assert blog.header("about")["hidden"] is True
    assert "opensesame" not in "".join(blog.text(post.parent.name) for post in (blog.site.folder / "posts").glob("*/index.md"))


def _draft(blog: Imported) -> str:
    return next(str(post["path"]).partition("/")[0] for post in blog.record["posts"] if post["visibility"] == "draft")


def test_the_report_names_what_needs_a_hand(blog: Imported) -> None:
    assert blog.record["summary"]["posts"] == 7
    assert blog.record["summary"]["unpublished"] == 4
    assert any("protected by a password" in note for note in blog.notes("members"))
    assert any("was private" in note for note in blog.notes("diary"))
    assert any("is scheduled" in note for note in blog.notes("tomorrow"))
    assert "blocks whose content WordPress makes are left out: latest-posts." in blog.notes("blocks")
    assert "comments that were not approved are left out: 1." in blog.notes("blocks")
    assert "pingbacks and trackbacks are left out: 1." in blog.notes("blocks")
    assert any("[contact-form-7]" in note for note in blog.notes("옛글"))
    assert any("[recipe]" in note for note in blog.notes("옛글"))
    assert "the picture 99 of a gallery is not in the export." in blog.notes("옛글")
    messages = [note["message"] for note in blog.record["notes"] if note["path"] == "wordpress.xml"]
    assert messages == ["items of the type 'event' left out: 1.", "items with the status 'trash' left out: 1."]


def test_a_file_of_the_export_is_not_named_as_a_file_of_a_post_in_a_folder_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "export/about").mkdir(parents=True)
    shutil.copy(EXPORTS / "wordpress.xml", tmp_path / "export/about")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "export"), "--to", str(tmp_path / "posts")])
    assert (tmp_path / "posts/about/index.md").is_file()
    assert "\nabout/wordpress.xml:1: items of the type 'event' left out: 1.\n" in result.output
    assert f"\n{tmp_path / 'posts/diary/index.md'}:" in result.output


def test_the_line_of_a_note_is_that_of_what_it_names(blog: Imported) -> None:
    lines = blog.text("blocks").split("\n")
    remote = [
        note for note in blog.record["notes"] if "is on a server" in note["message"] and note["path"].startswith("blocks")
    ]
    assert len(remote) == 4
    assert all(note["message"].split()[0] in lines[note["line"] - 1] for note in remote)


def test_readers_see_of_blocks_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("blocks")
    assert seen.headings == ("Aheading#withamark",)
    assert seen.images == (("low-1024x768.jpg", 'Low tide: "sand"'), ("one.png", "One"), ("two.png", ""))
    assert seen.videos == ("aBcDeFgHiJk",)
    assert seen.links == (
        "../옛글/index.html",
        "https://tides.example.org/wp-content/uploads/2025/03/low.jpg",
        "#the-place",
        "https://tides.example.org/chart.pdf",
        "https://tides.example.org/chart.pdf",
    )
    assert seen.text == (
        "Aparagraphwithbold,italic,code`x`andalinktoanoldpost.한국어강조(괄호)는이렇게."
        "Aheading#withamarkInthemiddleTheharbouratlowtideTwoBothofthem"
        'deftide(x):return"```"ifx<3elsef"{x}"echo"<b>";'
        "PortHeight|mBrest7.18.0Incheon9.3HeightsAcross{{both}}-onetwo"
        "FirstThird1.SecondTheseaispatient.AsailorAfilmMore&moreFoldedtextWithanote,andaplace.ThechartDownloadFromareusableblock.OwnHTML"
        "Thespringtide."
    )


def test_readers_see_of_the_classic_editor_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("옛글")
    assert seen.headings == ("Aheading", "Anidoftheauthor")
    assert seen.images == (("low.jpg", "Low"), ("one.png", ""), ("two.png", ""))
    assert seen.videos == ("ZyXwVuTsRqP", "123456789")
    assert seen.links == ("https://tides.example.org/?attachment_id=21", "https://elsewhere.example.org/page")
    assert seen.text == (
        "Firstlinesecondlinewith*star,_under_and[brackets].AcaptionhereAheadingQuotedtwiceNumberone"
        'if($a<$b){echo"[x]";}a>b{color:red}https://elsewhere.example.org/pageonetwoinnerkeptasitis'
        '[gallery]isashortcode.[contact-form-7id="7"title="Form"]Anidoftheauthor[recipenumber=5]'
    )


def test_the_markup_is_markdown(blog: Imported) -> None:
    blocks, classic = blog.text("blocks"), blog.text("옛글")
    assert "\n\n````python\n" in blocks
    assert "\n\n```php\necho" in blocks
    assert "\n\n<!-- more -->\n\n" in blocks
    assert "## A heading # with a mark {#the-place}\n" in blocks
    assert '<div class="align-center">\n\nIn the middle\n\n</div>' in blocks
    assert "| Port | Height \\| m |\n| --- | ---: |\n| Brest | 7.1<br>8.0 |" in blocks
    assert "- First\n\n  3. Third\n- 1\\. Second\n" in blocks
    assert "style=" not in blocks
    assert "script" not in blocks
    assert "onclick" not in blocks
    assert "### An id of the author {#own-place}\n" in classic
    assert "[The chart](https://tides.example.org/chart.pdf) [Download](https://tides.example.org/chart.pdf)\n" in blocks
    assert "First line\\\nsecond line" in classic
    assert ":align: right" in classic
    assert "\n\n```css\na > b" in classic


def test_each_post_has_a_page_at_its_old_address(blog: Imported) -> None:
    assert (blog.build.output / "2025/03/blocks/index.html").is_file()
    assert (blog.build.output / "2019/01/옛글/index.html").is_file()
    assert "https://tides.example.org/?p=11" in blog.build.text("atom.xml")


def test_comments_are_kept_as_plain_text_with_their_threads(blog: Imported) -> None:
    comments = yaml.safe_load((blog.site.folder / "posts/blocks/comments.yml").read_text(encoding="utf-8"))
    assert comments == [
        {
            "id": "1",
            "author": "Reader One",
            "url": "https://reader.example.org",
            "date": "2025-03-05 09:00:00+09:00",
            "text": "Nice piece (https://a.example.org)!\nSecond line.",
        },
        {"id": "2", "author": "Inês", "date": "2025-03-05 10:00:00+09:00", "parent": "1", "text": "Thanks."},
    ]
    text = (blog.site.folder / "posts/blocks/comments.yml").read_text(encoding="utf-8")
    assert "r@example.org" not in text
    assert "192.0.2.1" not in text


def test_control_characters_do_not_stop_the_import(tmp_path: Path) -> None:
    data = (EXPORTS / "wordpress.xml").read_bytes().replace(b"Who we are.", b"Who \x0bwe\x08 are.")
    (tmp_path / "export.xml").write_bytes(data)
    run_import(tmp_path / "export.xml", tmp_path / "posts")
    assert "\nWho we are.\n" in (tmp_path / "posts/about/index.md").read_text(encoding="utf-8")
