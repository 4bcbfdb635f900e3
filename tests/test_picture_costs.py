"""The benchmark of pictures: what is built, and what the table says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from picture_files import decode

from benchmarks import pictures
from benchmarks.measure import FailedError
from benchmarks.posts import Generator
from benchmarks.results import Measurement, Results, Step


def test_each_post_has_a_cover_of_its_own_with_and_without_variants() -> None:
    covers = {pictures.make_cover(number) for number in range(3)}
    assert len(covers) == 3
    assert {decode(data).size for data in covers} == {(1600, 900)}
    with_variants, without = pictures.variants()
    post = Generator()(3)
    assert f"\ncover: /images/{post.name}.jpg\n" in with_variants.spell(post)
    assert "anthology_images=0" in without.command
    assert "anthology_images=0" not in with_variants.command


def test_the_table_says_what_a_picture_costs() -> None:
    seconds = {pictures.WITH: (30.0, 62.0), pictures.WITHOUT: (20.0, 42.0)}
    measurements = tuple(
        Measurement("anthology", name, 400, step, repetition, wall, cpu, 1.0, 1.0)
        for name, (wall, cpu) in seconds.items()
        for step in (Step.COLD, Step.UNCHANGED)
        for repetition in range(3)
    )
    results = Results("nox -s bench -- --pictures 400", "Linux", 2, 3, {"sphinx": "9.0.4"}, measurements)
    lines = pictures.markdown(results, 400).splitlines()
    assert lines[2] == "| Cold | 30.00 | 20.00 | 1.50 | 62.00 | 42.00 | 50 |"
    assert lines[4] == "| One edited | – | – | – | – | – | – |"
    assert "400 posts; `nox -s bench -- --pictures 400` on Linux with 2 cores" in lines[-1]


@pytest.mark.build
def test_a_later_build_that_draws_a_picture_again_is_an_error(tmp_path: Path) -> None:
    contestant = pictures.variants()[0]
    site = pictures.CoveredSite(contestant, Path(sys.executable).parent, Generator(500), 1, tmp_path / "with")
    site.add_file(f"{contestant.images}/{Generator(500)(0).name}.jpg", pictures.make_cover(0))
    for step in pictures.STEPS:
        site.build(step, 600)
    (drawn, *_others) = sorted((tmp_path / "with").rglob("_pictures/*.webp"))
    os.utime(drawn, (1, 1))
    with pytest.raises(FailedError, match="drawn again"):
        site.build(Step.UNCHANGED, 600)
    uncovered = pictures.CoveredSite(contestant, Path(sys.executable).parent, Generator(500), 1, tmp_path / "bare")
    with pytest.raises(FailedError, match="0 variants are drawn, not 3"):
        uncovered.build(Step.COLD, 600)
