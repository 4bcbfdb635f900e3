"""The benchmark of accelerations: each can be turned off, and the table names all of them."""

from __future__ import annotations

import pytest
from conftest import Site
from sphinx_anthology.acceleration import background, garbage, patches

from benchmarks import accelerations, sphinx_without
from benchmarks.results import Measurement, Results, Step


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore at the end what a test turns off."""
    for module, name in [*sphinx_without.FEATURES.values(), (patches, "PATCHES")]:
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(garbage, "_thresholds_before", [])


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("name", [patch.name for patch in patches.PATCHES])
def test_a_patch_can_be_turned_off(name: str) -> None:
    before = {patch.name for patch in patches.PATCHES}
    sphinx_without.turn_off(name)
    assert {patch.name for patch in patches.PATCHES} == before - {name}


@pytest.mark.usefixtures("restored")
def test_what_is_no_patch_can_be_turned_off(site: Site) -> None:
    site.write("conf.py", 'extensions = ["sphinx_anthology.acceleration", "myst_parser"]\n')
    for name in sphinx_without.FEATURES:
        sphinx_without.turn_off(name)
    found: list[bool] = []

    def look(app: object, *_: object) -> None:
        found.append(bool(garbage._thresholds_before))
        found.append(background.has_background_jobs(app))  # type: ignore[arg-type]

    site.build(jobs=2, handlers={"env-updated": look})
    assert found == [False, False]
    assert not (site.folder / "build/doctrees/acceleration-html.json").exists()  # the record of builds with nothing to do


def test_every_variant_is_built_with_sphinx_and_turns_one_thing_off() -> None:
    variants = {variant.setting: variant.command for variant in accelerations.variants()}
    assert set(variants) == {"nothing", *sphinx_without.NAMES, "everything"}
    for name, command in variants.items():
        assert command[1].endswith("sphinx_without.py")
        assert command[2] == name
        assert "-j" in command
    assert "anthology_accelerate=0" in variants["everything"]


def test_the_table_says_what_is_saved() -> None:
    times = {"nothing": 10.0, "trees": 12.5, "everything": 20.0}
    measurements = tuple(
        Measurement("anthology", name, 300, Step.COLD, repetition, 1.0, seconds + repetition, 1.0, 1.0)
        for name, seconds in times.items()
        for repetition in (0, 0, 9)
    )
    results = Results("nox -s bench -- --accelerations 300", "Linux", 2, 3, {"sphinx": "9.0.4"}, measurements)
    lines = accelerations.markdown(results, 300).splitlines()
    assert lines[2].startswith("| nothing | 10.00 |  | – |")
    assert "| trees | 12.50 | 20.0% | – |" in "\n".join(lines)
    assert "| everything | 20.00 | 50.0% | – |" in "\n".join(lines)
    assert "300 posts; `nox -s bench -- --accelerations 300` on Linux with 2 cores" in lines[-1]
