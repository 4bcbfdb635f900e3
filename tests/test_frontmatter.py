from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx_anthology.frontmatter import native, normalise, read
from sphinx_anthology.frontmatter.header import Header, Unquoted, Value
from sphinx_anthology.problems import Code

HEADER_LIKE = st.lists(
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
ANY_FILE = st.one_of(st.text(), st.text().map("---\n{}".format), HEADER_LIKE, HEADER_LIKE.map("---\n{}\n---\n".format))


def header(*lines: str) -> Header:
    return read("\n".join(["---", *lines, "---", "body"]), "posts/x.md")


def values(found: Header) -> dict[str, Value]:
    return {key: entry.value for key, entry in found.entries.items()}


def codes(found: Header) -> list[tuple[int, Code]]:
    return [(problem.line, problem.code) for problem in found.problems]


def test_entries_know_their_lines() -> None:
    found = header("title: A", "", "# remark", "tags:", "  - x", "date: B")
    assert {key: entry.line for key, entry in found.entries.items()} == {"title": 2, "tags": 5, "date": 7}


def test_a_header_takes_its_fences() -> None:
    assert header("title: A", "date: B").lines == 4


@pytest.mark.parametrize("text", ["", "text", "# title\n---\n", "----\ntitle: x\n----\n", " ---\ntitle: x\n---\n", "---"])
def test_a_text_that_does_not_begin_with_a_fence_has_no_header(text: str) -> None:
    assert read(text, "x.md") == Header()


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t", "..."])
def test_a_closing_fence_may_have_other_forms(fence: str) -> None:
    assert values(read(f"--- \ntitle: A\n{fence}\nbody: no", "x.md")) == {"title": "A"}


def test_an_indented_fence_belongs_to_a_block_of_text() -> None:
    assert values(header("excerpt: |", "  one", "  ---", "  two")) == {"excerpt": "one\n---\ntwo"}


def test_an_empty_header_has_no_entries_and_no_problems() -> None:
    assert (header().lines, header().entries, header().problems) == (2, {}, ())


@pytest.mark.parametrize("written", ["2019", "1.10", "0123", "12:30", "yes", "2021-00-00", "2025-04-23 12:17:34.921+00"])
def test_a_scalar_stays_as_it_was_written(written: str) -> None:
    assert values(header(f"x: {written}")) == {"x": written}


def test_a_scalar_that_yaml_does_not_read_as_text_says_so() -> None:
    found = values(header("a: 2019", "b: '2019'", "c: text"))
    assert [isinstance(found[key], Unquoted) for key in "abc"] == [True, False, False]


@pytest.mark.parametrize("written", ["", "~", "null", "# nothing"])
def test_an_empty_value_is_none(written: str) -> None:
    assert values(header(f"x: {written}")) == {"x": None}


def test_lists_and_mappings_hold_text() -> None:
    assert values(header("x: {a: 1, b: [yes, ~]}")) == {"x": {"a": "1", "b": ["yes", None]}}


def test_keys_may_hold_colons_blanks_and_hangul() -> None:
    assert values(header("cSpell:ignore: a", "og:title : b", "글 쓴이: c")) == {
        "cSpell:ignore": "a",
        "og:title": "b",
        "글 쓴이": "c",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    found = read(normalise(f"\ufeff---{end}title: A{end}date: B{end}---{end}body"), "x.md")
    assert (found.lines, found.entries["date"].line) == (4, 3)


def test_a_key_that_stands_twice_is_reported_and_its_last_value_used() -> None:
    found = header("title: A", "date: B", "title: C")
    assert values(found)["title"] == "C"
    assert codes(found) == [(4, Code.KEY_DUPLICATE)]


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
def test_a_bad_value_costs_only_itself_and_is_kept_as_text(line: str, value: str) -> None:
    found = header("date: 2025-04-23", line, "category: Dev")
    assert values(found) == {"date": "2025-04-23", "title": value, "category": "Dev"}
    assert codes(found) == [(3, Code.HEADER_INVALID)]


def test_the_message_about_a_bad_value_says_what_to_write() -> None:
    message = header("title: it's: me").problems[0].message
    assert message == "This line is not valid YAML. It was read as: title: 'it''s: me'"


def test_a_bad_value_of_several_lines_is_kept_whole_and_folded_as_yaml_folds() -> None:
    found = header('excerpt: "# One', "", 'He said "hi".', 'End"', "category: Dev")
    assert values(found) == {"excerpt": '# One\nHe said "hi". End', "category": "Dev"}


def test_a_value_beside_a_bad_one_keeps_its_structure() -> None:
    assert values(header("title: a: b", "tags:", "- x", "- y"))["tags"] == ["x", "y"]


def test_a_header_that_nobody_closed_ends_before_the_first_line_that_is_no_entry() -> None:
    found = read("---\ntitle: A\ndate: B\n\nbody: text", "x.md")
    assert (values(found), found.lines) == ({"title": "A", "date": "B"}, 3)
    assert codes(found) == [(4, Code.HEADER_UNCLOSED)]


def test_a_rule_above_a_text_is_no_header() -> None:
    assert read("---\nOnce upon a time.\n", "x.md") == Header()


def test_a_control_character_is_left_out_and_reported() -> None:
    found = header("date: B", "title: a\x00b\x0cc")
    assert values(found)["title"] == "abc"
    assert codes(found) == [(3, Code.CONTROL_CHARACTER)]


def test_aliases_are_followed() -> None:
    assert values(header("a: &x [1, 2]", "b: *x")) == {"a": ["1", "2"], "b": ["1", "2"]}


def test_a_value_that_holds_itself_is_reported() -> None:
    assert codes(header("title: A", "x: &x [*x]")) == [(3, Code.HEADER_INVALID)]


def test_aliases_cannot_multiply_without_end() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    found = header("title: A", *rows)
    assert values(found)["title"] == "A"
    assert Code.HEADER_INVALID in [code for _, code in codes(found)]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.getcwd", "!custom", "!!binary"])
def test_tags_have_no_effect(tag: str) -> None:
    assert values(header(f"title: {tag} A")) == {"title": "A"}


def test_native_values_have_their_yaml_types() -> None:
    found = header("orphan: true", "tocdepth: 2", "myst: {html_meta: {a: b}}")
    assert native(found, ["orphan", "tocdepth", "myst"]) == {
        "orphan": True,
        "tocdepth": 2,
        "myst": {"html_meta": {"a": "b"}},
    }


def test_native_values_survive_a_date_that_does_not_exist() -> None:
    assert native(header("date: 2021-00-00", "myst: {a: b}"), ["myst"]) == {"myst": {"a": "b"}}


@pytest.mark.parametrize("line", ["date: 2021-00-00", "title: a: b", "other: !custom x"])
def test_native_values_keep_their_types_beside_a_bad_value(line: str) -> None:
    assert native(header(line, "orphan: true", "tocdepth: 2"), ["orphan", "tocdepth"]) == {"orphan": True, "tocdepth": 2}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["x: !!bool maybe", "orphan: true"], id="tag that does not fit: KeyError"),
        pytest.param(['x: !!int ""', "orphan: true"], id="tag without a value: IndexError"),
        pytest.param(["x: !!timestamp now", "orphan: true"], id="tag that does not fit: AttributeError"),
        pytest.param(['"a', "orphan: true", 'b"'], id="header that is one text: AttributeError"),
    ],
)
def test_native_values_can_always_be_had(lines: list[str]) -> None:
    assert "orphan" in native(header(*lines), ["orphan"])


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_unicode_line_ends_do_not_count_as_lines(sign: str) -> None:
    assert header(f'title: "a{sign}b"', "date: B").entries["date"].line == 3


def test_the_place_of_a_missing_fence_is_in_the_file() -> None:
    assert codes(read("---\ntitle: A", "x.md")) == [(2, Code.HEADER_UNCLOSED)]


def test_the_line_that_was_left_out_is_named() -> None:
    found = header("title；A", "date: 2025-04-23")
    assert values(found) == {"date": "2025-04-23"}
    assert codes(found) == [(2, Code.HEADER_INVALID)]


@pytest.mark.parametrize("line", ["category:Dev", "a line that is no entry", "https://example.org"])
def test_a_stray_line_does_not_spoil_the_value_before_it(line: str) -> None:
    assert values(header("date: 2025-04-23", line, "title: A"))["date"] == "2025-04-23"


@pytest.mark.parametrize("lines", [(" title: a: b", " date: B"), ("title: a: b", "'date': B"), ('"title": a: b', "date: B")])
def test_indented_and_quoted_keys_are_recovered(lines: tuple[str, ...]) -> None:
    assert values(header(*lines)) == {"title": "a: b", "date": "B"}


def test_a_line_inside_a_bad_quoted_value_is_no_key() -> None:
    found = header("title: A", 'excerpt: "He said "hi".', "Note: mind", "title: B", 'End"', "category: Dev")
    assert values(found) == {"title": "A", "excerpt": 'He said "hi". Note: mind title: B End', "category": "Dev"}


def test_a_key_that_is_no_text_is_not_shown_as_a_python_object() -> None:
    assert not any("Node" in key for key in header("title: A", "? [x, y]", ": 1").entries)


def test_a_control_character_written_as_an_escape_is_left_out() -> None:
    assert values(header(r'title: "a\0b\eC\x07"')) == {"title": "abC"}


@pytest.mark.parametrize("opening", ["[", "{a: "], ids=["list", "mapping"])
def test_a_deep_header_does_not_stop_the_program(opening: str) -> None:
    program = f"from sphinx_anthology.frontmatter import read; read('---\\na: ' + {opening!r} * 50_000 + '\\n---\\n', 'x.md')"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0


@example("---\n\x80:")
@example("---\ntitle: A")
@example('---\n- a\ntitle: "x\u2028\u2028\u2028\u2028"\ndate: B\ndate: C')
@given(ANY_FILE)
def test_entries_and_problems_lie_in_the_file(text: str) -> None:
    text = normalise(text)
    found = read(text, "x.md")
    lines = text.count("\n") + 1
    assert 0 <= found.lines <= lines
    assert all(1 <= entry.line <= lines for entry in found.entries.values())
    assert all(1 <= problem.line <= lines for problem in found.problems)


@example("---\n\x80:")
@given(ANY_FILE)
def test_any_text_has_a_header_and_never_an_error(text: str) -> None:
    found = read(normalise(text), "x.md")
    assert set(found.entries) == {entry.key for entry in found.entries.values()}
    assert all(problem.message and problem.path == "x.md" for problem in found.problems)


@given(st.text(max_size=30).map(lambda text: " ".join(text.split())))
def test_the_text_of_a_quoted_value_is_read_as_it_is(text: str) -> None:
    clean = "".join(sign for sign in text if sign.isprintable() and sign not in "\\\"'")
    assert values(header(f"title: '{clean}'")) == {"title": clean}


def test_native_values_can_be_had_when_an_anchor_stands_twice() -> None:
    assert set(native(header("orphan: &x true", "tocdepth: &x 2"), ["orphan", "tocdepth"])) == {"orphan", "tocdepth"}
