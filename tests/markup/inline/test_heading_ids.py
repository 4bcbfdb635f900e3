"""Identifiers of headings."""

from __future__ import annotations

import pytest
from blog_markup import find_token


@pytest.mark.parametrize(
    "body",
    [
        "## A heading {#own-id}",
        "## A heading {: #own-id}",
        "## A heading {#own-id .lead} ##",
        "## A heading\n{: .lead #own-id}",
        "A heading {#own-id}\n---",
    ],
)
def test_a_heading_has_the_identifier_behind_it(body: str) -> None:
    assert find_token(body, "heading_open").meta["anchor"] == "own-id"
    assert find_token(body, "inline").content == "A heading"


@pytest.mark.parametrize("text", ["A word {#own-id}", "# Use `{#if}`", r"# Not \{#one}", "# {x} {#", "# a {b #c}"])
def test_other_braces_in_a_heading_are_text(text: str) -> None:
    assert find_token(text, "inline").content == text.removeprefix("# ")
