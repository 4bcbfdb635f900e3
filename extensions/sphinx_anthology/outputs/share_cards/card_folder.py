"""The share cards in the output folder, and in a cache that outlives it.

A card is drawn if neither folder has it. Its name is a digest of what it shows, so a file with the name is up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ..._version import code_version
from ...cache import CacheFile, write_atomically
from ...digests import read_file_state
from .card import Card

if TYPE_CHECKING:
    from .fonts import Fonts

FOLDER = "_share"
"""The folder of cards in the output folder. No page and no redirect has a name with an underscore in front."""


@dataclass(frozen=True)
class _Record:
    """What is known of the cards in an output folder."""

    tools: object = None
    """What all files were drawn with: this code, Pillow and the fonts. None while some are not written."""
    files: frozenset[str] = frozenset()
    """The names of cards that builds have written."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """The characters that no font has, by the names of the cards that show them."""


class CardFolder:
    """The cards of one output folder."""

    def __init__(self, output: Path, cache: Path, record: CacheFile, fonts: Sequence[Path]) -> None:
        """Read the record of the last build.

        :param output: the output folder of the builder.
        :param cache: the folder of cards that have been drawn; it may not exist.
        :param record: keeps the record between builds.
        :param fonts: the project's own fonts.
        """
        self._folder, self._cache, self._record = output / FOLDER, cache, record
        self._own_fonts = tuple(fonts)
        self.unreadable_fonts: list[Path] = []
        """The fonts that cannot be read. They are known when a card had to be drawn."""
        self._known: _Record = record.load() or _Record()
        if self._known.tools != self.tools:
            self._known = replace(self._known, missing={})

    @cached_property
    def tools(self) -> tuple[object, ...]:
        """What cards are drawn with."""
        digests = (state.digest for file in self._own_fonts if (state := read_file_state(file)))
        return (code_version(), version("pillow"), *digests)

    @cached_property
    def _fonts(self) -> Fonts:
        from .fonts import BUNDLED_FONTS, Fonts, is_font

        self.unreadable_fonts = [file for file in self._own_fonts if not is_font(file)]
        return Fonts([*(file for file in self._own_fonts if file not in self.unreadable_fonts), *BUNDLED_FONTS])

    def find_missing(self, card: Card) -> str:
        """Return the characters of a card that no font has."""
        known = self._known.missing.get(card.file_name)
        if known is None:
            known = "".join(sorted({character for text in card.texts for character in text if not self._fonts.has(character)}))
        return known

    def write(self, cards: Collection[Card], draw_all: Callable[[Sequence[Card]], None]) -> None:
        """Write the cards that are not there, and delete those that earlier builds wrote and that no page has any more.

        :param draw_all: calls :meth:`draw` for each of the cards that it gets, perhaps in other processes.
        """
        wanted = {card.file_name: card for card in cards}
        missing = {name: self.find_missing(card) for name, card in wanted.items()}
        there = self._list_files() if self._known.tools == self.tools else frozenset()
        stale, new = self._known.files - wanted.keys(), [card for name, card in wanted.items() if name not in there]
        if stale or new:  # the build may be interrupted, so the record is without tools until all is done
            self._save(_Record(None, self._known.files | wanted.keys(), missing))
        _delete(self._folder, stale)
        draw_all([card for card in new if not self._copy(card.file_name)])
        self._save(_Record(self.tools, frozenset(wanted), missing))
        if stale and self._cache.is_dir():
            _delete(self._cache, {file.name for file in self._cache.iterdir()} - wanted.keys())

    def draw(self, cards: Iterable[Card]) -> None:
        """Draw cards into the output folder and into the cache."""
        from .drawing import draw_card

        for card in cards:
            data = draw_card(card, self._fonts)
            CacheFile(self._cache / card.file_name, self.tools).save_if_possible(data)
            write_atomically(self._folder / card.file_name, data)

    def _copy(self, name: str) -> bool:
        """Copy a card from the cache. Return whether it is there."""
        data = CacheFile(self._cache / name, self.tools).load()
        if data is not None:
            write_atomically(self._folder / name, data)
        return data is not None

    def _list_files(self) -> frozenset[str]:
        return frozenset(file.name for file in self._folder.iterdir()) if self._folder.is_dir() else frozenset()

    def _save(self, record: _Record) -> None:
        if record != self._known:
            self._known = record
            self._record.save(record)


def _delete(folder: Path, names: Iterable[str]) -> None:
    """Delete files, and their folder if it is then empty."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
