from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_anthology.cli.new_project.environment import find_time_zone, spell_for_sphinx


@pytest.mark.parametrize(
    ("given", "spelt"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("pt-br", "pt_BR"),
        ("zh_tw", "zh_TW"),
        ("kor", "ko"),
        ("EN", "en"),
        ("c", None),
        ("", None),
    ],
)
def test_languages_are_spelt_as_sphinx_spells_them(given: str, spelt: str | None) -> None:
    assert spell_for_sphinx(given) == spelt


@pytest.mark.parametrize(
    ("variable", "file", "language", "zone"),
    [
        ("Europe/Paris", "Asia/Tokyo", "ko", "Europe/Paris"),
        (":Europe/Paris", "", "en", "Europe/Paris"),
        ("Nowhere/Else", "Asia/Tokyo", "en", "Asia/Tokyo"),
        ("UTC", "", "ko", "Asia/Seoul"),
        ("", "Etc/UTC", "de", "UTC"),
        ("../../etc/passwd", "", "en", "UTC"),
    ],
)
def test_the_time_zone_is_that_of_the_machine(tmp_path: Path, variable: str, file: str, language: str, zone: str) -> None:
    target = tmp_path / "zoneinfo" / file
    target.mkdir(parents=True)
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert find_time_zone(language, {"TZ": variable}, link) == zone
