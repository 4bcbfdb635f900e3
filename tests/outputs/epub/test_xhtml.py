"""XHTML of HTML that authors have written by hand."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.outputs.epub.xhtml import make_xhtml

ROOT = '<div xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">{}</div>'


def find_text(html: str) -> str:
    """Return the text that a parser of HTML finds."""
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign, assignment]
    parser.feed(html)
    parser.close()
    return "".join(parts)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "text",
        "<p>a &amp; b&#160;c</p>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0"/></svg>',
        "<br /><b>가</b>",
    ],
)
def test_what_is_xhtml_stays_as_it_is(html: str) -> None:
    assert make_xhtml(html) == html


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ('a<br>b<img src="c.png">', 'a<br />b<img src="c.png" />'),
        ("<a href=x target=_blank hidden>y</a>", '<a href="x" target="_blank" hidden="">y</a>'),
        ("<div>text <b>bold", "<div>text <b>bold</b></div>"),
        ("a</div></p>b", "ab"),
        ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
        ("<p>a&nbsp;b &copy; 1 < 2 & 3", "<p>a\xa0b © 1 &lt; 2 &amp; 3</p>"),
        ('<a href="x" href="y" HREF=z>a</a>', '<a href="x">a</a>'),
        ("<!-- a -- b --><?php x ?><!DOCTYPE html>c<br>", "c<br />"),
        ("<body onload=x><p>a<p>b</body>", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<script>if (a<b && c) {}</script>", "<script>if (a&lt;b &amp;&amp; c) {}</script>"),
        ("<br><script>text <b>after", "<br />text <b>after</b>"),
        ("</style><br><style>p {} text", "<br />p {} text"),
        ("<o:p>x</o:p><p o:y=1 xmlns=z xml:lang=ko 1a=b>c", 'x<p xml:lang="ko">c</p>'),
        ('<p title="&#1;a&#12;\'">b\fc</p>', '<p title="a&#x27;">bc</p>'),
        (
            '<br><svg viewBox="0 0 1 1"><linearGradient xlink:href="#a"/><use/></svg>',
            '<br /><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">'
            '<linearGradient xlink:href="#a"></linearGradient><use></use></svg>',
        ),
    ],
)
def test_other_html_becomes_xml(html: str, xml: str) -> None:
    assert make_xhtml(html) == xml


SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
LINK = 'class="reference external" href="'


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ('<svg viewBox="0 0 1 1"><path d="M0"/></svg>', f'<svg {SVG} viewBox="0 0 1 1"><path d="M0"></path></svg>'),
        ('<svg><a xmlns:xlink="x" /></svg><i/><b>c</b>', f"<svg {SVG}><a></a></svg><i></i><b>c</b>"),
        (
            '<img alt="A &amp; b" src="https://a.example/x.png?a&amp;b" />',
            f'<a {LINK}https://a.example/x.png?a&amp;b">A &amp; b</a>',
        ),
        ("<img src=//a.example/x.png>", f'<a {LINK}https://a.example/x.png">//a.example/x.png</a>'),
        ('<a href="b"><img src="HTTP://a.example/x" alt="c"/></a>', '<a href="b"><span>c</span></a>'),
        ('<iframe src="https://a.example/v" title="Film" /><p>b</p>', f'<a {LINK}https://a.example/v">Film</a><p>b</p>'),
        ('<object data="\\\\a.example\\b">c</object>d<br>', f'<a {LINK}https://a.example/b">//a.example/b</a>cd<br />'),
        ('<p><script src="//a.example/x.js">a()</script>b</p>', "<p>b</p>"),
        ('<img src="a.png" srcset="a.png 1x, https://a.example/b.png 2x" />', '<img src="a.png" />'),
        ('<picture><source srcset="//a.example/b.png"/><img src="c.png"/></picture>', '<picture><img src="c.png" /></picture>'),
        ('<video poster="//a.example/b.png" src="//a.example/c"></video>', '<video src="//a.example/c"></video>'),
        (
            f'<svg {SVG}><image xlink:href="http://a.example/b"/><g/></svg>',
            f"<svg {SVG}><g></g></svg>",
        ),
    ],
)
def test_links_stand_for_what_a_book_may_not_load_from_other_hosts(html: str, xml: str) -> None:
    assert make_xhtml(html) == xml


def test_links_to_other_hosts_and_sound_and_film_on_them_stay() -> None:
    html = '<a href="https://a.example/x.png">b</a><video src="https://a.example/c.mp4"></video><img alt="//d" src="e//f" />'
    assert make_xhtml(html) == html


TAGS = ["<b>", "</b>", "<p>", "</p>", "<br>", "<br/>", "<svg>", "<g/>", "</svg>", "<a x=1 ", "<x:y>", "<!--", "-->"]
PIECES = [*TAGS, ">", '"', "&", "&nbsp;", "<", "</", "a", " ", "\f", "=", "'"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_becomes_xml_and_keeps_its_words(html: str) -> None:
    xml = make_xhtml(html)
    words = "".join(ElementTree.fromstring(ROOT.format(xml)).itertext())
    assert "".join(filter(str.isalnum, words)) == "".join(filter(str.isalnum, find_text(html)))
