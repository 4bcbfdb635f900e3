"""The share cards in the output folder, and in a cache that outlives it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..._version import code_version
from ...cache import CacheFile
from ...digests import read_file_state
from ..drawn_files import DrawnFiles
from .card import Card

if TYPE_CHECKING:
    from .fonts import Fonts

FOLDER = "_share"
"""The folder of cards in the output folder. No page and no redirect has a name with an underscore in front."""


class CardFolder:
    """The cards of one output folder."""

    def __init__(self, output: Path, cache: Path, record: CacheFile, fonts: Sequence[Path]) -> None:
        """Read the record of the last build.

        :param output: the output folder of the builder.
        :param cache: the folder of cards that have been drawn; it may not exist.
        :param record: keeps the record between builds.
        :param fonts: the project's own fonts.
        """
        self._own_fonts = tuple(fonts)
        self.unreadable_fonts: list[Path] = []
        """The fonts that cannot be read. They are known when a card had to be drawn."""
        digests = (state.digest for file in self._own_fonts if (state := read_file_state(file)))
        self._files = DrawnFiles(output, FOLDER, cache, record, (code_version(), version("pillow"), *digests))
        self._missing = cast("Mapping[str, str]", self._files.notes or {})
        """The characters that no font has, by the names of the cards that show them."""

    @cached_property
    def _fonts(self) -> Fonts:
        from .fonts import BUNDLED_FONTS, Fonts, is_font

        self.unreadable_fonts = [file for file in self._own_fonts if not is_font(file)]
        return Fonts([*(file for file in self._own_fonts if file not in self.unreadable_fonts), *BUNDLED_FONTS])

    def find_missing(self, card: Card) -> str:
        """Return the characters of a card that no font has."""
        known = self._missing.get(card.file_name)
        if known is None:
            known = "".join(sorted({character for text in card.texts for character in text if not self._fonts.has(character)}))
        return known

    def write(self, cards: Collection[Card], draw_all: Callable[[Sequence[Card]], object]) -> None:
        """Write the cards that are not there, and delete those that earlier builds wrote and that no page has any more.

        :param draw_all: calls :meth:`draw` for each of the cards that it gets, perhaps in other processes.
        """
        wanted = {card.file_name: card for card in cards}
        missing = {name: self.find_missing(card) for name, card in wanted.items()}
        self._files.write(wanted, lambda names: draw_all([wanted[name] for name in names]), missing)
        self._files.delete_others(wanted.keys())

    def draw(self, cards: Iterable[Card]) -> None:
        """Draw cards into the output folder and into the cache."""
        from .drawing import draw_card

        for card in cards:
            self._files.save(card.file_name, draw_card(card, self._fonts))
