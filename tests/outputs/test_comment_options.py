"""The option for comments: what is usable, and the one message about what is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sphinx_anthology.outputs.comments.options import CommentOptions, parse_options
from sphinx_anthology.problems import Problem

GISCUS = {"provider": "giscus", "repo": "a/b", "repo_id": "R", "category_id": "C"}
HOSTILE = '"><script>alert(1)</script>'


def read(folder: Path, value: dict[str, Any]) -> tuple[CommentOptions | None, list[str]]:
    problems: list[Problem] = []
    return parse_options(value, folder, problems.append), [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        (GISCUS, "repo", "a/b"),
        ({"provider": "giscus", "data-repo": "a/b", "data-repo-id": "R", "data-category-id": "C"}, "repo_id", "R"),
        ({"provider": "utterances", "repo": "a/b.github.io", "term": "pathname"}, "term", "pathname"),
        ({"provider": "disqus", "shortname": "a-b", "url": "https://old.example/:year/:slug/"}, "shortname", "a-b"),
        ({"provider": "isso", "host": "http://localhost:8080/"}, "host", "http://localhost:8080/"),
        ({"provider": "mastodon", "host": "social.example", "account": "@kim"}, "account", "@kim"),
    ],
)
def test_usable_options_are_read(tmp_path: Path, value: dict[str, Any], name: str, expected: str) -> None:
    options, problems = read(tmp_path, value)
    assert problems == []
    assert options is not None
    assert options.text(name) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"repo": "a/b"}, "'provider' is missing. Write 'giscus', 'utterances', 'disqus', 'isso', 'mastodon' or 'template'."),
        ({"provider": "Giscuss"}, "'Giscuss' is no service of comments."),
        ({"provider": 3}, "3 is no service of comments."),
        ({"provider": "giscus", "repo": "a/b"}, "needs 'repo_id' and 'category_id'. Copy them from https://giscus.app."),
        ({**GISCUS, "repo": "https://github.com/a/b"}, "'repo' cannot be 'https://github.com/a/b'. Write the repository as"),
        ({**GISCUS, "mapping": "titel"}, "'mapping' cannot be 'titel'. Write one of 'pathname'"),
        ({**GISCUS, "lightTheme": "x"}, "has no option 'lighttheme'."),
        ({**GISCUS, "dark_theme": HOSTILE}, "Write the name of a theme"),
        ({**GISCUS, "repo_id": 5}, "'repo_id' cannot be 5. Write a text on one line."),
        ({**GISCUS, "strict": "maybe"}, "Write True or False."),
        ({**GISCUS, "term": ":yaer"}, "Write a text with placeholders of permalinks"),
        ({"provider": "disqus", "shortname": "a.b"}, "Write the name of the site on Disqus"),
        ({"provider": "disqus", "shortname": HOSTILE}, "Write the name of the site on Disqus"),
        ({"provider": "isso", "host": "javascript:alert(1)"}, "Write a host, such as"),
        ({"provider": "isso", "host": "https://kim:secret@isso.example"}, "Write a host, such as"),
        ({"provider": "isso", "host": f"https://isso.example/{HOSTILE}"}, "Write a host, such as"),
        ({"provider": "mastodon", "account": "a b"}, "Write the name of an account"),
        ({"provider": "template", "file": "none.html"}, "the template 'none.html' cannot be read. Write a path relative"),
        ({"provider": "template", "file": "."}, "cannot be read"),
        ({"provider": "template", "file": "bad.html"}, "cannot be used: line 2: "),
        ({"provider": "template", "file": "raises.html"}, "cannot be used: division by zero"),
    ],
)
def test_a_value_that_is_not_usable_is_reported_once_with_advice(tmp_path: Path, value: dict[str, Any], message: str) -> None:
    (tmp_path / "bad.html").write_text("a\n{% if %}\n")
    (tmp_path / "raises.html").write_text("{{ 1 / 0 }}")
    options, (problem,) = read(tmp_path, value)
    assert options is None
    assert problem.startswith("anthology_comments: ")
    assert message in problem
    assert problem.endswith("There are no comments.")


def test_no_value_is_no_problem(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == (None, [])
