from __future__ import annotations

from datetime import date

import pytest
import yaml
from sphinx_anthology.frontmatter.header import TooLargeError, Unquoted, Value
from sphinx_anthology.frontmatter.yaml_header import entries, native


def value(text: str) -> Value:
    (entry,) = entries(f"x: {text}", 1)
    return entry.value


@pytest.mark.parametrize(
    ("written", "read"),
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
def test_a_scalar_stays_as_it_was_written(written: str, read: Value) -> None:
    assert value(written) == read


@pytest.mark.parametrize("written", ["2019", "1.10", "true", "yes", "2025-04-23", "12:30", "0x10", ".inf"])
def test_what_yaml_types_is_known_to_have_no_quotes(written: str) -> None:
    assert isinstance(value(written), Unquoted)
    assert not isinstance(value(f"'{written}'"), Unquoted)


def test_entries_and_keys_of_mappings_know_their_lines() -> None:
    title, author = entries("title: A\nauthor:\n  name: Kim\n\n  url: /k\n", 5)
    assert (title.line, author.line, author.value.lines) == (5, 6, {"name": 7, "url": 9})


@pytest.mark.parametrize(
    "text", ["- a", "text", "[a]", "? [a]\n: b", "a: b: c", "a: [", "\ta: b", "a: &x [*y]", "a: b\n---\nc: d"]
)
def test_what_is_no_mapping_of_names_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        list(entries(text, 1))


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
def test_a_header_larger_than_any_authors_is_refused(text: str) -> None:
    with pytest.raises(TooLargeError):
        list(entries(text, 1))


def test_an_empty_header_has_no_entries() -> None:
    assert list(entries("# nothing\n", 1)) == []


def test_native_values_have_the_types_of_yaml() -> None:
    assert native("a: 1\nb: yes\nc: 2025-04-23\nd: [x]\ne: 2021-00-00\nf: !custom x\n") == {
        "a": 1,
        "b": True,
        "c": date(2025, 4, 23),
        "d": ["x"],
    }
