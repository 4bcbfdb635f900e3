"""Properties of the parser that hold for any front matter."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from front_matter import Parsed, parse
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from random_front_matter import CHARACTERS, FORMATS, FRONT_MATTER, format_front_matter
from sphinx_anthology.frontmatter.model import convert_native_value
from sphinx_anthology.problems import Code


@settings(deadline=None)
@given(FRONT_MATTER, st.sampled_from(FORMATS))
def test_valid_front_matter_has_its_values_and_lines_and_no_problems(values: dict[str, Any], form: str) -> None:
    parsed = parse(format_front_matter(values, form))
    assert parsed.problems == []
    assert (parsed.front_matter.format, parsed.front_matter.lines) == (form, len(values) + 2)
    assert parsed.key_lines == {key: line for line, key in enumerate(values, start=2)}
    assert parsed.values == convert_native_value(values)


# Each key is on one line, without quotes and brackets, so that one change breaks one line.
SIMPLE = {
    "title": "Spring day",
    "date": "2025-04-23",
    "category": "Notes",
    "author": "Kim",
    "description": "A short text",
    "slug": "spring-day",
    "lang": "ko",
}
ANY_CHARACTERS = st.one_of(CHARACTERS, st.sampled_from(list("'\"[]{}:#&*!|>%@`\\-, \t")))


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.integers(0, 30), ANY_CHARACTERS)
def test_an_extra_character_in_a_value_does_not_affect_other_keys(broken: str, place: int, character: str) -> None:
    value = SIMPLE[broken]
    place = min(place, len(value))
    lines = {**SIMPLE, broken: value[:place] + character + value[place:]}
    parsed = parse("\n".join(["---", *(f"{key}: {text}" for key, text in lines.items()), "---", ""]))
    others = {key: value for key, value in parsed.values.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}
    assert broken in parsed.values


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.integers(0, 200), st.booleans())
def test_a_missing_character_on_a_quoted_line_does_not_affect_other_keys(broken: str, place: int, in_toml: bool) -> None:
    sign, fence = ("=", "+++") if in_toml else (":", "---")
    line = f'{broken} {sign} "{SIMPLE[broken]}"'
    place = min(place, len(line) - 1)
    lines = {key: f'{key} {sign} "{text}"' for key, text in SIMPLE.items()}
    lines[broken] = line[:place] + line[place + 1 :]
    assume(lines[broken].partition(sign)[0].strip() not in SIMPLE or lines[broken].startswith(broken))
    parsed = parse("\n".join([fence, *lines.values(), fence, ""]))
    others = {key: parsed.values[key] for key in SIMPLE if key != broken and key in parsed.values}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.text(st.sampled_from(list("'\"[]{}:#&*!|>%@`\\-, ab가")), min_size=1, max_size=20))
def test_any_value_of_yaml_does_not_affect_other_keys(broken: str, value: str) -> None:
    # A value that begins with a quote can extend to the lines below, if the quote is not closed.
    assume(not value.strip().startswith(("'", '"')))
    lines = {**SIMPLE, broken: value}
    parsed = parse("\n".join(["---", *(f"{key}: {text}" for key, text in lines.items()), "---", ""]))
    others = {key: value for key, value in parsed.values.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.text(st.sampled_from(list("'\"[]{}:#=.,- ab가")), min_size=1, max_size=20))
def test_any_value_of_toml_does_not_affect_other_keys(broken: str, value: str) -> None:
    # A value that begins with a bracket or triple quotes can extend to the lines below.
    assume(not value.strip().startswith(("[", "'''", '"""')))
    lines = {key: f'{key} = "{text}"' for key, text in SIMPLE.items()}
    lines[broken] = f"{broken} = {value}"
    parsed = parse("\n".join(["+++", *lines.values(), "+++", ""]))
    others = {key: value for key, value in parsed.values.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


# Malicious front matter

N = 100_000
NESTED_ALIASES = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
NESTED_ALIASES += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]


def codes_of(parsed: Parsed) -> set[Code]:
    return {code for _, code in parsed.codes}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("[" * N, id="lists never closed"),
        pytest.param("[" * N + "]" * N, id="lists"),
        pytest.param("{a: " * N, id="mappings never closed"),
        pytest.param("{a: " * 50_000 + "}" * 50_000, id="mappings"),
        pytest.param("\n  " + "- " * N, id="lists of lines"),
        pytest.param("\n  " + "? " * N, id="keys of keys"),
        pytest.param("".join(f"\n{' ' * depth}a:" for depth in range(1, 600)), id="indents"),
        pytest.param("*a" * N, id="aliases"),
        pytest.param("'" + "'" * N + "x'y", id="quotes"),
        pytest.param('"' + "\\" * N + 'x"y', id="backslashes"),
    ],
)
def test_a_malicious_value_of_yaml_does_not_affect_other_keys(value: str) -> None:
    parsed = parse(f"---\ntitle: A\na: {value}\ndate: 2025-04-23\n---\n")
    assert (parsed.values["title"], parsed.values["date"]) == ("A", "2025-04-23")
    assert codes_of(parsed) & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("[" * N, id="lists never closed"),
        pytest.param("[" * N + "]" * N, id="lists"),
        pytest.param("{a=" * N, id="tables never closed"),
        pytest.param("{a=" * N + "1" + "}" * N, id="tables"),
        pytest.param("9" * N, id="digits"),
    ],
)
def test_a_malicious_value_of_toml_does_not_affect_other_keys(value: str) -> None:
    parsed = parse(f'+++\ntitle = "A"\na = {value}\ndate = 2025-04-23\n+++\n')
    assert (parsed.values["title"], parsed.values["date"]) == ("A", "2025-04-23")
    assert codes_of(parsed) & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("[" * N, id="lists never closed"),
        pytest.param("[" * N + "]" * N, id="lists"),
        pytest.param('{"a":' * N + "1" + "}" * N, id="objects"),
        pytest.param(f'"{"x" * 10_000_000}"', id="ten megabytes"),
        pytest.param("{" + ",".join(f'"k{n}": 1' for n in range(N)) + "}", id="many keys"),
    ],
)
def test_malicious_json_is_reported(value: str) -> None:
    assert codes_of(parse(f'{{"title": "A",\n"a": {value}}}\n')) & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


def test_nested_aliases_do_not_affect_other_keys() -> None:
    parsed = parse("\n".join(["---", "title: A", *NESTED_ALIASES, "---", ""]))
    assert parsed.values["title"] == "A"
    assert Code.HEADER_INVALID in codes_of(parsed)
    assert sum(len(repr(value)) for value in parsed.values.values()) < 1_000_000


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("---\ntitle: A\na: ", "\n---\n"), ("---\ntitle: A\na: |\n  ", "\n---\n"), ('+++\ntitle = "A"\na = "', '"\n+++\n')],
    ids=["YAML", "block of YAML", "TOML"],
)
def test_a_value_of_ten_megabytes_is_ignored_and_reported(opening: str, closing: str) -> None:
    text = opening + "x" * 10_000_000 + closing
    parsed = parse(text)
    assert parsed.values["title"] == "A"
    assert Code.HEADER_TOO_LARGE in codes_of(parsed)
    assert sum(len(str(value)) for value in parsed.values.values()) < 1_000_000


def test_an_embedded_image_is_read() -> None:
    picture = "data:image/png;base64," + "QUJD" * 100_000
    parsed = parse(f"---\ntitle: A\nicon: {picture}\n---\n")
    assert (parsed.values["icon"], parsed.problems) == (picture, [])


def test_a_million_keys_of_yaml_are_cut_and_reported() -> None:
    parsed = parse("---\ntitle: A\n" + "".join(f"k{n}: x\n" for n in range(1_000_000)) + "---\n")
    assert (parsed.values["title"], parsed.front_matter.lines) == ("A", 1_000_003)
    assert Code.HEADER_TOO_LARGE in codes_of(parsed)


def test_many_keys_of_toml_are_reported() -> None:
    text = '+++\ntitle = "A"\n' + "".join(f"k{n} = 1\n" for n in range(25_000)) + "+++\n"
    parsed = parse(text)
    assert parsed.values["title"] == "A"
    assert codes_of(parse(text)) & {Code.HEADER_TOO_LARGE, Code.HEADER_INVALID}


@pytest.mark.parametrize("text", ["Title: A\n" + "Key: x\n" * 200_000, f"Title: A\nKey: {'x' * 10_000_000}\n\n"])
def test_front_matter_without_fences_has_a_limit(text: str) -> None:
    assert Code.HEADER_TOO_LARGE in codes_of(parse(text))


def test_a_key_with_many_dots_does_not_exhaust_memory() -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n"
        "from sphinx_anthology.frontmatter.parser import parse_front_matter\n"
        f"parse_front_matter('+++\\ntitle = \"A\"\\n' + 'a.' * {N} + 'b = 1\\n+++\\n', 'x.md', print)\n"
    )
    pytest.importorskip("resource")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False, capture_output=True)
    assert done.returncode == 0


@example("title: [a: {b: [c\n")
@settings(deadline=None)
@given(st.text(st.sampled_from(list("[]{}'\":,-&*!|>%@?#= \tab1.\n")), max_size=60))
def test_any_characters_between_fences_are_parsed(text: str) -> None:
    for fence in ("---", "+++"):
        parsed = parse(f"{fence}\ntitle: A\n{text}\n{fence}\n")
        entries, lines = parsed.front_matter.entries, parsed.front_matter.lines
        assert all(isinstance(key, str) and entry.key == key for key, entry in entries.items())
        assert all(1 <= entry.line <= lines for entry in entries.values())
        assert all(problem.column >= 1 and 1 <= problem.line <= lines + 1 for problem in parsed.problems)
