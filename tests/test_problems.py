"""What is shown of problems."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Site
from sphinx_anthology.problems import Code, Problem, clean_message, merge_repeated


@pytest.mark.parametrize("message", ["", "x", "x" * 750, "가나다 " * 100])
def test_a_message_of_usual_length_stays(message: str) -> None:
    assert clean_message(message) == message


@pytest.mark.parametrize("value", ["x" * 100_000, "가" * 5000, "a, " * 30_000, "\n" * 2000, "\x1b" * 800])
def test_of_a_message_with_a_long_value_beginning_and_advice_stay(value: str) -> None:
    message = Problem("posts/a.md", 1, Code.IMAGE_MISSING, f"Cover {value!r} is not found. Add it to public/.").message
    assert message.startswith("Cover '")
    assert message.endswith("' is not found. Add it to public/.")
    assert " … " in message
    assert len(message) < 4000
    assert message.isprintable()


def test_no_warning_of_a_build_shows_a_long_value_of_a_post(site: Site) -> None:
    long = "x" * 60_000
    keys = ("cover", "related", "slug", "aliases", "date", "author", "canonical_url", "lang", "series", "order", "readTime")
    for key in keys:
        fields: dict[str, Any] = {"date": None, key: f"java script:{long}" if key == "canonical_url" else f"{long}\\e"}
        site.post(f"key-{key}", **fields)
    site.post("body", f"[[{long}]] {{post}}`{long}` {{tag}}`{long}` ![a]({long}.png) ![b](/{long}.png) {{% {long} %}}\n")
    warnings = [line for line in site.build().warnings.splitlines() if "[anthology." in line]
    assert len(warnings) >= 6
    assert max(map(len, warnings)) < 1200


def test_the_same_problem_at_several_lines_is_one_that_names_them() -> None:
    lines = [Problem("a.md", line, Code.IMAGE_MISSING, "Gone.", column) for line, column in [(9, 1), (3, 7), (3, 2), (30, 1)]]
    assert merge_repeated(lines) == [Problem("a.md", 3, Code.IMAGE_MISSING, "Gone. (3 times: lines 3, 9, 30)", 2)]


def test_problems_of_other_files_lines_codes_and_words_stay_in_their_order() -> None:
    problems = [
        Problem("b.md", 3, Code.IMAGE_MISSING, "Gone."),
        Problem("a.md", 3, Code.IMAGE_MISSING, "Gone."),
        Problem("a.md", 3, Code.IMAGE_MISSING, "Lost."),
        Problem("a.md", 3, Code.IMAGE_INVALID, "Gone."),
    ]
    assert merge_repeated([*problems, problems[0]]) == problems


def test_of_many_lines_the_first_are_named() -> None:
    (merged,) = merge_repeated(Problem("a.md", line, Code.IMAGE_MISSING, "Gone.") for line in range(1, 100))
    assert merged.message == "Gone. (99 times: lines 1, 2, 3, 4, 5, …)"
