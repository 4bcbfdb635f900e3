"""Tags in the head that a project sets."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx_anthology.outputs.metadata.head_tags import render_head_tags
from sphinx_anthology.problems import Code, Problem


def render(tags: dict[Any, Any]) -> tuple[str, list[Code]]:
    problems: list[Problem] = []
    return render_head_tags(tags, problems.append), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("name", "value", "tag"),
    [
        ("google-site-verification", "abc_-1", '<meta name="google-site-verification" content="abc_-1" />\n'),
        ("p:domain_verify", " x ", '<meta name="p:domain_verify" content="x" />\n'),
        (
            "naver-site-verification",
            '"><script>',
            '<meta name="naver-site-verification" content="&quot;&gt;&lt;script&gt;" />\n',
        ),
        ("webmention", "https://webmention.example/kim", '<link rel="webmention" href="https://webmention.example/kim" />\n'),
        ("pingback", 'https://x.example/"a', '<link rel="pingback" href="https://x.example/%22a" />\n'),
    ],
)
def test_a_code_is_a_meta_tag_and_an_endpoint_a_link(name: str, value: str, tag: str) -> None:
    assert render({name: value}) == (tag, [])


@pytest.mark.parametrize(
    "tags",
    [
        {'x" onload="y': "a"},
        {"": "a"},
        {3: "a"},
        {"msvalidate.01": 5},
        {"a": ""},
        {"a": "b\x1b[2J"},
        {"webmention": "javascript:alert(1)"},
        {"webmention": "/endpoint"},
        {"pingback": "https://kim:secret@x.example/"},
    ],
)
def test_what_is_not_usable_is_left_out_and_reported(tags: dict[Any, Any]) -> None:
    assert render(tags) == ("", [Code.OPTION_INVALID])
