"""Letters that stand for missing pictures."""

from __future__ import annotations

import pytest
from sphinx_anthology.catalogue.queries.emblems import first_letter, initials


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("tools", "T"),
        ("  “quoted”", "Q"),
        ("도구", "도"),
        ("ⅳ", "Ⅳ"),
        ("2025", "2"),
        ("🎉 party", "P"),
        ("🎉", ""),
        ("", ""),
        ("e\u0301clair", "E\u0301"),
        ("हिन्दी", "हि"),
        ("<script>", "S"),
        ("ß", "SS"),
    ],
)
def test_the_letter_of_a_name_is_its_first_letter_or_digit_with_its_marks(name: str, letter: str) -> None:
    assert first_letter(name) == letter


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Long", "AL"),
        ("ada", "A"),
        ("Jean-Luc van der Berg", "JB"),
        ("김민서", "김"),
        ("김 민서", "김"),
        ("山田 太郎", "山"),
        ("Ada (she/her)", "AS"),
        ("-- ?", ""),
        ("", ""),
    ],
)
def test_the_initials_of_a_person_are_those_of_the_first_and_the_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters
