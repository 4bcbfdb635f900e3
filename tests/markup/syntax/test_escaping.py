"""Escaped Markdown."""

from __future__ import annotations

import pytest
from blog_markup import parse_markdown
from sphinx_anthology.markup.syntax.escaping import escape_markdown, make_fence


def test_punctuation_is_escaped() -> None:
    assert escape_markdown("a*b 가 #1") == r"a\*b 가 \#1"


def test_escaped_brackets_open_no_formula() -> None:
    text = "\\(a_1 = b\\) $x^2$ \\[c = 1\\] f(x) = [y]"
    tokens = parse_markdown(escape_markdown(text))
    assert {token.type for token in tokens[1].children or ()} == {"text"}
    assert "".join(token.content for token in tokens[1].children or ()) == text


@pytest.mark.parametrize(
    ("content", "fence"), [("", "```"), ("a `` b", "```"), ("```\na\n```", "````"), ("x````` ```", "``````")]
)
def test_a_fence_is_longer_than_those_in_its_content(content: str, fence: str) -> None:
    assert make_fence(content) == fence
