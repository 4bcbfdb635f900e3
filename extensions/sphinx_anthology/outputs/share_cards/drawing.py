"""Draw share cards.

A card has two colours and the shades between them. So the pixels are written as numbers of a palette at once, which is much
faster than to find the best palette of a picture, and the file is small.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO

from PIL import Image, ImageDraw

from ...catalogue.colours import read_channels, text_colour
from .card import HEIGHT, WIDTH, Card
from .fonts import Fonts, is_right_to_left
from .layout import break_lines, cut_line, shorten_lines

_MARGIN = 80
_INNER = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (80, 68, 56, 46)
"""Sizes of the title in pixels. The first one is used in which the title has room."""
_SMALL = 32
"""Size of the other texts in pixels."""
_LINE = 1.28
"""The distance of lines, as a multiple of their size."""
_TITLE_TOP, _TITLE_BOTTOM = 150, 486
_CATEGORY_BASE, _FOOTER_BASE = 112, 562
_RULE = 506
"""The upper edge of the line above the footer."""
_SHADES = 16
"""As many as four bits can tell apart."""
_COMPRESSION = 4
"""Higher levels take several times as long and make the file a few percent smaller."""


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """Return the PNG of a card. Characters that no font has are left out."""
    card = Card(card.background, *map(fonts.keep_drawable, card.texts))
    mask = Image.new("L", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(mask)
    is_mirrored = is_right_to_left(card.title)
    _draw_line(canvas, card.category, _CATEGORY_BASE, fonts, at_end=is_mirrored)
    _draw_title(canvas, card.title, fonts, is_mirrored)
    canvas.rectangle((_MARGIN, _RULE, WIDTH - _MARGIN - 1, _RULE + 3), fill=255)
    _draw_footer(canvas, card, fonts, is_mirrored)
    picture = mask.point([value * (_SHADES - 1) // 255 for value in range(256)])
    picture.putpalette(_palette(card.background))
    file = BytesIO()
    picture.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


def _draw_title(canvas: ImageDraw.ImageDraw, title: str, fonts: Fonts, is_mirrored: bool) -> None:
    lines: list[str] = []
    room = _TITLE_BOTTOM - _TITLE_TOP
    for size in _TITLE_SIZES:
        measure = partial(fonts.length, size=size)
        lines, most = break_lines(title, _INNER, measure), int(room // (size * _LINE))
        if len(lines) <= most:
            break
    lines = shorten_lines(lines, most, _INNER, measure)
    top = _TITLE_TOP + (room - len(lines) * size * _LINE) / 2
    for number, line in enumerate(lines):
        left = WIDTH - _MARGIN - measure(line) if is_mirrored else _MARGIN
        fonts.draw(canvas, (left, top + size + number * size * _LINE), line, size)


def _draw_footer(canvas: ImageDraw.ImageDraw, card: Card, fonts: Fonts, is_mirrored: bool) -> None:
    """Draw authors and date at one end, and the name of the site at the other; alone it is at the start."""
    gap = 40
    site = cut_line(card.site, _INNER / 2 if card.byline else _INNER, partial(fonts.length, size=_SMALL))
    taken = fonts.length(site, _SMALL) + gap
    _draw_line(canvas, card.byline, _FOOTER_BASE, fonts, at_end=is_mirrored, width=_INNER - taken)
    _draw_line(canvas, site, _FOOTER_BASE, fonts, at_end=bool(card.byline) != is_mirrored)


def _draw_line(
    canvas: ImageDraw.ImageDraw, text: str, baseline: int, fonts: Fonts, *, at_end: bool, width: float = _INNER
) -> None:
    """Draw one line of small text at the left or at the right margin."""
    measure = partial(fonts.length, size=_SMALL)
    text = cut_line(text, width, measure)
    left = WIDTH - _MARGIN - measure(text) if at_end else _MARGIN
    fonts.draw(canvas, (left, baseline), text, _SMALL)


def _palette(background: str) -> list[int]:
    """Return the channels of the colours from the background to the text."""
    first, last = read_channels(background), read_channels(text_colour(background))
    steps = range(_SHADES)
    return [one + (other - one) * step // (_SHADES - 1) for step in steps for one, other in zip(first, last, strict=True)]
