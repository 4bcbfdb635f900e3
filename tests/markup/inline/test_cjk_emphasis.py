"""Emphasis next to East Asian letters."""

from __future__ import annotations

import pytest
from blog_markup import render_inline
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sphinx_anthology.markup.inline.cjk_emphasis import cjk_emphasis_plugin


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("**한글(괄호)**은 굵다.", "<strong>한글(괄호)</strong>은 굵다."),
        ('**"인용"**이다.', "<strong>&quot;인용&quot;</strong>이다."),
        ("*강조.*는", "<em>강조.</em>는"),
        ("이것은**(굵게)**이다", "이것은<strong>(굵게)</strong>이다"),
        ("**A.**와 **B(b)**의 ~~C!~~는", "<strong>A.</strong>와 <strong>B(b)</strong>의 <s>C!</s>는"),
        ("**`code`**는 [**a.**](/t)와", '<strong><code>code</code></strong>는 <a href="/t"><strong>a.</strong></a>와'),
        ("**「太字」**です。**太字。**です", "<strong>「太字」</strong>です。<strong>太字。</strong>です"),
        ("2 * 3과 4 * (5)이다", "2 * 3과 4 * (5)이다"),
        ("**bold.**text", "**bold.**text"),
    ],
)
def test_emphasis_ends_before_a_particle(text: str, result: str) -> None:
    assert render_inline(text) == f"<p>{result}</p>"


@given(
    st.lists(st.sampled_from(["*", "**", "_", "~~", " ", "a", "é", "(", ".", "Ж", '"', "[", "](/x)", "\n"]), max_size=25).map(
        "".join
    )
)
def test_emphasis_in_other_scripts_is_that_of_commonmark(text: str) -> None:
    plain = MarkdownIt("commonmark").enable(["strikethrough"])
    assert plain.render(text) == MarkdownIt("commonmark").enable(["strikethrough"]).use(cjk_emphasis_plugin).render(text)
