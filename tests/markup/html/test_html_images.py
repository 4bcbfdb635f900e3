"""Images and links to posts in raw HTML."""

from __future__ import annotations

import pytest
from blog_markup import MARKUP
from hypothesis import given
from sphinx_anthology.markup.html.html_images import split_html
from sphinx_anthology.markup.syntax.elements import Hyperlink, Image
from sphinx_anthology.markup.syntax.link_destinations import SafeDestination


def split(html: str) -> list[str | Image | Hyperlink]:
    return [part.content for part in split_html(html)]


def test_html_is_split_around_its_images() -> None:
    parts = split('<p align="center"><a href="x"><IMG width=30% src=\'/a.png\' alt="b &amp; c"></a></p>')
    assert parts == ['<p align="center"><a href="x">', Image(SafeDestination("/a.png"), "b & c", width="30%"), "</a></p>"]


@pytest.mark.parametrize(
    "html", ["<!-- <img src='a'> -->", "<pre><img src='a'></pre>", "<img>", "<img src='data:x'>", "<img src='javascript:x'>"]
)
def test_an_image_without_a_file_stays_html(html: str) -> None:
    assert split(html) == [html]


def test_a_link_to_a_post_is_a_link() -> None:
    assert split('<p><a href="post:a">b</a></p>') == ["<p>", Hyperlink(SafeDestination("post:a"), "b"), "</p>"]


def test_each_part_of_html_has_its_line() -> None:
    parts = split_html("<div>\n\n<img\nsrc='a.png'>\n<p>\n<a href='post:a'>b</a> <img src='b.png'></div>\n")
    assert [part.line for part in parts if not isinstance(part.content, str)] == [2, 5, 5]
    assert [part.line for part in parts if isinstance(part.content, str)] == [0, 3, 5, 5]


@given(MARKUP)
def test_no_html_gets_lost(html: str) -> None:
    assert "".join(part for part in split(html) if isinstance(part, str)) == html
