from __future__ import annotations

import pytest
from sphinx_anthology import frontmatter
from sphinx_anthology.frontmatter.header import Header, Unquoted, Value
from sphinx_anthology.problems import Code


def values(found: Header) -> dict[str, Value]:
    return {key: entry.value for key, entry in found.entries.items()}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(('"a"', "a"), ("1.10", "1.10"), ("2019", "2019"), ("true", "true"), ("null", None), ('["a", 1]', ["a", "1"])),
        *(('{"a": {"b": 1}}', {"a": {"b": "1"}}), (r'"a\"b\n\u0000c"', 'a"b\nc'), ('"a\tb"', "a\tb"), ("[]", []), ("{}", {})),
    ],
)
def test_a_value_is_text_as_near_to_the_source_as_it_goes(written: str, value: Value) -> None:
    found = frontmatter.read(f'{{"x": {written}}}\nText.\n', "x.md")
    assert (values(found), found.format, found.lines, found.problems) == ({"x": value}, "json", 1, ())


@pytest.mark.parametrize(("written", "unquoted"), [("1", True), ("true", True), ("1.5", True), ('"1"', False)])
def test_what_is_no_text_is_known_to_have_no_quotes(written: str, unquoted: bool) -> None:
    assert isinstance(frontmatter.read(f'{{"x": {written}}}\n', "x.md").entries["x"].value, Unquoted) is unquoted


def test_entries_know_their_lines() -> None:
    lines = ["", "{", '  "title": "A: \\"{",', '  "author": {"title": "x",', '    "date": "y"},', '  "tags": ["slug",']
    lines += ['    "b"], "slug"', '  : "s"', "}", "Text."]
    found = frontmatter.read("\n".join(lines), "x.md")
    assert {key: entry.line for key, entry in found.entries.items()} == {"title": 3, "author": 4, "tags": 6, "slug": 7}
    assert found.lines == 9


@pytest.mark.parametrize(
    "text", ["{% raw %}\n", "{: .note }\n", "{a} is a set.\n", '{"title": "A"} is an object.\n', "{{ x }}\n", "{"]
)
def test_a_text_that_begins_with_a_brace_is_no_header(text: str) -> None:
    assert frontmatter.read(text, "x.md") == Header()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{\n"title": "A",\n"slug": "s",\n}\nText.\n', id="comma too many"),
        pytest.param('{\n"title": "A"\n"slug": "s"\n}\nText.\n', id="comma missing"),
        pytest.param('{\n"title": "A "b"",\n"slug": "s"\n}\nText.\n', id="quotes"),
        pytest.param('{\n"title": "A",\n"slug": "s"\n\nText.\n', id="never closed"),
        pytest.param('{\n// remark\n"title": "A",\n"slug": "s"\n}\nText.\n', id="comment"),
    ],
)
def test_a_slip_in_a_json_header_is_reported(text: str) -> None:
    assert [problem.code for problem in frontmatter.read(text, "x.md").problems] == [Code.HEADER_INVALID]


def test_a_key_that_stands_twice_is_reported() -> None:
    found = frontmatter.read('{\n"title": "A",\n"title": "B"\n}\n', "x.md")
    assert [(problem.line, problem.code) for problem in found.problems] == [(3, Code.KEY_DUPLICATE)]


def test_native_values_have_the_types_of_json() -> None:
    found = frontmatter.read('{"orphan": true, "tocdepth": 2, "myst": {"a": [1]}}\nText.\n', "x.md")
    assert frontmatter.native(found, ["orphan", "tocdepth", "myst"]) == {"orphan": True, "tocdepth": 2, "myst": {"a": [1]}}
