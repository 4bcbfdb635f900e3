"""HTML of blogs, converted to MyST and built: readers see the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import CONFIGURATION, Build, Site
from round_trip import describe
from sphinx_anthology.importers.html.cleaning import clean_for_conversion
from sphinx_anthology.importers.html.conversion import convert_html

_TEXT = Path(__file__).with_name("exports").joinpath("pieces.html").read_text(encoding="utf-8")
PIECES = dict(re.findall(r"^== ([^\n]+) ==\n(.*?)\n(?=== |\Z)", _TEXT, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    site = Site(tmp_path_factory.mktemp("html"))
    site.write("conf.py", CONFIGURATION)
    site.write("index.md", "# Home\n")
    for number, html in enumerate(PIECES.values()):
        site.post(f"piece-{number}", convert_html(html, lambda address, is_file: address).text)
    build = site.build()
    assert not build.warnings, build.warnings
    return build


@pytest.mark.build
@pytest.mark.parametrize("name", PIECES)
def test_readers_see_on_the_page_what_is_in_the_html(built: Build, name: str) -> None:
    page = BeautifulSoup(built.text(f"posts/piece-{list(PIECES).index(name)}.html"), "html.parser")
    seen = describe("".join(map(str, page.select(".e-content, aside.footnote"))))
    there = describe(_without_marks(clean_for_conversion(PIECES[name])))
    gone = "#gone" if name == "links" else None
    assert seen.text == there.text
    assert sorted(seen.links) == sorted(link for link in there.links if link != gone)
    assert seen.images == there.images
    assert seen.headings == there.headings
    assert seen.videos == there.videos


def _without_marks(html: str) -> str:
    """Return HTML without the marks of footnotes, which the page has elsewhere."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select('a[href^="#n"], a[href^="#r"]'):
        link.decompose()
    return str(soup)


def test_a_list_stays_tight_and_styles_are_gone() -> None:
    html = '<ul style="color:red"><li style="x:y"><p>a</p></li><li>b<ul><li class="k">c</li></ul></li></ul>'
    assert convert_html(html, lambda address, is_file: address).text == "- a\n- b\n  - c\n"


@pytest.mark.parametrize(
    ("written", "language"),
    [("svelte", "html"), ("DOTENV", "bash"), ("c#", "csharp"), ("python", "python"), ("plaintext", ""), ("no-such", "")],
)
def test_code_has_the_language_that_posts_have_for_it(written: str, language: str) -> None:
    html = f'<pre><code data-lang="{written}">x = 1</code></pre>'
    assert convert_html(html, lambda address, is_file: address).text == f"```{language}\nx = 1\n```\n"


_TEX = '<math{0}><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2\n&lt; 3</annotation></semantics></math>'


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p>a {_TEX.format('')} b</p>", "a $`x^2 < 3`$ b\n"),
        (f"<p>a {_TEX.format(' display=block')} b</p>", "a\n\n$$\nx^2 < 3\n$$\n\nb\n"),
        (
            f'<span class="katex-display"><span class="katex"><span class="katex-mathml">{_TEX.format("")}</span>'
            '<span class="katex-html" aria-hidden="true">x2&lt;3</span></span></span>',
            "$$\nx^2 < 3\n$$\n",
        ),
        (
            f'<span class="mwe-math-element">{_TEX.format("")}<img class="mwe-math-fallback-image-inline" src="x.svg"></span>',
            "$`x^2 < 3`$\n",
        ),
        (
            '<p>a <span class="MathJax_Preview">x</span><span class="MathJax"><math><mi>x</mi></math></span>'
            '<script type="math/tex" id="m1">x &lt; 3</script></p><script type="math/tex; mode=display">y < 3</script>',
            "a $`x < 3`$\n\n$$\ny < 3\n$$\n",
        ),
        ('<p><math><mi><img src="x.png" alt=""><script>1</script>y</mi></math></p>', "<math><mi>y</mi></math>![](x.png)\n"),
        ("<p>a $$x^2$$ b $$y_1$$</p>", "a\n\n$$\nx^2\n$$\n\nb\n\n$$\ny_1\n$$\n"),
        ("<p>$$<br>\\alpha<br>\n<br>+ b &lt; c<br />$$<br>d</p>", "$$\n\\alpha\n+ b < c\n$$\n\nd\n"),
    ],
)
def test_a_formula_is_the_tex_that_the_page_has_for_it(html: str, text: str) -> None:
    assert convert_html(html, lambda address, is_file: address).text == text


def test_what_is_in_a_formula_that_does_not_end_is_not_lost() -> None:
    one = f'<span class="katex"><span class="katex-mathml">{_TEX.format("")}</span>'  # without the end of the first element
    text = convert_html(f"<div>{one} words {one} more words</div>", lambda address, is_file: address).text
    assert text.count("$`") == 2
    assert "words" in text
    assert "more words" in text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>It costs $$, there $$$.</p>", "It costs \\$\\$, there \\$\\$\\$.\n"),
        ("<p>kill $$ and $$my_name</p>", "kill \\$\\$ and \\$\\$my_name\n"),
        ("<p><code>$$x^2$$</code></p><pre>$$x^2$$</pre>", "`$$x^2$$`\n\n```\n$$x^2$$\n```\n"),
        ('<p><img src="a.png" alt="$$x^2$$"></p>', "![\\$\\$x^2\\$\\$](a.png)\n"),
        ("<p>$$<b>x</b>^2$$</p>", "\\$\\$**x**^2\\$\\$\n"),
    ],
)
def test_dollars_that_are_around_no_formula_stay(html: str, text: str) -> None:
    assert convert_html(html, lambda address, is_file: address).text == text


def test_addresses_are_replaced_wherever_they_are() -> None:
    html = (
        '<p><img src="a.png" alt=""></p><figure><img src="a.png"><figcaption>c</figcaption></figure><video src="a.mp4"></video>'
        '<table><tr><td colspan=2><img src="a.png"><a href="b">l</a></td></tr></table><a href="big.png"><img src="a.png"></a>'
    )
    files: list[str] = []

    def rewrite(address: str, is_file: bool) -> str:
        files.append(address) if is_file else None
        return f"new/{address}"

    text = convert_html(html, rewrite).text
    assert files.count("a.png") == 4
    assert files.count("big.png") == 1
    assert files.count("a.mp4") == 1
    assert "new/b" in text
    assert text.count("new/a.png") == 4


def test_what_is_left_out_is_noted() -> None:
    html = '<form><input></form><svg></svg><iframe src="file:///etc/passwd"></iframe>'
    converted = convert_html(html, lambda address, is_file: address)
    assert converted.notes == ("<form> is left out", "<svg> is left out", "a frame without an address on the web is left out")


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "ul", "span", "table", "details"])
def test_deep_html_is_converted(tag: str) -> None:
    inner = {"ul": "<li>", "table": "<tr><td>"}.get(tag, "")
    html = f"<{tag}>{inner}" * 300 + "deep"
    assert "deep" in convert_html(html, lambda address, is_file: address).text


def test_long_html_takes_linear_time() -> None:
    item = "<li>item <b>bold</b> [x] * y</li>"
    text = convert_html(f"<ul>{item * 1000}</ul><p>{'a<br>' * 1000}</p><p>{'*' * 20_000}</p>", lambda a, f: a).text
    assert text.count("- item") == 1000


def test_html_without_text_is_an_empty_text() -> None:
    assert convert_html("", lambda address, is_file: address).text == ""
    assert convert_html(" <p> </p> ", lambda address, is_file: address).text == ""


def test_an_object_of_a_plugin_is_the_video_that_it_showed() -> None:
    html = (
        '<object data="http://www.youtube.com/v/aBcDeFgHiJk&amp;hl=en"><embed src="http://www.youtube.com/v/aBcDeFgHiJk"></object>'
        '<object><embed src="http://vimeo.com/moogaloop.swf?clip_id=12345678&amp;server=vimeo.com"></object>'
        '<embed src="http://a.example.org/b.swf">'
    )
    text = convert_html(html, lambda address, is_file: address).text
    assert text == "@[youtube](aBcDeFgHiJk)\n\n@[vimeo](12345678)\n\n<http://a.example.org/b.swf>\n"


def test_a_mark_behind_an_address_is_no_part_of_it() -> None:
    html = "<p><em>https://a.example.org/b</em><br><strong>to https://a.example.org/c</strong></p>"
    text = convert_html(html, lambda address, is_file: address).text
    assert text == "<em>https://a.example.org/b</em>\\\n<strong>to https://a.example.org/c</strong>\n"


def test_control_characters_are_left_out() -> None:
    assert convert_html("<p>a\x7f\x9b\x01b</p>", lambda address, is_file: address).text == "ab\n"


def test_half_of_a_character_is_left_out() -> None:
    """A service that cuts a text by its length in UTF-16 leaves the first half of an emoji, which JSON can have."""
    assert convert_html("<p>Tide \ud83d</p>", lambda address, is_file: address).text == "Tide\n"
