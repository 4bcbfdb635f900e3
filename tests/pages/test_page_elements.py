"""Parts of pages that several pages share."""

from __future__ import annotations

import pytest
from sphinx_anthology.catalogue.queries import Target
from sphinx_anthology.pages.elements import is_foreign


@pytest.mark.parametrize(
    ("language", "site", "foreign"),
    [
        ("ko", "ko", False),
        ("ko", "ko_KR", False),
        ("pt-BR", "pt_BR", False),
        ("zh", "zh_CN", False),
        (None, "ko", False),
        ("en", "ko_KR", True),
        ("en-GB", "en", True),
        ("pt-PT", "pt_BR", True),
        ("zh", "zh_TW", True),
    ],
)
def test_a_post_is_foreign_in_another_language_or_that_of_another_region(
    language: str | None, site: str, foreign: bool
) -> None:
    assert is_foreign(Target("posts/a", "Title", language=language), site) == foreign
