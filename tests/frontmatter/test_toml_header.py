from __future__ import annotations

import pytest
from front_matter import NO_FRONT_MATTER, Parsed, parse
from sphinx_anthology.frontmatter.model import Unquoted, Value
from sphinx_anthology.problems import Code


def parse_toml(*lines: str) -> Parsed:
    return parse("\n".join(["+++", *lines, "+++", "Text."]))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(('"a"', "a"), ("'a\\b'", "a\\b"), ("1.10", "1.10"), ("2019", "2019"), ("true", "true"), ("1e3", "1e3")),
        *(("2025-04-23", "2025-04-23"), ("2025-04-23T10:11:12+09:00", "2025-04-23 10:11:12+09:00")),
        ('["a", "b"]', ["a", "b"]),
        *(('[["a"], ["b"]]', [["a"], ["b"]]), ('{a = "b"}', {"a": "b"}), ('"""\na\nb"""', "a\nb")),
    ],
)
def test_toml_scalars_keep_their_spelling(written: str, value: Value) -> None:
    parsed = parse_toml(f"x = {written}")
    assert (parsed.values, parsed.problems) == ({"x": value}, [])


def test_an_escaped_control_character_in_toml_is_removed_and_reported() -> None:
    parsed = parse_toml("y = 1", r'x = "a\u0000b\u202ec"')
    assert (parsed.values, parsed.codes) == ({"y": "1", "x": "abc"}, [(3, Code.CONTROL_CHARACTER)])


@pytest.mark.parametrize(("written", "is_unquoted"), [("1", True), ("true", True), ("2025-04-23", True), ('"1"', False)])
def test_toml_scalars_with_a_type_are_unquoted(written: str, is_unquoted: bool) -> None:
    assert isinstance(parse_toml(f"x = {written}").values["x"], Unquoted) is is_unquoted


def test_toml_entries_and_nested_keys_know_their_lines() -> None:
    parsed = parse_toml(
        'title = "A"', "", "[extra]", "# comment", 'team = "T"', "", "[taxonomies]", "tags = [", '  "a",', "]", "x.y = 1"
    )
    assert parsed.key_lines == {"title": 2, "extra": 4, "taxonomies": 8}
    assert parsed.values["extra"].lines == {"team": 6}
    assert parsed.values["taxonomies"].lines == {"tags": 9, "x": 12}
    assert parsed.front_matter.lines == 13


@pytest.mark.parametrize(
    ("line", "value", "shown"),
    [
        ('title = "a "b" c"', 'a "b" c', r'title = "a \"b\" c"'),
        ('title = "a', "a", 'title = "a"'),
        ("title = a b", "a b", 'title = "a b"'),
        ("title = 'it's'", "it's", 'title = "it\'s"'),
        ("title = True", "True", 'title = "True"'),
        ("title = 2021-00-00", "2021-00-00", 'title = "2021-00-00"'),
        (r'title = "C:\data"', r"C:\data", r'title = "C:\\data"'),
    ],
)
def test_an_invalid_toml_value_becomes_text_and_does_not_affect_other_keys(line: str, value: str, shown: str) -> None:
    parsed = parse_toml("date = 2025-04-23", line, 'slug = "a"')
    assert parsed.values == {"date": "2025-04-23", "title": value, "slug": "a"}
    assert parsed.places == [(3, 9, Code.HEADER_INVALID)]
    assert parsed.problems[0].message == f"Front matter line is not valid TOML. It was read as: {shown}"


@pytest.mark.parametrize("line", ["title: A", "a line", "= x", "title A"])
def test_a_line_that_is_not_toml_is_ignored_and_reported(line: str) -> None:
    parsed = parse_toml("date = 2025-04-23", line, 'slug = "a"')
    assert parsed.values == {"date": "2025-04-23", "slug": "a"}
    assert parsed.places == [(3, 1, Code.HEADER_INVALID)]
    assert parsed.problems[0].message == f"Front matter line is not 'key = value' and is ignored: {line}"


def test_duplicate_toml_keys_are_reported() -> None:
    parsed = parse_toml('title = "A"', "date = 2025-04-23", 'title = "B"')
    assert parsed.values == {"title": "A", "date": "2025-04-23"}
    assert parsed.places == [(4, 1, Code.KEY_DUPLICATE)]
    assert parsed.problems[0].message == "Key 'title' is a duplicate; the first value is used. Delete one of them."


def test_a_table_beside_an_invalid_value_keeps_its_structure() -> None:
    parsed = parse_toml("title = a b", "[extra]", 'team = "T"', "[taxonomies]", 'tags = ["a", "b"]')
    assert parsed.values == {"title": "a b", "extra": {"team": "T"}, "taxonomies": {"tags": ["a", "b"]}}
    assert parsed.values["extra"].lines == {"team": 4}


def test_a_multi_line_text_beside_an_invalid_value_is_kept() -> None:
    parsed = parse_toml("title = a b", 'description = """', "one", "key = 2", '"""', 'slug = "s"')
    assert parsed.values == {"title": "a b", "description": "one\nkey = 2\n", "slug": "s"}


def test_a_multi_line_list_beside_an_invalid_value_is_kept() -> None:
    parsed = parse_toml("title = a b", "categories = [", '  ["x", "y"],', '  ["z"]', "]", 'slug = "s"')
    assert parsed.values == {"title": "a b", "categories": [["x", "y"], ["z"]], "slug": "s"}
    assert len(parsed.problems) == 1


def test_a_multi_line_list_that_is_not_closed_keeps_its_items() -> None:
    parsed = parse_toml("tags = [", '  "a",', '  "b"', 'slug = "s"')
    assert parsed.values == {"tags": ["a", "b"], "slug": "s"}
    assert {code for _, _, code in parsed.places} == {Code.HEADER_INVALID}


def test_conflicting_keys_are_reported_and_do_not_affect_other_tables() -> None:
    parsed = parse_toml('title = "A"', "extra = 1", "[extra]", 'team = "T"', "[taxonomies]", 'tags = ["a"]')
    assert parsed.values["taxonomies"] == {"tags": ["a"]}
    assert parsed.problems


def test_toml_without_a_closing_fence_ends_before_the_first_other_line() -> None:
    parsed = parse('+++\ntitle = "A"\ntags = [\n  "a",\n]\n[extra]\nx = 1\nText = here it is\n\nMore.\n')
    assert parsed.values["title"] == "A"
    assert parsed.problems[0].code is Code.HEADER_UNCLOSED


def test_the_message_about_a_missing_closing_fence_shows_the_fence() -> None:
    parsed = parse('+++\ntitle = "A"\n\nText goes on.\n')
    assert parsed.problems[0].message == "Front matter is not closed. Add a line '+++' below line 3."
    assert parsed.places == [(4, 1, Code.HEADER_UNCLOSED)]


@pytest.mark.parametrize("text", ["+++\nText.\n", "+++\n", "++++\ntitle = 1\n++++\n"])
def test_plus_signs_above_text_are_not_front_matter(text: str) -> None:
    assert parse(text) == NO_FRONT_MATTER


def test_a_fence_may_contain_the_name_of_the_format() -> None:
    parsed = parse('---toml\ntitle = "A"\n---\nText.\n')
    assert (parsed.front_matter.format, parsed.values, parsed.front_matter.lines) == ("toml", {"title": "A"}, 3)


def test_a_control_character_in_toml_is_removed_and_reported() -> None:
    parsed = parse_toml('title = "a\x0bb"')
    assert (parsed.values, parsed.places) == ({"title": "ab"}, [(2, 11, Code.CONTROL_CHARACTER)])
