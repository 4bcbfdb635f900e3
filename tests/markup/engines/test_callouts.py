"""Callouts in block quotes."""

from __future__ import annotations

import pytest
from blog_markup import find_token, list_types, parse_markdown


@pytest.mark.parametrize(
    ("mark", "kind", "title"),
    [
        ("[!NOTE] Read this", "note", "Read this"),
        ("[!warning]   읽어 두세요", "warning", "읽어 두세요"),
        ("[!Tip|right] With *metadata*", "tip", "With *metadata*"),
        ("[!tip]", "tip", ""),
        ("[!todo]", "note", "Todo"),
        ("[!bug]", "error", "Bug"),
        ("[!my-kind]", "note", "My kind"),
        ("[!my-kind] Own title", "note", "Own title"),
        ("[!참고]", "note", "참고"),
    ],
)
def test_a_block_quote_with_a_mark_is_an_admonition(mark: str, kind: str, title: str) -> None:
    tokens = parse_markdown(f"> {mark}\n> Body.\n")
    opening = tokens[0]
    assert (opening.type, opening.info, opening.meta["title"]) == ("admonition_open", kind, title)
    assert [token.content for token in tokens if token.type == "inline"] == ["Body."]
    assert tokens[-1].type == "admonition_close"


@pytest.mark.parametrize(
    ("mark", "title", "is_open"),
    [
        ("[!tip]- Folded", "Folded", False),
        ("[!NOTE]+ 펼침", "펼침", True),
        ("[!faq]-", "Faq", False),
        ("[!unheard-of]- Words", "Words", False),
    ],
)
def test_a_folded_callout_is_text_that_readers_unfold(mark: str, title: str, is_open: bool) -> None:
    opening = find_token(f"> {mark}\n> Body.\n", "details_open")
    assert (opening.meta["title"], opening.meta["is_open"]) == (title, is_open)


def test_callouts_are_nested_and_in_lists() -> None:
    types = list_types("- > [!info] Outer\n  > Text.\n  > > [!danger]- Inner\n  > > - one\n")
    assert types[2:4] == ["admonition_open", "paragraph_open"]
    assert types[6:8] == ["details_open", "bullet_list_open"]
    assert types[-4:-2] == ["details_close", "admonition_close"]


def test_a_callout_of_a_title_alone_has_no_paragraph() -> None:
    assert list_types("> [!check] Done\n") == ["admonition_open", "admonition_close"]
    assert list_types("> [!check] Done\n>\n> - [x] all\n")[1] == "bullet_list_open"


def test_the_lines_of_the_body_keep_their_numbers() -> None:
    assert find_token("\n> [!quote] Title\n> Body.\n", "inline").map == [2, 3]


@pytest.mark.parametrize(
    "quote",
    [
        "> Words [!NOTE] Title",
        "> [!NOTE]Title",
        "> [!](a.png)",
        "> [![a](b.png)](c)",
        "> - [!NOTE] Title",
        "> `[!NOTE]` Title",
        "> # [!NOTE] Title",
    ],
)
def test_other_block_quotes_stay(quote: str) -> None:
    assert list_types(quote)[0] == "blockquote_open"
