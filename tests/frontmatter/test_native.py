from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from front_matter import parse
from sphinx_anthology.frontmatter.native import load_native_values


def load_yaml_values(*lines: str, keys: list[str]) -> dict[str, Any]:
    return load_native_values(parse("\n".join(["---", *lines, "---", "Text."])).front_matter, keys)


def test_native_values_have_the_types_of_yaml() -> None:
    assert load_yaml_values(
        "orphan: true", "tocdepth: 2", "myst: {html_meta: {a: b}}", keys=["orphan", "tocdepth", "myst"]
    ) == {"orphan": True, "tocdepth": 2, "myst": {"html_meta": {"a": "b"}}}


def test_native_values_have_the_types_of_toml() -> None:
    parsed = parse("+++\norphan = true\ntocdepth = 2\ndate = 2025-04-23\n+++\nText.")
    assert load_native_values(parsed.front_matter, ["orphan", "tocdepth", "date"]) == {
        "orphan": True,
        "tocdepth": 2,
        "date": date(2025, 4, 23),
    }


def test_native_values_have_the_types_of_json() -> None:
    parsed = parse('{"orphan": true, "tocdepth": 2, "myst": {"a": [1]}}\nText.\n')
    assert load_native_values(parsed.front_matter, ["orphan", "tocdepth", "myst"]) == {
        "orphan": True,
        "tocdepth": 2,
        "myst": {"a": [1]},
    }


def test_native_values_of_plain_front_matter_are_text() -> None:
    assert load_native_values(parse("Title: A\norphan: true\n\nText.\n").front_matter, ["orphan"]) == {"orphan": "true"}


def test_native_values_are_loaded_beside_a_date_that_does_not_exist() -> None:
    assert load_yaml_values("date: 2021-00-00", "myst: {a: b}", keys=["myst"]) == {"myst": {"a": "b"}}


@pytest.mark.parametrize("line", ["date: 2021-00-00", "title: a: b", "other: !custom x"])
def test_native_values_keep_their_types_beside_an_invalid_value(line: str) -> None:
    assert load_yaml_values(line, "orphan: true", "tocdepth: 2", keys=["orphan", "tocdepth"]) == {"orphan": True, "tocdepth": 2}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["x: !!bool maybe", "orphan: true"], id="tag that does not fit: KeyError"),
        pytest.param(['x: !!int ""', "orphan: true"], id="tag without a value: IndexError"),
        pytest.param(["x: !!timestamp now", "orphan: true"], id="tag that does not fit: AttributeError"),
        pytest.param(['"a', "orphan: true", 'b"'], id="front matter that is one text: AttributeError"),
    ],
)
def test_native_values_are_loaded_even_if_pyyaml_fails(lines: list[str]) -> None:
    assert "orphan" in load_yaml_values(*lines, keys=["orphan"])


def test_native_values_are_loaded_even_if_two_anchors_share_a_name() -> None:
    assert set(load_yaml_values("orphan: &x true", "tocdepth: &x 2", keys=["orphan", "tocdepth"])) == {"orphan", "tocdepth"}
