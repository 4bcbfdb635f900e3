from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx_anthology.characters import (
    clean_body,
    clean_text,
    escape_control_characters,
    find_in_body,
    has_control_character,
    is_clean,
)

LEGITIMATE = "👩\u200d💻 می\u200cخواهم a\u00a0b\u3000c\u200bd \u200e\u200f\ufeff e\u0301 🏴\U000e0067\U000e007f 한글 \u202f"
"""Emoji with joiners, Persian, spaces of all kinds, marks of direction, a decomposed letter, a flag."""
CONTROLS = [*map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029))]


def test_joiners_spaces_and_marks_are_no_control_characters() -> None:
    assert not has_control_character(LEGITIMATE)
    assert clean_text(LEGITIMATE) == escape_control_characters(LEGITIMATE) == clean_body(LEGITIMATE) == LEGITIMATE
    assert is_clean(LEGITIMATE)


@pytest.mark.parametrize("character", [*CONTROLS, "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_a_control_character_is_found_and_shown_as_an_escape(character: str) -> None:
    assert has_control_character(f"a{character}b")
    shown = escape_control_characters(f"a{character}b")
    assert shown.startswith("a\\")
    assert shown.isascii()
    assert shown.isprintable()


def test_an_escape_names_the_character() -> None:
    assert escape_control_characters("\x1b[2J\r\n\t\u202e\x9b") == r"\x1b[2J\r\n\t\u202e\x9b"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x1b[31mb\x07", "a[31mb"),
        ("a\x08b\x7fc\x9bd\x00e", "abcde"),
        ("\u202etxt.exe\u202c \u2066x\u2069", "txt.exe x"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a b c d e f"),
        ("a\r\nb\rc\n\td", "a\nb\nc\n\td"),
        ("a\ud800b\ufffec\uffff", "abc"),
    ],
)
def test_a_clean_text_has_no_control_characters(text: str, clean: str) -> None:
    assert clean_text(text) == clean


@given(st.text(st.characters(codec=None)))
def test_a_clean_text_can_be_in_xml_and_stays_as_it_is(text: str) -> None:
    clean = clean_text(text)
    assert is_clean(clean)
    assert clean_text(clean) == clean
    assert not (set(clean) & set(CONTROLS)) - set("\t\n")
    assert all(
        0x20 <= ord(sign) <= 0xD7FF or 0xE000 <= ord(sign) <= 0xFFFD or ord(sign) > 0xFFFF or sign in "\t\n" for sign in clean
    )


def test_the_body_of_a_file_keeps_its_lines_and_changes_of_direction() -> None:
    body = "a\x08b\0\n\u202bעברית\u202c\x0bc\x1b[0m\n"
    assert clean_body(body) == "ab\ufffd\n\u202bעברית\u202c c[0m\n"
    assert find_in_body(body) == [1, 3, 14]
