"""The text of an article in feeds."""

from __future__ import annotations

import pytest
from lxml import etree
from sphinx_anthology.outputs.feeds.content import make_content

_URL = "https://kb.example/ko/posts/one.html"
_HEADER = (
    '<section id="one"><h1>One<a class="headerlink" href="#one" title="Link">¶</a></h1>\n'
    '<p class="anthology-languages no-search">English</p>\n<p class="anthology-subtitle">Sub</p>\n'
    '<p class="anthology-excerpt">Excerpt</p>\n<p class="anthology-byline">May 1 · <a href="../x.html">Ann</a></p>\n'
    '<p class="anthology-tags"><a class="anthology-tag" href="t.html">t</a></p>\n'
    '<a class="reference internal image-reference" href="../_images/c.png">'
    '<img alt="" class="anthology-cover" src="../_images/c.png" /></a>\n<p class="anthology-credit">Bo</p>\n'
    '<div class="anthology-series no-search docutils">\n<p>Part 1</p>\n</div>\n'
)
_FOOTER = (
    '<p class="anthology-next-part no-search">Next: <a href="b.html">B</a></p></section>'
    '<aside class="footnote">Note</aside>'
    '<div class="anthology-surroundings no-search docutils"><p class="rubric">Related</p><ul><li><p>B</p></li></ul></div>'
)


def test_what_is_around_the_text_is_left_out() -> None:
    assert make_content(f"{_HEADER}<p>Text.</p>{_FOOTER}", _URL) == "<p>Text.</p><aside>Note</aside>"
    assert make_content("<h1>One</h1>\n<p>Text.</p>", _URL) == "<p>Text.</p>"
    assert make_content("<p>Text.</p>", _URL) == "<p>Text.</p>"


def test_a_list_in_the_text_keeps_its_bylines() -> None:
    cards = '<ul><li><p class="anthology-byline">May 2</p></li></ul>'
    assert make_content(f"{_HEADER}<p>Text.</p>{cards}", _URL) == "<p>Text.</p><ul><li><p>May 2</p></li></ul>"


@pytest.mark.parametrize(
    ("html", "content"),
    [
        ('<a href="two.html#x">a</a>', '<a href="https://kb.example/ko/posts/two.html#x">a</a>'),
        ('<a href="#here">a</a>', '<a href="https://kb.example/ko/posts/one.html#here">a</a>'),
        ("<a href='?a=1&amp;b'>a</a>", '<a href="https://kb.example/ko/posts/one.html?a=1&amp;b">a</a>'),
        ('<a href = "">a</a>', '<a href="https://kb.example/ko/posts/one.html">a</a>'),
        ('<a href="/root">a</a>', '<a href="https://kb.example/root">a</a>'),
        ('<img src="../_images/%ED%95%9C.png" alt="x">', '<img src="https://kb.example/ko/_images/%ED%95%9C.png" alt="x">'),
        ('<video poster="../p.png" src="v.mp4" controls=""></video>', None),
        ('<a href="//other.example/x">a</a>', '<a href="https://other.example/x">a</a>'),
    ],
)
def test_addresses_are_absolute(html: str, content: str | None) -> None:
    made = make_content(html, _URL)
    assert content is None or made == content
    assert '="..' not in made
    assert "https://" in made


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="java&#10;script:alert(1)">a</a>',
        '<img src="data:text/html,alert(1)" onerror="alert(1)">',
        "<svg><script>alert(1)</script></svg>",
        "<style>*{content:alert(1)}</style>",
        '<math><mtext><img src=x onerror="alert(1)"></mtext></math>',
        '<iframe srcdoc="alert(1)"></iframe>',
        "<!-- alert(1) -->",
        '<form action="x"><button>alert(1)</button></form>',
        "<template>alert(1)</template>",
        "<noscript><p>alert(1)</p></noscript>",
    ],
)
def test_nothing_in_it_can_run(html: str) -> None:
    assert "alert" not in make_content(f"{html}<p>rest</p>", _URL)
    assert "rest" in make_content(f"{html}<p>rest</p>", _URL)


def test_headerlinks_line_numbers_and_ids_are_left_out_and_frames_become_links() -> None:
    heading = '<h2 id="x">Part<a class="headerlink" href="#x" title="T"><i class="icon"></i></a></h2>'
    assert make_content(heading, _URL) == "<h2>Part</h2>"
    assert make_content('<pre><span class="linenos"> 1</span><span class="k">def</span></pre>', _URL) == "<pre>def</pre>"
    frame = '<iframe width="560" src="https://www.youtube-nocookie.com/embed/x" allowfullscreen></iframe>'
    link = "https://www.youtube-nocookie.com/embed/x"
    assert make_content(frame, _URL) == f'<p><a href="{link}">{link}</a></p>'


def test_the_text_is_xml_whatever_the_page_has() -> None:
    content = make_content("<p>a\x00\x0b\x1b\ufffe\U0001f600\u2028]]> &nbsp;</p><p>open", _URL)
    etree.fromstring(f"<r>{content.replace('&nbsp;', '')}</r>")
    assert "\U0001f600" in content


@pytest.mark.parametrize(
    "piece",
    ['<a class="headerlink"', '<p class="anthology-byline">', "<iframe src=", '<span class="linenos">', "<div>", "<b><p>"],
)
def test_elements_without_an_end_are_no_reason_to_search_for_hours(piece: str) -> None:
    assert len(make_content(piece * (1_000_000 // len(piece)), _URL)) < 1_000_000


def test_a_long_text_with_many_elements_is_whole() -> None:
    assert make_content("<p>a<br>b</p>" * 5000, _URL) == "<p>a<br>b</p>" * 5000
