"""Attribute lists, options and abbreviations of kramdown."""

from __future__ import annotations

import pytest
from blog_markup import list_types, render_inline


@pytest.mark.parametrize("lead", ["* TOC\n{:toc}", "1. TOC\n{:toc}", "* Contents\n  {:toc}"])
def test_the_table_of_contents_is_left_out(lead: str) -> None:
    assert list_types(f"{lead}\n\nText.") == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize(
    "body",
    [
        "Text.\n{: .lead #id}",
        "Text.{:.lead}",
        "Text.\n\n{: .lead}",
        '{::options toc_levels="1..3" /}\n\nText.',
        "{::nomarkdown}Text.{:/nomarkdown}",
        'Text.{: style="color: red"}',
    ],
)
def test_an_attribute_list_is_left_out(body: str) -> None:
    assert render_inline(body) == "<p>Text.</p>"


@pytest.mark.parametrize("text", ["{:?}", "{:02x}", "{:.2}", "{: 1}"])
def test_other_braces_with_a_colon_are_text(text: str) -> None:
    assert render_inline(f"Write {text} here.") == f"<p>Write {text} here.</p>"


def test_an_attribute_list_sets_the_size_of_an_image() -> None:
    assert render_inline('![a](/x.png){: width="300" .c}') == '<p><img src="/x.png" alt="a" width="300"></p>'


def test_the_definition_of_an_abbreviation_is_left_out() -> None:
    assert render_inline("The HTML.\n\n*[HTML]: Hypertext Markup Language\n*[CSS]: Sheets") == "<p>The HTML.</p>"
    assert render_inline("*[Note]: this counts.*") == "<p><em>[Note]: this counts.</em></p>"
