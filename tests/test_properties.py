"""What holds for every file, whatever somebody wrote into it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sphinx_anthology import frontmatter
from sphinx_anthology.catalogue.post import Page, Post
from sphinx_anthology.encodings import decode
from sphinx_anthology.fields.dialects import Dialects
from sphinx_anthology.fields.mapping import read_fields
from sphinx_anthology.fields.record import Fields
from sphinx_anthology.frontmatter import header
from sphinx_anthology.loading.loader import Scanned, Scanner, read_folder
from sphinx_anthology.problems import Code
from sphinx_anthology.settings import Settings

FORMATS = ("yaml", "toml", "json")
FENCES = {"yaml": ("---", "---"), "toml": ("+++", "+++"), "json": ("{", "}")}

# Text that each of the three formats can hold on one line; U+FEFF and the characters that YAML refuses are tried below.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).filter(lambda text: text.strip() != "")
NAMES = st.text(st.sampled_from("abcXYZ가나다09 '\":#-,[]{}&*!|>%@`\\/"), min_size=1, max_size=12).filter(
    lambda text: text.strip() != ""
)
ADDRESSES = st.sampled_from(["/a/", "/2025/04/23/x/", "https://example.org/x", "old.html", "/한글/"])
DATES = st.sampled_from(["2025-04-23", "2025-04-23T10:11:12Z", "2025-4-3 9:05", "Apr 23, 2025", "soon", "2021-00-00"])
FLAGS = st.one_of(st.booleans(), st.sampled_from(["yes", "no", "flase", "perhaps"]))
LISTS = st.one_of(NAMES, st.lists(NAMES, max_size=3), st.lists(st.lists(NAMES, min_size=1, max_size=2), max_size=2))
PEOPLE = st.one_of(NAMES, st.lists(NAMES, max_size=3), st.fixed_dictionaries({"name": NAMES, "url": ADDRESSES}))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("title", "linkTitle", "subtitle", "description", "excerpt", "series", "제목"), WORDS),
    **dict.fromkeys(("date", "updated", "lastmod", "pubDate"), DATES),
    **dict.fromkeys(("category", "categories", "tags", "topics"), LISTS),
    **dict.fromkeys(("author", "authors"), PEOPLE),
    **dict.fromkeys(("draft", "published", "hidden", "math", "pinned"), FLAGS),
    **dict.fromkeys(("readTime", "weight", "order"), st.integers(0, 99999)),
    **dict.fromkeys(("slug", "permalink", "canonical"), ADDRESSES),
    "aliases": st.lists(ADDRESSES, max_size=3),
    "coverImage": st.one_of(ADDRESSES, st.fixed_dictionaries({"url": ADDRESSES, "alt": NAMES})),
    "extra": st.fixed_dictionaries({"team": NAMES}),
    "layout": st.just("post"),
    "rating": st.integers(),
}
HEADERS = st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=8).flatmap(
    lambda keys: st.fixed_dictionaries({key: VALUES[key] for key in keys})
)


def literal(value: Any, form: str) -> str:
    """Return a value on one line. JSON's texts, numbers and lists are valid in YAML and TOML too."""
    if isinstance(value, dict):
        sign = " = " if form == "toml" else ": "
        return "{" + ", ".join(f'"{key}"{sign}{literal(item, form)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(item, form) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(values: dict[str, Any], form: str) -> str:
    """Return a header that has its keys on the lines 2, 3, 4 … in any format."""
    opening, closing = FENCES[form]
    if form == "json":
        lines = [f'"{key}": {literal(value, form)}' for key, value in values.items()]
        return "\n".join([opening, ",\n".join(lines), closing, "Text.", ""])
    sign = " = " if form == "toml" else ": "
    return "\n".join(
        [opening, *(f'"{key}"{sign}{literal(value, form)}' for key, value in values.items()), closing, "Text.", ""]
    )


def fields(text: str) -> tuple[Fields, list[tuple[int, Code]]]:
    found, problems = read_fields(frontmatter.read(text, "x.md"), "x.md", UTC)
    return found, [(problem.line, problem.code) for problem in problems]


@settings(deadline=None)
@given(HEADERS)
def test_a_header_says_the_same_in_every_format(values: dict[str, Any]) -> None:
    in_yaml, in_toml, in_json = (fields(written(values, form)) for form in FORMATS)
    assert in_yaml == in_toml == in_json


@settings(deadline=None)
@given(HEADERS, st.sampled_from(FORMATS))
def test_a_valid_header_has_its_keys_with_their_values_and_lines_and_no_problem(values: dict[str, Any], form: str) -> None:
    found = frontmatter.read(written(values, form), "x.md")
    assert found.problems == ()
    assert (found.format, found.lines) == (form, len(values) + 2)
    assert {key: entry.line for key, entry in found.entries.items()} == {key: line for line, key in enumerate(values, start=2)}
    assert {key: entry.value for key, entry in found.entries.items()} == {
        key: header.from_native(value, [1000]) for key, value in values.items()
    }


@settings(deadline=None)
@given(HEADERS, st.sampled_from(FORMATS))
def test_the_origin_of_a_field_is_the_line_that_holds_its_key(values: dict[str, Any], form: str) -> None:
    text = written(values, form)
    lines = text.split("\n")
    found, _ = fields(text)
    for origin in found.origins.values():
        assert origin.key is not None
        assert origin.key.partition(".")[0] in lines[origin.line - 1]
    for key in found.keys:
        assert key.key.partition(".")[0] in lines[key.line - 1]


# Each key stands on a line of its own, and none of the values uses quotes or brackets: what is broken is one line.
SIMPLE = {
    "title": "Spring day",
    "date": "2025-04-23",
    "category": "Notes",
    "author": "Kim",
    "description": "A short text",
    "slug": "spring-day",
    "lang": "ko",
}
SIGNS = st.one_of(CHARACTERS, st.sampled_from(list("'\"[]{}:#&*!|>%@`\\-, \t")))


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.integers(0, 30), SIGNS)
def test_one_more_sign_in_a_value_costs_no_other_key(broken: str, place: int, sign: str) -> None:
    value = SIMPLE[broken]
    place = min(place, len(value))
    lines = {**SIMPLE, broken: value[:place] + sign + value[place:]}
    found = frontmatter.read("\n".join(["---", *(f"{key}: {text}" for key, text in lines.items()), "---", ""]), "x.md")
    others = {key: entry.value for key, entry in found.entries.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}
    assert broken in found.entries


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.integers(0, 200), st.booleans())
def test_a_sign_missing_from_a_quoted_line_costs_no_other_key(broken: str, place: int, in_toml: bool) -> None:
    sign, fence = ("=", "+++") if in_toml else (":", "---")
    line = f'{broken} {sign} "{SIMPLE[broken]}"'
    place = min(place, len(line) - 1)
    lines = {key: f'{key} {sign} "{text}"' for key, text in SIMPLE.items()}
    lines[broken] = line[:place] + line[place + 1 :]
    assume(lines[broken].partition(sign)[0].strip() not in SIMPLE or lines[broken].startswith(broken))
    found = frontmatter.read("\n".join([fence, *lines.values(), fence, ""]), "x.md")
    others = {key: found.entries[key].value for key in SIMPLE if key != broken and key in found.entries}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.text(st.sampled_from(list("'\"[]{}:#&*!|>%@`\\-, ab가")), min_size=1, max_size=20))
def test_whatever_a_value_is_every_other_key_of_yaml_keeps_its_own(broken: str, value: str) -> None:
    # Only quotes that stay open may reach into the lines below: of a value that begins with one, this is not claimed.
    assume(not value.strip().startswith(("'", '"')))
    lines = {**SIMPLE, broken: value}
    found = frontmatter.read("\n".join(["---", *(f"{key}: {text}" for key, text in lines.items()), "---", ""]), "x.md")
    others = {key: entry.value for key, entry in found.entries.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


@settings(deadline=None)
@given(st.sampled_from(sorted(SIMPLE)), st.text(st.sampled_from(list("'\"[]{}:#=.,- ab가")), min_size=1, max_size=20))
def test_whatever_a_value_is_every_other_key_of_toml_keeps_its_own(broken: str, value: str) -> None:
    # Brackets and tripled quotes that stay open reach into the lines below.
    assume(not value.strip().startswith(("[", "'''", '"""')))
    lines = {key: f'{key} = "{text}"' for key, text in SIMPLE.items()}
    lines[broken] = f"{broken} = {value}"
    found = frontmatter.read("\n".join(["+++", *lines.values(), "+++", ""]), "x.md")
    others = {key: entry.value for key, entry in found.entries.items() if key != broken}
    assert others == {key: text for key, text in SIMPLE.items() if key != broken}


# Files of any bytes


PIECES = st.sampled_from(
    [
        *(b"---", b"+++", b"{", b"}", b"...", b"title: x", b'title = "x"', b'"title": "x",', b"Title: x", b"date: 2025-04-23"),
        *(b"date = 2025-04-23", b"category: a > b", b"- a", b"tags: [a", b"]", b"[extra]", b"a.b.c = 1", b"author:"),
        *(b"name: Kim", b"  picture: /k.png", b"excerpt: |", b"  # x", b'"', b"'", b'title: "a "b"', b"cover: ../../x"),
        *(b"slug: ..", b"# H", b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\xc7\xd1\xb1\xdb", b"published: flase", b"\tx: y"),
        *(b"a: &a [*a]", b"aliases: {}", b'"a": [', b"x = [", b'x = """', b"<<: *a", b"? [x]", b": 1", b"path: 2026/03/26/x"),
        *(b"lang: ko_KR", b"status: x"),
    ]
)
BYTES = st.one_of(
    st.binary(max_size=200),
    st.lists(PIECES, max_size=10).map(b"\n".join),
    st.lists(PIECES, max_size=10).map(lambda pieces: b"---\n" + b"\n".join(pieces) + b"\n---\n"),
    st.lists(PIECES, max_size=10).map(lambda pieces: b"+++\n" + b"\n".join(pieces) + b"\n+++\n"),
    st.lists(PIECES, max_size=10).map(b"\r\n".join),
)
PATHS = st.sampled_from(
    ["posts/x.md", "posts/index.md", "2025/04/23/봄 (1).ko.md", "_posts/2025-04-23-.md", "a/b/README.en.md"]
)


def scanned(data: bytes, path: str) -> Scanned:
    with TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_bytes(data)
        found = Scanner(Path(folder), ZoneInfo("UTC"), Dialects.of()).scan(path, path.removesuffix(".md"))
    assert isinstance(found, Scanned)
    return found


# C1 characters and noncharacters have a test of their own below.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(BYTES, PATHS)
def test_any_bytes_are_a_post_or_a_page_with_problems_inside_of_the_file(data: bytes, path: str) -> None:
    found = scanned(data, path)
    lines = len(frontmatter.normalise(text_of(data)).split("\n"))
    assert isinstance(found.entry, Post | Page)
    assert found.entry.header_lines <= lines
    for problem in found.problems:
        assert problem.path == path
        assert problem.message
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


def text_of(data: bytes) -> str:
    return decode(data)[0]


@settings(deadline=None)
@given(st.lists(BYTES, max_size=3))
def test_a_folder_of_any_files_is_a_catalogue_in_which_every_slug_is_unique(contents: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        paths = {f"posts/{number}.md": f"posts/{number}" for number in range(len(contents))}
        Path(folder, "posts").mkdir()
        for path, data in zip(paths, contents, strict=True):
            Path(folder, path).write_bytes(data)
        found = read_folder(Path(folder), paths, Settings())
    catalogue = found.catalogue
    assert len(catalogue.with_pages) + len(catalogue.unpublished) + len(catalogue.pages) == len(contents)
    assert len({post.slug for post in catalogue.with_pages}) == len(catalogue.with_pages)
    assert all(post.title.strip() and post.slug and post.reading_minutes > 0 for post in catalogue.with_pages)


@pytest.mark.parametrize("sign", ["\x80", "\x99", "\x9f", "\ufffe", "\uffff"], ids=ascii)
@pytest.mark.parametrize("line", ["title: a{}b", "title: 'a{}b'", "title: a: {}b"])
def test_a_character_that_yaml_refuses_is_left_out_and_reported(sign: str, line: str) -> None:
    found = scanned(f"---\n{line.format(sign)}\ndate: 2025-04-23\n---\nText.\n".encode(), "posts/x.md")
    assert isinstance(found.entry, Post)
    assert (found.entry.published is not None, found.entry.title[0], found.entry.title[-1]) == (True, "a", "b")
    assert Code.CONTROL_CHARACTER in [problem.code for problem in found.problems]


def test_half_a_character_in_json_does_not_reach_the_pages() -> None:
    found = scanned(b'{"title": "a\\ud800b", "date": "2025-04-23"}\nText.\n', "posts/x.md")
    assert isinstance(found.entry, Post)
    assert found.entry.title.encode()


# Headers made to harm

N = 100_000
LAUGHS = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
LAUGHS += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]


def codes(text: str) -> set[Code]:
    found = frontmatter.read(text, "x.md")
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines for problem in found.problems)
    return {problem.code for problem in found.problems}


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
def test_a_value_of_yaml_made_to_harm_costs_only_itself(value: str) -> None:
    found = frontmatter.read(f"---\ntitle: A\na: {value}\ndate: 2025-04-23\n---\n", "x.md")
    assert (found.entries["title"].value, found.entries["date"].value) == ("A", "2025-04-23")
    assert {problem.code for problem in found.problems} & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


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
def test_a_value_of_toml_made_to_harm_costs_only_itself(value: str) -> None:
    found = frontmatter.read(f'+++\ntitle = "A"\na = {value}\ndate = 2025-04-23\n+++\n', "x.md")
    assert (found.entries["title"].value, found.entries["date"].value) == ("A", "2025-04-23")
    assert {problem.code for problem in found.problems} & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


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
def test_json_made_to_harm_is_reported(value: str) -> None:
    assert codes(f'{{"title": "A",\n"a": {value}}}\n') & {Code.HEADER_INVALID, Code.HEADER_TOO_LARGE}


def test_aliases_that_multiply_cost_only_themselves() -> None:
    found = frontmatter.read("\n".join(["---", "title: A", *LAUGHS, "---", ""]), "x.md")
    assert found.entries["title"].value == "A"
    assert Code.HEADER_INVALID in {problem.code for problem in found.problems}
    assert sum(len(repr(entry.value)) for entry in found.entries.values()) < 1_000_000


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("---\ntitle: A\na: ", "\n---\n"), ("---\ntitle: A\na: |\n  ", "\n---\n"), ('+++\ntitle = "A"\na = "', '"\n+++\n')],
    ids=["YAML", "block of YAML", "TOML"],
)
def test_ten_megabytes_in_one_value_are_left_out_and_reported(opening: str, closing: str) -> None:
    text = opening + "x" * 10_000_000 + closing
    found = frontmatter.read(text, "x.md")
    assert found.entries["title"].value == "A"
    assert Code.HEADER_TOO_LARGE in {problem.code for problem in found.problems}
    assert sum(len(str(entry.value)) for entry in found.entries.values()) < 1_000_000


def test_a_picture_in_a_header_is_read() -> None:
    picture = "data:image/png;base64," + "QUJD" * 100_000
    found = frontmatter.read(f"---\ntitle: A\nicon: {picture}\n---\n", "x.md")
    assert (found.entries["icon"].value, found.problems) == (picture, ())


def test_a_million_keys_of_yaml_are_cut_and_reported() -> None:
    found = frontmatter.read("---\ntitle: A\n" + "".join(f"k{n}: x\n" for n in range(1_000_000)) + "---\n", "x.md")
    assert (found.entries["title"].value, found.lines) == ("A", 1_000_003)
    assert Code.HEADER_TOO_LARGE in {problem.code for problem in found.problems}


def test_many_keys_of_toml_are_reported() -> None:
    text = '+++\ntitle = "A"\n' + "".join(f"k{n} = 1\n" for n in range(25_000)) + "+++\n"
    found = frontmatter.read(text, "x.md")
    assert found.entries["title"].value == "A"
    assert codes(text) & {Code.HEADER_TOO_LARGE, Code.HEADER_INVALID}


@pytest.mark.parametrize("text", ["Title: A\n" + "Key: x\n" * 200_000, f"Title: A\nKey: {'x' * 10_000_000}\n\n"])
def test_a_header_without_a_fence_has_a_limit(text: str) -> None:
    assert Code.HEADER_TOO_LARGE in codes(text)


def test_a_key_of_many_dots_does_not_take_up_all_memory() -> None:
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n"
        "from sphinx_anthology.frontmatter import read\n"
        f"read('+++\\ntitle = \"A\"\\n' + 'a.' * {N} + 'b = 1\\n+++\\n', 'x.md')\n"
    )
    pytest.importorskip("resource")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, check=False, capture_output=True)
    assert done.returncode == 0


@example("title: [a: {b: [c\n")
@settings(deadline=None)
@given(st.text(st.sampled_from(list("[]{}'\":,-&*!|>%@?#= \tab1.\n")), max_size=60))
def test_any_signs_between_fences_are_read(text: str) -> None:
    for fence in ("---", "+++"):
        found = frontmatter.read(f"{fence}\ntitle: A\n{text}\n{fence}\n", "x.md")
        assert all(isinstance(key, str) and entry.key == key for key, entry in found.entries.items())
        assert all(1 <= entry.line <= found.lines for entry in found.entries.values())
        assert all(problem.column >= 1 and 1 <= problem.line <= found.lines + 1 for problem in found.problems)
