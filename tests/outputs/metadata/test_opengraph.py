"""Open Graph properties, and the tidying of meta tags."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx_anthology.fields.record import Author, ProfileLink
from sphinx_anthology.outputs.metadata.head import PageKind, PageMetadata, ShareImage, find_account
from sphinx_anthology.outputs.metadata.opengraph import combine, make_properties, render_meta_tags, tidy_tags
from sphinx_anthology.urls import parse_url


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("ko", "ko_KR"),
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("pt_BR", "pt_BR"),
        ("zh-Hant", "zh_TW"),
        ("sr-Latn-RS", "sr_RS"),
        ("zh_CN", "zh_CN"),
        ("xx", None),
    ],
)
def test_a_locale_has_a_country(tag: str, locale: str | None) -> None:
    page = PageMetadata(kind=PageKind.OTHER, title="T", language=tag)
    assert make_properties(page, "website").get("og:locale") == locale


def test_values_are_escaped_and_empty_ones_left_out() -> None:
    page = PageMetadata(kind=PageKind.OTHER, title='"><img onerror=x> & $x^', language="", site="", description="<b>")
    assert make_properties(page, "book") == {
        "og:title": "&quot;&gt;&lt;img onerror=x&gt; &amp; $x^",
        "og:type": "book",
        "og:description": "&lt;b&gt;",
        "ogp_description_length": "0",
    }
    assert '<meta name="description" content="&lt;b&gt;" />\n' in render_meta_tags(page)
    assert "description" not in render_meta_tags(page, has_description=False)


def test_an_image_of_the_author_replaces_all_that_is_known_of_ours() -> None:
    ours = {"og:title": "T", "og:image": "a", "og:image:alt": "b", "og:image:width": "1"}
    given: dict[str, Any] = {"og:image": "x", "other": 3, "og:see_also": "a&b"}
    assert combine(ours, given) == {"og:title": "T", "og:image": "x", "og:image:alt": "T", "other": 3, "og:see_also": "a&amp;b"}
    assert combine(ours, given | {"og:image:alt": "<b>"})["og:image:alt"] == "&lt;b&gt;"


def meta(name: str, content: str, kind: str = "property") -> str:
    return f'<meta {kind}="{name}" content="{content}" />\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (meta("og:title", "a") + meta("og:title", "b"), meta("og:title", "a")),
        (
            '<meta content="a>b" lang="en" name="description">\n' + meta("description", "c", "name"),
            '<meta content="a>b" lang="en" name="description">\n',
        ),
        (meta("article:tag", "a") + meta("article:tag", "b"), meta("article:tag", "a") + meta("article:tag", "b")),
        (meta("og:url", "posts/a.html"), ""),
        (meta("og:image", "_images/a.png") + meta("og:image:width", "3"), ""),
        (
            meta("og:image", "http://a/b") + meta("og:image", "http://a/c") + meta("og:image:alt", "c"),
            meta("og:image", "http://a/b"),
        ),
        (
            meta("og:image", "https://a/그림 1.png?x=1&amp;y"),
            meta("og:image", "https://a/%EA%B7%B8%EB%A6%BC%201.png?x=1&amp;y"),
        ),
        ('<link rel="x">\n<meta charset="utf-8">', '<link rel="x">\n<meta charset="utf-8">'),
        ("<meta property='og:title' content='x'>", "<meta property='og:title' content='x'>"),
    ],
)
def test_tags_are_tidied(before: str, after: str) -> None:
    assert tidy_tags(before) == after


def test_tags_of_the_project_win() -> None:
    own = '<meta property="og:locale" content="x" />'
    assert tidy_tags(meta("og:locale", "ko_KR") + own, [own]) == own
    assert tidy_tags(meta("og:locale", "ko_KR"), (), ["og:locale"]) == ""


def test_tidying_takes_linear_time() -> None:
    for text in ("<meta " * 200_000, '<meta x="' + "a" * 1_000_000, '<meta a="b" ' * 100_000, "<meta" + ' a="b"' * 200_000):
        assert tidy_tags(text) == text


@pytest.mark.parametrize(
    ("url", "media_type"),
    [
        ("https://a/b.PNG", "image/png"),
        ("https://a/b.jpg?x=.gif", "image/jpeg"),
        ("https://a/b.avif#c", "image/avif"),
        ("https://a/b", ""),
        ("https://a.png/b", ""),
        ("https://a/b.html", ""),
    ],
)
def test_the_media_type_is_that_of_the_ending(url: str, media_type: str) -> None:
    assert ShareImage(url, "").media_type == media_type


def test_an_account_in_the_fediverse_is_that_of_the_profile() -> None:
    def account(label: str, address: str) -> str:
        return find_account(Author("A", links=(ProfileLink(label, parse_url(address)),)))

    assert account("Mastodon", "https://mas.to/@ada_1") == "@ada_1@mas.to"
    assert account("YouTube", "https://www.youtube.com/@ada") == ""
    assert account("Mastodon", "https://mas.to/users/ada") == ""
    assert account("Mastodon", 'https://mas.to/@a"b') == ""
