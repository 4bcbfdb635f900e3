from __future__ import annotations

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.frontmatter.header import Header, Value
from sphinx_anthology.problems import Code


def values(found: Header) -> dict[str, Value]:
    return {key: entry.value for key, entry in found.entries.items()}


def test_lines_of_keys_are_a_header_up_to_a_blank_line() -> None:
    found = frontmatter.read("Title: A: b\nDate: 2025-04-23 9:05\nTags: a, b\n\nKey: text\n", "x.md")
    assert (found.format, found.lines, found.problems) == ("plain", 3, ())
    assert values(found) == {"Title": "A: b", "Date": "2025-04-23 9:05", "Tags": "a, b"}
    assert {key: entry.line for key, entry in found.entries.items()} == {"Title": 1, "Date": 2, "Tags": 3}


@pytest.mark.parametrize("more", ["    two", "\ttwo", "  two"])
def test_a_value_goes_on_in_lines_that_are_indented(more: str) -> None:
    assert values(frontmatter.read(f"Title: A\nSummary: one\n{more}\nSlug: s\n", "x.md")) == {
        "Title": "A",
        "Summary": "one\ntwo",
        "Slug": "s",
    }


def test_a_key_may_have_no_value() -> None:
    assert values(frontmatter.read("Title: A\nTags:\nSlug : s\n", "x.md")) == {"Title": "A", "Tags": None, "Slug": "s"}


def test_a_header_may_stand_below_blank_lines() -> None:
    found = frontmatter.read("\n\nTitle: A\n\nText.\n", "x.md")
    assert (found.entries["Title"].line, found.lines) == (3, 3)


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
def test_a_paragraph_is_no_header(text: str) -> None:
    assert frontmatter.read(text, "x.md") == Header()


@pytest.mark.parametrize("text", ["Date: a fruit, dried.\n\nText.\n", "Note: this.\nDate: whenever you like.\n\nText.\n"])
def test_a_date_that_is_none_does_not_make_a_header(text: str) -> None:
    assert frontmatter.read(text, "x.md") == Header()


def test_a_key_that_stands_twice_is_reported() -> None:
    found = frontmatter.read("Title: A\nSlug: a\nSlug: b\n\nText.\n", "x.md")
    assert values(found)["Slug"] == "b"
    assert [(problem.line, problem.code) for problem in found.problems] == [(3, Code.KEY_DUPLICATE)]
    assert found.problems[0].message == "'Slug' stands twice, first on line 2; the last one is used. Delete one of them."


def test_a_header_that_is_closed_but_not_opened_is_read_as_yaml() -> None:
    found = frontmatter.read('title: "A"\ntags: [a, b]\n---\nText.\n', "x.md")
    assert (found.format, found.lines, values(found)) == ("yaml", 3, {"title": "A", "tags": ["a", "b"]})
    assert [(problem.line, problem.code) for problem in found.problems] == [(1, Code.HEADER_UNOPENED)]
    assert found.problems[0].message == "The front matter is never opened: put a line '---' above this one."


def test_a_header_that_is_closed_but_no_yaml_is_read_line_by_line() -> None:
    found = frontmatter.read("Title: A: b\nDate: 2025-04-23\n---\nText.\n", "x.md")
    assert (found.format, found.lines, values(found)) == ("plain", 3, {"Title": "A: b", "Date": "2025-04-23"})


def test_korean_names_make_a_header_too() -> None:
    assert values(frontmatter.read("제목: 봄날\n날짜: 2025-04-23\n\n글이다.\n", "x.md")) == {
        "제목": "봄날",
        "날짜": "2025-04-23",
    }
