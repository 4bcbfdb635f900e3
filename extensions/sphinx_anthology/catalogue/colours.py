"""The colours of terms, and the colour of text that can be read on them.

Contrast is that of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

from ..digests import digest

MIN_CONTRAST = 4.5
"""The contrast that WCAG 2.2 asks for at level AA."""
COLOUR_CLASS = "anthology-term-"
"""How the class of an element in the colour of a term begins."""
WHITE, BLACK = "#ffffff", "#000000"
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)
LIGHT_PAGE, DARK_PAGE = "#f8f9fb", "#222832"
"""The darkest background of text on light pages, and the lightest on dark ones, in Furo and in the PyData theme."""
_HUES = 64
"""The number of derived colours. A style sheet of them is small, however many terms a site has."""
_SATURATION = 0.6
_LIGHTEST, _STEP = 0.42, 0.02


def parse_colour(text: str) -> str:
    """Return a colour as ``#rrggbb`` in lower case.

    :raises ValueError: the text is neither ``#rgb`` nor ``#rrggbb``.
    """
    colour = text.strip().lower()
    if not _HEX.fullmatch(colour):
        raise ValueError(f"{text!r} is no colour such as '#1f6feb'")
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def read_channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of ``#rrggbb``, each from 0 to 255."""
    value = int(colour[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def derive_colour(name: str) -> str:
    """Return the colour of a name. White text on it can be read, and it is the same in each build."""
    return _colour_of_hue(digest(name.encode("utf-8", "surrogatepass"))[0] * _HUES // 256)


@lru_cache(maxsize=_HUES)
def _colour_of_hue(number: int) -> str:
    return _step_to_contrast(number / _HUES, _LIGHTEST, _SATURATION, LIGHT_PAGE)


@lru_cache(maxsize=4096)
def adapt_colour(colour: str, background: str) -> str:
    """Return a colour that can be read on a background: the same one, or a darker or lighter one of the same hue.

    :param background: :data:`LIGHT_PAGE` or :data:`DARK_PAGE`.
    """
    if contrast(colour, background) >= MIN_CONTRAST:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in read_channels(colour)))
    return _step_to_contrast(hue, lightness, saturation, background)


def _step_to_contrast(hue: float, lightness: float, saturation: float, background: str) -> str:
    """Return the first colour that can be read on a background, going away from the lightness of the background."""
    step = -_STEP if _luminance(background) > 0.5 else _STEP
    while True:
        channels = colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
        if contrast(colour, background) >= MIN_CONTRAST:
            return colour
        lightness += step


def class_of_colour(colour: str) -> str:
    """Return the class of the elements in the colour of a term. The generated style sheet has its variables."""
    return f"{COLOUR_CLASS}{colour[1:]}"


def text_colour(background: str) -> str:
    """Return white if it can be read on a background, or else black. On each colour one of them has a contrast of 4.58."""
    return WHITE if contrast(background, WHITE) >= MIN_CONTRAST else BLACK


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours: from 1 for the same colour to 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour. Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = (_linear(channel / 255) for channel in read_channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
