"""Fonts that stand in for each other: each part of a text is drawn in the first font that has its characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, category

from PIL import ImageDraw, ImageFont, features

_OWN = Path(__file__).parent / "font_files"
BUNDLED_FONTS = tuple(_OWN / f"{name}-Bold.woff2" for name in ("NotoSans", "NotoSansKR", "NotoEmoji"))
_NO_CHARACTER = "\U0010ffff"
"""A code point that no font has. It is drawn as the box for a missing character."""
_CHECK_SIZE = 24
_JOINERS = "\u200c\u200d"
_SHAPED = ("Mn", "Mc", "Cf")
"""Categories of characters that only a library for scripts can place."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class Fonts:
    """The fonts of cards, in the order in which they are tried."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Open the fonts.

        :raises OSError: a file is no font that Pillow can read.
        """
        self._files = files
        self._can_shape = features.check("raqm")
        """Whether letters can be joined and put in the order of their script."""
        self._with_size = lru_cache(self._load)
        self._has = lru_cache(maxsize=None)(self._look_up)
        self._font_of = lru_cache(maxsize=None)(self._find_font)
        self._with_size(_CHECK_SIZE)

    def _load(self, size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
        return tuple(ImageFont.truetype(file, size) for file in self._files)

    def has(self, character: str) -> bool:
        """Return whether one of the fonts can draw a character."""
        return self._font_of(character) is not None

    def keep_drawable(self, text: str) -> str:
        """Return a text without the characters that no font has."""
        return text if all(map(self.has, text)) else " ".join("".join(filter(self.has, text)).split())

    def _find_font(self, character: str) -> int | None:
        """Return the number of the first font that has a character; None if no font has it."""
        if not self._can_shape and (bidirectional(character) in _RIGHT_TO_LEFT or category(character) in _SHAPED):
            return None
        if character in _JOINERS:
            return 0
        return next((number for number in range(len(self._files)) if self._has(number, character)), None)

    def _look_up(self, number: int, character: str) -> bool:
        """Return whether the font with a number has a character."""
        return not _are_alike(self._with_size(_CHECK_SIZE)[number], character, _NO_CHARACTER)

    def length(self, text: str, size: int) -> float:
        """Return the width of a text in pixels."""
        fonts, options = self._with_size(size), self._shaping(text)
        return sum(fonts[number].getlength(part, **options) for number, part in self._split(text))

    def draw(self, canvas: ImageDraw.ImageDraw, position: tuple[float, float], text: str, size: int) -> None:
        """Draw a text with the full value of the canvas.

        :param position: the left end of its baseline.
        """
        fonts, options, (left, baseline) = self._with_size(size), self._shaping(text), position
        for number, part in self._split(text):
            canvas.text((left, baseline), part, font=fonts[number], fill=255, anchor="ls", **options)
            left += fonts[number].getlength(part, **options)

    def _shaping(self, text: str) -> dict[str, Any]:
        """Return the options with which each part of a text is drawn."""
        return {"direction": "rtl"} if self._can_shape and is_right_to_left(text) else {}

    def _split(self, text: str) -> list[tuple[int, str]]:
        """Return the parts of a text from left to right, each with the number of its font. Missing characters are left out."""
        runs: list[tuple[int, str]] = []
        for character in text:
            number = self._choose(character, runs[-1][0] if runs else 0)
            if number is None:
                continue
            if runs and runs[-1][0] == number:
                runs[-1] = (number, runs[-1][1] + character)
            else:
                runs.append((number, character))
        return runs[::-1] if is_right_to_left(text) else runs

    def _choose(self, character: str, current: int) -> int | None:
        """Return the number of the font for a character after one in the font *current*; None if no font has it.

        Marks, punctuation and spaces stay in the font of the letters before them, so that each script is set as a whole.
        """
        is_attached = category(character)[0] not in "LN"
        return current if character in _JOINERS or (is_attached and self._has(current, character)) else self._font_of(character)


def is_font(file: Path) -> bool:
    """Return whether a file is a font that Pillow can read."""
    try:
        ImageFont.truetype(file, _CHECK_SIZE)
    except (OSError, ValueError):
        return False
    return True


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text is of a script that is written from right to left."""
    if text.isascii():
        return False
    kinds = (bidirectional(character) for character in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind == "L" or kind in _RIGHT_TO_LEFT), False)


def _are_alike(font: ImageFont.FreeTypeFont, one: str, other: str) -> bool:
    """Return whether two characters look alike in a font."""
    return font.getlength(one) == font.getlength(other) and bytes(font.getmask(one)) == bytes(font.getmask(other))
