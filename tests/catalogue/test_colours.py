"""Colours of terms, and the text that can be read on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.catalogue.colours import (
    BLACK,
    DARK_PAGE,
    LIGHT_PAGE,
    MIN_CONTRAST,
    WHITE,
    adapt_colour,
    contrast,
    derive_colour,
    parse_colour,
    text_colour,
)


@given(st.text())
def test_white_text_can_be_read_on_each_derived_colour(name: str) -> None:
    assert parse_colour(derive_colour(name)) == derive_colour(name)
    assert contrast(derive_colour(name), WHITE) >= MIN_CONTRAST
    assert text_colour(derive_colour(name)) == WHITE


@given(st.integers(0, 0xFFFFFF))
def test_text_can_be_read_on_each_given_colour(value: int) -> None:
    colour = f"#{value:06x}"
    assert contrast(colour, text_colour(colour)) >= MIN_CONTRAST


@given(st.integers(0, 0xFFFFFF))
def test_each_colour_can_be_read_on_pages_and_text_on_it(value: int) -> None:
    light, dark = (adapt_colour(f"#{value:06x}", page) for page in (LIGHT_PAGE, DARK_PAGE))
    assert min(contrast(light, LIGHT_PAGE), contrast(light, WHITE)) >= MIN_CONTRAST
    assert min(contrast(dark, DARK_PAGE), contrast(dark, BLACK)) >= MIN_CONTRAST


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert adapt_colour("#1a5fd0", LIGHT_PAGE) == "#1a5fd0"
    assert adapt_colour("#ffd866", DARK_PAGE) == "#ffd866"


def test_there_are_few_derived_colours() -> None:
    assert len({derive_colour(f"tag {number}") for number in range(5000)}) == 64


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.005)  # the lightest grey that passes
    assert text_colour("#767676") == WHITE
    assert text_colour("#777777") == BLACK


def test_names_have_different_colours_that_stay() -> None:
    assert derive_colour("ai") != derive_colour("writing")
    assert [derive_colour(name) for name in ("ai", "봄")] == ["#23778b", "#2b3fab"]


def test_colours_have_three_or_six_digits() -> None:
    assert parse_colour(" #1F6feb ") == "#1f6feb"
    assert parse_colour("#FA0") == "#ffaa00"
    for text in ("", "red", "1f6feb", "#1f6fe", "#1f6feb00", "#12345g", "#１２３", "#fff;background:url(x)"):
        with pytest.raises(ValueError, match="no colour"):
            parse_colour(text)
