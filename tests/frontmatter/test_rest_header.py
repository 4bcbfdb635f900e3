"""Tests of the front matter at the top of reStructuredText files."""

from __future__ import annotations

import pytest
from sphinx_anthology.frontmatter.rest_header import parse_rest_header

pytestmark = pytest.mark.fast


def keys(text: str) -> list[str]:
    return [entry.key for entry in parse_rest_header(text.split("\n")).entries]


@pytest.mark.parametrize(
    "text",
    [
        ":date: 2024\n:custom: x\n\nTitle\n=====\n",
        "Title\n=====\n\n:date: 2024\n:custom: x\n\nText\n",
        "=====\nTitle\n=====\n:date: 2024\n:custom: x\n",
        "=====\nTitle\n=====\n\nSubtitle\n--------\n\n:date: 2024\n:custom: x\n",
        "\n.. comment\n   more\n.. _label:\n.. |x| replace:: y\n\n:date: 2024\n:custom: x\n",
        ".. meta::\n   :keywords: a\n\nTitle\n=====\n\n:date: 2024\n:custom: x\n",
        ".. title: Nikola\n.. slug: x\n\n:date: 2024\n:custom: x\n",
        "제목\n====\n:date: 2024\n:custom: x\n",
    ],
)
def test_field_lists_above_and_below_the_title_are_front_matter(text: str) -> None:
    assert keys(text)[-2:] == ["date", "custom"]


def test_any_field_list_at_the_top_is_front_matter_and_both_count() -> None:
    text = ":orphan:\n:custom: x\n\nTitle\n=====\n\n:tags: a\n\nText\n"
    header = parse_rest_header(text.split("\n"))
    assert [entry.key for entry in header.entries] == ["orphan", "custom", "tags"]
    assert header.ranges == ((0, 2), (6, 7))


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\n\n:Requirements: none\n:Size: 3\n",
        "Title\n=====\n\nText.\n\n:date: 2024\n",
        ".. image:: x.png\n\n:date: 2024\n",
        "Text.\n\n:date: 2024\n",
        "A\n=\n\nB\n-\n\nC\n~\n\n:date: 2024\n",
        "- :date: 2024\n",
        "One line of\n:date: 2024\n",
        ".. TODO: write this\n.. date of the change\n",
        "",
    ],
)
def test_other_field_lists_belong_to_the_text(text: str) -> None:
    assert keys(text) == []


def test_comments_of_nikola_are_front_matter() -> None:
    text = ".. title: A title: b\n.. slug: a-title\n.. date: 2024-01-02 10:00:00 UTC+09:00\n.. tags: a, b\n.. link:\n\nText"
    header = parse_rest_header(text.split("\n"))
    assert {entry.key: entry.value for entry in header.entries} == {
        "title": "A title: b",
        "slug": "a-title",
        "date": "2024-01-02 10:00:00 UTC+09:00",
        "tags": "a, b",
        "link": None,
    }
    assert header.ranges == ()
