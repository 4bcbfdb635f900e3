"""Front matter that is written is read as what it was made of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.frontmatter.model import Table, Unquoted
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.frontmatter.writer import BARE, DOUBLE, SINGLE, Style, write_front_matter
from sphinx_anthology.problems import Problem

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Cf", "Zl", "Zp"]), min_size=1).map(
    lambda text: " ".join(text.split()) or "x"
)


def read(text: str) -> dict[str, Any]:
    problems: list[Problem] = []
    front_matter = parse_front_matter(f"{text}\nText.\n", "a.md", problems.append)
    assert problems == []
    return {key: entry.value for key, entry in front_matter.entries.items()}


@pytest.mark.parametrize("form", ["yaml", "toml", "json"])
@pytest.mark.parametrize("quotes", [BARE, DOUBLE, SINGLE])
@given(title=WORDS, names=st.lists(WORDS, max_size=3))
def test_any_text_is_read_back(form: str, quotes: str, title: str, names: list[str]) -> None:
    entries = {"title": title, "tags": names, "extra": Table({"category": title})}
    for blocks in (frozenset[str](), frozenset({"tags"})):
        style = Style(dict.fromkeys(("title", "tags", "category"), quotes), blocks, "")
        assert read(write_front_matter(form, entries, style)) == entries


def test_values_that_are_no_texts_have_no_quotes() -> None:
    entries = {"date": Unquoted("2025-04-23"), "draft": Unquoted("true"), "title": "2025"}
    assert write_front_matter("yaml", entries, Style()) == '---\ndate: 2025-04-23\ndraft: true\ntitle: "2025"\n---\n'
    assert write_front_matter("toml", entries, Style()) == '+++\ndate = 2025-04-23\ndraft = true\ntitle = "2025"\n+++\n'
    assert '"draft": true' in write_front_matter("json", entries, Style())


@pytest.mark.parametrize(("form", "line"), [("plain", "Tags: a, b"), ("rest", ":Tags: a, b"), ("comment", ".. Tags: a, b")])
def test_other_formats_have_one_line_for_each_key(form: str, line: str) -> None:
    assert write_front_matter(form, {"Tags": ["a", "b"]}, Style()) == f"{line}\n"
