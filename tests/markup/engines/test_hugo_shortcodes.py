"""Shortcodes of Hugo."""

from __future__ import annotations

from blog_markup import render_inline


def test_an_escaped_shortcode_is_shown_as_text() -> None:
    assert render_inline("{{</* ref x */>}} and {{%/* y */%}}") == "<p>{{&lt; ref x &gt;}} and {{% y %}}</p>"


def test_a_video_in_a_sentence_is_a_link() -> None:
    assert render_inline("See {{< vimeo 12345 >}}.") == '<p>See <a href="https://vimeo.com/12345">Vimeo</a>.</p>'
