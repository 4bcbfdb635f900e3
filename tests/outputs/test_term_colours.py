"""The style sheet with the colours of terms."""

from __future__ import annotations

import gzip
import re

from sphinx_anthology.catalogue.colours import derive_colour
from sphinx_anthology.outputs.term_colours import render_colours


def test_each_colour_has_a_class_with_a_variant_for_light_and_for_dark() -> None:
    css = render_colours(["#ffdd00", "#101010"]).decode()
    variants = re.findall(r"^\.anthology-term-(\w+)\{--anthology-term-light:(#\w+);--anthology-term-dark:(#\w+)\}$", css, re.M)
    assert [name for name, *_ in variants] == ["101010", "ffdd00"]
    assert variants[0][1] == "#101010"
    assert variants[0][2] != "#101010"
    assert variants[1][1] != "#ffdd00"
    assert variants[1][2] == "#ffdd00"


def test_the_style_sheet_does_not_depend_on_the_order_of_colours() -> None:
    assert render_colours(["#ffdd00", "#101010"]) == render_colours(["#101010", "#ffdd00"])


def test_the_style_sheet_of_thousands_of_terms_is_small() -> None:
    css = render_colours({derive_colour(f"tag {number}") for number in range(5000)})
    assert len(gzip.compress(css)) < 2000
