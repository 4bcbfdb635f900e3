"""The list of files of an EPUB."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

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


def test_pages_without_a_link_to_them_are_at_the_end_of_the_reading_order() -> None:
    pages = {
        "index.xhtml": '<p><a class="x" href="posts/%EA%B0%80.xhtml#part">one</a> <a href="https://example.org/c.xhtml">two</a></p>',
        "posts/가.xhtml": '<a href="../posts/%EA%B0%80.xhtml">itself</a> <a href="b%26c.xhtml">b</a>',
        "posts/b&c.xhtml": '<link href="d.xhtml" /><a name="d.xhtml">no link</a>',
        "posts/d.xhtml": '<a href="d.xhtml">itself</a>',
        "posts/e.xhtml": "",
    }
    items = "".join(
        f'<item id="i{number}" href="{escape(quote(path, safe="/&"))}" media-type="application/xhtml+xml" />\n'
        for number, path in enumerate(pages)
    )
    spine = '<itemref idref="i0" />' + "".join(f'<itemref idref="i{number}" linear="no" />' for number in range(1, 5))
    found = complete_package(items + spine, lambda path: pages[path].encode())
    assert found.partition(spine[:20])[2].count('linear="no"') == 2
    assert [f'idref="i{number}" linear="no"' in found for number in range(5)] == [False, True, True, False, False]
