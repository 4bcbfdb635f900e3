"""Exports that are made to do harm end in a reason."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from importing import EXPORTS, read_folder
from sphinx_anthology.cli.commands import main
from sphinx_anthology.importers import archives
from sphinx_anthology.importers.archives import Export
from sphinx_anthology.importers.entry import ImportRefusedError
from sphinx_anthology.importers.sources import movable_type
from sphinx_anthology.importers.sources.xml_stream import read_elements

_BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>&b;</title></channel></rss>"""
_OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>&a;</title></channel></rss>"""


def refuse(export: Path, folder: Path, *options: str) -> str:
    """Import an export that cannot be imported, and return the reason."""
    result = CliRunner().invoke(main, ["import", str(export), "--to", str(folder), *options])
    assert result.exit_code == 2
    assert not isinstance(result.exception, Exception)
    return " ".join(result.output.split())


@pytest.mark.parametrize("data", [_BOMB, _OUTSIDE])
def test_entities_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "export.xml").write_bytes(data)
    assert "entities" in refuse(tmp_path / "export.xml", tmp_path / "posts")


_FEED = b"""<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018"><id>tag:blogger.com,1999:blog-1</id>
<entry><title>&b;</title></entry></feed>"""


def test_entities_are_refused_in_feeds_of_all_kinds(tmp_path: Path) -> None:
    rss = (
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    )
    for name, data in (("feed.atom", _FEED), ("plain.xml", _FEED.replace(b"blogger", b"other")), ("rss.xml", rss)):
        (tmp_path / name).write_bytes(data)
        assert "entities" in refuse(tmp_path / name, tmp_path / "posts")
    assert not list((tmp_path / "posts").rglob("*.md"))


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    for name, root in (("feed.xml", "feed"), ("wordpress.xml", "rss xmlns:wp='http://wordpress.org/export/1.2/'")):
        (tmp_path / name).write_text(f"<?xml version='1.0' encoding='utf-88'?><{root}><channel/>", encoding="utf-8")
        assert "encoding" in refuse(tmp_path / name, tmp_path / "posts")


def test_bombs_in_exports_of_further_services_are_no_exports(tmp_path: Path) -> None:
    for name in ("posts.csv", "feed.atom", "articles.json", "export.txt", "articles/a.md", "content/a.md"):
        with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b" " * 20_000_000)
        assert "is no export of" in refuse(tmp_path / "bomb.zip", tmp_path / "posts")


def test_a_text_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movable_type, "MAX_TEXT_SIZE", 10_000)
    head = "AUTHOR: a\nTITLE: b\nDATE: 01/01/2020 00:00:00\n-----\nBODY:\n"
    for body in ("x" * 50_000, "x\n" * 50_000, "-----\n" * 50_000):
        (tmp_path / "log.txt").write_text(head + body, encoding="utf-8")
        assert "larger than" in refuse(tmp_path / "log.txt", tmp_path / "posts")


def test_json_that_is_too_deep_or_of_other_types_is_no_export(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    for text in (
        "[" * 200_000,
        '{"posts": [[], 1, null]}',
        '{"version": "https://jsonfeed.org/version/1", "items": 7}',
        '{"db": [1]}',
    ):
        file.write_text(text, encoding="utf-8")
        assert "is no export of" in refuse(file, tmp_path / "posts")
    file.write_text(
        '{"posts": [{"cuid": 1, "contentMarkdown": [], "title": {}, "tags": {"a": 1}, "dateAdded": [9]}]}', encoding="utf-8"
    )
    assert CliRunner().invoke(main, ["import", str(file), "--to", str(tmp_path / "posts")]).exit_code == 0


def test_damaged_xml_is_refused_with_its_line_and_a_second_import_goes_on(tmp_path: Path) -> None:
    data = (EXPORTS / "wordpress.xml").read_bytes()
    (tmp_path / "export.xml").write_bytes(data[: len(data) * 9 // 10])
    assert "is damaged at line" in refuse(tmp_path / "export.xml", tmp_path / "posts")
    assert not list((tmp_path / "posts").rglob("*.md"))


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"<html></html>", b"PK\x03\x04 no archive", b'{"a": 1}', b"\xff\xfe<"])
def test_what_is_no_export_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.dat").write_bytes(data)
    assert "is no export of" in refuse(tmp_path / "x.dat", tmp_path / "posts")
    assert "There is no" in refuse(tmp_path / "x.dat", tmp_path / "posts", "--from", "wordpress")
    assert not (tmp_path / "posts").exists()


def test_an_archive_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", b"<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>" + b" " * 50_000_000)
    with Export(tmp_path / "bomb.zip") as export, pytest.raises(ImportRefusedError, match="bomb"):
        export.read_text("export.xml")
    refuse(tmp_path / "bomb.zip", tmp_path / "posts")


def test_large_texts_and_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 5000)
    (tmp_path / "b.txt").write_bytes(b"x")
    monkeypatch.setattr(archives, "MAX_TEXT_SIZE", 4000)
    monkeypatch.setattr(archives, "MAX_FILE_SIZE", 4000)
    with Export(tmp_path) as export:
        with pytest.raises(ImportRefusedError, match="larger"):
            export.read_text("a.txt")
        with pytest.raises(ImportRefusedError, match="larger"):
            list(export.read_chunks("a.txt"))
    monkeypatch.setattr(archives, "_MAX_MEMBERS", 1)
    with pytest.raises(ImportRefusedError, match="more than 1 files"):
        Export(tmp_path)


def test_links_of_a_feed_that_are_no_addresses_do_not_stop_the_import(tmp_path: Path) -> None:
    text = "<description>&lt;a href='c, d'&gt;e&lt;/a&gt;</description>"
    item = f"<item><title>a</title><link>https://[a.example.org/b</link>{text}</item>"
    feed = f"<rss><channel><link>https://a.example.org/x/</link>{item}{item.replace('[a', 'a')}</channel></rss>"
    (tmp_path / "rss.xml").write_text(feed, encoding="utf-8")
    assert CliRunner().invoke(main, ["import", str(tmp_path / "rss.xml"), "--to", str(tmp_path / "posts")]).exit_code == 0
    assert "[e](https://a.example.org/c,%20d)" in (tmp_path / "posts/b/index.md").read_text(encoding="utf-8")


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "names.zip", "w") as archive:
        for name in ("../out.txt", "/etc/passwd", "C:/x.txt", "a/../../b.txt", "..\\c.txt", "good/d.txt", "__MACOSX/e.txt"):
            archive.writestr(name, b"x")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    with Export(tmp_path / "names.zip") as export:
        assert export.names == ("good/d.txt",)
        assert "good/d.txt" in export
        assert "good/../../etc/passwd" not in export


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "own.txt").write_text("y", encoding="utf-8")
    with Export(folder) as export:
        assert export.names == ("own.txt",)


def test_names_of_korean_archives_are_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("AAAA.txt", b"x")
    data = stream.getvalue().replace(b"AAAA.txt", "글자".encode("cp949") + b".txt")
    (tmp_path / "korean.zip").write_bytes(data)
    with Export(tmp_path / "korean.zip") as export:
        assert export.names == ("글자.txt",)


def test_a_title_or_slug_never_becomes_a_path(tmp_path: Path) -> None:
    text = (EXPORTS / "wordpress.xml").read_text(encoding="utf-8")
    for old, new in (("<wp:post_name>about<", "<wp:post_name>../../../about<"), ("<wp:post_name>diary<", "<wp:post_name>con<")):
        text = text.replace(old, new)
    text = text.replace("<title>Members</title>", "<title>'x: [y]\x7f&#10;--- # z</title>").replace(">members<", "><")
    (tmp_path / "export.xml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", str(tmp_path / "export.xml"), "--to", str(tmp_path / "a/b/posts")])
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"export.xml", "a"}
    assert "con-post/index.md" in read_folder(tmp_path / "a/b/posts")


@pytest.mark.parametrize("address", ["http://[x", "https://[::1/a?b=c", "http://a:1:2/", "//[x", "/\t/[x"])
def test_what_is_no_address_does_not_stop_the_import(tmp_path: Path, address: str) -> None:
    text = (EXPORTS / "wordpress.xml").read_text(encoding="utf-8")
    body = f'Who <a href="{address}">we</a> <img src="{address}" alt="are">'
    for old, new in (
        ("<wp:base_blog_url>https://tides.example.org<", f"<wp:base_blog_url>{address}<"),
        ("<link>https://tides.example.org/about/<", f"<link>{address}<"),
        ("Who we are.", body),
    ):
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "export.xml").write_text(text, encoding="utf-8")
    for number, options in enumerate(([], ["--site", "https://tides.example.org"])):
        folder = tmp_path / f"posts-{number}"
        result = CliRunner().invoke(main, ["import", str(tmp_path / "export.xml"), "--to", str(folder), *options])
        assert result.exit_code == 0, result.output
        assert "Who" in (folder / "about/index.md").read_text(encoding="utf-8")
        assert ("anthology_old_site" in result.output) == bool(options)


@pytest.mark.parametrize(
    "address", ["tides.example.org", "http://[x", "ftp://tides.example.org", "https://me@tides.example.org"]
)
def test_the_address_of_the_blog_is_checked(tmp_path: Path, address: str) -> None:
    assert "is no address of a blog" in refuse(EXPORTS / "ghost", tmp_path / "posts", "--site", address)


def test_memory_does_not_grow_with_the_export(tmp_path: Path) -> None:
    import tracemalloc

    item = b"<item><title>x</title><body>" + b"text &amp; more\n" * 300 + b"</body></item>"
    (tmp_path / "large.xml").write_bytes(b"<rss><channel>" + item * 100 + b"</channel></rss>")
    tracemalloc.start()
    with (tmp_path / "large.xml").open("rb") as stream:
        assert sum(1 for _ in read_elements(stream, "channel")) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("name", "text"),
    [("euc-kr", "한글 본문"), ("EUC-KR", "똠방각하"), ("Shift_JIS", "日本語"), ("iso-8859-1", "café")],
)
def test_xml_in_an_older_encoding_is_read(name: str, text: str) -> None:
    document = f'<?xml version="1.0" encoding="{name}"?><rss><channel><title>{text}</title></channel></rss>'
    data = document.encode("cp949" if name.lower() == "euc-kr" else name)
    assert [element.text for element in read_elements(io.BytesIO(data), "channel")] == [text]


@pytest.mark.parametrize("name", ["hex", "undefined", "no-such"])
def test_xml_in_no_encoding_of_text_is_refused(name: str) -> None:
    with pytest.raises(ImportRefusedError, match="encoding"):
        list(read_elements(io.BytesIO(f'<?xml version="1.0" encoding="{name}"?><rss/>'.encode()), "channel"))
