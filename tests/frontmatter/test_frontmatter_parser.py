from __future__ import annotations

import os
import subprocess
import sys

import pytest
from front_matter import NO_FRONT_MATTER, Parsed, parse
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx_anthology.frontmatter.model import Unquoted, Value
from sphinx_anthology.loading.files.encodings import normalise_newlines
from sphinx_anthology.problems import Code

LIKE_FRONT_MATTER = st.lists(
    st.sampled_from(
        [
            *("---", "...", "--- ", "", " ", "  ", "- a", "# comment", "text", "title: x", "title: x: y", "title:x"),
            *('title: "a', '"', "'b'", "date: 2021-00-00", "  b: c", "tags: [a", "]", "a: &a", "b: *a", "? [x]", ": 1"),
            *(
                "orphan: true",
                "title: |",
                "\tx: y",
                "<<: {a: b}",
                "a: !!int x",
                "\x00",
                "\x0c",
                "한글: 값",
                "@",
                "%YAML",
            ),
        ]
    ),
    max_size=12,
).map("\n".join)
ANY_FILE = st.one_of(
    st.text(), st.text().map("---\n{}".format), LIKE_FRONT_MATTER, LIKE_FRONT_MATTER.map("---\n{}\n---\n".format)
)


def parse_yaml(*lines: str) -> Parsed:
    return parse("\n".join(["---", *lines, "---", "body"]))


def test_entries_know_their_lines() -> None:
    parsed = parse_yaml("title: A", "", "# comment", "tags:", "  - x", "date: B")
    assert parsed.key_lines == {"title": 2, "tags": 5, "date": 7}


def test_front_matter_includes_its_fences() -> None:
    assert parse_yaml("title: A", "date: B").front_matter.lines == 4


@pytest.mark.parametrize("text", ["", "text", "# title\n---\n", "----\ntitle: x\n----\n", " ---\ntitle: x\n---\n", "---"])
def test_a_text_without_an_opening_fence_has_no_front_matter(text: str) -> None:
    assert parse(text) == NO_FRONT_MATTER


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t", "..."])
def test_a_closing_fence_can_have_several_forms(fence: str) -> None:
    assert parse(f"--- \ntitle: A\n{fence}\nbody: no").values == {"title": "A"}


def test_an_indented_fence_is_part_of_a_block() -> None:
    assert parse_yaml("excerpt: |", "  one", "  ---", "  two").values == {"excerpt": "one\n---\ntwo"}


def test_empty_front_matter_has_no_entries_and_no_problems() -> None:
    parsed = parse_yaml()
    assert (parsed.front_matter.lines, parsed.front_matter.entries, parsed.problems) == (2, {}, [])


@pytest.mark.parametrize("written", ["2019", "1.10", "0123", "12:30", "yes", "2021-00-00", "2025-04-23 12:17:34.921+00"])
def test_scalars_keep_their_spelling(written: str) -> None:
    assert parse_yaml(f"x: {written}").values == {"x": written}


def test_a_scalar_that_is_not_text_is_unquoted() -> None:
    values = parse_yaml("a: 2019", "b: '2019'", "c: text").values
    assert [isinstance(values[key], Unquoted) for key in "abc"] == [True, False, False]


@pytest.mark.parametrize("written", ["", "~", "null", "# nothing"])
def test_an_empty_value_is_none(written: str) -> None:
    assert parse_yaml(f"x: {written}").values == {"x": None}


def test_lists_and_mappings_contain_text() -> None:
    assert parse_yaml("x: {a: 1, b: [yes, ~]}").values == {"x": {"a": "1", "b": ["yes", None]}}


def test_keys_can_have_colons_spaces_and_hangul() -> None:
    assert parse_yaml("cSpell:ignore: a", "og:title : b", "글 쓴이: c").values == {
        "cSpell:ignore": "a",
        "og:title": "b",
        "글 쓴이": "c",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_supported(end: str) -> None:
    parsed = parse(normalise_newlines(f"\ufeff---{end}title: A{end}date: B{end}---{end}body"))
    assert (parsed.front_matter.lines, parsed.key_lines["date"]) == (4, 3)


def test_a_duplicate_key_is_reported_and_its_last_value_is_used() -> None:
    parsed = parse_yaml("title: A", "date: B", "title: C")
    assert parsed.values["title"] == "C"
    assert parsed.codes == [(4, Code.KEY_DUPLICATE)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: a: b", "a: b"),
        ('title: "a "b" c"', 'a "b" c'),
        ("title: 'it's'", "it's"),
        ('title: "never closed', "never closed"),
        ("title: [dev] news", "[dev] news"),
        ("title: @name", "@name"),
        ("title: *star*", "*star*"),
        ('title: "C:\\data"', "C:\\data"),
        ("title: 50%: done", "50%: done"),
    ],
)
def test_an_invalid_value_becomes_text_and_does_not_affect_other_keys(line: str, value: str) -> None:
    parsed = parse_yaml("date: 2025-04-23", line, "category: Dev")
    assert parsed.values == {"date": "2025-04-23", "title": value, "category": "Dev"}
    assert parsed.codes == [(3, Code.HEADER_INVALID)]


def test_the_message_about_an_invalid_value_shows_the_repaired_line() -> None:
    message = parse_yaml("title: it's: me").problems[0].message
    assert message == "Front matter line is not valid YAML. It was read as: title: 'it''s: me'"


def test_an_invalid_multi_line_value_is_kept_and_folded_as_in_yaml() -> None:
    parsed = parse_yaml('excerpt: "# One', "", 'He said "hi".', 'End"', "category: Dev")
    assert parsed.values == {"excerpt": '# One\nHe said "hi". End', "category": "Dev"}


def test_a_value_beside_an_invalid_one_keeps_its_structure() -> None:
    assert parse_yaml("title: a: b", "tags:", "- x", "- y").values["tags"] == ["x", "y"]


def test_front_matter_without_a_closing_fence_ends_before_the_first_other_line() -> None:
    parsed = parse("---\ntitle: A\ndate: B\n\nbody: text")
    assert (parsed.values, parsed.front_matter.lines) == ({"title": "A", "date": "B"}, 3)
    assert parsed.codes == [(4, Code.HEADER_UNCLOSED)]


def test_a_rule_above_text_is_not_front_matter() -> None:
    assert parse("---\nOnce upon a time.\n") == NO_FRONT_MATTER


def test_a_control_character_is_removed_and_reported() -> None:
    parsed = parse_yaml("date: B", "title: a\x00b\x0cc")
    assert parsed.values["title"] == "abc"
    assert parsed.codes == [(3, Code.CONTROL_CHARACTER)]


def test_aliases_are_resolved() -> None:
    assert parse_yaml("a: &x [1, 2]", "b: *x").values == {"a": ["1", "2"], "b": ["1", "2"]}


def test_a_value_that_contains_itself_is_reported() -> None:
    assert parse_yaml("title: A", "x: &x [*x]").codes == [(3, Code.HEADER_INVALID)]


def test_nested_aliases_do_not_exhaust_memory() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    parsed = parse_yaml("title: A", *rows)
    assert parsed.values["title"] == "A"
    assert Code.HEADER_INVALID in [code for _, code in parsed.codes]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd", "!custom", "!!binary"])
def test_yaml_tags_have_no_effect(tag: str) -> None:
    assert parse_yaml(f"title: {tag} A").values == {"title": "A"}


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_unicode_line_ends_do_not_count_as_lines(sign: str) -> None:
    assert parse_yaml(f'title: "a{sign}b"', "date: B").key_lines["date"] == 3


def test_the_line_of_a_missing_fence_is_in_the_file() -> None:
    assert parse("---\ntitle: A").codes == [(2, Code.HEADER_UNCLOSED)]


def test_an_ignored_line_is_reported() -> None:
    parsed = parse_yaml("title；A", "date: 2025-04-23")
    assert parsed.values == {"date": "2025-04-23"}
    assert parsed.codes == [(2, Code.HEADER_INVALID)]


@pytest.mark.parametrize("line", ["category:Dev", "a line that is no entry", "https://example.org"])
def test_a_stray_line_does_not_change_the_value_before_it(line: str) -> None:
    assert parse_yaml("date: 2025-04-23", line, "title: A").values["date"] == "2025-04-23"


@pytest.mark.parametrize("lines", [(" title: a: b", " date: B"), ("title: a: b", "'date': B"), ('"title": a: b', "date: B")])
def test_indented_and_quoted_keys_are_recovered(lines: tuple[str, ...]) -> None:
    assert parse_yaml(*lines).values == {"title": "a: b", "date": "B"}


def test_a_line_inside_an_invalid_quoted_value_is_not_a_key() -> None:
    parsed = parse_yaml("title: A", 'excerpt: "He said "hi".', "Note: mind", "title: B", 'End"', "category: Dev")
    assert parsed.values == {"title": "A", "excerpt": 'He said "hi". Note: mind title: B End', "category": "Dev"}


def test_a_key_that_is_not_text_is_not_a_python_object() -> None:
    assert not any("Node" in key for key in parse_yaml("title: A", "? [x, y]", ": 1").front_matter.entries)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (r'title: "a\0b\eC\x07"', {"title": "abC"}),
        (r'title: "\u202egpj.exe\u2069"', {"title": "gpj.exe"}),
        ("title: a\u202eb", {"title": "ab"}),
        (r'"ti\etle": a', {"title": "a"}),
        (r'title: {"a\x9b": ["b\x08"]}', {"title": {"a": ["b"]}}),
    ],
)
def test_a_control_character_that_yaml_accepts_is_removed_and_reported(line: str, values: Value) -> None:
    parsed = parse_yaml("date: B", line)
    assert (parsed.values, parsed.codes) == ({"date": "B", **values}, [(3, Code.CONTROL_CHARACTER)])


def test_a_key_keeps_its_line_when_a_control_character_is_removed_from_it() -> None:
    table = parse_yaml("author:", "  name: A", r'  "u\erl": B').values["author"]
    assert (table, table.lines) == ({"name": "A", "url": "B"}, {"name": 3, "url": 4})


def test_a_control_character_in_plain_lines_is_removed_and_reported() -> None:
    parsed = parse("Title: a\x1bb\x9bc\nDate: 2025-04-23\n\nText.\n")
    assert (parsed.values["Title"], parsed.codes) == ("abc", [(1, Code.CONTROL_CHARACTER)])


def test_line_separators_become_spaces_and_line_ends_become_lf() -> None:
    parsed = parse_yaml(r'title: "a\Lb\Pc\Nd"', r'excerpt: "a\r\nb\rc"')
    assert (parsed.values, parsed.codes) == ({"title": "a b c d", "excerpt": "a\nb\nc"}, [])


@pytest.mark.parametrize("opening", ["[", "{a: "], ids=["list", "mapping"])
def test_deep_nesting_does_not_crash_python(opening: str) -> None:
    program = (
        "from sphinx_anthology.frontmatter.parser import parse_front_matter\n"
        f"parse_front_matter('---\\na: ' + {opening!r} * 50_000 + '\\n---\\n', 'x.md', print)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0


@example("---\n\x80:")
@example("---\ntitle: A")
@example('---\n- a\ntitle: "x\u2028\u2028\u2028\u2028"\ndate: B\ndate: C')
@given(ANY_FILE)
def test_lines_of_entries_and_problems_are_in_the_file(text: str) -> None:
    text = normalise_newlines(text)
    parsed = parse(text)
    lines = text.count("\n") + 1
    assert 0 <= parsed.front_matter.lines <= lines
    assert all(1 <= entry.line <= lines for entry in parsed.front_matter.entries.values())
    assert all(1 <= problem.line <= lines for problem in parsed.problems)


@example("---\n\x80:")
@given(ANY_FILE)
def test_any_text_can_be_parsed(text: str) -> None:
    parsed = parse(normalise_newlines(text))
    assert set(parsed.front_matter.entries) == {entry.key for entry in parsed.front_matter.entries.values()}
    assert all(problem.message and problem.path == "x.md" for problem in parsed.problems)


@given(st.text(max_size=30).map(lambda text: " ".join(text.split())))
def test_the_text_of_a_quoted_value_is_kept(text: str) -> None:
    clean = "".join(sign for sign in text if sign.isprintable() and sign not in "\\\"'")
    assert parse_yaml(f"title: '{clean}'").values == {"title": clean}
