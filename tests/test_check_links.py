"""The tool that checks the links of built pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_links import Output, Sources, check, main


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with two pages, a picture, and a folder with an index."""
    folder = tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.html").write_text("<p id='here'>x</p><a name='다음'></a>", encoding="utf-8")
    (folder / "sub/index.html").write_text("<p>x</p>", encoding="utf-8")
    (folder / "my pic.png").write_bytes(b"x")
    return folder


def dead_in(output: Path, html: str) -> list[str]:
    """Return the dead addresses in a page."""
    (output / "sub/page.html").write_text(html, encoding="utf-8")
    return [address.text for address in check(Output(output), None).dead]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../a.html#here">x</a>',
        '<a href="../a.html#%EB%8B%A4%EC%9D%8C">x</a>',
        '<a href="../sub/">x</a><a href="#top">x</a><a href="">x</a>',
        '<img src="../my%20pic.png?x=1" srcset="../my%20pic.png 1x, ../my%20pic.png 2x">',
        '<p id="own"><a href="#own">x</a></p>',
        '<a href="https://example.org/no">x</a><a href="mailto:a@b.c">x</a><img src="data:image/gif;base64,AA">',
    ],
)
def test_what_exists_is_not_dead(output: Path, html: str) -> None:
    assert dead_in(output, html) == []


@pytest.mark.parametrize(
    ("html", "dead"),
    [
        ('<a href="../b.html">x</a>', "../b.html"),
        ('<a href="/sub/no/">x</a>', "/sub/no/"),
        ('<a href="../a.html#no">x</a>', "../a.html#no"),
        ('<a href="#no">x</a>', "#no"),
        ('<img srcset="../my%20pic.png 1x, b.png 2x">', "b.png"),
        ('<video poster="p.png"></video>', "p.png"),
        ('<object data="p.pdf"></object>', "p.pdf"),
        ("<p style=\"background: url('p.png')\">", "p.png"),
    ],
)
def test_what_does_not_exist_is_dead(output: Path, html: str, dead: str) -> None:
    assert dead_in(output, html) == [dead]


def test_the_target_of_a_redirect_page_is_checked(output: Path) -> None:
    redirect = "<noscript><meta http-equiv='refresh' content='{}'></noscript>"
    assert dead_in(output, redirect.format("0; url=../a.html#here")) == []
    assert dead_in(output, redirect.format("0;URL=../no.html")) == ["../no.html"]
    assert dead_in(output, "<meta name='description' content='0 of 5, url=no'>") == []


@pytest.mark.parametrize(
    ("base", "address"),
    [("/kb/", "a.html#here"), ("/kb/no/where/", "../../sub/"), ("https://kb.example.org/kb/sub/", "../my%20pic.png")],
)
def test_relative_addresses_begin_at_the_element_base(output: Path, base: str, address: str) -> None:
    page = output / "deep/down/in/it/page.html"
    page.parent.mkdir(parents=True)
    links = f'<a href="{address}">x</a><a href="../{address}">x</a><a href="/a.html">x</a>'
    page.write_text(f'<base target="_top"><base href="{base}">{links}', encoding="utf-8")
    site, unknown = Output(output, "https://kb.example.org/kb/"), Output(output)
    assert [found.text for found in check(site, None).dead] == [f"../{address}"]
    assert [found.text for found in check(unknown, None).dead] == [address, f"../{address}"], "they begin at the page"


def test_files_that_style_sheets_name_are_checked(output: Path) -> None:
    (output / "_static").mkdir()
    css = "a { background: url(../my%20pic.png) } b { src: url('no.woff2') } c { mask: url(#m) } d { content: url(data:,x) }"
    (output / "_static/own.css").write_text(css, encoding="utf-8")
    assert [tuple(address) for address in check(Output(output), None).dead] == [("_static/own.css", "no.woff2")]


def test_absolute_addresses_of_the_site_are_checked_in_all_files_of_text(output: Path) -> None:
    base = "https://kb.example/en/"
    dead = [f"{base}no.xml", f"{base}a.html#no"]
    (output / "feed.xml").write_text(
        f"<id>{base}a.html#here</id> <loc>{base}sub/?a=1&amp;b</loc> <loc>{dead[0]}</loc>", "utf-8"
    )
    (output / "llms.txt").write_text(f"See {base}a.html. [x]({dead[1]}) and https://kb.example/other.", "utf-8")
    (output / "sub/page.html").write_text(f'<link href="{base}"><script>{{"@id":"{base}#website"}}</script>', "utf-8")
    (output / "index.html").write_text("", "utf-8")
    assert sorted(address.text for address in check(Output(output, base), None).dead) == sorted(dead)
    assert check(Output(output), None).dead == []


def test_a_dead_address_is_compared_with_the_sources(output: Path, tmp_path: Path) -> None:
    for name in ("2020-01-02-Two.md", "bundle/index.ko.md", "img/p.png", "other/q.png"):
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("## A Part\n", encoding="utf-8")
    links = ["/blog/two/", "Two.html#x", "bundle/", "../img/p.png", "/img/p.png", "q.png", "gone/", "two.html#a-part"]
    (output / "page.html").write_text("".join(f'<a href="{link}">x</a>' for link in links), encoding="utf-8")
    warnings = (
        "/x/posts/a.md:3: WARNING: The link '/2020/two' leads to no page.\n/x/a.md:4: WARNING: Image 'z.png' is not found\n"
    )
    report = check(Output(output), Sources(tmp_path / "source"), warnings)
    assert [address.text for address in report.dead] == [*links, "/2020/two", "z.png"]
    assert [address.text for address in report.with_target] == [
        "/blog/two/", "Two.html#x", "bundle/", "../img/p.png", "/img/p.png", "two.html#a-part", "/2020/two",
    ]  # fmt: skip


def test_an_anchor_that_the_source_has_is_a_fault(output: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('## The Part\n\n<a id="There"></a>\n', encoding="utf-8")
    (output / "page.html").write_text(
        '<a href="a.html#the-part">x</a><a href="a.html#there">x</a><a href="a.html#no">x</a>', encoding="utf-8"
    )
    report = check(Output(output), Sources(tmp_path))
    assert [address.text for address in report.with_target] == ["a.html#the-part", "a.html#there"]


def test_the_exit_code_tells_whether_there_are_faults(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["check_links.py", str(output)])
    assert main() == 0
    (output / "page.html").write_text('<a href="gone.html">x</a>', encoding="utf-8")
    assert main() == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["page.html: gone.html", "1 addresses checked, 1 dead, 0 with a target"]
