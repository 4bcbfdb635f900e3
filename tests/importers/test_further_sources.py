"""Exports of further services, all imported into one site and built."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CONFIGURATION, Site
from importing import EXPORTS, Imported, read_folder, run_import
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.sources.table import SOURCES, find_source

pytestmark = pytest.mark.build

SITES = {
    "substack": "https://letters.example.org",
    "velog": "https://velog.io/@kim",
    "zenn": "https://zenn.dev/kim",
    "qiita": "https://qiita.com/kim",
}
"""Addresses of blogs that their exports do not name."""
NAMES = ("substack", "blogger", "hashnode", "devto", "tumblr", "movable-type", "velog", "zenn", "qiita", "feed", "html")


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """The exports of all services in one site."""
    site = Site(tmp_path_factory.mktemp("further"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    record: dict[str, Any] = {"posts": [], "notes": []}
    for name in NAMES:
        options = ("--site", SITES[name]) if name in SITES else ()
        own = run_import(EXPORTS / name, site.folder / "posts", *options)
        record = {key: [*record[key], *own[key]] for key in record}
    sites = ("https://clock.hashnode.dev", "https://dev.to", *SITES.values())
    build = site.build(
        html_baseurl="https://new.example.org/",
        anthology_old_site={f"/{number}/": url for number, url in enumerate(sites)},
        anthology_share_cards=False,
        anthology_timezone="Asia/Seoul",
    )
    assert build.warnings.count("WARNING") == 1, build.warnings
    assert "tide-book-introduction/index.md:1: WARNING: Date is missing" in build.warnings  # Zenn has no dates of chapters
    return Imported(site, build, record)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_recognised_by_its_content(name: str) -> None:
    with Export(EXPORTS / name) as export:
        assert find_source(export) == name


def test_all_other_exports_are_still_recognised() -> None:
    for name in SOURCES.keys() - set(NAMES):
        export_path = next(EXPORTS.glob(f"{name}*"))
        with Export(export_path) as export:
            assert find_source(export) == name


def test_only_what_was_public_is_published(blog: Imported) -> None:
    was = {post["path"].partition("/")[0]: post["visibility"] for post in blog.record["posts"]}
    hidden = {name: visibility for name, visibility in was.items() if visibility != "published"}
    assert hidden == {
        "for-readers-who-pay": "members-only",
        "rough-idea": "draft",
        "sent-by-hand": "newsletter",
        "unfinished-shell": "draft",
        "draft-of-a-walk": "draft",
        "unpublished-temp-slug-1": "draft",
        "typed-gull": "private",
        "spring-draft": "draft",
        "첫-파도-what-s-cplusplus": "unknown",
        "둘째-글": "unknown",
        "draft-zenn-0002": "draft",
        "tide-book-deep": "members-only",
        "limited": "private",
        "newarticle001": "draft",
    }
    assert blog.pages == was.keys() - hidden.keys()
    for name in hidden:
        header = blog.header(name)
        assert header.get("draft") is True or header.get("status") == "private"


def test_nothing_of_readers_is_kept_but_what_they_have_published(blog: Imported) -> None:
    files = b"".join(read_folder(blog.site.folder / "posts").values())
    for secret in (
        b"secret-reader@example.org",
        b"secret@example.org",
        b"192.0.2",
        "비밀 글".encode(),
        b"Buy shells",
        b"<script",
    ):
        assert secret not in files


def test_the_fields_of_substack_are_in_front_matter(blog: Imported) -> None:
    assert blog.header("letter-on-sand") == {
        "title": "A letter, on sand",
        "subtitle": 'What "grains" say',
        "date": "2023-03-10 12:00:00+00:00",
        "slug": "letter-on-sand",
        "permalink": "/p/letter-on-sand",
    }
    assert blog.header("about-the-letter")["hidden"] is True
    assert blog.notes("what-do-you-read") == [
        "it is a thread, whose comments are not in the export.",
        "its text is not in the export.",
    ]
    assert "it had a paywall within its text." in blog.notes("for-readers-who-pay")
    assert "waves.mp3" in blog.text("talk-of-waves")


def test_readers_see_of_substack_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("letter-on-sand")
    assert seen.text == (
        r"Sandissmallstone.TheduneNumbersFirstgrainSecondgrain\[n=10^{8}\]Everybeachisalist.TwobeachesLowtideatnoon.Kim"
        "TalkofwavesBuythebookgrains=10**8Uptotwomillimetres."
    )
    picture = "https://substack-post-media.s3.amazonaws.com/public/images/dune_800x600.jpeg"
    links = (picture, "https://twitter.com/kim/status/1", "../talk-of-waves/index.html", "https://shop.example.org")
    assert seen.links == links
    assert seen.images == (("dune_800x600.jpeg", "A dune"), ("one.png", ""), ("two.png", ""))
    assert seen.videos == ("SandVideo01",)
    assert "[^1]: Up to two millimetres." in blog.text("letter-on-sand")


def test_the_fields_of_both_exports_of_blogger_are_in_front_matter(blog: Imported) -> None:
    assert blog.header("shells-stones") == {
        "title": "Shells & stones",
        "date": "2021-05-11 19:46:00+00:00",
        "updated": "2021-11-11 19:26:59+00:00",
        "slug": "shells-stones",
        "tags": ["beach", "sea life"],
        "authors": ["Ines"],
        "excerpt": "What lies on a beach",
        "permalink": "/2021/05/shells-stones.html",
        "guid": "tag:blogger.com,1999:blog-77.post-700",
    }
    earlier = blog.header("earlier-walk")
    assert earlier["permalink"] == "https://shore.example.org/2020/01/earlier-walk.html"
    assert earlier["tags"] == ["walks"]
    assert blog.header("about-this-shore")["hidden"] is True
    assert any(note["message"] == "Articles in the trash are left out: 1." for note in blog.record["notes"])
    assert "comments that were not shown are left out: 1." in blog.notes("shells-stones")


def test_comments_of_blogger_and_movable_type_are_data_with_threads(blog: Imported) -> None:
    posts = blog.site.folder / "posts"
    assert yaml.safe_load((posts / "shells-stones/comments.yml").read_text(encoding="utf-8")) == [
        {"id": "800", "author": "Ann", "date": "2021-05-12 08:00:00+00:00", "text": "Lovely shells!\nWhere?"},
        {
            "id": "801",
            "author": "Ines",
            "url": "https://ines.example.org/",
            "date": "2021-05-12 09:00:00+00:00",
            "parent": "800",
            "text": "In the south.",
        },
    ]
    answers = yaml.safe_load((posts / "earlier-walk/comments.yml").read_text(encoding="utf-8"))
    assert [(comment["id"], comment.get("parent")) for comment in answers] == [("902", None), ("903", "902")]
    assert yaml.safe_load((posts / "등대와-바다-배/comments.yml").read_text(encoding="utf-8")) == [
        {
            "id": "1",
            "author": "독자",
            "url": "https://reader.example.org/",
            "date": "2017-04-23 09:00:00",
            "text": "좋은 글\nNOTE: 줄",
        }
    ]


def test_readers_see_of_blogger_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("shells-stones")
    assert seen.text == "Firstline.Secondline.AstoneSeethewalk."
    assert [name for name, _ in seen.images] == ["shell.jpg", "stone.jpg"]
    assert seen.links[0].endswith("s1600/shell.jpg")
    assert "\n<!-- more -->\n" in blog.text("shells-stones")
    assert "First line.\\\nSecond line.\n" in blog.text("shells-stones")


def test_the_fields_of_both_exports_of_hashnode_are_in_front_matter(blog: Imported) -> None:
    assert blog.header("tide-clock") == {
        "title": "A tide clock",
        "subtitle": "In forty lines",
        "date": "2023-07-01 08:30:00+00:00",
        "slug": "tide-clock",
        "tags": ["Python"],
        "excerpt": "How to build a clock.",
        "coverImage": "https://cdn.hashnode.com/res/hashnode/image/upload/v1/cover.png",
        "permalink": "/tide-clock",
    }
    assert blog.header("moon-clock")["authors"] == ["Jin"]
    assert blog.header("backup-of-a-clock") == {
        "title": 'Backup of a "clock"',
        "date": "2023-09-12 06:03:11+00:00",
        "slug": "backup-of-a-clock",
        "tags": ["linux", "clocks"],
        "excerpt": "A clock in a backup",
        "coverImage": "https://cdn.hashnode.com/res/hashnode/image/upload/v1/backup.png",
        "permalink": "/backup-of-a-clock",
        "canonicalUrl": "https://first.example.org/clock",
    }
    assert any("'Deleted clock'" in note["message"] for note in blog.record["notes"])


def test_readers_see_of_hashnode_and_dev_what_they_saw(blog: Imported) -> None:
    clock = blog.visible("tide-clock")
    assert (clock.text, clock.videos) == ('Partsprint("tide")Seetheotherone.', ("TideClock01",))
    assert clock.links == ("../moon-clock/index.html",)
    old = blog.visible("old-editor-1a")
    assert (old.links, old.videos) == (("../new-editor-2b/index.html",), ("DevVideo001",))
    new = blog.visible("new-editor-2b")
    assert (new.text, new.links) == ("Newertextwithcode,andtheoldone.ab12", ("../old-editor-1a/index.html",))


def test_the_fields_of_dev_are_in_front_matter(blog: Imported) -> None:
    assert blog.header("old-editor-1a") == {
        "title": "Old editor",
        "date": "2020-02-02 10:00:00+00:00",
        "updated": "2020-03-01 10:00:00+00:00",
        "slug": "old-editor-1a",
        "tags": ["rust", "sea"],
        "authors": ["Kim Dev"],
        "series": "Ports",
        "excerpt": "From the old editor",
        "coverImage": "https://dev-to-uploads.s3.amazonaws.com/i/cover.png",
        "permalink": "https://dev.to/kim/old-editor-1a",
        "canonicalUrl": "https://first.example.org/old-editor",
        "guid": "https://dev.to/kim/old-editor-1a",
    }
    assert "canonicalUrl" not in blog.header("new-editor-2b")


def test_posts_of_all_types_of_tumblr_are_articles(blog: Imported) -> None:
    assert blog.header("a-gull-in-blocks") == {
        "title": "A gull in blocks",
        "date": "2022-02-02 10:00:00+00:00",
        "slug": "a-gull-in-blocks",
        "tags": ["gulls", "long walks"],
        "permalink": "/post/1001/a-gull-in-blocks",
        "aliases": ["/post/1001"],
        "pinned": True,
    }
    titles = {"photo-of-rocks": "Rocks at noon.", "quoted-gull": "Gulls & bread", "linked-gull": "Bird map"}
    assert {name: blog.header(name)["title"] for name in titles} == titles
    assert blog.notes("a-gull-in-blocks") == ["a block of the type 'poll' is left out."]
    assert blog.notes("asked-gull") == ["it is a reblog of 'birdfacts', and may have the text of others."]


def test_readers_see_of_tumblr_what_they_saw(blog: Imported) -> None:
    seen = blog.visible("a-gull-in-blocks")
    assert seen.text == "HeadingofgullsSomeboldlink<and>새textSeentodayonetwoSaidagull.AllgullsAlist"
    assert seen.links == ("https://birds.example.org/?a=1&b=2", "https://docs.example.org/gulls")
    assert (seen.images, seen.videos) == ((("gull.png", "A gull"),), ("GullVideo01",))
    assert "[**bold** link](" in blog.text("a-gull-in-blocks")
    assert "*새*" in blog.text("a-gull-in-blocks")
    texts = {
        "chat-of-gulls": "Gull:Fish?Me:No<fish>.",
        "asked-gull": "reader:Dogullssleep?Theydo.",
        "quoted-gull": "Gulls&bread-Abook",
        "linked-gull": "BirdmapUseit.",
        "photo-of-rocks": "SecondRocksatnoon.",
        "film-of-gulls": "Afilm.",
    }
    assert {name: blog.visible(name).text for name in texts} == texts
    assert (blog.site.folder / "posts/a-gull-in-blocks/gull.png").is_file()


def test_the_format_of_movable_type_is_read_as_services_write_it(blog: Imported) -> None:
    assert blog.header("등대와-바다-배") == {
        "title": "등대와 바다 & 배",
        "date": "2017-04-22 20:41:58",
        "slug": "등대와-바다-배",
        "categories": ["바다", "등대"],
        "tags": ["밤", "긴 밤", "불빛", "안개"],
        "authors": ["김하나"],
        "excerpt": "등대 이야기",
        "permalink": "/archives/51234567.html",
    }
    spring = blog.header("북쪽-온천")
    assert (spring["permalink"], spring["coverImage"]) == ("/entry/2025/01/15/123456", "https://cdn.example.org/eyecatch.jpg")
    text = blog.visible("등대와-바다-배").text
    assert text == "첫줄둘째줄새문단과굵은글더읽을글-선아래의글-끝"
    assert "첫 줄\\\n둘째 줄\n" in blog.text("등대와-바다-배")
    assert "- 하나\n- *둘*\n" in blog.text("spring-draft")


def test_older_encodings_of_movable_type_are_read(tmp_path: Path) -> None:
    head = "AUTHOR: 海\nTITLE: 灯台の話\nBASENAME: light\nSTATUS: Publish\nDATE: 04/22/2017 08:41:58 AM\n"
    source = f"{head}-----\nBODY:\n潮が満ちる\n-----\n"
    for encoding in ("euc_jp", "cp932"):
        (tmp_path / "log.txt").write_bytes(source.replace("\n", "\r\n").encode(encoding))
        run_import(tmp_path / "log.txt", tmp_path / encoding)
        text = (tmp_path / encoding / "light/index.md").read_text(encoding="utf-8")
        assert "title: 灯台の話\n" in text
        assert "潮が満ちる" in text


def test_repositories_of_markdown_keep_their_text_and_fields(blog: Imported) -> None:
    assert blog.header("첫-파도-what-s-cplusplus") == {
        "title": '첫 파도 = What\'s "C++"?',
        "date": "2021-03-04 05:06:07+00:00",
        "draft": True,
        "slug": "첫-파도-what-s-cplusplus",
        "tags": ["C++", "파도"],
        "excerpt": "파도에 대한 짧은 글",
        "permalink": "https://velog.io/@kim/첫-파도-Whats-C",
    }
    assert "![](shore.png)" in blog.text("첫-파도-what-s-cplusplus")
    assert blog.header("tide-in-zenn01") == {
        "title": "潮のしくみ",
        "date": "2023-02-03 09:00:00+09:00",
        "slug": "tide-in-zenn01",
        "categories": ["Tech"],
        "tags": ["python", "潮汐"],
        "permalink": "https://zenn.dev/kim/articles/tide-in-zenn01",
        "extra": {"properties": {"emoji": "🌊"}},
    }
    chapter = blog.header("tide-book-introduction")
    assert (chapter["series"], chapter["permalink"]) == ("潮の本", "https://zenn.dev/kim/books/tide-book/viewer/introduction")
    assert blog.notes("tide-book-introduction") == [
        "the post has no date, so it comes last in every list. Add a line such as 'date: 2025-04-23'."
    ]
    assert any(note["path"].endswith("unlisted.md") for note in blog.record["notes"])
    assert blog.header("qiita-の-記事-潮") == {
        "title": "Qiita の 記事: 潮",
        "date": "2022-03-16 03:24:38+09:00",
        "slug": "qiita-の-記事-潮",
        "tags": ["Python", "潮汐"],
        "permalink": "https://qiita.com/kim/items/0123456789abcdef0123",
    }
    zenn = blog.visible("tide-in-zenn01")
    assert (zenn.text, zenn.images, zenn.videos) == ("Note注意の文app.jsleta=1", (("port.png", "港"),), ("ZennVideo01",))
    assert blog.visible("qiita-の-記事-潮").text == "はじめにWarning警告の文tide.pyprint(1)"


def test_feeds_of_all_kinds_are_read(blog: Imported) -> None:
    assert blog.header("fed-by-rss") == {
        "title": "Fed by RSS & more",
        "date": "2020-01-01 10:00:00+09:00",
        "slug": "fed-by-rss",
        "tags": ["news", "sea & land"],
        "authors": ["Min"],
        "excerpt": "Short.",
        "coverImage": "https://fed.example.org/cover.png",
        "permalink": "https://fed.example.org/2020/01/fed-by-rss/",
        "guid": "fed-1",
    }
    assert blog.header("atom-title") == {
        "title": "Atom title",
        "date": "2019-05-06 07:08:09+02:00",
        "updated": "2019-06-06 07:08:09+02:00",
        "slug": "atom-title",
        "tags": ["Letters"],
        "authors": ["Ana"],
        "excerpt": "Sum.",
        "permalink": "https://atom.example.org/notes/atom-title.html",
        "guid": "urn:uuid:1",
    }
    names = {"summary-alone": ["Min Park"], "item-of-rdf": ["Oh"], "item-of-json": ["Jo"]}
    assert {name: blog.header(name)["authors"] for name in names} == names
    assert blog.notes("summary-alone") == ["the feed may have the beginning of the text alone."]
    texts = {
        "fed-by-rss": "Longtextwithalink.",
        "atom-title": "Oneboldword&<tag>nextline.ifa<b:",
        "plain": "Plain<text>.",
        "item-of-json": "InJSON.",
    }
    assert {name: blog.visible(name).text for name in texts} == texts
    assert blog.header("plain")["title"] == "Plain <b> title"


def test_a_folder_of_html_is_read(blog: Imported) -> None:
    assert blog.header("pier") == {
        "title": "The old pier",
        "date": "2019-04-05 06:07:08+09:00",
        "slug": "pier",
        "tags": ["pier", "wood"],
        "authors": ["Lee"],
        "excerpt": "About a pier",
        "permalink": "/2019/pier.html",
    }
    seen = blog.visible("pier")
    assert (seen.text, seen.images) == ("Woodandhome.Inspring", (("pier.png", "Pier"),))
    assert seen.links == ("../home-of-a-hand-made-site/index.html",)
    home = blog.header("home-of-a-hand-made-site")
    assert (home["hidden"], home["permalink"], home["aliases"]) == (True, "/index.html", ["/"])


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-16", ""), ("utf-16-be", "utf-16"), ("utf-16-le", "utf-16"), ("utf-8", "utf-16"), ("cp949", "euc-kr")],
)
def test_html_is_read_in_its_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    html = f"<!DOCTYPE html><meta charset='{declared}'><title>바다</title><h1>바다</h1><p>물때와 ‘갯벌’</p>"
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        archive.writestr("sea.html", html.encode(encoding))
    run_import(tmp_path / "site.zip", tmp_path / "posts")
    text = (tmp_path / "posts/sea/index.md").read_text(encoding="utf-8")
    assert "title: 바다\n" in text
    assert text.endswith("\n물때와 ‘갯벌’\n")


@pytest.mark.parametrize(
    ("declared", "encoding"), [("UTF-16", "utf-16"), ("UTF-16", "utf-16-le"), ("UTF-16", "utf-16-be"), ("UTF-7", "utf-7")]
)
def test_feeds_are_read_in_other_encodings_of_unicode(tmp_path: Path, declared: str, encoding: str) -> None:
    feed = (EXPORTS / "feed/rss.xml").read_text(encoding="utf-8")
    before = b"" if declared == "UTF-16" else b"\x0e"  # a control character, which would hide the declaration
    (tmp_path / "rss.xml").write_bytes(before + feed.replace("UTF-8", declared).encode(encoding))
    assert run_import(tmp_path / "rss.xml", tmp_path / "a") == run_import(EXPORTS / "feed/rss.xml", tmp_path / "b")
    assert read_folder(tmp_path / "a") == read_folder(tmp_path / "b")


def test_importing_further_sources_twice_changes_nothing(tmp_path: Path) -> None:
    for name in NAMES:
        run_import(EXPORTS / name, tmp_path)
    files = read_folder(tmp_path)
    for name in NAMES:
        record = run_import(EXPORTS / name, tmp_path)
        assert {post["action"] for post in record["posts"]} == {"unchanged"}
    assert read_folder(tmp_path) == files
