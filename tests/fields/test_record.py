from __future__ import annotations

import pytest
from sphinx_anthology.fields.record import Cover


@pytest.mark.parametrize(
    ("cover", "is_usable"),
    [
        (Cover("/a.png"), False),
        (Cover("/a.png", file="public/a.png"), True),
        (Cover("https://example.org/a.png", remote=True), True),
    ],
)
def test_a_cover_with_a_file_or_on_the_web_can_be_shown(cover: Cover, is_usable: bool) -> None:
    assert cover.is_usable is is_usable
