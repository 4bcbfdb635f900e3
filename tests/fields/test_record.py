from __future__ import annotations

import pytest
from sphinx_anthology.fields.record import Cover
from sphinx_anthology.urls import Url


@pytest.mark.parametrize(
    ("cover", "is_usable"),
    [
        (Cover(Url("/a.png")), False),
        (Cover(Url("/a.png"), file="public/a.png"), True),
        (Cover(Url("https://example.org/a.png"), remote=True), True),
    ],
)
def test_a_cover_with_a_file_or_on_the_web_can_be_shown(cover: Cover, is_usable: bool) -> None:
    assert cover.is_usable is is_usable
