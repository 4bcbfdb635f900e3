"""What is drawn on share cards."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from sphinx_anthology.outputs.share_cards.card import HEIGHT, WIDTH, Card
from sphinx_anthology.outputs.share_cards.drawing import draw_card
from sphinx_anthology.outputs.share_cards.fonts import BUNDLED_FONTS, Fonts, is_right_to_left
from sphinx_anthology.outputs.share_cards.layout import break_lines, cut_line, shorten_lines

HOSTILE = [
    "$FOO_$BAR",
    r"^\d+$ $x^$ \frac{a}{b}",
    '"><img src=x onerror=alert(1)> </script> ]]>',
    "zero\0 line\u2028 lone \ud800 tab\t bell\a",
    "\u202egnp.exe \u200b\u200d\ufeff",
    "e\u0301" + "\u0300" * 60,
    "🎉🚀" * 80,
    "가" * 500,
    "x" * 2000,
    "a b " * 500,
    " ",
    "",
]


@cache
def bundled() -> Fonts:
    return Fonts(BUNDLED_FONTS)


def draw(*texts: str, background: str = "#205090") -> Image.Image:
    """Return the picture of a card."""
    return Image.open(io.BytesIO(draw_card(Card.from_texts(background, *texts), bundled())))


def ink(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box around all that is drawn between the margins and above the line."""
    grey = picture.convert("L").crop((0, 0, WIDTH, 500))
    background = grey.getpixel((0, 0))
    return grey.point([0 if value == background else 255 for value in range(256)]).getbbox()


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_drawn_inside_the_margins(text: str) -> None:
    picture = draw(text, text, text, text)
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    left, _top, right, _bottom = ink(picture) or (80, 0, WIDTH - 80, 0)
    assert left >= 70
    assert right <= WIDTH - 70


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_text_stops_a_build(title: str, byline: str) -> None:
    assert draw(title, "Site", "", byline).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize(
    "title", ["한글 제목: 모델은 언제 도구를 쓰는가 " * 4, "A long title of many words " * 8, "🎉 Release"]
)
def test_cards_are_small_and_the_same_each_time(title: str) -> None:
    card = Card.from_texts("#8a1c1c", title, "나의 블로그", "분류", "홍길동 · 2025년 4월 23일")
    data = draw_card(card, bundled())
    assert len(data) <= 30_000
    assert data == draw_card(card, Fonts(BUNDLED_FONTS))


def test_a_dollar_sign_is_a_dollar_sign() -> None:
    assert ink(draw("$a$")) != ink(draw("a"))


def test_decorations_change_nothing_that_a_font_of_one_colour_shows() -> None:
    plain = draw("👍 ok 1").tobytes()
    assert draw("👍\ufe0f ok 1\ufe0f\u20e3").tobytes() == plain
    assert draw("👍🏽 ok 1").tobytes() == plain


def test_a_character_that_no_font_has_is_left_out_and_no_box() -> None:
    assert draw("ab\U0001f9ff").tobytes() == draw("ab").tobytes()
    assert draw("\U0001f9ff family").tobytes() == draw("family").tobytes()


def test_composed_and_decomposed_letters_are_drawn_alike() -> None:
    assert draw("한글 é").tobytes() == draw("\u1112\u1161\u11ab\u1100\u1173\u11af e\u0301").tobytes()


def test_the_colours_are_those_of_the_category_and_of_text_that_can_be_read() -> None:
    for background, text in {"#ffd700": (0, 0, 0), "#202020": (255, 255, 255)}.items():
        picture = draw("Title", background=background).convert("RGB")
        colours = {colour for _count, colour in picture.getcolors(256) or []}
        assert {picture.getpixel((5, 5)), text} <= colours
        assert picture.getpixel((5, 5)) == tuple(bytes.fromhex(background[1:]))


def test_bundled_fonts_have_korean_and_the_alphabets_of_europe() -> None:
    fonts = bundled()
    assert all(map(fonts.has, "각힝ㅋㅎ AZaz09ÄßéñŁőŞ Привет Ελλάδα Tiếng “‘–—…€₩©→ 🎉🚀✅ $`{}<>|~^"))
    assert not any(map(fonts.has, "똠中の\U0001f9ff\ue000"))
    assert sum(file.stat().st_size for file in BUNDLED_FONTS) <= 200_000
    for file in BUNDLED_FONTS:
        assert "SIL OPEN FONT LICENSE" in file.with_suffix(".LICENSE").read_text(encoding="utf-8").upper()


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    file.write_bytes(b"no font")
    with pytest.raises(OSError, match="unknown file format"):
        Fonts((file, *BUNDLED_FONTS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("مرحبا", True), ("2025 שלום", True), ("Hello مرحبا", False), ("한글", False), ("", False), ("123", False)],
)
def test_the_direction_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_lines_are_broken_at_spaces_and_inside_words_that_are_too_wide() -> None:
    assert break_lines("one two three", 7, len) == ["one two", "three"]
    assert break_lines("abcdefghij xy", 4, len) == ["abcd", "efgh", "ij", "xy"]
    assert break_lines("모델은 도구를", 4, len) == ["모델은", "도구를"]
    assert break_lines("深入理解，系统", 4, len) == ["深入理", "解，系统"]
    assert break_lines("", 4, len) == []
    assert break_lines("   ", 4, len) == []


def test_what_has_no_room_ends_in_dots() -> None:
    assert cut_line("abcdef", 6, len) == "abcdef"
    assert cut_line("abcdefg", 6, len) == "abc..."
    assert cut_line("ab, cdefg", 6, len) == "ab..."
    assert shorten_lines(["one", "two", "six"], 3, 9, len) == ["one", "two", "six"]
    assert shorten_lines(["one", "two", "six", "ten"], 3, 9, len) == ["one", "two", "six te..."]
