from __future__ import annotations

from datetime import date

import pytest
import yaml
from sphinx_anthology.frontmatter.model import TooLargeError, Unquoted, Value
from sphinx_anthology.frontmatter.yaml_header import load_yaml, parse_yaml_entries


def parse_value(text: str) -> Value:
    (entry,) = parse_yaml_entries(f"x: {text}", 1)
    return entry.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(
            ("yes", "yes"),
            ("1.10", "1.10"),
            ("0123", "0123"),
            ("12:30", "12:30"),
            ("2021-00-00", "2021-00-00"),
            ("0x10", "0x10"),
        ),
        *(
            ("'2019'", "2019"),
            ('"a\\tb"', "a\tb"),
            ("a # b", "a"),
            ("'a # b'", "a # b"),
            ("a#b", "a#b"),
            ("|\n  a\n  b", "a\nb"),
        ),
        *(("[a, 2019, ~]", ["a", "2019", None]), ("{a: {b: 1}}", {"a": {"b": "1"}}), ("~", None), ("", None), ("null", None)),
        *(("!!binary QQ==", "QQ=="), ("!x a", "a"), ("[[/tools]]", [["/tools"]])),
    ],
)
def test_yaml_scalars_keep_their_spelling(written: str, value: Value) -> None:
    assert parse_value(written) == value


@pytest.mark.parametrize("written", ["2019", "1.10", "true", "yes", "2025-04-23", "12:30", "0x10", ".inf"])
def test_yaml_scalars_with_a_type_are_unquoted(written: str) -> None:
    assert isinstance(parse_value(written), Unquoted)
    assert not isinstance(parse_value(f"'{written}'"), Unquoted)


def test_yaml_entries_and_nested_keys_know_their_lines() -> None:
    title, author = parse_yaml_entries("title: A\nauthor:\n  name: Kim\n\n  url: /k\n", 5)
    assert (title.line, author.line, author.value.lines) == (5, 6, {"name": 7, "url": 9})


@pytest.mark.parametrize(
    "text", ["- a", "text", "[a]", "? [a]\n: b", "a: b: c", "a: [", "\ta: b", "a: &x [*y]", "a: b\n---\nc: d"]
)
def test_yaml_that_is_not_a_mapping_with_scalar_keys_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        parse_yaml_entries(text, 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: " + "[" * 60 + "]" * 60, id="deep"),
        pytest.param("a: [" + "x, " * 25_000 + "]", id="many"),
        pytest.param("\n".join(f"k{n}: x" for n in range(40_000)), id="many keys"),
        pytest.param("a: &a [" + "x, " * 1000 + "]\nb: [" + "*a, " * 100 + "]", id="aliases"),
        pytest.param("a: &a [*a]", id="itself"),
    ],
)
def test_yaml_beyond_the_limits_is_refused(text: str) -> None:
    with pytest.raises(TooLargeError):
        parse_yaml_entries(text, 1)


def test_yaml_without_keys_has_no_entries() -> None:
    assert parse_yaml_entries("# nothing\n", 1) == []


def test_loaded_yaml_has_the_types_of_yaml() -> None:
    assert load_yaml("a: 1\nb: yes\nc: 2025-04-23\nd: [x]\ne: 2021-00-00\nf: !custom x\n") == {
        "a": 1,
        "b": True,
        "c": date(2025, 4, 23),
        "d": ["x"],
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("很长的\n  标题", "很长的标题"),
        (">\n  日本語の\n  説明、\n  三行。", "日本語の説明、三行。"),
        ('"引用\n  文字 文字"', "引用文字 文字"),
        (">-\n  中文 文\n  文 end\n  of", "中文 文文 end of"),
        (">-\n  第一段\n\n  第二段", "第一段\n第二段"),
        ("한국어\n  제목", "한국어 제목"),
        ("一行 的标题", "一行 的标题"),
        ("|-\n  一\n  二", "一\n二"),
    ],
)
def test_folded_lines_of_chinese_and_japanese_have_no_space_between_them(value: str, text: str) -> None:
    [entry, _] = parse_yaml_entries(f"title: {value}\nnext: 1\n", 1)
    assert str(entry.value).strip() == text
