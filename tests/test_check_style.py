"""The tool that checks the English of the documentation."""

from __future__ import annotations

import pytest
from check_style import check_page, list_sentences

LONG = "Word " + " ".join(["word"] * 30)
ACTIVE = "A build writes pages. " * 30


def messages(source: str) -> list[str]:
    return [fault.message.partition(":")[0] for fault in check_page("page.md", source)]


@pytest.mark.parametrize(
    "source",
    [
        f"# Title\n\nShort. {LONG}.\n",
        f"- {LONG}\n",
        f"> {LONG}\n",
        f"Term\n: {LONG}\n",
        f"| a | b |\n| --- | --- |\n| c | {LONG} |\n",
        f"```{{confval}} name\n:type: str\n\n{LONG}\n```\n",
        f":::{{note}}\n{LONG}\n:::\n",
        f"```{{note}}\n{LONG.replace(' ', chr(10))}\n```\n",
    ],
)
def test_a_long_sentence_is_found_wherever_it_is(source: str) -> None:
    assert messages(source) == ["31 words in a sentence"]


@pytest.mark.parametrize(
    "source",
    [
        f"```python\n{LONG}\n```\n",
        f"`{LONG}`\n",
        f"---\nexcerpt: {LONG}\n---\n",
        f"{LONG[:75]}. {LONG[:75]}! {LONG[:75]}? {LONG[:75]}.\n",
        f"<!-- {LONG} -->\n",
        "- one\n" * 40,
    ],
)
def test_what_is_no_long_sentence_is_no_fault(source: str) -> None:
    assert messages(source) == []


@pytest.mark.parametrize("word", ["simply", "Just", "of course", "In order to", "e.g.", "anew"])
def test_a_word_to_avoid_is_found(word: str) -> None:
    assert messages(f"A page {word} shows it.\n") == [f"'{word}' {next(iter(advice(word)))}"]
    assert messages(f"`{word}`\n") == []


def advice(word: str) -> list[str]:
    """Return what the tool advises instead of a word, up to a colon."""
    return [fault.message.partition("' ")[2].partition(":")[0] for fault in check_page("page.md", f"{word} a page.\n")]


def test_a_sentence_has_the_line_in_which_it_begins() -> None:
    assert [(one.line, one.text) for one in list_sentences("# One\n\nTwo\nthree. Four\nfive.\n")] == [
        (1, "One"),
        (3, "Two three."),
        (4, "Four five."),
    ]


def test_a_page_may_have_some_passive_sentences_but_not_many() -> None:
    some, many = "It is written. " * 5, "It is never quickly written. " * 10
    assert messages(ACTIVE + some) == []
    assert messages(ACTIVE + many)[0] == "10 of 40 sentences are passive"
