"""Admonitions with an indented body."""

from __future__ import annotations

import pytest
from blog_markup import find_token, list_types, parse_markdown


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        ("!!! note", "note", ""),
        ('!!! warning "Mind the gap"', "warning", "Mind the gap"),
        ('!!! danger highlight blink "Two classes"', "danger", "Two classes"),
        ('!!! info inline end "Beside"', "note", "Beside"),
        ("!!!tip", "tip", ""),
        ("!!! Danger", "danger", ""),
        ('!!! tip ""', "tip", ""),
        ("!!! seealso", "note", "Seealso"),
        ('!!! note "한글 "제목""', "note", '한글 "제목"'),
    ],
)
def test_an_opening_line_with_an_indented_body_is_an_admonition(line: str, kind: str, title: str) -> None:
    tokens = parse_markdown(f"{line}\n    Body.\n\nAfter.\n")
    assert (tokens[0].type, tokens[0].info, tokens[0].meta["title"]) == ("admonition_open", kind, title)
    assert [(token.content, token.map) for token in tokens if token.type == "inline"] == [("Body.", [1, 2]), ("After.", [3, 4])]


@pytest.mark.parametrize(
    ("line", "title", "is_open"),
    [('??? tip "Folded"', "Folded", False), ('???+ tip "Open"', "Open", True), ("??? question", "Question", False)],
)
def test_question_marks_open_text_that_readers_unfold(line: str, title: str, is_open: bool) -> None:
    opening = find_token(f"{line}\n    Body.\n", "details_open")
    assert (opening.meta["title"], opening.meta["is_open"]) == (title, is_open)


def test_lists_code_and_admonitions_may_be_in_the_body() -> None:
    body = (
        "!!! note\n\n    - one\n        - two\n\n    ```python\n    x = 1\n    ```\n\n"
        '    ??? tip "In it"\n        Deep.\n\nAfter.\n'
    )
    types = list_types(body)
    assert types.count("bullet_list_open") == 2
    assert find_token(body, "fence").content == "x = 1\n"
    assert (
        types.index("details_open")
        < types.index("admonition_close")
        < types.index("paragraph_open", types.index("details_close"))
    )


@pytest.mark.parametrize("before", ["Text.\n", "- item\n\n", "> quote\n\n"])
def test_an_admonition_may_follow_any_block(before: str) -> None:
    assert "admonition_open" in list_types(f"{before}!!! note\n    Body.\n")


def test_an_admonition_may_be_in_a_list_item() -> None:
    types = list_types("1. Step\n\n    !!! note\n        Body.\n\n2. Next\n")
    assert types.count("list_item_open") == 2
    assert "admonition_open" in types


@pytest.mark.parametrize(
    "text", ["!!! wow\nnot indented", "!!!", "??? really", "Hurrah!!! note", "`!!! note`", "    !!! note\n"]
)
def test_other_lines_stay(text: str) -> None:
    assert "admonition_open" not in list_types(text)
    assert "details_open" not in list_types(text)
