"""Destinations that CommonMark does not accept."""

from __future__ import annotations

import pytest
from blog_markup import render_inline
from sphinx_anthology.characters import has_control_character


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("![z](b c.png)", '<img src="b%20c.png" alt="z" />'),
        ('![z](b  c d.png "T")', '<img src="b%20%20c%20d.png" alt="z" title="T" />'),
        ("[t](a b.pdf)", '<a href="a%20b.pdf">t</a>'),
        ("[t](/가 나.pdf#x)", '<a href="/%EA%B0%80%20%EB%82%98.pdf#x">t</a>'),
        ("![q](/a.png =100x200)", '<img src="/a.png" alt="q" width="100" height="200">'),
        ("![q](/a.png =100x)", '<img src="/a.png" alt="q" width="100">'),
        ("![q](/a b.png =50%x)", '<img src="/a%20b.png" alt="q" width="50%">'),
        ("[t](see below)", "[t](see below)"),
        ('[t](/a "b.png")', '<a href="/a" title="b.png">t</a>'),
        ("`[t](a b.pdf)`", "<code>[t](a b.pdf)</code>"),
    ],
)
def test_a_destination_may_have_spaces_and_the_size_of_an_image(text: str, result: str) -> None:
    assert render_inline(text) == f"<p>{result}</p>"


def test_the_text_of_an_address_is_decoded_unless_it_would_have_control_characters() -> None:
    assert (
        render_inline("<https://example.org/%EA%B0%80>")
        == '<p><a href="https://example.org/%EA%B0%80">https://example.org/가</a></p>'
    )
    for encoded in ("%1B", "%07", "%0A", "%C2%9B", "%E2%80%AE", "%E2%80%A8"):
        html = render_inline(f"<https://example.org/{encoded}>")
        assert html == f'<p><a href="https://example.org/{encoded}">https://example.org/{encoded}</a></p>'
        assert not has_control_character(html)
