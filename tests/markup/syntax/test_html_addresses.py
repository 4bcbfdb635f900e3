"""Addresses and anchors in raw HTML."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.syntax.html_addresses import find_html_references


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/a/">x</a>', [("/a/", "link")]),
        ("<A HREF='/a?x=1&amp;y=2'>x</A>", [("/a?x=1&y=2", "link")]),
        ("<a class=b href=/a=b target=_blank>", [("/a=b", "link")]),
        ('<map><area href=" b.html "></map>', [("b.html", "link")]),
        ('<img src="p.png" srcset="p.png 1x, q.png 2x,r.png">', [("p.png", "image")] + [(f"{x}.png", "image") for x in "pqr"]),
        ('<source srcset="w.webp 480w">', [("w.webp", "image")]),
        ('<img srcset="data:image/png;base64,AA 1x">', []),
        (
            '<video poster="p.png" src="c.mp4"><track src="t.vtt"></video>',
            [("p.png", "image"), ("c.mp4", "media"), ("t.vtt", "media")],
        ),
        ('<audio src="a.mp3"><source src="a.ogg"></audio>', [("a.mp3", "media"), ("a.ogg", "media")]),
        ('<iframe src="d.html"></iframe><embed src="x.pdf">', [("d.html", "frame"), ("x.pdf", "frame")]),
        ('<object data="x.svg"></object>', [("x.svg", "frame")]),
        ('<div data-src="p.png"></div><img data-src="q.png">', [("p.png", "file"), ("q.png", "image")]),
        ("<p style=\"background:url('a.png'), url(b.png)\">", [("a.png", "image"), ("b.png", "image")]),
        ('<p style="background:url(&quot;a.png&quot;)">', [("a.png", "image")]),
        ('<svg><image href="a.png"/><use xlink:href="s.svg#i"/></svg>', [("a.png", "media"), ("s.svg#i", "media")]),
        ('<link rel="stylesheet" href="s.css"><base href="/x/">', [("s.css", "file")]),
        ('<!-- <a href="/a/"> --><script>"<a href=\'/b/\'>"</script>', []),
        ('<a title="a > b" href="/a/">', [("/a/", "link")]),
        ("<p>a < b href=x</p> 1<2", []),
    ],
)
def test_addresses_are_found_with_what_they_are_for(html: str, found: list[tuple[str, str]]) -> None:
    assert [(one.value, one.role) for one in find_html_references(html).addresses] == found


def test_the_place_of_an_address_is_that_of_its_text() -> None:
    html = "<p>\n<a href=' /a&amp;b '>x</a> <img srcset='\n p.png 1x'>"
    assert [html[one.start : one.end] for one in find_html_references(html).addresses] == ["/a&amp;b", "p.png"]


def test_anchors_are_ids_and_names_of_links() -> None:
    html = '<a name="S-one"></a><h3 id=two>x</h3><input name="no"><!-- <p id="no"> --><p ID=\'한글\'>'
    assert find_html_references(html).anchors == ["S-one", "two", "한글"]


@pytest.mark.parametrize("part", ["<a href=", '<a href="', "<a '", "<!--", "\"<a'", "<script>", "<a href=x ", 'srcset="a, '])
def test_a_long_text_takes_linear_time(part: str) -> None:
    html = "<img " + part * 100_000
    assert len(find_html_references(html).addresses) <= 100_000


@pytest.mark.parametrize(
    "html",
    ["<a href= {}>", "<a {} href=/x>", "<img srcset='{}'>", "<p style='url({}'>", "<a href={}"],
)
@pytest.mark.parametrize("part", ["x", " ", ",", "x ", "'\"", "url("])
def test_a_long_attribute_takes_linear_time(html: str, part: str) -> None:
    assert len(find_html_references(html.format(part * 300_000)).addresses) <= 300_000


def test_the_value_of_an_attribute_is_no_attribute() -> None:
    assert find_html_references("<a title='x href=/no' \"href='/no'\" href=/yes>").addresses[0].value == "/yes"
