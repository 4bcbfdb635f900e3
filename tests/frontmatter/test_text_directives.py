"""Tests of directives with front matter, in reStructuredText and in MyST."""

from __future__ import annotations

import pytest
from sphinx_anthology.frontmatter.text_directives import FoundDirective, find_myst_directives, find_rest_directives

pytestmark = pytest.mark.fast


def options(directive: FoundDirective) -> dict[str, tuple[object, int]]:
    return {option.key: (option.value, option.line) for option in directive.options}


def test_a_directive_of_rest_has_argument_options_and_content() -> None:
    text = ".. post:: 15 Apr,\n   2013\n   :tags: a,\n     b\n   :nocomments:\n\n   A summary\n     indented.\n\nText"
    (found,) = find_rest_directives(text.split("\n"))
    assert (found.name, found.argument, found.line) == ("post", "15 Apr, 2013", 1)
    assert options(found) == {"tags": ("a,\nb", 3), "nocomments": (None, 5)}
    assert found.content == ("A summary", "  indented.")
    assert (found.content_start, found.end) == (6, 8)


@pytest.mark.parametrize(
    ("text", "argument", "keys"),
    [
        (".. post::\n   Jan 1, 2020\n   :tags: a\n", "Jan 1, 2020", ["tags"]),
        ("..  post :: 2020-01-01\n", "2020-01-01", []),
        (".. POST::\n", "", []),
        ("Text\n\n.. post:: 2020\n\n   :tags: is content\n", "2020", []),
        (".. post:: 2020\n :tags: one space\n", "2020", ["tags"]),
        (".. post:: 2020\n\t:tags: a tab\n", "2020", ["tags"]),
    ],
)
def test_forms_of_rest(text: str, argument: str, keys: list[str]) -> None:
    (found,) = find_rest_directives(text.split("\n"))
    assert (found.argument, [option.key for option in found.options]) == (argument, keys)


def test_what_is_indented_or_a_comment_is_no_directive() -> None:
    assert not list(find_rest_directives("::\n\n   .. post:: 2020\n\n.. postlist::\n.. post: x\n.. a post:: y".split("\n")))


@pytest.mark.parametrize(
    "text",
    [
        "```{post} Jan 1, 2020\n:tags: a, b\n:title: 'A title'\n\nSummary.\n```\n",
        ":::{post} Jan 1, 2020\n---\ntags: a, b\ntitle: A title\n---\nSummary.\n:::\n",
        "~~~~ {post}   Jan 1, 2020\n\n:tags: a, b\n:title: A title\nSummary.\n~~~~~\n",
        '```{post} Jan 1, 2020\n:tags: a, b\n:title: "A title"\n\nSummary.',
        "```{eval-rst}\n.. post:: Jan 1, 2020\n   :tags: a, b\n   :title: A title\n\n   Summary.\n```\n",
    ],
)
def test_forms_of_myst(text: str) -> None:
    (found,) = find_myst_directives(text.split("\n"))
    assert found.argument == "Jan 1, 2020"
    assert {key: value for key, (value, _line) in options(found).items()} == {"tags": "a, b", "title": "A title"}
    lines = text.split("\n")
    assert all(key in lines[line - 1] for key, (_value, line) in options(found).items())
    assert [line.strip() for line in found.content if line.strip()] == ["Summary."]
    assert "Summary." in lines[found.content_start]


@pytest.mark.parametrize(
    "text",
    [
        "````md\n```{post} 2020\n```\n````\n",
        "~~~\n```{post} 2020\n```\n~~~\n",
        "    ```{post} 2020\n    ```\n",
        "- item\n\n  ```{post} 2020\n  ```\n",
        "::::{note}\n:::{post} 2020\n:::\n::::\n",
        "```{postlist}\n```\n",
        "```{note} {post} 2020\n```\n",
    ],
)
def test_what_is_in_code_or_in_another_directive_is_not_found(text: str) -> None:
    assert not list(find_myst_directives(text.split("\n")))


def test_options_between_lines_may_have_lists() -> None:
    (found,) = find_myst_directives("```{post} 2020\n---\ntags:\n- a b\n- c: d\ntitle: |\n  A\n  title\n---\n```".split("\n"))
    assert {key: value for key, (value, _line) in options(found).items()} == {"tags": ["a b", "c: d"], "title": "|\nA\ntitle"}


@pytest.mark.parametrize("line", ["```", ":::{post}", ".. post::", "```{post}\n```", "   :a: b", ""])
def test_many_lines_take_linear_time(line: str) -> None:
    lines = (f"{line}\n" * 100_000).split("\n")
    assert len(list(find_rest_directives(lines))) + len(list(find_myst_directives(lines))) <= 100_000
