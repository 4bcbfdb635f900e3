from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from reading import read_message, read_value
from sphinx_anthology.fields.context import Context
from sphinx_anthology.fields.urls import find_url, read_permalink, read_permalinks, read_url
from sphinx_anthology.frontmatter.model import Table
from sphinx_anthology.problems import Code, Problem


@pytest.mark.parametrize(
    ("value", "url"),
    [
        (" https://example.org/a ", "https://example.org/a"),
        (["mailto:a@b.example"], "mailto:a@b.example"),
        ("", None),
        (None, None),
    ],
)
def test_a_url_is_a_text(value: Any, url: str | None) -> None:
    assert read_value(read_url, value) == (url, [])


@pytest.mark.parametrize("value", ["javascript:alert(1)", ["data:text/html,x"], "java\nscript:x"])
def test_a_url_that_is_not_allowed_is_left_out_and_reported_once(value: Any) -> None:
    assert read_value(read_url, value) == (None, [Code.URL_REFUSED])


def test_the_message_about_a_refused_url_says_why_and_what_to_write() -> None:
    assert read_message(read_url, "javascript:alert(1)") == (
        "'javascript:alert(1)' in 'key' begins with 'javascript:' and is left out. "
        "Write a path, or a URL with http, https or mailto."
    )


def test_the_message_about_a_long_url_shows_its_beginning() -> None:
    assert read_message(read_url, f"data:{'x' * 5000}").startswith(f"'data:{'x' * 55}…' in 'key' begins with 'data:' and")


def test_the_url_of_a_mapping_is_the_first_that_can_be_used() -> None:
    problems: list[Problem] = []
    mapping = Table({"url": "javascript:x", "link": " ", "website": "https://example.org"}, {"url": 12})
    context = Context("x.md", UTC, problems.append, line=7)
    assert find_url(mapping, ("url", "link", "website"), context) == "https://example.org"
    assert [(problem.line, problem.code) for problem in problems] == [(12, Code.URL_REFUSED)]


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("/a/", "/a/"),
        ("2025/04/23/x", "2025/04/23/x"),
        (":title", None),
        ("/:year/:title/", None),
        ("https://e.org/", "https://e.org/"),
    ],
)
def test_a_permalink_is_an_address_but_not_a_pattern(value: str, address: str | None) -> None:
    assert read_value(read_permalink, value) == (address, [])


@pytest.mark.parametrize("value", ["mailto:a@b.example", "javascript:alert(1)", "//[::1"])
def test_a_permalink_that_is_no_address_of_a_page_is_refused(value: str) -> None:
    assert read_value(read_permalink, value) == (None, [Code.URL_REFUSED])


def test_the_message_about_an_unusable_permalink_says_what_to_write() -> None:
    assert read_message(read_permalink, ["a", "b"]) == "The value of 'key' is not usable and is ignored. Write a text."


@pytest.mark.parametrize(
    ("value", "addresses"),
    [("/a/", ("/a/",)), ("/a/, /b/", ("/a/", "/b/")), (["/a/", "/b/", "/a/", None], ("/a/", "/b/")), ([], ())],
)
def test_permalinks_are_a_list_or_a_text(value: Any, addresses: tuple[str, ...]) -> None:
    assert read_value(read_permalinks, value) == (addresses, [])


def test_a_url_with_commas_that_is_refused_is_one_problem() -> None:
    assert read_value(read_permalinks, "data:text/html,a,b") == ((), [Code.URL_REFUSED])


def test_a_refused_permalink_does_not_affect_the_others() -> None:
    assert read_value(read_permalinks, ["/a/", "vbscript:x", "/b/"]) == (("/a/", "/b/"), [Code.URL_REFUSED])
