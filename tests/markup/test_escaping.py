"""Escaped Markdown."""

from __future__ import annotations

from sphinx_anthology.markup.escaping import escape_markdown


def test_punctuation_is_escaped() -> None:
    assert escape_markdown("a*b 가 #1") == r"a\*b 가 \#1"
