"""Texts and addresses as parts of Markdown."""

from __future__ import annotations

import pytest
from sphinx_anthology.outputs.markdown_copies.markdown_text import clean_address, escape, join_blanks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snake_case_name", "snake_case_name"),
        ("_a_ b_ _c", "\\_a\\_ b\\_ \\_c"),
        ("봄_여름 _봄", "봄_여름 \\_봄"),
        ("a & b &c", "a & b &c"),
        ("&amp; &#38; &nosuch;", "\\&amp; \\&#38; \\&nosuch;"),
        ("*[x]<y>`z`\\", "\\*\\[x\\]\\<y>\\`z\\`\\\\"),
    ],
)
def test_marks_that_mean_something_are_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("\n", " "), ("a", "a"), (" a \n\t b\u00a0", " a b "), ("a\r\nb", "a b"), ("\u3000봄", " 봄")],
)
def test_runs_of_blanks_become_one_space(text: str, expected: str) -> None:
    assert join_blanks(text) == expected


def test_addresses_can_stand_between_angle_brackets() -> None:
    assert clean_address("https://a.example/x  y\n<z>") == "https://a.example/x%20y%20%3Cz%3E"
