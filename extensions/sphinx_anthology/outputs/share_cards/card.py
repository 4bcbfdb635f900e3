"""What a share card shows."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from unicodedata import normalize

from ...characters import clean_text
from ...digests import digest
from .layout import ELLIPSIS

WIDTH, HEIGHT = 1200, 630
"""The size of a card in pixels, which all social networks show as a whole."""
_MAX_CHARACTERS = 400
"""Maximum number of characters of a text that is looked at. A card has room for fewer."""
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufe00-\ufe0f\ufeff\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Characters that change how others look, which a font of one colour cannot show, or that only allow breaks."""
_LONE_JOINER = re.compile(r"[\u200c\u200d](?!\w)|(?<!\w)[\u200c\u200d]")
"""A joiner that is not between letters, as in emoji of several people."""


@dataclass(frozen=True, slots=True)
class Card:
    """The texts and the colour of a share card. All texts are plain, on one line, and in NFC."""

    background: str
    """The colour of the category, as ``#rrggbb``."""
    title: str
    site: str = ""
    """The name of the site."""
    category: str = ""
    byline: str = ""
    """Authors and date."""

    @classmethod
    def from_texts(cls, background: str, *texts: str) -> Card:
        """Return the card with texts of any form, in the order of its fields."""
        return cls(background, *map(_prepare, texts))

    @property
    def file_name(self) -> str:
        """The name of its file. Cards that show the same have the same file."""
        return f"{digest(repr(astuple(self)).encode('utf-8', 'surrogatepass')).hex()[:16]}.png"

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts that it shows."""
        return (self.title, self.site, self.category, self.byline)


def _prepare(text: str) -> str:
    """Return a text as it is drawn."""
    if len(text) > _MAX_CHARACTERS:
        text = f"{text[:_MAX_CHARACTERS]}…"
    text = " ".join(clean_text(text).split())
    if text.isascii():
        return text
    return " ".join(normalize("NFC", _LONE_JOINER.sub("", _INVISIBLE.sub("", text))).replace("…", ELLIPSIS).split())
