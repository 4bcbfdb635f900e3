from __future__ import annotations

from datetime import date

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.frontmatter.header import Header, Unquoted, Value
from sphinx_anthology.problems import Code


def header(*lines: str) -> Header:
    return frontmatter.read("\n".join(["+++", *lines, "+++", "Text."]), "x.md")


def values(found: Header) -> dict[str, Value]:
    return {key: entry.value for key, entry in found.entries.items()}


def codes(found: Header) -> list[tuple[int, int, Code]]:
    return [(problem.line, problem.column, problem.code) for problem in found.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(('"a"', "a"), ("'a\\b'", "a\\b"), ("1.10", "1.10"), ("2019", "2019"), ("true", "true"), ("1e3", "1e3")),
        *(("2025-04-23", "2025-04-23"), ("2025-04-23T10:11:12+09:00", "2025-04-23 10:11:12+09:00")),
        ('["a", "b"]', ["a", "b"]),
        *(('[["a"], ["b"]]', [["a"], ["b"]]), ('{a = "b"}', {"a": "b"}), ('"""\na\nb"""', "a\nb"), ('"a\\u0000b"', "ab")),
    ],
)
def test_a_value_is_text_as_near_to_the_source_as_it_goes(written: str, value: Value) -> None:
    found = header(f"x = {written}")
    assert (values(found), found.problems) == ({"x": value}, ())


@pytest.mark.parametrize(("written", "unquoted"), [("1", True), ("true", True), ("2025-04-23", True), ('"1"', False)])
def test_what_is_no_text_is_known_to_have_no_quotes(written: str, unquoted: bool) -> None:
    assert isinstance(header(f"x = {written}").entries["x"].value, Unquoted) is unquoted


def test_entries_and_keys_of_tables_know_their_lines() -> None:
    found = header(
        'title = "A"', "", "[extra]", "# remark", 'team = "T"', "", "[taxonomies]", "tags = [", '  "a",', "]", "x.y = 1"
    )
    assert {key: entry.line for key, entry in found.entries.items()} == {"title": 2, "extra": 4, "taxonomies": 8}
    assert found.entries["extra"].value.lines == {"team": 6}
    assert found.entries["taxonomies"].value.lines == {"tags": 9, "x": 12}
    assert found.lines == 13


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
def test_a_bad_value_costs_only_itself_and_is_kept_as_text(line: str, value: str, shown: str) -> None:
    found = header("date = 2025-04-23", line, 'slug = "a"')
    assert values(found) == {"date": "2025-04-23", "title": value, "slug": "a"}
    assert codes(found) == [(3, 9, Code.HEADER_INVALID)]
    assert found.problems[0].message == f"This line is not valid TOML. It was read as: {shown}"


@pytest.mark.parametrize("line", ["title: A", "a line", "= x", "title A"])
def test_a_line_that_is_no_entry_is_left_out_and_named(line: str) -> None:
    found = header("date = 2025-04-23", line, 'slug = "a"')
    assert values(found) == {"date": "2025-04-23", "slug": "a"}
    assert codes(found) == [(3, 1, Code.HEADER_INVALID)]
    assert found.problems[0].message == f"This line of the front matter is not 'key = value' and was left out: {line}"


def test_a_key_that_stands_twice_is_reported() -> None:
    found = header('title = "A"', "date = 2025-04-23", 'title = "B"')
    assert values(found) == {"title": "A", "date": "2025-04-23"}
    assert codes(found) == [(4, 1, Code.KEY_DUPLICATE)]
    assert found.problems[0].message == "'title' stands twice; the first one is used. Delete one of them."


def test_a_table_beside_a_bad_value_keeps_its_structure() -> None:
    found = header("title = a b", "[extra]", 'team = "T"', "[taxonomies]", 'tags = ["a", "b"]')
    assert values(found) == {"title": "a b", "extra": {"team": "T"}, "taxonomies": {"tags": ["a", "b"]}}
    assert found.entries["extra"].value.lines == {"team": 4}


def test_a_text_of_several_lines_beside_a_bad_value_stays() -> None:
    found = header("title = a b", 'description = """', "one", "key = 2", '"""', 'slug = "s"')
    assert values(found) == {"title": "a b", "description": "one\nkey = 2\n", "slug": "s"}


def test_a_list_of_several_lines_beside_a_bad_value_stays() -> None:
    found = header("title = a b", "categories = [", '  ["x", "y"],', '  ["z"]', "]", 'slug = "s"')
    assert values(found) == {"title": "a b", "categories": [["x", "y"], ["z"]], "slug": "s"}
    assert len(found.problems) == 1


def test_a_list_of_several_lines_that_nobody_closed_keeps_its_items() -> None:
    found = header("tags = [", '  "a",', '  "b"', 'slug = "s"')
    assert values(found) == {"tags": ["a", "b"], "slug": "s"}
    assert {code for _, _, code in codes(found)} == {Code.HEADER_INVALID}


def test_keys_that_contradict_each_other_are_reported_and_cost_no_other_table() -> None:
    found = header('title = "A"', "extra = 1", "[extra]", 'team = "T"', "[taxonomies]", 'tags = ["a"]')
    assert values(found)["taxonomies"] == {"tags": ["a"]}
    assert found.problems


def test_a_header_that_nobody_closed_ends_before_the_first_line_that_is_no_entry() -> None:
    found = frontmatter.read('+++\ntitle = "A"\ntags = [\n  "a",\n]\n[extra]\nx = 1\nText = here it is\n\nMore.\n', "x.md")
    assert values(found)["title"] == "A"
    assert found.problems[0].code is Code.HEADER_UNCLOSED


def test_the_message_about_a_missing_fence_names_it() -> None:
    found = frontmatter.read('+++\ntitle = "A"\n\nText goes on.\n', "x.md")
    assert found.problems[0].message == "The front matter is never closed: put a line '+++' below line 3."
    assert codes(found) == [(4, 1, Code.HEADER_UNCLOSED)]


@pytest.mark.parametrize("text", ["+++\nText.\n", "+++\n", "++++\ntitle = 1\n++++\n"])
def test_a_row_of_plus_signs_above_a_text_is_no_header(text: str) -> None:
    assert frontmatter.read(text, "x.md") == Header()


def test_a_fence_may_name_the_format() -> None:
    found = frontmatter.read('---toml\ntitle = "A"\n---\nText.\n', "x.md")
    assert (found.format, values(found), found.lines) == ("toml", {"title": "A"}, 3)


def test_a_control_character_is_left_out_and_reported() -> None:
    found = header('title = "a\x0bb"')
    assert (values(found), codes(found)) == ({"title": "ab"}, [(2, 11, Code.CONTROL_CHARACTER)])


def test_native_values_have_the_types_of_toml() -> None:
    found = header("orphan = true", "tocdepth = 2", "date = 2025-04-23")
    assert frontmatter.native(found, ["orphan", "tocdepth", "date"]) == {
        "orphan": True,
        "tocdepth": 2,
        "date": date(2025, 4, 23),
    }
