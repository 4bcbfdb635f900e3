from __future__ import annotations

import pytest
from front_matter import parse
from sphinx_anthology.frontmatter.model import Value
from sphinx_anthology.frontmatter.recovery import recover_yaml_entries
from sphinx_anthology.frontmatter.yaml_header import parse_yaml_entries
from sphinx_anthology.problems import Code, Problem


def recover(*lines: str) -> tuple[dict[str, Value], list[Problem], str]:
    """Recover lines that begin on line 2 of a file. Return the values, the problems, and the repaired YAML."""
    problems: list[Problem] = []
    entries, source = recover_yaml_entries(list(lines), 2, "x.md", problems.append)
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
def test_a_broken_line_is_repaired_and_shown(line: str, value: Value, shown: str | None, column: int) -> None:
    values, problems, _ = recover("date: 2025-04-23", line, "slug: a")
    assert values == {"date": "2025-04-23", line.partition(":")[0]: value, "slug": "a"}
    if shown is None:
        assert problems == []
    else:
        assert places(problems) == [(3, column, Code.HEADER_INVALID)]
        assert problems[0].message == f"Front matter line is not valid YAML. It was read as: {shown}"


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
def test_a_broken_multi_line_value_is_repaired_as_a_whole(lines: tuple[str, ...], values: dict[str, Value]) -> None:
    assert recover(*lines, "slug: a")[0] == {**values, "slug": "a"}


@pytest.mark.parametrize(
    ("lines", "values", "line"),
    [
        (("author:", "  name: Kim: Lee", "  url: /k"), {"author": {"name": "Kim: Lee", "url": "/k"}}, 3),
        (("tags:", "  - a", "  - @b", "  - c"), {"tags": ["a", "@b", "c"]}, 4),
        (("tags:", "- a", '- "b "c""'), {"tags": ["a", 'b "c"']}, 4),
        (("tags: [a,", "  @b]"), {"tags": ["a", "@b"]}, 3),
    ],
)
def test_a_broken_nested_value_does_not_affect_the_values_beside_it(
    lines: tuple[str, ...], values: dict[str, Value], line: int
) -> None:
    found, problems, _ = recover(*lines)
    assert found == values
    assert [(problem.line, problem.code) for problem in problems] == [(line, Code.HEADER_INVALID)]


@pytest.mark.parametrize("line", ["date:2025-04-23", 'date:"2025-04-23"'])
def test_a_missing_space_after_the_colon_is_inserted(line: str) -> None:
    assert recover("title: a: b", line)[0] == {"title": "a: b", "date": "2025-04-23"}


def test_a_missing_space_after_the_hyphen_of_a_list_item_is_inserted() -> None:
    values, problems, _ = recover("title: a: b", "tags:", "- 하나", "-둘")
    assert values == {"title": "a: b", "tags": ["하나", "둘"]}
    assert [problem.line for problem in problems] == [2, 5]


def test_a_line_that_is_indented_less_than_the_block_above_is_a_key() -> None:
    values, problems, _ = recover("excerpt: |", "  many", "  lines", " author: Kim")
    assert values == {"excerpt": "many\nlines", "author": "Kim"}
    assert [problem.line for problem in problems] == [5]


def test_a_markdown_link_in_a_list_is_one_item() -> None:
    values, problems, _ = recover("author:", "  - name: Kim", "  - [Lee](https://a.example)")
    assert values == {"author": [{"name": "Kim"}, "[Lee](https://a.example)"]}
    assert [problem.line for problem in problems] == [4]


def test_a_comment_below_a_broken_value_is_not_part_of_it() -> None:
    assert recover("title: a: b", "# comment", "slug: a")[0] == {"title": "a: b", "slug": "a"}


@pytest.mark.parametrize("line", ["제목： 봄", "a line that is no entry", "https://example.org", "<<<<<<< HEAD", ": a"])
def test_a_line_that_belongs_to_no_key_is_ignored_and_reported(line: str) -> None:
    values, problems, _ = recover("date: 2025-04-23", line, "slug: a")
    assert values == {"date": "2025-04-23", "slug": "a"}
    assert places(problems) == [(3, 1, Code.HEADER_INVALID)]
    assert problems[0].message == f"Front matter line is not 'key: value' and is ignored: {line}"


def test_front_matter_that_is_indented_as_a_whole_is_recovered() -> None:
    values, problems, _ = recover("  title: a: b", "  author:", "    name: Kim")
    assert values == {"title": "a: b", "author": {"name": "Kim"}}
    assert [problem.line for problem in problems] == [2]


def test_the_column_of_a_problem_includes_the_indentation() -> None:
    assert places(recover("  title: a: b")[1]) == [(2, 10, Code.HEADER_INVALID)]


def test_the_recovered_source_is_valid_yaml_with_the_same_values() -> None:
    lines = ["title: a: b", "tags:", "\t- x", "slug: s", 'excerpt: "a', 'b "c" d"', "stray", "lang: ko"]
    values, _, source = recover(*lines)
    assert {entry.key: entry.value for entry in parse_yaml_entries(source, 2)} == values


def test_a_long_line_is_shown_around_the_column_of_the_problem() -> None:
    _, (problem,), _ = recover(f'title: "{"a" * 300} "b" {"c" * 300}"')
    assert problem.column == 310
    assert len(problem.message) < 250
    assert r"\"b\"" in problem.message


def test_quoted_keys_and_keys_with_spaces_are_recovered() -> None:
    values, _, _ = recover("'title': a: b", '"글 쓴이": Kim', "read time: 5")
    assert values == {"title": "a: b", "글 쓴이": "Kim", "read time": "5"}


@pytest.mark.parametrize("key", ["cSpell:ignore", "og:title"])
def test_a_key_with_a_colon_is_recovered(key: str) -> None:
    values, problems, _ = recover("title: a: b", f"{key}: c", "slug: s")
    assert values == {"title": "a: b", key: "c", "slug": "s"}
    assert [problem.line for problem in problems] == [2]


def test_a_line_of_a_quoted_value_may_end_with_an_inner_quote() -> None:
    values, problems, _ = recover('excerpt: "a', 'b "c"', 'd"', "slug: s")
    assert values == {"excerpt": 'a b "c" d', "slug": "s"}
    assert [problem.line for problem in problems] == [3]


def test_the_column_of_an_extra_bracket_is_that_of_the_bracket() -> None:
    values, problems, _ = recover("tags: [a, b]]")
    assert values == {"tags": ["a", "b"]}
    assert places(problems) == [(2, 13, Code.HEADER_INVALID)]


def test_a_quote_that_is_not_closed_ends_before_the_next_key() -> None:
    parsed = parse('---\ntitle: "봄\ndate: 2025-04-23\nexcerpt: "꽃"\n---\n')
    assert parsed.values == {"title": "봄", "date": "2025-04-23", "excerpt": "꽃"}
    assert parsed.places == [(2, 10, Code.HEADER_INVALID)]


def test_lines_that_begin_with_tabs_are_named_once_for_each_value() -> None:
    values, problems, _ = recover("title: A", "tags:", "\t- a", "\t- b", "author:", "\tname: Kim")
    assert values == {"title": "A", "tags": ["a", "b"], "author": {"name": "Kim"}}
    assert places(problems) == [(line, 1, Code.HEADER_INVALID) for line in (4, 7)]
    assert [one.message for one in problems] == [
        "Front matter is indented with tabs, which YAML does not allow. Use spaces in lines 4, 5.",
        "Front matter is indented with tabs, which YAML does not allow. Use spaces in line 7.",
    ]
