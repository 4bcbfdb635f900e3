"""What front matter says of comments, in the words of many engines."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from sphinx_anthology.fields.context import Context
from sphinx_anthology.fields.discussions import find_post_id, read_thread
from sphinx_anthology.fields.mapping import read_fields
from sphinx_anthology.fields.record import Fields
from sphinx_anthology.frontmatter.parser import parse_front_matter
from sphinx_anthology.problems import Code

CASES = [
    ("comments: false", "has_comments", False),
    ("comments: off", "has_comments", False),
    ("comment: true", "has_comments", True),
    ("comment:\n  enable: false", "has_comments", False),
    ("commentable: no", "has_comments", False),
    ("show_comments: false", "has_comments", False),
    ("comment_status: closed", "has_comments", False),
    ("comment_status: open", "has_comments", True),
    ("disableComments: true", "has_comments", False),
    ("disable_comments: false", "has_comments", True),
    ("hide-comments: true", "has_comments", False),
    ("nocomments: true", "has_comments", False),
    ("nocomments:", "has_comments", False),
    ("no_comments:", "has_comments", None),
    ("comments: true\ndisableComments: true", "has_comments", False),
    ("params:\n  comments: false", "has_comments", False),
    ("extra:\n  comments: {id: '109'}\n", "has_comments", None),
    ("comments: [{author: A, content: B}]", "has_comments", None),
    ("comments: 12", "has_comments", None),
    ("disqus_identifier: 42 https://old.example/?p=42", "thread", "42 https://old.example/?p=42"),
    ("disqusId: [77]", "thread", "77"),
    ("disqus: true", "thread", None),
    ("issue_number: 12", "thread", "12"),
    ("disqus_url: https://old.example/a/", "thread_url", "https://old.example/a/"),
    ("mastodon: https://social.example/@kim/1097", "social_post", "https://social.example/@kim/1097"),
    ("mastodon_id: 1097740125", "social_post", "1097740125"),
    ("mastodon: '@kim@social.example'", "social_post", None),
    ("mastodon: https://social.example/@kim", "social_post", None),
    ("tootUrl: https://gts.example/@kim/statuses/01HXA2", "social_post", "https://gts.example/@kim/statuses/01HXA2"),
    ("comments:\n  host: social.example\n  username: kim\n  id: 1097", "social_post", "https://social.example/@kim/1097"),
    ("comments:\n  host: 'x/\"><b>'\n  username: kim\n  id: 1097", "social_post", "1097"),
    ("fediverse:\n  instance: social.example\n  user: '@kim'\n  toot: 1097", "social_post", "https://social.example/@kim/1097"),
]


def read(header: str) -> tuple[Fields, list[Code]]:
    problems: list[Code] = []
    context = Context("x.md", UTC, lambda problem: problems.append(problem.code))
    front_matter = parse_front_matter(f"---\ntitle: A\n{header}\n---\n\nText.\n", "x.md", lambda problem: None)
    return read_fields(front_matter, context), problems


@pytest.mark.parametrize(("header", "field", "value"), CASES, ids=[case[0] for case in CASES])
def test_keys_of_engines_say_whether_and_where_there_are_comments(header: str, field: str, value: object) -> None:
    fields, problems = read(header)
    assert getattr(fields, field) == value
    assert problems == []


@pytest.mark.parametrize("key", ["mastodon", "tootUrl", "disqus_url", "comments"])
@pytest.mark.parametrize("value", ["javascript:alert(1)", "java%73cript:x/@a/1097", "data:text/html,1097"])
def test_hostile_addresses_are_left_out_and_reported(key: str, value: str) -> None:
    fields, problems = read(f"{key}: '{value}'")
    assert (fields.social_post, fields.thread_url) == (None, None)
    assert set(problems) == {Code.URL_REFUSED}


@pytest.mark.parametrize("value", ["a" * 301, ["a", "b"], "", {"a": "b"}])
def test_an_identifier_is_one_short_text(value: Any) -> None:
    assert read_thread(value, Context("x.md", UTC, lambda problem: None)) is None


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://a.example/@b/1097?x#y", "1097"),
        ("https://a.example/users/b/statuses/1097/", "1097"),
        ("https://a.example/notes/9abcd1", "9abcd1"),
        ("https://a.example/@b/%2e%2e1234", ""),
        ("https://a.example/1097", ""),
        ("https://a.example/about/team", ""),
    ],
)
def test_the_id_of_a_post_is_the_last_part_of_its_path(url: str, found: str) -> None:
    assert find_post_id(url) == found
