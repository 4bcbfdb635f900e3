from __future__ import annotations

import pytest
from front_matter import NO_FRONT_MATTER, parse
from sphinx_anthology.problems import Code


def test_plain_front_matter_ends_at_a_blank_line() -> None:
    parsed = parse("Title: A: b\nDate: 2025-04-23 9:05\nTags: a, b\n\nKey: text\n")
    assert (parsed.front_matter.format, parsed.front_matter.lines, parsed.problems) == ("plain", 3, [])
    assert parsed.values == {"Title": "A: b", "Date": "2025-04-23 9:05", "Tags": "a, b"}
    assert parsed.key_lines == {"Title": 1, "Date": 2, "Tags": 3}


@pytest.mark.parametrize("more", ["    two", "\ttwo", "  two"])
def test_indented_lines_continue_a_value(more: str) -> None:
    assert parse(f"Title: A\nSummary: one\n{more}\nSlug: s\n").values == {"Title": "A", "Summary": "one\ntwo", "Slug": "s"}


def test_a_plain_key_may_have_no_value() -> None:
    assert parse("Title: A\nTags:\nSlug : s\n").values == {"Title": "A", "Tags": None, "Slug": "s"}


def test_blank_lines_may_come_before_plain_front_matter() -> None:
    parsed = parse("\n\nTitle: A\n\nText.\n")
    assert (parsed.key_lines["Title"], parsed.front_matter.lines) == (3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "Note: mind the gap.\n\nText.\n",
        "Title: of a heading\n---\n\nText.\n",
        "Title: a paragraph\nthat goes on.\n",
        "# Title: A\n",
        "title:A\n\nText.\n",
        "https://example.org\n",
        "Key: a\n",
        "- Title: A\n",
    ],
)
def test_a_paragraph_is_not_front_matter(text: str) -> None:
    assert parse(text) == NO_FRONT_MATTER


@pytest.mark.parametrize("text", ["Date: a fruit, dried.\n\nText.\n", "Note: this.\nDate: whenever you like.\n\nText.\n"])
def test_an_invalid_date_does_not_make_front_matter(text: str) -> None:
    assert parse(text) == NO_FRONT_MATTER


def test_duplicate_plain_keys_are_reported() -> None:
    parsed = parse("Title: A\nSlug: a\nSlug: b\n\nText.\n")
    assert parsed.values["Slug"] == "b"
    assert parsed.codes == [(3, Code.KEY_DUPLICATE)]
    assert parsed.problems[0].message == "Key 'Slug' is already on line 2; the last value is used. Delete one of them."


def test_front_matter_with_only_a_closing_fence_is_parsed_as_yaml() -> None:
    parsed = parse('title: "A"\ntags: [a, b]\n---\nText.\n')
    assert (parsed.front_matter.format, parsed.front_matter.lines) == ("yaml", 3)
    assert parsed.values == {"title": "A", "tags": ["a", "b"]}
    assert parsed.codes == [(1, Code.HEADER_UNOPENED)]
    assert parsed.problems[0].message == "Front matter is not opened. Add a line '---' above this line."


def test_front_matter_with_only_a_closing_fence_that_is_not_yaml_is_parsed_as_plain_lines() -> None:
    parsed = parse("Title: A: b\nDate: 2025-04-23\n---\nText.\n")
    assert (parsed.front_matter.format, parsed.front_matter.lines) == ("plain", 3)
    assert parsed.values == {"Title": "A: b", "Date": "2025-04-23"}


def test_korean_keys_make_front_matter() -> None:
    assert parse("제목: 봄날\n날짜: 2025-04-23\n\n글이다.\n").values == {"제목": "봄날", "날짜": "2025-04-23"}
