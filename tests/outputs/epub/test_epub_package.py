"""The list of files of an EPUB."""

from __future__ import annotations

import pytest
from sphinx_anthology.outputs.epub.package import complete_package

ITEM = '    <item id="epub-1" href="posts/%EA%B0%80%20b&amp;c.xhtml" media-type="application/xhtml+xml"{} />\n'


@pytest.mark.parametrize(
    ("page", "properties"),
    [
        ("<p>svg &lt;svg></p>", ""),
        ('<p><svg xmlns="x"/></p>', ' properties="svg"'),
        ("<math\n></math><svg></svg>", ' properties="svg mathml"'),
        ("<form></form>", ' properties="scripted"'),
        ("<script>a</script><formula/>", ' properties="scripted"'),
        ('<video a="b" src="//a.example/b"></video>', ' properties="remote-resources"'),
        ('<audio><source\nsrc="https://a.example/b" /></audio>', ' properties="remote-resources"'),
        ('<video src="a.mp4"></video><a src="//b"></a>', ""),
    ],
)
def test_properties_say_what_is_in_a_page(page: str, properties: str) -> None:
    pages = {"posts/가 b&c.xhtml": page.encode()}
    assert complete_package(ITEM.format(""), pages.__getitem__) == ITEM.format(properties)


def test_files_that_are_no_pages_stay() -> None:
    text = '    <item id="a" href="b.css" media-type="text/css" />\n    <item id="nav" href="nav.xhtml" properties="nav"/>\n'
    assert complete_package(text, lambda name: b"<svg>") == text


def test_empty_elements_are_left_out() -> None:
    kept = '    <dc:title></dc:title>\n    <dc:language>ko</dc:language>\n    <meta property="a">1</meta>\n'
    empty = '    <dc:rights></dc:rights>\n    <meta property="ibooks:version"></meta>\n    <dc:creator></dc:creator>\n'
    assert complete_package(empty + kept, lambda name: b"") == kept
