"""Tests of field lists of reStructuredText."""

from __future__ import annotations

import pytest
from sphinx_anthology.frontmatter.field_list import is_field, parse_field_list

pytestmark = pytest.mark.fast


def parse(text: str) -> tuple[dict[str, object], dict[str, int], int]:
    entries, end = parse_field_list(text.split("\n"), 0)
    return {entry.key: entry.value for entry in entries}, {entry.key: entry.line for entry in entries}, end


def test_fields_have_values_and_lines() -> None:
    values, lines, end = parse(":date: 2024-01-02\n:tags: a, b\n\n:empty:\n:My title: x\n\nText")
    assert values == {"date": "2024-01-02", "tags": "a, b", "empty": None, "My title": "x"}
    assert lines == {"date": 1, "tags": 2, "empty": 4, "My title": 5}
    assert end == 5


def test_a_value_goes_on_in_indented_lines_and_may_be_a_list() -> None:
    values, _, end = parse(":summary: one\n  two\n\n    three\n:tags:\n   - a\n   - b c\n:authors:\n  * Ada\ntext")
    assert values == {"summary": "one\ntwo\n\nthree", "tags": ["a", "b c"], "authors": ["Ada"]}
    assert end == 9


def test_names_may_have_colons_and_escapes() -> None:
    values, _, _ = parse(":og:image: /a.png\n:a\\: b: c\n")
    assert values == {"og:image": "/a.png", "a: b": "c"}


@pytest.mark.parametrize("line", ["text", ":doc:`a` is a role", ": x: y", ":x :y", "::", ":", ":é", ":a:b"])
def test_other_lines_are_no_fields(line: str) -> None:
    assert not is_field(line)
    assert parse_field_list([line], 0) == ([], 0)


@pytest.mark.parametrize(
    "text", [":" + "a:" * 500_000, ":a:\n" * 100_000, ":a: " + "b" * 1_000_000, ":a: x\n" + " \n" * 300_000]
)
def test_long_texts_take_linear_time(text: str) -> None:
    assert len(parse_field_list(text.split("\n"), 0)[0]) <= 2000
