"""Lines of HTML after which Markdown goes on."""

from __future__ import annotations

import pytest
from blog_markup import list_types, parse_markdown

VOID = ["<br>", "<br/>", "<br />", "</br>", "<br><br>", "<BR>&nbsp;<br>", '<img src="a>b.png" alt=x>', "<hr>", "<wbr>"]
DETAILS = [
    "<details>",
    "<details open>",
    "</details>",
    "<details><summary>한 줄</summary>",
    "<summary>Two\n<b>lines</b></summary>",
]


@pytest.mark.parametrize("html", VOID + DETAILS)
@pytest.mark.parametrize(
    ("markdown", "kind"),
    [("## 제목", "heading_open"), ("- one", "bullet_list_open"), ("**bold**", "paragraph_open"), ("```\nx\n```", "fence")],
)
def test_markdown_goes_on_after_html_that_is_complete(html: str, markdown: str, kind: str) -> None:
    tokens = parse_markdown(f"{html}\n{markdown}\n")
    assert [token.type for token in tokens[:2]] == ["html_block", kind]
    assert tokens[0].content == f"{html}\n"
    assert tokens[1].map == [html.count("\n") + 1, html.count("\n") + 1 + len(markdown.split("\n"))]


@pytest.mark.parametrize("before", ["Text\n", "- item\n\n", "> quote\n\n", "| a |\n| - |\n\n"])
def test_such_html_may_follow_any_block(before: str) -> None:
    types = list_types(f"{before}<details>\n<summary>S</summary>\n# Heading\n</details>\n")
    assert types[-6:] == ["html_block", "html_block", "heading_open", "inline", "heading_close", "html_block"]


def test_a_line_of_html_may_be_in_a_list_item() -> None:
    assert list_types("- <br>\n  # Heading\n")[2:4] == ["html_block", "heading_open"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>\n- one\n</div>",
        "<p>\n**a**\n</p>",
        "<br> text\n- one",
        "<br>\n    <b>indented</b>",
        "<table>\n<tr>\n- one",
        "<!-- a\n- b -->",
    ],
)
def test_other_html_goes_on_to_the_next_empty_line(html: str) -> None:
    assert list_types(html)[0] in ("html_block", "paragraph_open")
    assert "heading_open" not in list_types(html)
    assert "code_block" not in list_types(html)
    if not html.startswith("<br> text"):
        assert "bullet_list_open" not in list_types(html)


def test_headings_between_details_are_marked() -> None:
    body = "# A\n\n<details>\n\n# B\n\n<details>\n# C\n</details>\n</details>\n\n# D\n\n<details>\n\n# E\n"
    headings = [token.meta.get("in_details", False) for token in parse_markdown(body) if token.type == "heading_open"]
    assert headings == [False, True, True, False, False]
    unclosed = [token.meta for token in parse_markdown(f"<details>\n\n{body}") if token.type == "heading_open"]
    assert [meta.get("in_details", False) for meta in unclosed] == headings


@pytest.mark.parametrize(
    "text",
    [
        "<br>\n" * 20_000,
        "<summary>\n" * 20_000,
        "<br>" * 400 + "x",
        '<img a="' * 200,
        "<br " * 400,
        "<details>\n\n# a\n\n" * 5_000,
    ],
)
def test_long_texts_take_linear_time(text: str) -> None:
    assert parse_markdown(text)
