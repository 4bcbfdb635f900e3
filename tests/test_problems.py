"""What is shown of a problem."""

from __future__ import annotations

import pytest
from conftest import Site
from sphinx_anthology.problems import Code, Problem, clean_message


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
        site.post(f"key-{key}", **{"date": None, key: f"java script:{long}" if key == "canonical_url" else f"{long}\\e"})
    site.post("body", f"[[{long}]] {{post}}`{long}` {{tag}}`{long}` ![a]({long}.png) ![b](/{long}.png) {{% {long} %}}\n")
    warnings = [line for line in site.build().warnings.splitlines() if "[anthology." in line]
    assert len(warnings) >= 6
    assert max(map(len, warnings)) < 1200
