"""XHTML of HTML that authors have written by hand."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.outputs.xhtml import make_well_formed

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
    "html", ["", "text", "<p>a &amp; b&#160;c</p>", '<svg viewBox="0 0 1 1"><path d="M0"/></svg>', "<br /><b>가</b>"]
)
def test_what_is_xml_stays_as_it_is(html: str) -> None:
    assert make_well_formed(html) == html


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
    assert make_well_formed(html) == xml


TAGS = ["<b>", "</b>", "<p>", "</p>", "<br>", "<br/>", "<svg>", "<g/>", "</svg>", "<a x=1 ", "<x:y>", "<!--", "-->"]
PIECES = [*TAGS, ">", '"', "&", "&nbsp;", "<", "</", "a", " ", "\f", "=", "'"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_any_text_becomes_xml_and_keeps_its_words(html: str) -> None:
    xml = make_well_formed(html)
    words = "".join(ElementTree.fromstring(ROOT.format(xml)).itertext())
    assert "".join(filter(str.isalnum, words)) == "".join(filter(str.isalnum, find_text(html)))
