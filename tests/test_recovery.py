from __future__ import annotations

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.frontmatter import recovery, yaml_header
from sphinx_anthology.frontmatter.header import Value
from sphinx_anthology.problems import Code, Problem


def recovered(*lines: str) -> tuple[dict[str, Value], list[Problem], str]:
    """Return the values, the problems, and the YAML of lines that begin on line 2 of a file."""
    problems: list[Problem] = []
    entries, source = recovery.read(list(lines), 2, "x.md", problems)
    return {entry.key: entry.value for entry in entries}, problems, source


def places(problems: list[Problem]) -> list[tuple[int, int, Code]]:
    return [(problem.line, problem.column, problem.code) for problem in problems]


@pytest.mark.parametrize(
    ("line", "value", "shown", "column"),
    [
        ('title: "a "b" c"', 'a "b" c', r'title: "a \"b\" c"', 11),
        ('title: "a', "a", 'title: "a"', 10),
        ("title: 'it's'", "it's", "title: 'it''s'", 12),
        ("title: 'it's", "it's", "title: 'it''s'", 12),
        ('title: "C:\\data"', r"C:\data", r'title: "C:\\data"', 12),
        ("title: a: b", "a: b", "title: 'a: b'", 8),
        ("title: [dev] news", "[dev] news", "title: '[dev] news'", 8),
        ("title: @name", "@name", "title: '@name'", 8),
        ("title: `code`", "`code`", "title: '`code`'", 8),
        ("title: *star*", "*star*", "title: '*star*'", 8),
        ("title: %done", "%done", "title: '%done'", 8),
        ("title: - a: b", "- a: b", "title: '- a: b'", 8),
        ("title: it's: me", "it's: me", "title: 'it''s: me'", 8),
        ('title:"a"', "a", 'title: "a"', 7),
        ("tags:[a, b]", ["a", "b"], "tags: [a, b]", 6),
        ("tags: [a, b", ["a", "b"], "tags: [a, b]", 12),
        ("tags: a]", "a]", None, 0),
    ],
)
def test_a_broken_line_is_read_as_its_author_meant_it(line: str, value: Value, shown: str | None, column: int) -> None:
    values, problems, _ = recovered("date: 2025-04-23", line, "slug: a")
    assert values == {"date": "2025-04-23", line.partition(":")[0]: value, "slug": "a"}
    if shown is None:
        assert problems == []
    else:
        assert places(problems) == [(3, column, Code.HEADER_INVALID)]
        assert problems[0].message == f"This line is not valid YAML. It was read as: {shown}"


@pytest.mark.parametrize(
    ("lines", "values"),
    [
        (("tags:", "\t- a", "\t- b"), {"tags": ["a", "b"]}),
        (("author:", "\tname: Kim"), {"author": {"name": "Kim"}}),
        (("tags: [a,", "  b"), {"tags": "[a, b"}),
        (("excerpt: >", "  a: b", "  c"), {"excerpt": "a: b c"}),
        (('excerpt: "a', 'b "c" d', 'e"'), {"excerpt": 'a b "c" d e'}),
        (("title: a: b", " more"), {"title": "a: b more"}),
    ],
)
def test_a_value_of_several_lines_is_read_as_a_whole(lines: tuple[str, ...], values: dict[str, Value]) -> None:
    assert recovered(*lines, "slug: a")[0] == {**values, "slug": "a"}


@pytest.mark.parametrize(
    ("lines", "values", "line"),
    [
        (("author:", "  name: Kim: Lee", "  url: /k"), {"author": {"name": "Kim: Lee", "url": "/k"}}, 3),
        (("tags:", "  - a", "  - @b", "  - c"), {"tags": ["a", "@b", "c"]}, 4),
        (("tags:", "- a", '- "b "c""'), {"tags": ["a", 'b "c"']}, 4),
        (("tags: [a,", "  @b]"), {"tags": ["a", "@b"]}, 3),
    ],
)
def test_a_bad_value_inside_of_another_costs_only_itself(lines: tuple[str, ...], values: dict[str, Value], line: int) -> None:
    found, problems, _ = recovered(*lines)
    assert found == values
    assert [(problem.line, problem.code) for problem in problems] == [(line, Code.HEADER_INVALID)]


@pytest.mark.parametrize("line", ["date:2025-04-23", 'date:"2025-04-23"'])
def test_a_blank_may_be_missing_behind_the_colon(line: str) -> None:
    assert recovered("title: a: b", line)[0] == {"title": "a: b", "date": "2025-04-23"}


def test_a_blank_may_be_missing_behind_the_hyphen_of_an_item() -> None:
    values, problems, _ = recovered("title: a: b", "tags:", "- 하나", "-둘")
    assert values == {"title": "a: b", "tags": ["하나", "둘"]}
    assert [problem.line for problem in problems] == [2, 5]


def test_a_key_below_a_block_that_is_indented_less_is_a_key() -> None:
    values, problems, _ = recovered("excerpt: |", "  many", "  lines", " author: Kim")
    assert values == {"excerpt": "many\nlines", "author": "Kim"}
    assert [problem.line for problem in problems] == [5]


def test_a_link_in_a_list_is_one_item() -> None:
    values, problems, _ = recovered("author:", "  - name: Kim", "  - [Lee](https://a.example)")
    assert values == {"author": [{"name": "Kim"}, "[Lee](https://a.example)"]}
    assert [problem.line for problem in problems] == [4]


def test_a_comment_below_a_broken_value_is_no_part_of_it() -> None:
    assert recovered("title: a: b", "# remark", "slug: a")[0] == {"title": "a: b", "slug": "a"}


@pytest.mark.parametrize("line", ["제목： 봄", "a line that is no entry", "https://example.org", "<<<<<<< HEAD", ": a"])
def test_a_line_that_belongs_to_no_key_is_left_out_and_named(line: str) -> None:
    values, problems, _ = recovered("date: 2025-04-23", line, "slug: a")
    assert values == {"date": "2025-04-23", "slug": "a"}
    assert places(problems) == [(3, 1, Code.HEADER_INVALID)]
    assert problems[0].message == f"This line of the front matter is not 'key: value' and was left out: {line}"


def test_a_header_that_is_indented_as_a_whole_is_read() -> None:
    values, problems, _ = recovered("  title: a: b", "  author:", "    name: Kim")
    assert values == {"title": "a: b", "author": {"name": "Kim"}}
    assert [problem.line for problem in problems] == [2]


def test_the_column_counts_the_indentation_of_the_file() -> None:
    assert places(recovered("  title: a: b")[1]) == [(2, 10, Code.HEADER_INVALID)]


def test_what_is_recovered_is_valid_yaml_with_the_same_lines() -> None:
    lines = ["title: a: b", "tags:", "\t- x", "slug: s", 'excerpt: "a', 'b "c" d"', "stray", "lang: ko"]
    values, _, source = recovered(*lines)
    assert {entry.key: entry.value for entry in yaml_header.entries(source, 2)} == values


def test_a_long_line_is_shown_around_the_place_that_broke() -> None:
    _, (problem,), _ = recovered(f'title: "{"a" * 300} "b" {"c" * 300}"')
    assert problem.column == 310
    assert len(problem.message) < 250
    assert r"\"b\"" in problem.message


def test_keys_in_quotes_and_with_blanks_are_keys() -> None:
    values, _, _ = recovered("'title': a: b", '"글 쓴이": Kim', "read time: 5")
    assert values == {"title": "a: b", "글 쓴이": "Kim", "read time": "5"}


@pytest.mark.parametrize("key", ["cSpell:ignore", "og:title"])
def test_a_key_that_holds_a_colon_is_a_key(key: str) -> None:
    values, problems, _ = recovered("title: a: b", f"{key}: c", "slug: s")
    assert values == {"title": "a: b", key: "c", "slug": "s"}
    assert [problem.line for problem in problems] == [2]


def test_a_line_of_a_text_may_end_in_a_quote_of_its_own() -> None:
    values, problems, _ = recovered('excerpt: "a', 'b "c"', 'd"', "slug: s")
    assert values == {"excerpt": 'a b "c" d', "slug": "s"}
    assert [problem.line for problem in problems] == [3]


def test_the_column_of_a_bracket_too_many_is_that_of_the_bracket() -> None:
    values, problems, _ = recovered("tags: [a, b]]")
    assert values == {"tags": ["a", "b"]}
    assert places(problems) == [(2, 13, Code.HEADER_INVALID)]


def test_a_quote_that_stays_open_ends_before_the_next_key() -> None:
    found = frontmatter.read('---\ntitle: "봄\ndate: 2025-04-23\nexcerpt: "꽃"\n---\n', "x.md")
    assert {key: entry.value for key, entry in found.entries.items()} == {"title": "봄", "date": "2025-04-23", "excerpt": "꽃"}
    assert places(list(found.problems)) == [(2, 10, Code.HEADER_INVALID)]
