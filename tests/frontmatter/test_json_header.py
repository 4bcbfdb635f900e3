from __future__ import annotations

import pytest
from front_matter import NO_FRONT_MATTER, parse
from sphinx_anthology.frontmatter.model import Unquoted, Value
from sphinx_anthology.problems import Code


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(('"a"', "a"), ("1.10", "1.10"), ("2019", "2019"), ("true", "true"), ("null", None), ('["a", 1]', ["a", "1"])),
        *(('{"a": {"b": 1}}', {"a": {"b": "1"}}), (r'"a\"b\nc"', 'a"b\nc'), ('"a\tb"', "a\tb"), ("[]", []), ("{}", {})),
    ],
)
def test_json_scalars_keep_their_spelling(written: str, value: Value) -> None:
    parsed = parse(f'{{"x": {written}}}\nText.\n')
    assert (parsed.values, parsed.front_matter.format, parsed.front_matter.lines) == ({"x": value}, "json", 1)
    assert parsed.problems == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"x": "a\u001b[31mb"', {"x": "a[31mb"}),
        ('"x": "a\x9bb"', {"x": "ab"}),
        (r'"x": ["a\u202eb", {"c\u0000": "d"}]', {"x": ["ab", {"c": "d"}]}),
        (r'"x\u0007": 1', {"x": "1"}),
    ],
)
def test_a_control_character_in_json_is_removed_and_reported(written: str, value: Value) -> None:
    parsed = parse(f"{{\n{written}\n}}\nText.\n")
    assert (parsed.values, parsed.codes) == (value, [(2, Code.CONTROL_CHARACTER)])


@pytest.mark.parametrize(("written", "is_unquoted"), [("1", True), ("true", True), ("1.5", True), ('"1"', False)])
def test_json_numbers_and_booleans_are_unquoted(written: str, is_unquoted: bool) -> None:
    assert isinstance(parse(f'{{"x": {written}}}\n').values["x"], Unquoted) is is_unquoted


def test_json_entries_know_their_lines() -> None:
    lines = ["", "{", '  "title": "A: \\"{",', '  "author": {"title": "x",', '    "date": "y"},', '  "tags": ["slug",']
    lines += ['    "b"], "slug"', '  : "s"', "}", "Text."]
    parsed = parse("\n".join(lines))
    assert parsed.key_lines == {"title": 3, "author": 4, "tags": 6, "slug": 7}
    assert parsed.front_matter.lines == 9


@pytest.mark.parametrize(
    "text", ["{% raw %}\n", "{: .note }\n", "{a} is a set.\n", '{"title": "A"} is an object.\n', "{{ x }}\n", "{"]
)
def test_text_that_begins_with_a_brace_is_not_front_matter(text: str) -> None:
    assert parse(text) == NO_FRONT_MATTER


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{\n"title": "A",\n"slug": "s",\n}\nText.\n', id="trailing comma"),
        pytest.param('{\n"title": "A"\n"slug": "s"\n}\nText.\n', id="missing comma"),
        pytest.param('{\n"title": "A "b"",\n"slug": "s"\n}\nText.\n', id="quotes"),
        pytest.param('{\n"title": "A",\n"slug": "s"\n\nText.\n', id="not closed"),
        pytest.param('{\n// comment\n"title": "A",\n"slug": "s"\n}\nText.\n', id="comment"),
    ],
)
def test_invalid_json_is_reported(text: str) -> None:
    assert [code for _, code in parse(text).codes] == [Code.HEADER_INVALID]


def test_the_message_about_invalid_json_shows_the_line() -> None:
    (problem,) = parse('{\n"title": "A",\n"slug": "s",\n}\nText.\n').problems
    assert problem.message.startswith("Front matter is not valid JSON. Check commas, quotes and braces near: ")


def test_duplicate_json_keys_are_reported() -> None:
    assert parse('{\n"title": "A",\n"title": "B"\n}\n').codes == [(3, Code.KEY_DUPLICATE)]
