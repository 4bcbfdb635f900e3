"""Escaped Markdown."""

from __future__ import annotations

from blog_markup import parse_markdown
from sphinx_anthology.markup.syntax.escaping import escape_markdown


def test_punctuation_is_escaped() -> None:
    assert escape_markdown("a*b 가 #1") == r"a\*b 가 \#1"


def test_escaped_brackets_open_no_formula() -> None:
    text = "\\(a_1 = b\\) $x^2$ \\[c = 1\\] f(x) = [y]"
    tokens = parse_markdown(escape_markdown(text))
    assert {token.type for token in tokens[1].children or ()} == {"text"}
    assert "".join(token.content for token in tokens[1].children or ()) == text
