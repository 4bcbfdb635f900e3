"""Reading time of texts."""

from __future__ import annotations

import pytest
from sphinx_anthology.markup.text.reading_time import estimate_reading_minutes


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("", 1),
        ("word", 1),
        ("word " * 239, 2),
        ("낱말 " * 203, 2),
        ("字" * 1001, 3),
        ("낱말 " * 202 + "word " * 238, 2),
    ],
)
def test_the_reading_time_depends_on_the_script(body: str, minutes: int) -> None:
    assert estimate_reading_minutes(body) == minutes
