"""Garbage collection: tuned during a build with the acceleration, and never otherwise."""

from __future__ import annotations

import gc

import pytest
from conftest import Site
from sample_site import MINIMAL
from sphinx_anthology.acceleration import garbage, set_aside


@pytest.fixture(autouse=True)
def untuned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget builds of other tests that failed before they could finish."""
    if garbage._thresholds_before:
        garbage._restore()


def thresholds_during_a_build(site: Site) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    site.build(handlers={"env-updated": lambda app, env: found.append(gc.get_threshold())})
    return found


def test_garbage_is_collected_less_often_during_a_build_and_not_after_it(site: Site) -> None:
    before = gc.get_threshold()
    site.write("conf.py", MINIMAL)
    assert thresholds_during_a_build(site)[0][0] > before[0]
    assert gc.get_threshold() == before


def test_nothing_is_tuned_where_the_extension_is_not_loaded(site: Site) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    site.write("conf.py", 'extensions = ["myst_parser"]\n')
    assert thresholds_during_a_build(site) == [before[0]]
    set_aside()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
