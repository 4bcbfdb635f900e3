"""The share cards in an output folder and in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from sphinx_anthology.cache import CacheFile
from sphinx_anthology.outputs.share_cards.card import Card
from sphinx_anthology.outputs.share_cards.card_folder import FOLDER, CardFolder
from sphinx_anthology.outputs.share_cards.fonts import BUNDLED_FONTS
from sphinx_anthology.outputs.share_cards.options import ShareCardOptions, read_options
from sphinx_anthology.problems import Problem

ONE, TWO, THREE = (Card.from_texts("#205090", title, "Site") for title in ("One", "둘", "Three"))


class Builds:
    """Builds into the same folders, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.output, self.cache = folder / "html", folder / "cache"
        self._record = CacheFile(folder / "record.pickle")
        self.fonts: tuple[Path, ...] = ()

    def run(self, *cards: Card, fails: bool = False) -> list[str]:
        """Write cards, and return the titles of those that were drawn."""
        drawn: list[str] = []
        folder = CardFolder(self.output, self.cache, self._record, self.fonts)

        def draw(some: Sequence[Card]) -> None:
            drawn.extend(card.title for card in some)
            folder.draw(some[:1] if fails else some)
            if fails:
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            folder.write(cards, draw)
        return drawn

    def files(self) -> dict[str, bytes]:
        """Return the cards in the output folder."""
        return {file.name: file.read_bytes() for file in (self.output / FOLDER).glob("*")}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def test_each_card_is_drawn_once(builds: Builds) -> None:
    assert builds.run(ONE, TWO, ONE) == ["One", "둘"]
    assert builds.run(ONE, TWO) == []
    assert builds.run(ONE, TWO, THREE) == ["Three"]
    assert set(builds.files()) == {card.file_name for card in (ONE, TWO, THREE)}


def test_stale_cards_are_deleted_and_no_others(builds: Builds) -> None:
    builds.run(ONE, TWO)
    (builds.output / FOLDER / "mine.png").write_bytes(b"by hand")
    builds.run(TWO)
    assert set(builds.files()) == {TWO.file_name, "mine.png"}
    assert {file.name for file in builds.cache.iterdir()} == {TWO.file_name}


def test_a_folder_without_cards_is_deleted(builds: Builds) -> None:
    builds.run(ONE)
    builds.run()
    assert not (builds.output / FOLDER).exists()
    assert builds.run(ONE) == ["One"]


def test_a_lost_card_comes_from_the_cache(builds: Builds) -> None:
    builds.run(ONE, TWO)
    before = builds.files()
    (builds.output / FOLDER / ONE.file_name).unlink()
    assert builds.run(ONE, TWO) == []
    assert builds.files() == before


def test_a_damaged_cache_is_not_used(builds: Builds) -> None:
    builds.run(ONE)
    before = builds.files()
    (builds.output / FOLDER / ONE.file_name).unlink()
    file = builds.cache / ONE.file_name
    file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    assert builds.run(ONE) == ["One"]
    assert builds.files() == before


def test_an_interrupted_build_is_completed_by_the_next(builds: Builds, tmp_path: Path) -> None:
    builds.run(ONE)
    builds.run(TWO, THREE, fails=True)
    assert builds.run(TWO, THREE) == ["Three"]
    clean = Builds(tmp_path / "clean")
    clean.run(TWO, THREE)
    assert builds.files() == clean.files()


def test_other_fonts_draw_all_cards_again(builds: Builds) -> None:
    builds.run(ONE)
    before = builds.files()
    builds.fonts = (BUNDLED_FONTS[1],)
    assert builds.run(ONE) == ["One"]
    assert builds.files().keys() == before.keys()


def test_missing_characters_are_known_for_each_card(builds: Builds) -> None:
    folder = CardFolder(builds.output, builds.cache, CacheFile(builds.cache / "x"), ())
    assert folder.find_missing(Card.from_texts("#205090", "深a入", "中")) == "中入深"
    assert folder.find_missing(TWO) == ""


def test_cards_that_show_something_else_have_other_names() -> None:
    cards = [Card.from_texts(*texts) for texts in (("#205090", "a", "b"), ("#205091", "a", "b"), ("#205090", "a", "", "b"))]
    assert len({card.file_name for card in cards}) == 3
    assert Card.from_texts("#205090", " a\n", "b").file_name == cards[0].file_name


def test_the_option_is_read_and_what_is_wrong_is_reported(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(b"OTTO...")
    (tmp_path / "conf.py").write_bytes(b"")
    problems: list[Problem] = []
    given = {"covers": 1, "fonts": ["own.ttf", "none.ttf", "conf.py"], "font": "x"}
    assert read_options(given, tmp_path, problems.append) == ShareCardOptions(fonts=(tmp_path / "own.ttf",))
    messages = [problem.message for problem in problems]
    assert len(messages) == 4
    assert "Did you mean 'fonts'?" in messages[0]
    assert all(name in text for name, text in zip(("'covers'", "'none.ttf'", "'conf.py'"), messages[1:], strict=True))
    assert read_options({"covers": True, "fonts": "own.ttf"}, tmp_path, problems.append).covers
    assert not read_options(False, tmp_path, problems.append).shown
    assert read_options(True, tmp_path, problems.append) == ShareCardOptions()
