"""Sizes of images, and embedded files."""

from __future__ import annotations

import pytest
from blog_markup import render_inline


@pytest.mark.parametrize(
    ("body", "size"),
    [
        ("![a|100](p.png)", 'alt="a" width="100"'),
        ("![a | 100x50](p.png)", 'alt="a" width="100" height="50"'),
        ("![|100](p.png)", 'alt="" width="100"'),
        ("![a](p.png){width=300}", 'alt="a" width="300"'),
        ('![a](p.png){ .left width="50%" }', 'alt="a" width="50%"'),
        ("![a](p.png)\n{height=20px}", 'alt="a" height="20px"'),
        ('![a](p.png){: width="20"}', 'alt="a" width="20"'),
        ("![a](p.png =100x50)", 'alt="a" width="100" height="50"'),
        ('![a](p.png width="200" align="left")', 'alt="a" width="200"'),
        ("![a](p.png?width=100px&x=1)", 'alt="a" width="100px"'),
        ("![[p.png|100]]", 'alt="" width="100"'),
        ("![[p.png|a words|100x50]]", 'alt="a words" width="100" height="50"'),
    ],
)
def test_a_size_is_understood_in_every_form(body: str, size: str) -> None:
    html = render_inline(body)
    assert size in html
    assert "{" not in html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("![a|b](p.png)", '<img src="p.png" alt="a|b"'),
        ("![100](p.png)", '<img src="p.png" alt="100"'),
        ("![a](p.png) {width=300}", "{width=300}"),
        ("![a](p.png){x}", "{x}"),
        ("![a](https://e.org/p.png?width=9)", '<img src="https://e.org/p.png?width=9" alt="a"'),
    ],
)
def test_what_is_no_size_stays(body: str, html: str) -> None:
    assert html in render_inline(body)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("![[a b.png]]", '<img src="@vault/a%20b.png" alt=""'),
        ("![[x/clip.mp4#t=5]]", '<img src="@vault/x/clip.mp4#t=5" alt=""'),
        ("![[doc.pdf]]", '<a href="@vault/doc.pdf">doc.pdf</a>'),
        ("![[doc.pdf#page=2|the words]]", '<a href="@vault/doc.pdf#page=2">the words</a>'),
        ("![[Some note]]", '<a href="post:Some%20note"></a>'),
        ("![[Node.js#Part]]", '<a href="post:Node.js#Part"></a>'),
    ],
)
def test_an_embed_shows_or_links_to_what_it_names(body: str, html: str) -> None:
    assert html in render_inline(body)


@pytest.mark.parametrize("part", ["a=b", "a=b ", ".a", "=", "|5", "| 5 x", "[[", "![[p.png|", "{a=b} "])
def test_a_long_text_behind_an_image_takes_linear_time(part: str) -> None:
    text = part * 5_000
    assert render_inline(f"![a](p.png){{{text} ![{text}](p.png) {text}")
