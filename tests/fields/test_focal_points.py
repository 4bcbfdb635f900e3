"""Focal points of covers, as engines and their users write them."""

from __future__ import annotations

from typing import Any

import pytest
from reading import read_message, read_value
from sphinx_anthology.fields.focal_points import read_focal_point
from sphinx_anthology.frontmatter.model import Table
from sphinx_anthology.problems import Code


@pytest.mark.parametrize(
    ("value", "point"),
    [
        ("top", "50% 0%"),
        ("위", "50% 0%"),
        ("right", "100% 50%"),
        ("center", "50% 50%"),
        ("left bottom", "0% 100%"),
        ("bottom left", "0% 100%"),
        ("Center Top", "50% 0%"),
        ("TopLeft", "0% 0%"),
        ("bottom-right", "100% 100%"),
        ("오른쪽 아래", "100% 100%"),
        ("30% 20%", "30% 20%"),
        ("30%,20%", "30% 20%"),
        ("30%", "30% 50%"),
        ("left 20%", "0% 20%"),
        ("33.4% top", "33% 0%"),
        ("30 20", "30% 20%"),
        ("0.3 0.25", "30% 25%"),
        (".5 1", "50% 100%"),
        (["10%", "90%"], "10% 90%"),
        (Table({"x": "0.3", "y": "0.2"}), "30% 20%"),
        (Table({"X": "30%"}), "30% 50%"),
        (Table({"x": None, "y": "20%"}), "50% 20%"),
        ("Smart", None),
        ("auto", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_focal_point_is_words_percents_or_shares(value: Any, point: str | None) -> None:
    assert read_value(read_focal_point, value) == (point, [])


@pytest.mark.parametrize(
    "value",
    [
        "10px 20px",
        "right 10px bottom 5%",
        "-10% 5%",
        "150% 0%",
        "top bottom",
        "left right",
        "top left right",
        "nan 5",
        "1e1 5",
        "inf",
        "calc(1% + 2%)",
        "30%;color:red",
        "url(x.png)",
        "sideways",
        "9" * 400,
        "9" * 10 + ". 5",
        ["top", Table({"x": "1"})],
        Table({"left": "1"}),
        [["top"]],
    ],
)
def test_a_value_that_is_no_focal_point_is_named_once(value: Any) -> None:
    assert read_value(read_focal_point, value) == (None, [Code.FIELD_FORM])


def test_the_message_says_what_to_write() -> None:
    assert read_message(read_focal_point, "10px").endswith("Write a position such as 'top', 'left bottom' or '30% 20%'.")
