"""Containers of colons."""

from __future__ import annotations

import pytest
from blog_markup import find_places, find_token, parse_markdown


@pytest.mark.parametrize("inner", [":::tip\nInner.\n:::", ":::{note}\nInner.\n:::", "```\n:::\n```"])
@pytest.mark.parametrize("colons", [":::", "::::"])
def test_containers_can_be_nested(colons: str, inner: str) -> None:
    tokens = parse_markdown(f"{colons}note\n{inner}\n{colons}\nAfter.")
    assert [token.content for token in tokens if token.type == "inline" and token.level == 1] == ["After."]


def test_a_container_without_a_closing_line_keeps_its_content() -> None:
    assert find_token("a\n\n:::warning\nText.", "admonition_open").info == "warning"
    assert find_places("a\n\n:::warning\nText.") == [(3, 1)]


@pytest.mark.parametrize(
    ("opening", "kind"),
    [("note info", "note"), ("note warn", "warning"), ("note alert", "danger"), ("message alert", "warning")],
)
def test_containers_of_qiita_and_zenn_have_their_kind_behind_the_name(opening: str, kind: str) -> None:
    assert find_token(f":::{opening}\nText.\n:::", "admonition_open").info == kind
