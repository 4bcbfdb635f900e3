"""Pieces of HTML of untrusted posts."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from sphinx_anthology.sphinx_ext.untrusted.html import HtmlCleaner

HOSTS = ("www.youtube.com",)


def clean(*pieces: str) -> tuple[str, list[str]]:
    """Return the HTML of nodes with one parent, and what was reported."""
    reported: list[str] = []
    cleaner = HtmlCleaner(HOSTS, reported.append)
    html = "".join(cleaner.clean(piece) for piece in pieces)
    return html + cleaner.close_all(), reported


@pytest.mark.parametrize(
    "html",
    [
        "<b>bold</b> and <i>italic</i>",
        '<table border="1"><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody></table>',
        '<details open=""><summary>s</summary>text</details>',
        "<ruby>漢<rt>kan</rt></ruby>",
        '<ol start="3"><li value="4">a</li></ol>',
        '<p align="center" title="a &quot;quoted&quot; title">text</p>',
        '<img src="https://example.org/a.png" alt="a" width="3" />',
        "a &lt;b&gt; &amp; c",
    ],
)
def test_harmless_html_stays(html: str) -> None:
    assert clean(html) == (html, [])


def test_a_link_says_that_it_is_user_generated() -> None:
    html, reported = clean('<a href="https://example.org" target="_blank" rel="opener">x</a>')
    assert html == '<a href="https://example.org" rel="nofollow noopener ugc">x</a>'
    assert reported == []


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["<b>", "</b>"], "<b></b>"),
        (["<b>", "text"], "<b>text</b>"),
        (["</div></section></article>", "x"], "x"),
        (["<div><p>", "</div>", "x"], "<div><p></p></div>x"),
        (["<ul><li>a", "<li>b</ul>"], "<ul><li>a</li><li>b</li></ul>"),
        (["<table><tr><td>a<tr><td>b", "</table>c"], "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>c"),
        (["<b><i></b></i>"], "<b><i></i></b>"),
        (["<hr/></hr><br></br>"], "<hr /><br />"),
    ],
)
def test_tags_of_one_parent_are_paired(pieces: list[str], expected: str) -> None:
    assert clean(*pieces)[0] == expected


@pytest.mark.parametrize("tag", ["li", "td", "tr", "th", "tbody", "caption", "col", "dt", "dd", "summary", "rt", "figcaption"])
def test_an_element_is_dropped_that_would_end_one_of_the_page(tag: str) -> None:
    assert clean(f"<{tag}>text</{tag}>")[0] == "text"


@pytest.mark.parametrize(
    ("html", "expected", "names"),
    [
        ("<script>x</script>text", "text", ["<script>"]),
        ("<script>x", "", ["<script>"]),
        ("<STYLE>x</style >text", "text", ["<style>"]),
        ("<svg><a>x</a></svg>text", "text", ["<svg>"]),
        ('<b onclick="x" style="y" id="z" data-a="b">t</b>', "<b>t</b>", ["onclick", "style", "id", "data-a"]),
        ("<img src=x onerror=y>", '<img src="x" />', ["onerror"]),
        ('<a href="java\tscript:x">t</a>', '<a rel="nofollow noopener ugc">t</a>', ["href"]),
        ("<form><input><button>t</button></form>", "t", ["<form>", "<input>", "<button>"]),
        ("<video><source src=x>text</video>", "text", ["<video>", "<source>"]),
        ("<your-name>text", "text", ["<your-name>"]),
    ],
)
def test_what_is_removed_is_named(html: str, expected: str, names: list[str]) -> None:
    assert clean(html) == (expected, names)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!-- <b> -->x", "x"),
        ("<!-->x-->", "x--&gt;"),
        ("<!-- x --!>y", "y"),
        ("<!-- never closed <b>", "&lt;!-- never closed &lt;b&gt;"),
        ("</b never closed", "&lt;/b never closed"),
        ("</ b>x", "&lt;/ b&gt;x"),
        ("<!doctype html>x<?php y ?>z", "xz"),
        ("<![CDATA[ <b> ]]>x", "x"),
        ('<a href="x', '&lt;a href="x'),
        ("1 < 2 <3 <", "1 &lt; 2 &lt;3 &lt;"),
        ("&#60;script&#62; &nbsp;", "&lt;script&gt; \u00a0"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ('<p title="a&nbsp;b">', '<p title="a&#160;b"></p>'),
    ],
)
def test_what_is_no_tag_is_text_or_nothing(html: str, expected: str) -> None:
    assert clean(html)[0] == expected


def test_a_tag_in_which_a_browser_sees_more_than_one_loses_all_attributes() -> None:
    assert clean('<a x"y><img src=x onerror=z>">t</a>')[0] == '<a rel="nofollow noopener ugc">t</a>'
    assert clean('<b x"y></b><script>">t</b>')[0] == "<b>t</b>"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/embed/x",
        "//www.youtube.com/embed/x",
        "http://WWW.YouTube.com/embed/x",
        " https://www.youtube.com/embed/x",
    ],
)
def test_a_frame_of_a_listed_host_is_made_anew(address: str) -> None:
    html, reported = clean(f'<iframe src="{address}" srcdoc="x" onload="y" title="A &lt;title&gt;" name="z">fallback</iframe>')
    assert html.startswith('<div class="anthology-video"><iframe src="https://www.youtube.com/embed/x" title="A &lt;title&gt;"')
    assert html.count("<") == 4
    assert "sandbox=" in html
    assert "fallback" not in html
    assert reported == []


@pytest.mark.parametrize(
    "address",
    [
        "https://attacker.example/",
        "https://www.youtube.com.attacker.example/",
        "https://attacker.example\\@www.youtube.com/",
        "https://www.youtube.com@attacker.example/",
        "https://www.youtube.com:8080/",
        "https://www.youtube.com\t.attacker.example/",
        "https:www.youtube.com",
        "/embed",
        "javascript:x//www.youtube.com/",
        "data:text/html,x",
        "https://www.youtube.com/",
        "https://www.youtube.com/redirect?q=https://attacker.example/",
        "https://www.youtube.com/embedded",
        "https://www.youtube.com/embed/../redirect?q=https://attacker.example/",
        "https://www.youtube.com/embed/./../redirect?q=x",
        "https://www.youtube.com/embed/%2e%2e/redirect?q=x",
        "https://www.youtube.com/embed/x/..",
        "https://www.youtube.com/embed//attacker.example",
        "//www.youtube.com?/embed/",
        "https://www.youtube.com#/embed/",
    ],
)
def test_other_frames_are_removed(address: str) -> None:
    assert clean(f'<iframe src="{address}" srcdoc="x">fallback</iframe>text') == ("text", ["<iframe>"])


@pytest.mark.parametrize(
    ("entry", "address", "is_shown"),
    [
        ("CodePen.io/Team/embed/", "https://codepen.io/Team/embed/x?a=/../b", True),
        ("codepen.io/Team/embed/", "https://codepen.io/team/embed/x", False),
        ("codepen.io/Team/embed/", "https://codepen.io/Team/embed/../x", False),
        ("codepen.io", "https://codepen.io/any/../page", True),
        ("player.vimeo.com", "https://player.vimeo.com/video/1?h=2#t=3s", True),
        ("player.vimeo.com", "https://player.vimeo.com/external/1", False),
        ("www.youtube.com/shorts/", "https://www.youtube.com/shorts/x", True),
    ],
)
def test_the_frames_of_a_host_may_be_those_below_a_path(entry: str, address: str, is_shown: bool) -> None:
    cleaner = HtmlCleaner((entry, "attacker.example/none"), lambda name: None)
    assert ("<iframe" in cleaner.clean(f'<iframe src="{address}"></iframe>')) is is_shown


def test_the_video_and_the_checkbox_of_this_package_stay() -> None:
    checkbox = '<input class="task-list-item-checkbox" checked="checked" disabled="disabled" type="checkbox" />'
    assert clean(checkbox) == (checkbox, [])
    html, _reported = clean(
        '<div class="anthology-video"><iframe src="https://www.youtube.com/embed/x" title="t"></iframe></div>'
    )
    assert html.count("<div") == 1


@pytest.mark.parametrize("piece", ['<a "', "<", "<a ", "</a", "<!--", "<script>", "<b>", "<ul><li>", "<svg>", "</b>", "&"])
def test_many_tags_are_cleaned_in_little_time_and_depth(piece: str) -> None:
    html, _reported = clean(piece * 20_000)
    depths = list(accumulate(-1 if tag.startswith("</") else 1 for tag in re.findall("</?[a-z]+", html)))
    assert max(depths, default=0) <= 100
    assert not depths or depths[-1] == 0


def test_names_in_reports_are_short() -> None:
    _html, reported = clean(f"<{'x' * 10_000} {'y' * 10_000}=1><b {'z' * 10_000}=1>")
    assert all(len(name) <= 42 for name in reported)
