"""Vertical bars of tags in tables."""

from __future__ import annotations

import pytest
from blog_markup import find_token, parse_markdown

TABLE = "| a | b |\n| - | - |\n"


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ('| ![b]({{ "/a.png" | absolute_url }}) | c |', ["![b](/a.png)", "c"]),
        ('{{ "/x" | relative_url | escape }} | c', ["/x", "c"]),
        ('| [b]({{ "/a" \\| relative_url }}) | c |', ["[b](/a)", "c"]),
        ('| `x` | {{< ref "/a.md" "x|y" >}} |', ["`x`", "[](<post:a>)"]),
        ('| {% img a.png "b | c" %} | {%- asset_link d.pdf e|f -%} |', ['<img src="a.png" alt="b | c">', "[e|f](<d.pdf>)"]),
    ],
)
def test_a_bar_in_a_tag_does_not_end_a_cell(row: str, cells: list[str]) -> None:
    assert [token.content for token in parse_markdown(TABLE + row) if token.type == "inline"][2:] == cells


@pytest.mark.parametrize("kind", ["fence", "code_block", "html_block"])
def test_code_and_html_keep_their_bars(kind: str) -> None:
    line = "| {{ a | b }} | c |"
    text = {"fence": f"```\n{line}\n```", "code_block": f"    {line}", "html_block": f"<!-- {line} -->"}[kind]
    assert line in find_token(text, kind).content


def test_a_text_outside_of_tables_keeps_its_bars() -> None:
    assert find_token("Here `{{ a | b }}` | or `{% c | d %}`.", "inline").content == "Here `{{ a | b }}` | or `{% c | d %}`."


def test_a_long_line_of_opening_marks_takes_linear_time() -> None:
    line = "| {{ a {% b " * 20_000
    assert find_token(line, "inline").content.startswith("| {{ a")
