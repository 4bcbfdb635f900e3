"""Bare addresses with a Korean particle."""

from __future__ import annotations

import pytest
from blog_markup import find_token


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.org/a을 보면", "https://example.org/a"),
        ("https://example.org에서", "https://example.org"),
        ("https://example.org/위키/경로를 보면", None),
        ("https://example.org/a_(b)는", "https://example.org/a_(b)"),
        ("(https://example.org/a)를", "https://example.org/a"),
        ("https://example.org/한글", None),
        ("https://example.org/a가나다", None),
        ("[t](https://example.org/a을)", None),
        ("[see https://example.org/a을](/t)", None),
        ("[![a](b.png) https://example.org/a을 보면][t]", None),
        ("<a href='/t'>see https://example.org/a을 보면</a>", None),
        ("[a] [see https://example.org/a을 보면] [t](/t)", "https://example.org/a"),
    ],
)
def test_a_particle_is_not_part_of_an_address(text: str, link: str | None) -> None:
    content = find_token(text, "inline").content
    assert (f"<{link}>" in content) if link else content == text
